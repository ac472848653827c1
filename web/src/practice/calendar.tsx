// calendar.tsx — twelve weeks of practice, a day a square; the table below it says the same.
import { many, number, t } from "~/words/t";
import { date, shortDate, today } from "~/words/time";
import { language } from "~/words/t";
import { points } from "./kinds";

export interface Day {
  practice_date: string;
  attempts_count: number;
  average_score: number;
  practice_seconds: number;
}

export const WEEKS = 12;
const DAY = 86400000;
const LEVELS = [1, 3, 6, 10]; // answers from which a square is darker

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const levelOf = (n: number) => LEVELS.filter((from) => n >= from).length;

// A week begins on Monday.
const mondayBefore = (ms: number) => ms - ((new Date(ms).getUTCDay() + 6) % 7) * DAY;

export function Calendar({ days }: { days: Day[] }) {
  const last = Date.parse(today());
  const first = mondayBefore(last) - (WEEKS - 1) * 7 * DAY;
  const known = new Map(days.map((d) => [d.practice_date, d]));
  const weeks = Array.from({ length: WEEKS }, (_, w) => Array.from({ length: 7 }, (_, d) => first + (w * 7 + d) * DAY));
  const shown = days.filter((d) => d.practice_date >= dayOf(first));
  const weekday = new Intl.DateTimeFormat(language.get(), { weekday: "short", timeZone: "UTC" });
  return (
    <section class="stack" aria-labelledby="days">
      <h2 id="days">{t("Your days")}</h2>
      <p>{many(shown.length, "You have practised on {n} day of the last {weeks} weeks.", "You have practised on {n} days of the last {weeks} weeks.", { weeks: number(WEEKS) })}</p>
      <div class="calendar tiny soft" aria-hidden="true">
        <div class="calendar-names">{weeks[0]!.map((ms, d) => <span key={ms}>{d % 2 === 0 ? weekday.format(ms) : ""}</span>)}</div>
        {weeks.map((week) => (
          <div key={week[0]}>
            {week.map((ms) => {
              const n = known.get(dayOf(ms))?.attempts_count ?? 0;
              return ms > last ? <span key={ms} data-later /> : <span key={ms} data-level={levelOf(n) || undefined} title={`${date(dayOf(ms))}: ${n}`}>{n || ""}</span>;
            })}
            <span class="calendar-month">{new Date(week[0]!).getUTCDate() <= 7 ? shortDate(dayOf(week[0]!)) : ""}</span>
          </div>
        ))}
      </div>
      {shown.length > 0 && (
        <details class="unfold">
          <summary>{t("The days as a table")}</summary>
          <div class="scroll" tabIndex={0} role="region" aria-label={t("Days of practice")}>
            <table class="numbers small">
              <thead>
                <tr><th scope="col">{t("Day")}</th><th scope="col">{t("Answers")}</th><th scope="col">{t("Average score")}</th><th scope="col">{t("Minutes")}</th></tr>
              </thead>
              <tbody>
                {[...shown].reverse().map((d) => (
                  <tr key={d.practice_date}><th scope="row">{date(d.practice_date)}</th><td>{number(d.attempts_count)}</td><td>{points(d.average_score)}</td><td>{number(Math.round(d.practice_seconds / 60))}</td></tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </section>
  );
}
