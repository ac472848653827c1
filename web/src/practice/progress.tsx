// progress.tsx — how she is getting on: her days, her six scores over time, what is due, and every session.
import { useState } from "preact/hooks";
import { Room } from "~/app/room";
import { useProfile } from "~/data/me";
import { useQuery } from "~/data/query";
import { ask, rung } from "~/data/rung";
import { Button, ButtonLink } from "~/parts/button";
import { Empty, Loaded, Skeleton } from "~/parts/state";
import { many, number, t } from "~/words/t";
import { today } from "~/words/time";
import { Calendar, WEEKS, type Day } from "./calendar";
import { DueCard } from "./due";
import { points } from "./kinds";
import { PracticeNav } from "./nav";
import { SESSIONS_A_PAGE, useDue, useSessions } from "./rows";
import { SessionList } from "./session_list";
import { SkillCharts, type SkillRow } from "./skill_charts";

interface Progressed {
  skills: SkillRow[];
  days: Day[];
}

const DAY = 86400000;

async function readProgress(): Promise<Progressed> {
  const from = new Date(Date.parse(today()) - WEEKS * 7 * DAY).toISOString().slice(0, 10);
  const [skills, days] = await Promise.all([
    ask<SkillRow[]>(rung.from("skill_progress").select("skill_name,current_avg,samples,trend,score_history")),
    ask<Day[]>(rung.from("practice_sessions").select("practice_date,attempts_count,average_score,practice_seconds").gte("practice_date", from).order("practice_date")),
  ]);
  return { skills, days };
}

function Totals({ days }: { days: Day[] }) {
  const profile = useProfile().value;
  const minutes = Math.round(days.reduce((sum, d) => sum + d.practice_seconds, 0) / 60);
  const alive = profile?.last_practice_date && Date.parse(today()) - Date.parse(profile.last_practice_date) <= DAY;
  const streak = (alive && profile?.current_streak) || 0;
  const figures: [value: string, label: string, note: string][] = [
    [profile ? number(streak) : "–", many(streak, "day in a row", "days in a row"), many(profile?.longest_streak ?? 0, "longest: {n} day", "longest: {n} days")],
    [profile ? number(profile.total_attempts) : "–", t("answers"), t("{n} minutes in 12 weeks", { n: number(minutes) })],
    [profile ? points(profile.average_score) : "–", t("average score"), t("of 100, over all answers")],
  ];
  return (
    <ul class="totals card">
      {figures.map(([value, label, note]) => (
        <li key={label}>
          <strong class="numbers">{value}</strong>
          <span>{label}</span>
          <span class="soft tiny">{note}</span>
        </li>
      ))}
    </ul>
  );
}

function History() {
  const [pages, setPages] = useState(1);
  const query = useSessions(pages);
  return (
    <section class="stack tight" aria-labelledby="sessions">
      <h2 id="sessions">{t("Sessions")}</h2>
      <Loaded query={query} wait={<Skeleton height="18rem" />}>
        {(list) => (
          <>
            {list.length ? <SessionList sessions={list.slice(0, pages * SESSIONS_A_PAGE)} /> : <p class="soft">{t("None yet: these answers were given outside of sessions.")}</p>}
            {list.length > pages * SESSIONS_A_PAGE && <div><Button small onClick={() => setPages(pages + 1)}>{t("Show more")}</Button></div>}
          </>
        )}
      </Loaded>
    </section>
  );
}

const Waiting = () => (
  <div class="stack wide">
    <Skeleton height="8.5rem" />
    <Skeleton height="22rem" />
    <Skeleton height="14rem" />
  </div>
);

export default function Progress() {
  const query = useQuery("practice/progress", readProgress);
  const due = useDue();
  return (
    <Room title={t("Progress")}>
      <PracticeNav here="/practice/progress" />
      <Loaded query={query} wait={<Waiting />}>
        {({ skills, days }) =>
          skills.length ? (
            <div class="stack wide">
              <Totals days={days} />
              <SkillCharts skills={skills} />
              <Calendar days={days} />
              <div class="halves">
                <History />
                {due.value && due.value.length > 0 && <DueCard due={due.value} />}
              </div>
            </div>
          ) : (
            <Empty icon="rising" title={t("Your progress will stand here.")} action={<ButtonLink kind="primary" icon="play" href="/practice">{t("Start practising")}</ButtonLink>}>
              {t("After your first answer: six scores over time, the days on which you practised, and what to practise again.")}
            </Empty>
          )
        }
      </Loaded>
    </Room>
  );
}
