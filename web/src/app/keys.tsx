// keys.tsx — keys that work in every room, and the list of all of them.
import { useEffect } from "preact/hooks";
import { Dialog } from "~/parts/dialog";
import { t } from "~/words/t";
import { go } from "./router";

const typing = (e: KeyboardEvent) => (e.target as HTMLElement).closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog, [role=menu]");

const command = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

const groups = (): [where: string, keys: [keys: string[], what: string][]][] => [
  [t("Everywhere"), [[["N"], t("Add a job")], [["/"], t("Search")], [["?"], t("Show these keys")]]],
  [t("Board"), [[["↑", "↓", "←", "→"], t("From card to card")], [["Space"], t("Take the card, and put it down")], [["Esc"], t("Put it back")]]],
  [t("Job"), [[["J"], t("Next job")], [["K"], t("Job before")]]],
  [t("Resume"), [[[command, "Z"], t("Undo")], [[command, "Y"], t("Redo")], [[command, "S"], t("Save at once")]]],
  [t("Practice"), [[[command, "Enter"], t("Send answer")]]],
];

const nameOf = (key: string) => ({ Space: t("Space key"), Ctrl: t("Ctrl"), Esc: t("Esc"), Enter: t("Enter") })[key] ?? key;

function KeyList({ onClose }: { onClose(): void }) {
  return (
    <Dialog title={t("Keys")} onClose={onClose}>
      <div class="key-list">
        {groups().map(([where, keys]) => (
          <section key={where}>
            <h3>{where}</h3>
            <dl>
              {keys.map(([names, what]) => <div key={what}><dt>{what}</dt><dd>{names.map((name) => <kbd key={name}>{nameOf(name)}</kbd>)}</dd></div>)}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

// The control of this room that stands for a key, or the board's.
function act(key: string, elsewhere: string): void {
  const control = document.querySelector<HTMLElement>(`main [aria-keyshortcuts="${key}"]`);
  if (control instanceof HTMLInputElement) control.focus();
  else if (control) control.click();
  else go(elsewhere);
}

export function Keys({ shown, onShow }: { shown: boolean; onShow(shown: boolean): void }) {
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (typing(e) || e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]")) return;
      if (e.key === "n") act("n", "/board?add=1");
      else if (e.key === "/") act("/", "/board?search=1");
      else if (e.key === "?") onShow(true);
      else return;
      e.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return shown ? <KeyList onClose={() => onShow(false)} /> : null;
}
