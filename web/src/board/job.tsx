// job.tsx — everything about one application.
import { useEffect } from "preact/hooks";
import { Room, Unread } from "~/app/room";
import { go } from "~/app/router";
import { Button, ButtonLink } from "~/parts/button";
import { Icon } from "~/parts/icon";
import { InPlace } from "~/parts/in_place";
import { Menu, type MenuItem } from "~/parts/menu";
import { Loaded, Notice, Skeleton } from "~/parts/state";
import { t } from "~/words/t";
import { dateTime, nearDay, time } from "~/words/time";
import { Contacts } from "./contacts";
import { Description } from "./description";
import { setDone, useEvents } from "./events";
import { Facts } from "./facts";
import { archive, changeJob, remove, unarchive, useCards, useJob } from "./jobs";
import { Notes } from "./notes";
import { neighbours } from "./order";
import { ofCard, type Card, type Job } from "./rows";
import { Sent } from "./sent";
import { Steps } from "./steps";
import { Timeline, toCalendar } from "./timeline";
import { titleWords } from "./words";

const Waiting = () => (
  <div class="job-page">
    <div class="stack wide"><Skeleton height="2.75rem" /><Skeleton height="9rem" /><Skeleton height="14rem" /></div>
    <div class="stack wide"><Skeleton height="24rem" /></div>
  </div>
);

export default function JobRoom({ params }: { params: string[] }) {
  const id = params[0]!;
  const query = useJob(id);
  const job = query.value;
  const beside = neighbours(useCards().value ?? [], id);
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if ((e.target as HTMLElement).closest("input, textarea, select, dialog, [role=menu]") || e.ctrlKey || e.metaKey || e.altKey) return;
      const to = e.key === "j" ? beside.next : e.key === "k" ? beside.before : undefined;
      if (to) go(`/board/${to}`, { replace: true });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
  if (query.problem && !job)
    return <Unread query={query} icon="board" title={t("This job is not here")} why={t("It may have been deleted, or belong to somebody else.")} back={["/board", t("Back to the board")]} />;
  const step = (to: string | undefined, label: string, icon: "up" | "down") =>
    to ? <a class="icon-button" href={`/board/${to}`} aria-label={label} title={label}><Icon name={icon} /></a> : <span class="icon-button" aria-hidden="true"><Icon name={icon} /></span>;
  const heading = job && <InPlace key={job.id} label={t("Title")} value={job.job_title} empty={titleWords("")} heading required maxLength={300} onSave={(job_title) => changeJob(id, { job_title })} />;
  const actions = (
    <>
      <ButtonLink kind="plain" href="/board" icon="back">{t("Board")}</ButtonLink>
      {step(beside.before, t("Job before (K)"), "up")}
      {step(beside.next, t("Next job (J)"), "down")}
      {job ? <Menu label={t("More")} className="icon-button" items={menuOf(job)}><Icon name="menu" /></Menu> : <span class="icon-button" aria-hidden="true" />}
    </>
  );
  return (
    <Room title={job ? `${titleWords(job.job_title)}, ${job.company}` : t("Job")} heading={heading} actions={actions}>
      <Loaded query={query} wait={<Waiting />}>{(one) => <Inside job={one} />}</Loaded>
    </Room>
  );
}

function menuOf(job: Job): MenuItem[] {
  const card = ofCard(job) as Card;
  const leave = (act: () => void) => () => {
    go("/board");
    act();
  };
  return [
    job.archived_at ? { label: t("Put back on the board"), icon: "undo", onPick: () => void unarchive([card]) } : { label: t("Archive"), icon: "archive", onPick: leave(() => void archive([card])) },
    { label: t("Delete"), icon: "remove", danger: true, onPick: leave(() => remove([card])) },
  ];
}

const Inside = ({ job }: { job: Job }) => (
  <>
    <div class="job-under">
      <div class="job-employer"><InPlace label={t("Company")} value={job.company} heading required maxLength={300} onSave={(company) => changeJob(job.id, { company })} /></div>
      <Steps job={job} />
    </div>
    {job.archived_at && (
      <Notice icon="archive"><div class="row apart"><span>{t("This job is in the archive.")}</span><Button small onClick={() => void unarchive([ofCard(job) as Card])}>{t("Put back on the board")}</Button></div></Notice>
    )}
    <div class="job-page">
      <div class="job-main">
        <NextInterview job={job} />
        <Notes job={job} />
        <Description job={job} />
        <Timeline job={job} />
      </div>
      <aside class="job-side" aria-label={t("About this job")}>
        <Facts job={job} />
        <Contacts job={job} />
        <Sent job={job} />
      </aside>
    </div>
  </>
);

function NextInterview({ job }: { job: Job }) {
  const events = useEvents(job.id).value;
  const next = events?.filter((e) => e.kind === "interview" && !e.done_at && Date.parse(e.ends_at ?? e.occurred_at) > Date.now()).at(-1);
  if (!next) return <div class="job-practise"><ButtonLink href={`/practice?job=${job.id}`} icon="practice">{t("Practise for this job")}</ButtonLink></div>;
  return (
    <section class="card next-interview" aria-labelledby="next-interview">
      <div class="grow">
        <h2 id="next-interview" class="small">{t("Next interview, {day}", { day: nearDay(next.occurred_at) })}</h2>
        <p class="read next-when">{dateTime(next.occurred_at)}{next.ends_at && ` – ${time(next.ends_at)}`}</p>
        {next.title && <p>{next.title}</p>}
        {next.body && <p class="soft small job-event-body">{next.body}</p>}
      </div>
      <div class="row tight">
        <ButtonLink kind="primary" href={`/practice?job=${job.id}`} icon="practice">{t("Practise for it")}</ButtonLink>
        <Button icon="calendar" onClick={() => toCalendar(next, job)}>{t("Add to calendar")}</Button>
        <Button kind="plain" icon="check" onClick={() => void setDone(next, true)}>{t("Done")}</Button>
      </div>
    </section>
  );
}
