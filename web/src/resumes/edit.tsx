// edit.tsx — what every part of the form may do with the resume that is open.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { announce, say } from "~/parts/toast";
import { many, t } from "~/words/t";
import { listAt, moved, nameEntry, nameOf, set, type Json, type Path, type Tree } from "./document";
import type { Template } from "./rows";
import type { Work } from "./work";

export interface Edit {
  data: Tree;
  template: Template | undefined;
  locked: boolean;
  open: ReadonlySet<number>; // entries, by name
  toggle(entry: number, open: boolean): void;
  put(path: Path, value: Json | undefined): void; // one step for all that is written into one place
  change(make: (data: Tree) => Tree): void;
  endGroup(): void;
}

const EditContext = createContext<Edit | undefined>(undefined);
export const EditProvider = EditContext.Provider;
export const useEdit = (): Edit => useContext(EditContext)!;

export const editOf = (work: Work, rest: Pick<Edit, "template" | "locked" | "open" | "toggle">): Edit => ({
  ...rest,
  data: work.doc.get().data,
  put: (path, value) => work.change((doc) => ({ ...doc, data: set(doc.data, path, value) }), path.join(".")),
  change: (make) => work.change((doc) => ({ ...doc, data: make(doc.data) })),
  endGroup: work.endGroup,
});

export interface Entries {
  list: Json[];
  add(entry: Tree): void; // that has a name
  move(from: number, to: number): void;
  copy(i: number): void;
  remove(i: number, called: string): void;
}

// A list of entries, and what may be done with it.
export function useEntries(path: Path): Entries {
  const edit = useEdit();
  const list = listAt(edit.data, ...path);
  const insert = (i: number, entry: Json) => edit.change((data) => set(data, path, [...listAt(data, ...path).slice(0, i), entry, ...listAt(data, ...path).slice(i)]));
  return {
    list,
    add(entry) {
      insert(list.length, entry);
      edit.toggle(nameOf(entry), true);
    },
    move(from, to) {
      if (to < 0 || to >= list.length || from === to) return;
      edit.change((data) => set(data, path, moved(listAt(data, ...path), from, to)));
      announce(t("Moved to place {n} of {all}", { n: to + 1, all: list.length }));
    },
    copy(i) {
      const fresh = nameEntry(list[i] as Tree);
      insert(i + 1, fresh);
      edit.toggle(nameOf(fresh), true);
      announce(many(list.length + 1, "Copied. There is {n} now.", "Copied. There are {n} now."));
    },
    remove(i, called) {
      const gone = list[i]!;
      edit.change((data) => {
        const rest = listAt(data, ...path).filter((_, k) => k !== i);
        return set(data, path, rest.length ? rest : undefined);
      });
      say(called ? t("“{name}” removed", { name: called }) : t("Removed"), { label: t("Undo"), onAct: () => insert(i, gone) });
    },
  };
}
