// import.tsx — a sheet of applications, of Rung's or of another tracker: what each column means, what would become of each row, and then in with it.
import { useEffect, useRef, useState } from "preact/hooks";
import { problemOf, type Problem } from "~/data/problem";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { Select, TextArea } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Notice } from "~/parts/state";
import { say } from "~/parts/toast";
import { many, number, t } from "~/words/t";
import { fields, importSheet, NOTES, NOTHING, readSheet, reasonWords, type DateOrder, type Mapping, type Outcome, type Sheet } from "./sheet";

const LARGEST = 5e6;

export function ImportJobs({ onClose }: { onClose(): void }) {
  const [sheet, setSheet] = useState<Sheet>();
  const [mapping, setMapping] = useState<Mapping>({});
  const [order, setOrder] = useState<DateOrder>("");
  const reading = useSending();
  const adding = useSending();
  const trial = useTrial(sheet, mapping, order);
  const open = (text: string) =>
    void reading.send(async () => {
      const next = await readSheet(text);
      setMapping(next.mapping);
      setSheet(next.sheet);
    });
  const count = (outcome: Outcome["outcome"]) => trial.outcomes?.filter((o) => o.outcome === outcome).length ?? 0;
  const add = () =>
    void adding.send(async () => {
      const added = (await importSheet(sheet!, mapping, order, false)).filter((o) => o.outcome === "added").length;
      onClose();
      say(many(added, "Added {n} job", "Added {n} jobs"));
    });
  const footer = sheet && (
    <>
      <Button kind="plain" onClick={() => setSheet(undefined)}>{t("Another sheet")}</Button>
      <Button kind="primary" busy={adding.busy} disabled={!trial.outcomes || !count("added")} onClick={add}>{trial.outcomes ? many(count("added"), "Add {n} job", "Add {n} jobs") : t("Checking…")}</Button>
    </>
  );
  return (
    <Dialog wide title={t("Import a sheet")} onClose={onClose} footer={footer}>
      {!sheet ? (
        <Source problem={reading.problem} busy={reading.busy} onText={open} />
      ) : (
        <div class="stack">
          {(adding.problem ?? trial.problem) && <Notice kind="bad" icon="alert"><strong>{(adding.problem ?? trial.problem)!.message}</strong> {(adding.problem ?? trial.problem)!.hint}</Notice>}
          <Columns sheet={sheet} mapping={mapping} onMapping={setMapping} />
          <Select label={t("A date like 03/04/2026 is")} value={order} onValue={(v) => setOrder(v as DateOrder)} options={[["", t("not clear: leave such rows out")], ["DMY", t("3 April: day first")], ["MDY", t("March 4: month first")]]} />
          <p role="status" class="import-sum">{trial.outcomes && <><strong>{many(count("added"), "{n} new job", "{n} new jobs")}</strong>, {many(count("duplicate"), "{n} here already", "{n} here already")}, {many(count("refused"), "{n} cannot be read", "{n} cannot be read")}</>}</p>
          {trial.outcomes && <Outcomes sheet={sheet} mapping={mapping} outcomes={trial.outcomes} />}
        </div>
      )}
    </Dialog>
  );
}

// What would become of it, as the server says, whenever the meaning of a column changes.
function useTrial(sheet: Sheet | undefined, mapping: Mapping, order: DateOrder): { outcomes: Outcome[] | undefined; problem: Problem | undefined } {
  const [state, setState] = useState<{ outcomes: Outcome[] | undefined; problem: Problem | undefined }>({ outcomes: undefined, problem: undefined });
  const asked = useRef(0);
  useEffect(() => {
    const mine = ++asked.current;
    setState((before) => ({ ...before, problem: undefined, ...(!sheet && { outcomes: undefined }) }));
    if (!sheet) return;
    importSheet(sheet, mapping, order, true).then(
      (outcomes) => mine === asked.current && setState({ outcomes, problem: undefined }),
      async (error) => {
        const problem = await problemOf(error);
        if (mine === asked.current) setState({ outcomes: undefined, problem });
      },
    );
  }, [sheet, mapping, order]);
  return state;
}

function Source({ problem, busy, onText }: { problem: Problem | undefined; busy: boolean; onText(text: string): void }) {
  const [text, setText] = useState("");
  const [refused, setRefused] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    if (chosen.size > LARGEST) return setRefused(t("This file is larger than {n} MB. Export the sheet as CSV, without pictures.", { n: number(LARGEST / 1e6) }));
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) return setRefused(t("This is a spreadsheet's own file. Export it as CSV and choose that."));
    setRefused("");
    onText(decode(bytes));
  };
  return (
    <div class="stack">
      <p class="soft">{t("A CSV file from Rung, from another tracker, or from a spreadsheet. Nothing is added before you have seen it.")}</p>
      {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
      {refused && <Notice kind="bad" icon="alert">{refused}</Notice>}
      <div class="drop-zone" onDragOver={(e) => e.preventDefault()} onDrop={(e) => { e.preventDefault(); void take(e.dataTransfer?.files[0]); }}>
        <input ref={file} class="unseen" type="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values" tabIndex={-1} aria-hidden="true" onChange={(e) => void take(e.currentTarget.files?.[0])} />
        <Button icon="upload" busy={busy} onClick={() => file.current!.click()}>{t("Choose a file")}</Button>
        <span class="small soft">{t("or drop it here")}</span>
      </div>
      <TextArea label={t("Or paste the rows, with their headings")} rows={5} value={text} onValue={setText} spellcheck={false} placeholder={"Company\tPosition\tStatus"} />
      <div><Button kind="primary" disabled={!text.trim()} busy={busy} onClick={() => onText(text)}>{t("Read it")}</Button></div>
    </div>
  );
}

// UTF-8, or what older spreadsheets write.
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function Columns({ sheet, mapping, onMapping }: { sheet: Sheet; mapping: Mapping; onMapping(mapping: Mapping): void }) {
  const options = [[NOTES, t("Keep it in the notes")], [NOTHING, t("Leave it out")], ...fields().map((f) => [f.field, f.label] as const)] as const;
  const set = (heading: string, to: string) =>
    onMapping({ ...Object.fromEntries(Object.entries(mapping).map(([other, field]) => [other, field === to && to !== NOTES && to !== NOTHING ? NOTES : field])), [heading]: to });
  const example = (heading: string) => sheet.rows.find((row) => row[heading]?.trim())?.[heading] ?? "";
  return (
    <section aria-labelledby="import-columns">
      <h3 id="import-columns">{many(sheet.rows.length, "{n} row, its columns", "{n} rows, their columns")}</h3>
      <ul class="import-columns">
        {sheet.headings.map((heading) => (
          <li key={heading}>
            <span class="grow"><strong class="clip">{heading}</strong><span class="clip tiny soft">{example(heading)}</span></span>
            <Select label={t("{heading} means", { heading })} hideLabel value={mapping[heading] ?? NOTES} onValue={(to) => set(heading, to)} options={options} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const SHOWN = 200;

// What is not added comes first: that is what she may want to mend.
function Outcomes({ sheet, mapping, outcomes }: { sheet: Sheet; mapping: Mapping; outcomes: Outcome[] }) {
  const named = (field: string) => Object.entries(mapping).find(([, to]) => to === field)?.[0] ?? "";
  const labels = Object.fromEntries(fields().map((f) => [f.heading, f.label]));
  const rank = { refused: 0, duplicate: 1, added: 2 };
  const words = { added: t("New"), duplicate: t("Here already"), refused: t("Left out") };
  const sorted = [...outcomes].sort((a, b) => rank[a.outcome] - rank[b.outcome] || a.row - b.row);
  return (
    <div class="sheet-scroll import-rows" tabIndex={0} role="region" aria-label={t("What becomes of each row")}>
      <table>
        <thead><tr><th scope="col">{t("Row")}</th><th scope="col">{t("Job")}</th><th scope="col">{t("Outcome")}</th></tr></thead>
        <tbody>
          {sorted.slice(0, SHOWN).map((o) => {
            const row = sheet.rows[o.row - 1] ?? {};
            return (
              <tr key={o.row}>
                <td class="numbers soft">{o.row}</td>
                <td>{[row[named("job_title")], row[named("company")]].filter(Boolean).join(", ")}</td>
                <td><span class={`import-${o.outcome}`}>{words[o.outcome]}</span>{o.reason && <span class="soft"> {o.field && labels[o.field] ? `${labels[o.field]}: ` : ""}{reasonWords(o)}</span>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {sorted.length > SHOWN && <p class="small soft import-rest">{many(sorted.length - SHOWN, "and {n} more", "and {n} more")}</p>}
    </div>
  );
}
