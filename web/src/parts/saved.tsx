// saved.tsx — a field that saves itself: what is typed is kept at once, sent after a pause, and sent again when it could not be.
import { useEffect, useRef, useState } from "preact/hooks";
import { connection } from "~/data/connection";
import { dropDraft, keepDraft, keptDraft } from "~/data/draft";
import { problemOf } from "~/data/problem";
import { session } from "~/data/session";
import { t } from "~/words/t";
import { Icon } from "./icon";
import { announce } from "./toast";

const PAUSE = 800;
const SHOWN = 4000;

type State = "" | "typing" | "saving" | "saved" | "kept";

export interface Saved<T> {
  value: T;
  set(value: T): void; // saves after a pause
  choose(value: T): void; // saves now
  flush(): void; // what is typed is done: saves now
  state: State;
  error: string | undefined;
}

interface Typed<T> {
  value: T;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/*
 * `name` is the draft's; `stored` what the server has. `wrong` says why a value cannot be sent, or nothing. A failure that passes (no
 * connection, an ended session) is waited out.
 */
export function useSaved<T>(name: string, stored: T, save: (value: T) => Promise<void>, wrong?: (value: T) => string | undefined): Saved<T> {
  const typed = useRef<Typed<T> | undefined>(undefined);
  const begun = useRef(false);
  const sending = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const here = useRef(true);
  const latest = useRef({ save, wrong, stored });
  latest.current = { save, wrong, stored };
  const [state, setState] = useState<State>("");
  const [error, setError] = useState<string>();
  if (!begun.current) {
    begun.current = true;
    const kept = keptDraft<T>(name);
    if (kept !== undefined) typed.current = { value: kept };
  }

  const show = (next: State, words?: string) => {
    if (!here.current) return;
    setState(next);
    setError(words);
  };
  const finish = (next: State) => {
    typed.current = undefined;
    dropDraft(name);
    show(next);
  };
  async function flush() {
    clearTimeout(timer.current);
    const now = typed.current;
    if (!now || sending.current) return;
    if (same(now.value, latest.current.stored)) return finish("");
    const refused = latest.current.wrong?.(now.value);
    if (refused) return show("", refused);
    sending.current = true;
    show("saving");
    try {
      await latest.current.save(now.value);
      sending.current = false;
      if (typed.current !== now) return void flush();
      finish("saved");
      announce(t("Saved"));
    } catch (e) {
      sending.current = false;
      const problem = await problemOf(e);
      const passes = problem.kind === "offline" || problem.kind === "signed-out" || problem.kind === "busy";
      if (passes) return show("kept");
      show("", [problem.message, problem.hint].filter(Boolean).join(" "));
    }
  }
  const take = (value: T, pause: number) => {
    typed.current = { value };
    keepDraft(name, value);
    show("typing");
    clearTimeout(timer.current);
    if (pause) timer.current = setTimeout(() => void flush(), pause);
    else void flush();
  };

  useEffect(() => {
    here.current = true;
    if (typed.current) void flush();
    const again = () => connection.get() === "there" && session.get().status === "in" && void flush();
    const stops = [connection.watch(again), session.watch(again)];
    return () => {
      stops.forEach((stop) => stop());
      here.current = false;
      void flush();
    };
  }, [name]);
  useEffect(() => {
    if (state !== "saved") return;
    const gone = setTimeout(() => setState(""), SHOWN);
    return () => clearTimeout(gone);
  }, [state]);

  const value = typed.current ? typed.current.value : stored;
  return { value, set: (v) => take(v, PAUSE), choose: (v) => take(v, 0), flush: () => void flush(), state, error };
}

// For a part's `note`: it has its place beside the label and moves nothing.
export function SavedMark({ state }: { state: State }) {
  if (state === "saving") return <span class="saved">{t("Saving")}</span>;
  if (state === "saved") return <span class="saved done"><Icon name="check" small />{t("Saved")}</span>;
  if (state === "kept") return <span class="saved kept"><Icon name="offline" small />{t("Kept here until Rung is back")}</span>;
  return null;
}
