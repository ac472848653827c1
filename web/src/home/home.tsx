// home.tsx — the first page: what is due today, the numbers of the week, and for a newcomer the first step.
import { Room } from "~/app/room";
import { useProfile } from "~/data/me";
import { ButtonLink } from "~/parts/button";
import { Loaded, Skeleton } from "~/parts/state";
import { t } from "~/words/t";
import { weekday, zone } from "~/words/time";
import { Agenda } from "./agenda";
import { useDay, type Day } from "./day";
import { FirstSteps } from "./first_steps";
import { Pipeline, Streak, WeekNumbers } from "./numbers";

function greeting(name: string): string {
  const hour = Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: zone.get() }).format(new Date()));
  if (hour < 5) return name ? t("Still up, {name}", { name }) : t("Still up");
  if (hour < 12) return name ? t("Good morning, {name}", { name }) : t("Good morning");
  if (hour < 18) return name ? t("Good afternoon, {name}", { name }) : t("Good afternoon");
  return name ? t("Good evening, {name}", { name }) : t("Good evening");
}

const Wait = () => (
  <div class="home-wait">
    <Skeleton height="16rem" />
    <Skeleton height="16rem" />
    <Skeleton height="9rem" />
  </div>
);

const isNew = ({ newcomer: n }: Day) => !(n.has_resume || n.has_job || n.has_practised);

function TheDay({ day }: { day: Day }) {
  if (isNew(day)) return <FirstSteps newcomer={day.newcomer} />;
  return (
    <div class="home-grid">
      <div class="stack wide">
        <Agenda day={day} />
        <FirstSteps newcomer={day.newcomer} />
      </div>
      <aside class="stack" aria-label={t("Your week")}>
        <Streak day={day} />
        <WeekNumbers day={day} />
      </aside>
      {day.newcomer.has_job && <Pipeline counts={day.counts} />}
    </div>
  );
}

export default function Home() {
  const day = useDay();
  const profile = useProfile().value;
  const name = profile ? profile.first_name || profile.full_name.split(" ")[0] || "" : undefined;
  const heading = name === undefined ? <Skeleton height="2.4rem" width="14ch" /> : greeting(name);
  // A newcomer has her first step to see, and nothing beside it.
  const add = day.value && !isNew(day.value) && <ButtonLink kind="primary" icon="add" href="/board?add=1">{t("Add a job")}</ButtonLink>;
  return (
    <Room title={t("Home")} heading={heading} under={weekday(new Date())} actions={add}>
      <Loaded query={day} wait={<Wait />}>{(value) => <TheDay day={value} />}</Loaded>
    </Room>
  );
}
