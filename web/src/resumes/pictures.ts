// pictures.ts — true pictures of resumes' pages: asked for when seen, few at a time, and kept while the app is open.
import { invokeFile } from "~/data/rung";
import { session } from "~/data/session";

const AT_ONCE = 2;
const MOST = 160;
const kept = new Map<string, string>(); // the oldest first
const waiting: (() => void)[] = [];
let under_way = 0;

function turn<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const begin = () => {
      if (signal.aborted) return void reject(signal.reason);
      under_way++;
      act().then(resolve, reject).finally(() => {
        under_way--;
        while (waiting.length && under_way < AT_ONCE) waiting.shift()!();
      });
    };
    if (under_way < AT_ONCE) begin();
    else waiting.push(begin);
  });
}

export const knownPicture = (key: string): string | undefined => kept.get(key);

// `key` says all that the picture depends on.
export async function picture(key: string, wish: Record<string, unknown>, signal: AbortSignal): Promise<string> {
  const known = kept.get(key);
  if (known) return known;
  const { file } = await turn(() => invokeFile("resume-render", { ...wish, format: "png", page: 1 }, signal), signal);
  const url = URL.createObjectURL(new Blob([file], { type: "image/png" }));
  kept.set(key, url);
  if (kept.size > MOST) {
    const [oldest, gone] = kept.entries().next().value!;
    kept.delete(oldest);
    URL.revokeObjectURL(gone);
  }
  return url;
}

session.watch(({ status }) => {
  if (status !== "out") return;
  for (const url of kept.values()) URL.revokeObjectURL(url);
  kept.clear();
});
