// toast.tsx — a word about what happened, and for a while the way back.
import { problemOf } from "~/data/problem";
import { store, useStore } from "~/data/store";
import { t } from "~/words/t";

interface Toast {
  id: number;
  text: string;
  bad?: boolean;
  act?: { label: string; onAct(): void };
}

const toasts = store<Toast[]>([]);
const spoken = store("");
let last = 0;

const drop = (id: number) => toasts.set(toasts.get().filter((toast) => toast.id !== id));

function show(toast: Omit<Toast, "id">, seconds: number) {
  const id = ++last;
  toasts.set([...toasts.get().slice(-2), { ...toast, id }]);
  setTimeout(() => drop(id), seconds * 1000);
}

export const say = (text: string, act?: Toast["act"]) => show({ text, act }, act ? 8 : 4);

// A failure that has no better place to stand.
export async function complain(error: unknown): Promise<void> {
  const problem = await problemOf(error);
  if (problem.kind === "signed-out") return; // asked for over the page
  show({ text: [problem.message, problem.hint].filter(Boolean).join(" "), bad: true }, 9);
}

// To the ear alone: for what the eye sees by itself.
export function announce(text: string): void {
  spoken.set("");
  setTimeout(() => spoken.set(text), 30);
}

export function Toasts() {
  const list = useStore(toasts);
  const words = useStore(spoken);
  return (
    <>
      <div class="unseen" aria-live="polite">{words}</div>
      <div class="toasts" role="status">
        {list.map((toast) => (
          <div key={toast.id} class={toast.bad ? "toast bad" : "toast"}>
            <span class="grow">{toast.text}</span>
            {toast.act && <button type="button" onClick={() => { drop(toast.id); toast.act!.onAct(); }}>{toast.act.label}</button>}
            {toast.bad && <button type="button" onClick={() => drop(toast.id)}>{t("Close")}</button>}
          </div>
        ))}
      </div>
    </>
  );
}
