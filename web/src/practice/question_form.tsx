// question_form.tsx — a question of her own, with the answer that she would like to be able to give.
import { useDraft } from "~/data/draft";
import { useQuery } from "~/data/query";
import { ask, rung } from "~/data/rung";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { Choices, Select, TextArea } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Notice, Skeleton } from "~/parts/state";
import { say } from "~/parts/toast";
import { t } from "~/words/t";
import { kindWords, kinds, levelName, levels, type Kind, type Level } from "./kinds";
import type { BankQuestion } from "./question_row";

interface Fields {
  question: string;
  category: Kind;
  difficulty: Level;
  ideal_answer: string;
}

interface FormProps {
  question: BankQuestion | undefined; // undefined: a new one
  onClose(): void;
  onSaved(): void;
}

const EMPTY: Fields = { question: "", category: "behavioral", difficulty: "medium", ideal_answer: "" };

export function QuestionForm(props: FormProps) {
  const id = props.question?.id;
  const query = useQuery(id === undefined ? null : `practice/question/${id}`, () => ask<Fields>(rung.from("questions").select("question,category,difficulty,ideal_answer").eq("id", id!).single()));
  if (id === undefined || query.value) return <Form {...props} first={query.value ?? EMPTY} />;
  return (
    <Dialog title={t("Edit question")} onClose={props.onClose}>
      {query.problem ? <Notice kind="bad" icon="alert">{query.problem.message} {query.problem.hint}</Notice> : <Skeleton height="24rem" />}
    </Dialog>
  );
}

function Form({ question, first, onClose, onSaved }: FormProps & { first: Fields }) {
  const draft = useDraft<Fields>(`practice.question.${question?.id ?? "new"}`, first);
  const { busy, problem, send } = useSending();
  const fields = draft.value;
  const set = (change: Partial<Fields>) => draft.set((before) => ({ ...before, ...change }));
  const save = (e: Event) => {
    e.preventDefault();
    void send(async () => {
      const values = { ...fields, question: fields.question.trim(), ideal_answer: fields.ideal_answer.trim() };
      if (question) await ask(rung.from("questions").update(values).eq("id", question.id).select("id").single());
      else await ask(rung.from("questions").insert(values).select("id").single());
      draft.drop();
      onSaved();
      onClose();
      say(question ? t("The question is saved.") : t("The question is added."));
    });
  };
  const form = "question-form";
  return (
    <Dialog title={question ? t("Edit question") : t("Add question")} onClose={onClose}
      footer={<><Button onClick={onClose}>{t("Close")}</Button><Button kind="primary" type="submit" form={form} busy={busy} disabled={!fields.question.trim()}>{question ? t("Save question") : t("Add question")}</Button></>}>
      <form id={form} class="stack" onSubmit={save}>
        <TextArea label={t("Question")} required autoFocus rows={3} maxLength={2000} value={fields.question} onValue={(text) => set({ question: text })} />
        <Select label={t("Kind")} value={fields.category} onValue={(kind) => set({ category: kind as Kind })} options={[...kinds, "general" as const].map((k) => [k, kindWords(k).label] as const)} hint={kindWords(fields.category).seeks} />
        <Choices label={t("Difficulty")} value={fields.difficulty} onValue={(difficulty) => set({ difficulty })} options={levels.map((l) => [l, levelName(l)] as const)} />
        <TextArea label={t("A good answer")} optional rows={7} value={fields.ideal_answer} onValue={(text) => set({ ideal_answer: text })} hint={t("What you would like to be able to say. Your answers are compared with it, and you can look it up after answering.")} />
        {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
        {draft.restored && <p class="soft small">{t("This is what you had written before.")} <Button kind="plain" small onClick={() => { draft.set(first); draft.drop(); }}>{t("Start over")}</Button></p>}
      </form>
    </Dialog>
  );
}
