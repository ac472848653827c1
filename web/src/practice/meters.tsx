// meters.tsx — the six scores side by side, and what has changed since the try before.
import { t, told } from "~/words/t";
import { points, signed, skillMeaning, skillName, skills, type Skill } from "./kinds";
import type { Scores } from "./rows";

interface MetersProps {
  scores: Scores;
  before?: Scores;
  leftOut?: readonly { score: Skill; why: string }[];
}

export function Meters({ scores, before, leftOut }: MetersProps) {
  return (
    <dl class="meters">
      {skills.map((skill) => {
        const score = scores[skill];
        const earlier = before?.[skill];
        const why = leftOut?.find((l) => l.score === skill)?.why ?? "A typed answer has no sound.";
        return (
          <div key={skill}>
            <dt>
              {skillName(skill)} <span class="meaning">{skillMeaning(skill)}</span>
            </dt>
            {score === undefined ? (
              <dd class="left-out">{t("Left out. {why}", { why: told(why) })}</dd>
            ) : (
              <dd class={before ? "compared" : undefined}>
                <span class="meter" aria-hidden="true">
                  <span style={{ width: `${score}%` }} />
                  {earlier !== undefined && <i style={{ left: `${earlier}%` }} />}
                </span>
                <span class="numbers">
                  {points(score)}
                  {earlier !== undefined && <Change by={score - earlier} />}
                </span>
              </dd>
            )}
          </div>
        );
      })}
    </dl>
  );
}

export function Change({ by }: { by: number }) {
  const none = Math.abs(by) < 0.05;
  return <span class="change" data-up={by > 0 && !none ? true : undefined}> {none ? t("same") : signed(by)}</span>;
}
