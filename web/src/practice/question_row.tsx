// question_row.tsx — a question of the bank, and how she has done with it.
import { Button } from "~/parts/button";
import { Icon } from "~/parts/icon";
import { Menu } from "~/parts/menu";
import { many, t } from "~/words/t";
import { nearDay } from "~/words/time";
import { inShort } from "./heading";
import { kindWords, levelName, points, type Kind, type Level } from "./kinds";

export interface BankQuestion {
  id: number;
  question: string;
  category: Kind;
  difficulty: Level;
  is_custom: boolean;
  question_history: { times_asked: number; best_score: number; last_score: number; due_at: string }[]; // hers: one or none
}

interface RowProps {
  question: BankQuestion;
  due: boolean;
  busy: boolean;
  onPractise(): void;
  onEdit(): void;
  onRemove(): void;
}

export function QuestionRow({ question: q, due, busy, onPractise, onEdit, onRemove }: RowProps) {
  const history = q.question_history[0];
  const name = inShort(q.question, 50);
  return (
    <li class="bank-row">
      <div class="grow">
        <p class="read" lang="en">{q.question}</p>
        <p class="row tight small soft">
          <span class="tag">{kindWords(q.category).label}</span>
          <span class="tag">{levelName(q.difficulty)}</span>
          {q.is_custom && <span class="tag">{t("Yours")}</span>}
          {history ? (
            <>
              <span class="numbers">{many(history.times_asked, "answered once", "answered {n} times")} · {t("best {best}, last {last}", { best: points(history.best_score), last: points(history.last_score) })}</span>
              <span class={due ? "due-now" : undefined}>{due ? t("due now") : t("again {when}", { when: nearDay(history.due_at) })}</span>
            </>
          ) : (
            <span>{t("not answered yet")}</span>
          )}
        </p>
      </div>
      <div class="row tight">
        <Button small icon="play" busy={busy} onClick={onPractise} aria-label={t("Practise: {question}", { question: name })}>{t("Practise")}</Button>
        {q.is_custom && (
          <Menu label={t("More about: {question}", { question: name })} className="icon-button small" items={[{ label: t("Edit"), icon: "edit", onPick: onEdit }, { label: t("Delete"), icon: "remove", danger: true, onPick: onRemove }]}>
            <Icon name="menu" small />
          </Menu>
        )}
      </div>
    </li>
  );
}
