// numbers.tsx — the week in numbers beside the one before, the streak, and where the jobs stand.
import { Icon } from "~/parts/icon";
import { closedStages, openStages, stageName } from "~/parts/stage";
import type { Status } from "~/data/types";
import { many, number, t } from "~/words/t";
import type { Day } from "./day";

const compared = (now: number, before: number) =>
  now === before ? t("as many as last week") : now > before ? t("{n} more than last week", { n: number(now - before) }) : t("{n} fewer than last week", { n: number(before - now) });

function Figure({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div class="figure">
      <dt>{label}</dt>
      <dd>
        <span class="figure-n numbers">{value}</span>
        <span class="soft tiny">{note}</span>
      </dd>
    </div>
  );
}

export function WeekNumbers({ day: { week, last_week } }: { day: Day }) {
  const average = week.average_score;
  return (
    <section class="card snug" aria-labelledby="week">
      <h2 id="week" class="card-title">{t("The last seven days")}</h2>
      <dl class="figures">
        <Figure label={t("Applied")} value={number(week.applied)} note={compared(week.applied, last_week.applied)} />
        <Figure label={t("Moved on")} value={number(week.moved)} note={compared(week.moved, last_week.moved)} />
        <Figure label={t("Interviews")} value={number(week.interviews)} note={compared(week.interviews, last_week.interviews)} />
        <Figure label={t("Answers")} value={number(week.practised)}
          note={average === null ? compared(week.practised, last_week.practised) : t("average score {n}", { n: number(average) })} />
      </dl>
    </section>
  );
}

export function Streak({ day: { streak } }: { day: Day }) {
  const words = streak.practised_today
    ? t("You have practised today.")
    : streak.current > 0
      ? t("One answer today keeps it going.")
      : t("One answer starts a streak.");
  return (
    <section class="card snug streak" aria-label={t("Practice streak")}>
      <Icon name="streak" />
      <div>
        <p class="streak-n">{streak.current ? many(streak.current, "{n} day in a row", "{n} days in a row") : t("No streak yet")}</p>
        <p class="soft small">{words}</p>
      </div>
    </section>
  );
}

export function Pipeline({ counts }: { counts: Record<Status, number> }) {
  const closed = closedStages.reduce((n, s) => n + counts[s], 0);
  return (
    <section class="pipeline" aria-labelledby="pipeline">
      <h2 id="pipeline" class="card-title">{t("Where your jobs stand")}</h2>
      <ul class="pipeline-list">
        {openStages.map((s) => (
          <li key={s}>
            <a href={`/board?status=${s}`} data-status={s}>
              <span class="pipeline-n numbers">{number(counts[s])}</span>
              <span>{stageName(s)}</span>
            </a>
          </li>
        ))}
        <li>
          <a href="/board?status=closed" data-status="withdrawn">
            <span class="pipeline-n numbers">{number(closed)}</span>
            <span>{t("Closed")}</span>
          </a>
        </li>
      </ul>
    </section>
  );
}
