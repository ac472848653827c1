// steps.tsx — how far an application is, and the way on.
import { Icon } from "~/parts/icon";
import { Menu } from "~/parts/menu";
import { closedStages, isClosed, openStages, stageName, StageTag } from "~/parts/stage";
import { useNarrow } from "~/parts/width";
import { statuses, type Status } from "~/data/types";
import { t } from "~/words/t";
import { knownCard, moveCard } from "./jobs";
import { ofCard, type Card, type Job } from "./rows";

export const moveJob = (job: Job, status: Status) => moveCard(knownCard(job.id) ?? (ofCard(job) as Card), status);

export function Steps({ job }: { job: Job }) {
  const narrow = useNarrow();
  const to = (status: Status) => ({ label: stageName(status), stage: status, onPick: () => moveJob(job, status) });
  if (narrow)
    return (
      <div class="row tight">
        <StageTag status={job.status} />
        <Menu label="" className="button quiet small" side="start" items={statuses.filter((s) => s !== job.status).map(to)}>{t("Move to")}<Icon name="open" small /></Menu>
      </div>
    );
  const closed = isClosed(job.status);
  const here = openStages.indexOf(job.status as (typeof openStages)[number]);
  return (
    <div class="job-steps">
      <ol>
        {openStages.map((status, i) => (
          <li key={status}>
            <button type="button" data-status={status} class={!closed && i < here ? "past" : undefined} aria-current={status === job.status ? "step" : undefined} onClick={() => status !== job.status && moveJob(job, status)}>
              {stageName(status)}
            </button>
          </li>
        ))}
      </ol>
      <Menu label="" className={closed ? "button quiet small closed" : "button quiet small"} items={closedStages.filter((s) => s !== job.status).map(to)}>
        {closed ? stageName(job.status) : t("Mark as closed")}<Icon name="open" small />
      </Menu>
    </div>
  );
}
