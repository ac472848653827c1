// questions.tsx — the question bank and her own questions: find one, practise it, add one.
import { useMemo, useState } from "preact/hooks";
import { Room } from "~/app/room";
import { put, stale, useQuery } from "~/data/query";
import { ask, rung } from "~/data/rung";
import { Button } from "~/parts/button";
import { Confirm } from "~/parts/dialog";
import { Select, TextField } from "~/parts/field";
import { Empty, Loaded, Skeleton } from "~/parts/state";
import { complain, say } from "~/parts/toast";
import { many, t } from "~/words/t";
import { kindWords, kinds, levelName, levels, type Kind, type Level } from "./kinds";
import { PracticeNav } from "./nav";
import { QuestionForm } from "./question_form";
import { QuestionRow, type BankQuestion } from "./question_row";
import { startOf } from "./start";

type Which = "all" | "due" | "new" | "mine";

const KEY = "practice/questions";
const A_PAGE = 30;

const readBank = () =>
  ask<BankQuestion[]>(
    rung.from("questions").select("id,question,category,difficulty,is_custom,question_history(times_asked,best_score,last_score,due_at)").eq("is_active", true).order("is_custom", { ascending: false }).order("id"),
  );

const isDue = (q: BankQuestion) => (q.question_history[0]?.due_at ?? "9") <= new Date().toISOString();

const tests: Record<Which, (q: BankQuestion) => boolean> = {
  all: () => true,
  due: isDue,
  new: (q) => !q.question_history.length,
  mine: (q) => q.is_custom,
};

interface Filter {
  text: string;
  kind: Kind | "";
  level: Level | "";
  which: Which;
}

function matching(list: BankQuestion[], { text, kind, level, which }: Filter): BankQuestion[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return list.filter((q) => (!kind || q.category === kind) && (!level || q.difficulty === level) && tests[which](q) && words.every((w) => q.question.toLowerCase().includes(w)));
}

function Filters({ filter, set }: { filter: Filter; set(change: Partial<Filter>): void }) {
  return (
    <div class="filters" role="search" aria-label={t("Questions")}>
      <TextField label={t("Search")} type="search" aria-keyshortcuts="/" value={filter.text} onValue={(text) => set({ text })} />
      <Select label={t("Kind")} value={filter.kind} onValue={(kind) => set({ kind: kind as Kind | "" })} options={[["", t("All kinds")], ...[...kinds, "general" as const].map((k) => [k, kindWords(k).label] as const)]} />
      <Select label={t("Difficulty")} value={filter.level} onValue={(level) => set({ level: level as Level | "" })} options={[["", t("Any")], ...levels.map((l) => [l, levelName(l)] as const)]} />
      <Select label={t("Show")} value={filter.which} onValue={(which) => set({ which: which as Which })} options={[["all", t("All questions")], ["due", t("Due now")], ["new", t("Not answered yet")], ["mine", t("Your own")]]} />
    </div>
  );
}

export default function Questions() {
  const query = useQuery(KEY, readBank);
  const [filter, setFilter] = useState<Filter>({ text: "", kind: "", level: "", which: "all" });
  const [most, setMost] = useState(A_PAGE);
  const [editing, setEditing] = useState<BankQuestion | "new" | null>(null);
  const [removing, setRemoving] = useState<BankQuestion | null>(null);
  const [starting, setStarting] = useState<number | null>(null);
  const found = useMemo(() => matching(query.value ?? [], filter), [query.value, filter]);
  const set = (change: Partial<Filter>) => {
    setFilter((before) => ({ ...before, ...change }));
    setMost(A_PAGE);
  };
  const practise = (q: BankQuestion) => {
    setStarting(q.id);
    startOf([q.id], kindWords(q.category).label).catch(complain).finally(() => setStarting(null));
  };
  const remove = (q: BankQuestion) => {
    setRemoving(null);
    const before = query.value;
    put<BankQuestion[]>(KEY, (list) => (list ?? []).filter((x) => x.id !== q.id));
    ask(rung.from("questions").delete().eq("id", q.id).select("id").single()).then(
      () => {
        say(t("The question is deleted."));
        stale("practice/due", "home/");
      },
      (error) => {
        put(KEY, before);
        void complain(error);
      },
    );
  };
  const add = <Button icon="add" kind="primary" onClick={() => setEditing("new")}>{t("Add question")}</Button>;
  return (
    <Room title={t("Questions")} actions={add}>
      <PracticeNav here="/practice/questions" />
      <Filters filter={filter} set={set} />
      <Loaded query={query} wait={<Skeleton height="40rem" />}>
        {() => (
          <>
            <p class="soft small" role="status">{many(found.length, "{n} question", "{n} questions")}</p>
            {found.length === 0 && filter.which === "mine" && <Empty icon="edit" title={t("No question of your own yet.")} action={<Button icon="add" onClick={() => setEditing("new")}>{t("Add question")}</Button>}>{t("Add what you were asked in a real interview, and practise it until it is easy.")}</Empty>}
            {found.length === 0 && filter.which !== "mine" && <Empty icon="search" title={t("No question is like that.")} action={<Button icon="close" onClick={() => set({ text: "", kind: "", level: "", which: "all" })}>{t("Show all questions")}</Button>} />}
            <ul class="bank">
              {found.slice(0, most).map((q) => <QuestionRow key={q.id} question={q} due={isDue(q)} busy={starting === q.id} onPractise={() => practise(q)} onEdit={() => setEditing(q)} onRemove={() => setRemoving(q)} />)}
            </ul>
            {found.length > most && <Button onClick={() => setMost(most + A_PAGE)}>{t("Show more")}</Button>}
          </>
        )}
      </Loaded>
      {editing && <QuestionForm question={editing === "new" ? undefined : editing} onClose={() => setEditing(null)} onSaved={() => stale(KEY, "practice/due")} />}
      {removing && (
        <Confirm title={t("Delete this question?")} act={t("Delete question")} onAct={() => remove(removing)} onClose={() => setRemoving(null)}>
          <p class="read" lang="en">{removing.question}</p>
          <p>{t("Your answers to it stay in their sessions; its history goes with it.")}</p>
        </Confirm>
      )}
    </Room>
  );
}
