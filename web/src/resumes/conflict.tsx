// conflict.tsx — two windows have changed the same place: both are shown, and she says which one stays.
import { useStore } from "~/data/store";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { t } from "~/words/t";
import { dateTime } from "~/words/time";
import { at, isTree, type Json } from "./document";
import { planOf } from "./sections";
import type { Work } from "./work";

// All that is said in it, a line each.
function linesOf(value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(linesOf);
  return isTree(value) ? Object.values(value).flatMap(linesOf) : [String(value)];
}

function titleOf(path: string[]): string {
  if (path[0] === "title") return t("Title");
  if (path[0] === "template_id") return t("Template");
  if (path[1] === "meta") return t("Look");
  if (path[1] === "basics") return path[2] === "summary" ? t("Summary") : (planOf("basics")!.fields.find((field) => field.path[0] === path[2])?.label ?? t("About you"));
  return planOf(path[1] ?? "")?.title ?? path.slice(1).join(" ");
}

function Side({ name, value, other }: { name: string; value: Json | undefined; other: Json | undefined }) {
  const known = new Set(linesOf(other));
  const lines = linesOf(value);
  return (
    <div class="conflict-side">
      <p class="label">{name}</p>
      {lines.length ? lines.map((line, i) => <p key={i}>{known.has(line) ? line : <mark>{line}</mark>}</p>) : <p class="soft">{t("Nothing")}</p>}
    </div>
  );
}

export function Conflict({ work }: { work: Work }) {
  const saving = useStore(work.saving);
  const doc = useStore(work.doc);
  if (saving.state !== "conflict") return null;
  const { theirs, both } = saving;
  return (
    <Dialog title={t("Changed in two places")} wide stays onClose={() => undefined}
      footer={<><Button onClick={() => work.settle("theirs")}>{t("Take theirs")}</Button><Button kind="primary" onClick={() => work.settle("mine")}>{t("Keep mine")}</Button></>}>
      <div class="stack">
        <p class="soft">{t("Another window or machine saved this resume on {when}. What only one of them changed is brought together. Here both did; Undo brings the other one back.", { when: dateTime(theirs.updated_at) })}</p>
        {both.map((path) => {
          const [mine, other] = [at(doc, path), at({ title: theirs.title, template_id: theirs.template_id, data: theirs.data }, path)];
          return (
            <section key={path.join(".")} aria-label={titleOf(path)}>
              <h3>{titleOf(path)}</h3>
              <div class="conflict-both"><Side name={t("Here")} value={mine} other={other} /><Side name={t("There")} value={other} other={mine} /></div>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
