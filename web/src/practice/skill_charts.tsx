// skill_charts.tsx — each score over time as a small chart; words beside it and a table below say the same.
import { useId } from "preact/hooks";
import { many, number, t } from "~/words/t";
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
const DOTS = 20; // more would run into each other

const trends = { improving: () => t("rising"), stable: () => t("steady"), declining: () => t("falling") };

function path(history: SkillRow["score_history"]): [x: number, y: number][] {
  const step = history.length > 1 ? (W - 2 * EDGE) / (history.length - 1) : 0;
  return history.map(([, score], i) => [EDGE + i * step + (history.length === 1 ? W / 2 - EDGE : 0), EDGE + (1 - score / 100) * (H - 2 * EDGE)]);
}

function Chart({ skill }: { skill: SkillRow }) {
  const id = useId();
  const history = skill.score_history;
  const first = history[0]![1];
  const last = history.at(-1)![1];
  const places = path(history);
  const words = history.length > 1 ? many(history.length, "", "from {first} to {last} in {n} answers", { first: points(first), last: points(last) }) : t("one answer so far");
  return (
    <figure class="chart card snug" aria-labelledby={id}>
      <figcaption id={id}>
        <span class="row apart tight">
          <strong>{skillName(skill.skill_name)}</strong>
          <span><strong class="numbers">{points(skill.current_avg)}</strong>{skill.samples >= 6 && <span class="soft small"> · {trends[skill.trend]()}</span>}</span>
        </span>
        <span class="soft tiny">{words}</span>
      </figcaption>
      <svg viewBox={`0 0 ${W} ${H}`} aria-hidden="true">
        {[0, 50, 100].map((y) => <line key={y} class="grid" x1="0" x2={W} y1={EDGE + (1 - y / 100) * (H - 2 * EDGE)} y2={EDGE + (1 - y / 100) * (H - 2 * EDGE)} />)}
        {places.length > 1 && <polyline points={places.map((p) => p.map((n) => n.toFixed(1)).join(",")).join(" ")} />}
        {(places.length <= DOTS ? places : places.slice(-1)).map(([x, y], i) => <circle key={i} cx={x} cy={y} r="3" />)}
      </svg>
      <span class="chart-edge soft tiny" aria-hidden="true"><span>{shortDate(new Date(history[0]![0] * 1000))}</span><span>{shortDate(new Date(history.at(-1)![0] * 1000))}</span></span>
    </figure>
  );
}

function Table({ skills }: { skills: SkillRow[] }) {
  // An answer scores all of them at one moment.
  const moments = new Map<number, Partial<Record<Skill, number>>[]>();
  const longest = skills.reduce((a, b) => (b.score_history.length > a.score_history.length ? b : a));
  longest.score_history.forEach(([epoch], i) => {
    const row: Partial<Record<Skill, number>> = {};
    for (const s of skills) {
      const from = s.score_history.length - longest.score_history.length;
      const at = s.score_history[i + from];
      if (at) row[s.skill_name] = at[1];
    }
    moments.set(epoch, [...(moments.get(epoch) ?? []), row]);
  });
  const rows = [...moments].flatMap(([epoch, list]) => list.map((row) => ({ epoch, row }))).reverse();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("Scores of each answer")}>
      <table class="numbers small">
        <thead>
          <tr><th scope="col">{t("Answer")}</th>{skills.map((s) => <th key={s.skill_name} scope="col">{skillName(s.skill_name)}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map(({ epoch, row }, i) => (
            <tr key={i}><th scope="row">{dateTime(new Date(epoch * 1000))}</th>{skills.map((s) => <td key={s.skill_name}>{row[s.skill_name] === undefined ? "–" : points(row[s.skill_name]!)}</td>)}</tr>
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
      {best !== worst && <p>{t("Strongest: {best}. Most to win: {worst}, {meaning}.", { best: skillName(best.skill_name).toLowerCase(), worst: skillName(worst.skill_name).toLowerCase(), meaning: skillMeaning(worst.skill_name) })}</p>}
      <div class="charts">{known.map((skill) => <Chart key={skill.skill_name} skill={skill} />)}</div>
      {missing.includes("delivery") && <p class="soft small">{t("Delivery is left out: a typed answer has no sound.")}</p>}
      <details class="unfold">
        <summary>{t("The scores as a table, last {n} answers", { n: number(Math.max(...known.map((s) => s.score_history.length))) })}</summary>
        <Table skills={known} />
      </details>
    </section>
  );
}
