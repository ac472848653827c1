// agenda.tsx — what is due: interviews, reminders, deadlines, and the questions that went badly last time.
import type { ComponentChildren } from "preact";
import { Button, ButtonLink, IconButton } from "~/parts/button";
import { Icon, type IconName } from "~/parts/icon";
import { say } from "~/parts/toast";
import { many, number, t } from "~/words/t";
import { dateTime, nearDay, shortDate, time, today } from "~/words/time";
import { remindTomorrow, reminderDone, reminderUndone, type Day, type Deadline, type Interview, type OfJob, type Reminder } from "./day";

const jobHref = (j: OfJob) => `/board/${j.job_id}`;
const jobName = (j: OfJob) => t("{title} at {company}", { title: j.job_title, company: j.company });

interface ItemProps {
  icon: IconName;
  tone?: "soon" | "late";
  when: string;
  job: OfJob;
  what: string;
  actions?: ComponentChildren;
}

const Item = ({ icon, tone, when, job, what, actions }: ItemProps) => (
  <li class={`agenda-item ${tone ?? ""}`}>
    <span class="agenda-icon"><Icon name={icon} /></span>
    <div class="grow">
      <p class="agenda-what"><a href={jobHref(job)}>{what}</a></p>
      <p class="soft small">{jobName(job)}</p>
      <p class="agenda-when small">{when}</p>
    </div>
    {actions && <div class="row tight">{actions}</div>}
  </li>
);

function InterviewItem({ it }: { it: Interview }) {
  const isToday = today(new Date(it.at)) === today();
  const when = isToday ? t("today at {time}", { time: time(it.at) }) : `${dateTime(it.at)}, ${nearDay(it.at)}`;
  return (
    <Item icon="calendar" tone={isToday ? "soon" : undefined} job={it} when={when} what={it.title || t("Interview")}
      actions={<ButtonLink small href={`/practice?job=${it.job_id}`} icon="practice">{t("Practise")}</ButtonLink>} />
  );
}

function ReminderItem({ it }: { it: Reminder }) {
  const done = () => void reminderDone(it).then(() => say(t("Done"), { label: t("Undo"), onAct: () => void reminderUndone(it) }));
  const later = () => void remindTomorrow(it).then(() => say(t("Back tomorrow")));
  return (
    <Item icon="bell" job={it} when={nearDay(it.remind_at)} what={it.title || t("Reminder")}
      actions={<><IconButton icon="clock" label={t("Remind me tomorrow")} onClick={later} /><Button small icon="check" onClick={done}>{t("Done")}</Button></>} />
  );
}

function DeadlineItem({ it }: { it: Deadline }) {
  const late = it.days_left < 0;
  const what = it.status !== "saved" ? t("Deadline") : late ? t("The deadline has passed") : t("Apply before the deadline");
  return <Item icon="target" tone={late ? "late" : it.days_left <= 1 ? "soon" : undefined} job={it} when={`${shortDate(it.deadline)}, ${nearDay(it.deadline)}`} what={what} />;
}

function Weak({ day }: { day: Day }) {
  if (!day.questions_due) return null;
  return (
    <section class="card" aria-labelledby="weak">
      <div class="row apart">
        <h2 id="weak">{t("Worth another try")}</h2>
        <ButtonLink small kind="quiet" icon="play" href="/practice">{many(day.questions_due, "Practise {n} question", "Practise {n} questions")}</ButtonLink>
      </div>
      <ul class="weak-list">
        {day.weak_questions.slice(0, 3).map((q) => (
          <li key={q.question_id}>
            <span class="read grow" lang="en">{q.question}</span>
            {q.last_score !== null && <span class="tag numbers"><span class="unseen">{t("last score")} </span>{number(q.last_score)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Agenda({ day }: { day: Day }) {
  const n = day.interviews.length + day.reminders.length + day.deadlines.length;
  return (
    <>
      <section class="card" aria-labelledby="due">
        <h2 id="due">{t("What is due")}</h2>
        {n === 0 && <p class="agenda-none soft">{t("Nothing in the next seven days. Interviews, deadlines and reminders of your jobs show up here.")}</p>}
        <ul class="agenda">
          {day.reminders.map((it) => <ReminderItem key={it.event_id} it={it} />)}
          {day.interviews.map((it) => <InterviewItem key={it.event_id} it={it} />)}
          {day.deadlines.map((it) => <DeadlineItem key={it.job_id} it={it} />)}
        </ul>
      </section>
      <Weak day={day} />
    </>
  );
}
