// skill_charts.tsx — each score over time as a small chart; words beside it and a table below say the same.
import { useId } from "preact/hooks";
import { inSentence, number, t } from "~/words/t";
import { dateTime, shortDate } from "~/words/time";
import { points, skillMeaning, skillName, skills as allSkills, type Skill } from "./kinds";

export interface SkillRow {
  skill_name: Skill;
  current_avg: number;
  samples: number;
  trend: "improving" | "stable" | "declining";
  score_history: [epoch: number, score: number][];
}

const W = 300;
const H = 84;
const EDGE = 4;
const AROUND = 5; // answers whose mean is the bold line, when there are twice as many

const trends = { improving: () => t("rising"), stable: () => t("steady"), declining: () => t("falling") };

const mean = (scores: number[]) => scores.reduce((a, b) => a + b, 0) / scores.length;
const smooth = (scores: number[]) => scores.map((_, i) => mean(scores.slice(Math.max(0, i - AROUND + 1), i + 1)));

function path(scores: number[]): [x: number, y: number][] {
  const step = scores.length > 1 ? (W - 2 * EDGE) / (scores.length - 1) : 0;
  return scores.map((score, i) => [EDGE + i * step + (scores.length === 1 ? W / 2 - EDGE : 0), EDGE + (1 - score / 100) * (H - 2 * EDGE)]);
}

const line = (places: [number, number][]) => places.map((p) => p.map((n) => n.toFixed(1)).join(",")).join(" ");

function inWords(scores: number[]): string {
  if (scores.length === 1) return t("one answer so far");
  if (scores.length < 2 * AROUND) return t("from {first} to {last} in {n} answers", { first: points(scores[0]!), last: points(scores.at(-1)!), n: number(scores.length) });
  return t("first {n} answers {first}, last {n} {last}", { n: number(AROUND), first: points(mean(scores.slice(0, AROUND))), last: points(mean(scores.slice(-AROUND))) });
}

function Chart({ skill }: { skill: SkillRow }) {
  const id = useId();
  const history = skill.score_history;
  const scores = history.map(([, score]) => score);
  const long = scores.length >= 2 * AROUND;
  const places = path(scores);
  return (
    <figure class="chart card snug" aria-labelledby={id}>
      <figcaption id={id}>
        <span class="row apart tight">
          <strong>{skillName(skill.skill_name)}</strong>
          <span><strong class="numbers">{points(skill.current_avg)}</strong>{skill.samples >= 6 && <span class="soft small"> · {trends[skill.trend]()}</span>}</span>
        </span>
        <span class="soft tiny">{inWords(scores)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${W} ${H}`} aria-hidden="true">
        {[0, 50, 100].map((y) => <line key={y} class="grid" x1="0" x2={W} y1={EDGE + (1 - y / 100) * (H - 2 * EDGE)} y2={EDGE + (1 - y / 100) * (H - 2 * EDGE)} />)}
        {places.length > 1 && <polyline class={long ? "each" : undefined} points={line(places)} />}
        {long && <polyline points={line(path(smooth(scores)))} />}
        {(long ? [] : places).map(([x, y], i) => <circle key={i} cx={x} cy={y} r="3" />)}
      </svg>
      <span class="chart-edge soft tiny" aria-hidden="true"><span>{shortDate(new Date(history[0]![0] * 1000))}</span><span>{shortDate(new Date(history.at(-1)![0] * 1000))}</span></span>
    </figure>
  );
}

function Table({ skills }: { skills: SkillRow[] }) {
  // An answer scores all of them at once, so that their histories end with the same answers.
  const longest = skills.reduce((a, b) => (b.score_history.length > a.score_history.length ? b : a)).score_history;
  const rows = longest.map(([epoch], i) => ({ epoch, scores: skills.map((s) => s.score_history[i + s.score_history.length - longest.length]?.[1]) })).reverse();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("Scores of each answer")}>
      <table class="numbers small">
        <thead>
          <tr><th scope="col">{t("Answer")}</th>{skills.map((s) => <th key={s.skill_name} scope="col">{skillName(s.skill_name)}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map(({ epoch, scores }, i) => (
            <tr key={i}><th scope="row">{dateTime(new Date(epoch * 1000))}</th>{scores.map((score, k) => <td key={k}>{score === undefined ? "–" : points(score)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function SkillCharts({ skills }: { skills: SkillRow[] }) {
  const known = allSkills.map((name) => skills.find((s) => s.skill_name === name && s.score_history.length)).filter((s) => s !== undefined);
  const missing = allSkills.filter((name) => !known.some((s) => s.skill_name === name));
  const best = known.reduce((a, b) => (b.current_avg > a.current_avg ? b : a));
  const worst = known.reduce((a, b) => (b.current_avg < a.current_avg ? b : a));
  return (
    <section class="stack" aria-labelledby="skills">
      <h2 id="skills">{t("Your scores")}</h2>
      {best !== worst && <p>{t("Strongest: {best}. Most to win: {worst} ({meaning}).", { best: inSentence(skillName(best.skill_name)), worst: inSentence(skillName(worst.skill_name)), meaning: skillMeaning(worst.skill_name) })}</p>}
      <div class="charts">{known.map((skill) => <Chart key={skill.skill_name} skill={skill} />)}</div>
      {missing.includes("delivery") && <p class="soft small">{t("Delivery is left out: a typed answer has no sound.")}</p>}
      <details class="unfold">
        <summary>{t("The scores as a table, last {n} answers", { n: number(Math.max(...known.map((s) => s.score_history.length))) })}</summary>
        <Table skills={known} />
      </details>
    </section>
  );
}
