// timeline.tsx — what happened with a job, newest first, and what is still to do above it.
import { useState } from "preact/hooks";
import { Button } from "~/parts/button";
import { Icon } from "~/parts/icon";
import { Menu, type MenuItem } from "~/parts/menu";
import { saveFile } from "~/parts/save_file";
import { StageTag } from "~/parts/stage";
import { Loaded, Skeleton } from "~/parts/state";
import { t } from "~/words/t";
import { dateTime, nearDay, shortDate, time } from "~/words/time";
import { addable, EventForm, type Addable } from "./event_form";
import { kinds, removeEvent, setDone, useEvents } from "./events";
import { calendarFile } from "./ics";
import type { Job, JobEvent } from "./rows";

const isAhead = (e: JobEvent) => !e.done_at && (e.kind === "task" || (e.kind === "interview" && Date.parse(e.ends_at ?? e.occurred_at) > Date.now()) || (!!e.remind_at && e.kind !== "status"));

export const toCalendar = (event: JobEvent, job: Job) => saveFile(`${job.company} interview.ics`.replace(/[\\/:*?"<>|]/g, " "), calendarFile(event, job, `${location.origin}/board/${job.id}`), "text/calendar;charset=utf-8");

export function Timeline({ job }: { job: Job }) {
  const events = useEvents(job.id);
  const [adding, setAdding] = useState<Addable>();
  const [changing, setChanging] = useState<JobEvent>();
  return (
    <section aria-labelledby="timeline">
      <div class="row apart job-section-head">
        <h2 id="timeline">{t("Timeline")}</h2>
        <div class="row tight">
          {addable.map((kind) => <Button key={kind} small icon={kind === "task" ? "check" : kinds[kind].icon} onClick={() => setAdding(kind)}>{kinds[kind].name()}</Button>)}
        </div>
      </div>
      <Loaded query={events} wait={<div class="stack tight"><Skeleton height="3.5rem" /><Skeleton height="3.5rem" /><Skeleton height="3.5rem" /></div>}>
        {(all) => {
          const ahead = all.filter(isAhead).sort((a, b) => (a.remind_at ?? a.occurred_at).localeCompare(b.remind_at ?? b.occurred_at));
          const behind = all.filter((e) => !isAhead(e));
          const row = (e: JobEvent) => <Happening key={e.id} event={e} job={job} onChange={() => setChanging(e)} />;
          return (
            <>
              {ahead.length > 0 && <ol class="job-timeline ahead" aria-label={t("To come")}>{ahead.map(row)}</ol>}
              <ol class="job-timeline" aria-label={t("Until now")}>{behind.map(row)}</ol>
            </>
          );
        }}
      </Loaded>
      {adding && <EventForm job={job.id} kind={adding} onClose={() => setAdding(undefined)} />}
      {changing && <EventForm key={changing.id} job={job.id} kind="note" event={changing} onClose={() => setChanging(undefined)} />}
    </section>
  );
}

function Happening({ event, job, onChange }: { event: JobEvent; job: Job; onChange(): void }) {
  const { icon, name } = kinds[event.kind];
  const logged = event.kind === "status" || event.kind === "share_view";
  const done = !!event.done_at;
  const items: MenuItem[] = [
    { label: t("Change"), icon: "edit", onPick: onChange },
    ...(event.kind === "interview" ? [{ label: t("Add to calendar"), icon: "calendar" as const, onPick: () => toCalendar(event, job) }] : []),
    ...(event.kind === "task" || event.kind === "interview" || event.remind_at ? [{ label: done ? t("Mark as not done") : t("Mark as done"), icon: "check" as const, onPick: () => void setDone(event, !done) }] : []),
    { label: t("Delete"), icon: "remove", danger: true, apart: true, onPick: () => void removeEvent(event) },
  ];
  const what = event.title || (event.kind === "note" ? "" : name());
  return (
    <li class={`job-event ${event.kind}${done ? " done" : ""}`}>
      {event.kind === "task" ? (
        <label class="job-event-tick"><input type="checkbox" checked={done} aria-label={t("Done: {what}", { what })} onChange={(e) => void setDone(event, e.currentTarget.checked)} /></label>
      ) : (
        <span class="job-event-mark" title={name()}><Icon name={icon} small /></span>
      )}
      <div class="grow">
        <p class="job-event-what">
          {event.kind === "status" ? <Moved event={event} /> : <>{event.kind !== "task" && event.kind !== "note" && event.title && <span class="soft">{name()}: </span>}{what}</>}
        </p>
        {event.body && <p class="job-event-body">{event.body}</p>}
        <p class="tiny soft">
          <time dateTime={event.occurred_at}>{event.kind === "task" ? t("Added {date}", { date: shortDate(event.occurred_at) }) : dateTime(event.occurred_at)}</time>
          {event.ends_at && ` – ${time(event.ends_at)}`}
          {event.remind_at && !done && <> · <Icon name="bell" small /> {t("Reminder {day}, {time}", { day: nearDay(event.remind_at), time: time(event.remind_at) })}</>}
        </p>
      </div>
      {!logged && <Menu label={t("More for {what}", { what: what || name() })} className="icon-button small" items={items}><Icon name="menu" small /></Menu>}
    </li>
  );
}

function Moved({ event }: { event: JobEvent }) {
  const to = <StageTag status={event.to_status!} stage={event.title} />;
  return event.from_status ? <span class="row tight"><StageTag status={event.from_status} /><Icon name="forward" small /><span class="unseen">{t("then")}</span>{to}</span> : <span class="row tight">{t("Added as")} {to}</span>;
}
