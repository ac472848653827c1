// pages.ts — the pages of what is being written, as the renderer sets them. The newest wish wins; what is shown stays until its successor is ready to be painted.
import { problemOf, type Problem } from "~/data/problem";
import { invokeFile } from "~/data/rung";
import { store } from "~/data/store";

export interface Wish {
  body: Record<string, unknown>; // for resume-render
  dpi: number;
}

export interface Shot {
  url: string;
  width: number; // in its own pixels
  height: number;
}

export interface Pages {
  shots: Shot[]; // those that are there, from the first
  pages: number; // of the document
  lastLines: number;
  dpi: number; // of the shots
  problem: Problem | undefined; // of the newest wish; the shots are older then
}

const PAUSE = 70; // after the last key
const AHEAD = 6; // pages of which pictures are fetched

export type PageView = ReturnType<typeof openPages>;

export function openPages() {
  const state = store<Pages>({ shots: [], pages: 0, lastLines: 0, dpi: 0, problem: undefined });
  let wish: Wish | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop: AbortController | undefined;
  let looking = 1; // the page in view

  async function shoot(page: number, { body, dpi }: Wish, signal: AbortSignal) {
    const { file, pages, lastLines } = await invokeFile("resume-render", { ...body, dpi, page, format: "png" }, signal);
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([file], { type: "image/png" }));
    await image.decode();
    return { shot: { url: image.src, width: image.naturalWidth, height: image.naturalHeight }, pages, lastLines };
  }

  function show(changes: Partial<Pages>, old: (Shot | undefined)[]) {
    state.set({ ...state.get(), ...changes });
    // After the paint, for a picture that is still in the document must not lose its bytes.
    setTimeout(() => old.forEach((shot) => shot && !state.get().shots.includes(shot) && URL.revokeObjectURL(shot.url)), 1000);
  }

  async function run() {
    const mine = (stop = new AbortController());
    const now = wish!;
    const first = Math.min(looking, Math.max(1, state.get().pages));
    try {
      let at = first;
      let got = await shoot(at, now, mine.signal).catch((error) => {
        if (mine.signal.aborted || first === 1) throw error;
        at = 1; // there may be fewer pages now
        return shoot(1, now, mine.signal);
      });
      for (const rest = [...Array(Math.min(got.pages, AHEAD)).keys()].map((k) => k + 1).filter((k) => k !== at); ; ) {
        if (mine.signal.aborted) return;
        const { shots } = state.get();
        const next = shots.slice(0, got.pages);
        next[at - 1] = got.shot;
        for (let k = 0; k < at - 1; k++) next[k] ??= got.shot; // until its own is there: nothing above may be missing
        show({ shots: next, pages: got.pages, lastLines: got.lastLines, dpi: now.dpi, problem: undefined }, shots);
        const page = rest.shift();
        if (!page) return;
        at = page;
        got = await shoot(page, now, mine.signal);
      }
    } catch (error) {
      if (mine.signal.aborted) return;
      const problem = await problemOf(error);
      if (!mine.signal.aborted) state.set({ ...state.get(), problem });
    }
  }

  return {
    state,
    wish(next: Wish, pause = PAUSE) {
      wish = next;
      clearTimeout(timer);
      stop?.abort();
      timer = setTimeout(() => void run(), pause);
    },
    again: () => wish && void run(),
    look: (page: number) => (looking = page),
    close() {
      clearTimeout(timer);
      stop?.abort();
      for (const shot of state.get().shots) URL.revokeObjectURL(shot.url);
    },
  };
}
