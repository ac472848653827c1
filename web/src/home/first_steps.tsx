// first_steps.tsx — for a newcomer: three steps, each a door; a tick where she has been.
import { ButtonLink } from "~/parts/button";
import { Icon, type IconName } from "~/parts/icon";
import { t } from "~/words/t";
import type { Day } from "./day";

interface Step {
  done: boolean;
  icon: IconName;
  title: string;
  words: string;
  act: string;
  href: string;
}

const steps = (n: Day["newcomer"]): Step[] => [
  { done: n.has_resume, icon: "resume", title: t("Bring your resume"), words: t("A PDF, a Word file or a JSON Resume. You check what was read before anything is saved."), act: t("Import a resume"), href: "/resumes/import" },
  { done: n.has_job, icon: "job", title: t("Add a job that you have your eye on"), words: t("Paste the posting, and title, company and salary are read from it."), act: t("Add a job"), href: "/board?add=1" },
  { done: n.has_practised, icon: "practice", title: t("Answer one question"), words: t("Six scores, and each point that is lost names the sentence that lost it."), act: t("Practise"), href: "/practice" },
];

export function FirstSteps({ newcomer }: { newcomer: Day["newcomer"] }) {
  const all = steps(newcomer);
  const next = all.find((s) => !s.done);
  if (!next) return null;
  return (
    <section class="stack" aria-labelledby="steps">
      <h2 id="steps" class={all[0] === next && !all.some((s) => s.done) ? "unseen" : undefined}>{t("First steps")}</h2>
      <ol class="steps">
        {all.map((s) => (
          <li key={s.href} class={`card step${s.done ? " done" : ""}${s === next ? " next" : ""}`}>
            <span class="step-icon"><Icon name={s.done ? "check" : s.icon} /></span>
            <div class="grow">
              <h3>{s.title}{s.done && <span class="unseen"> ({t("done")})</span>}</h3>
              {!s.done && <p class="soft">{s.words}</p>}
            </div>
            {!s.done && <ButtonLink kind={s === next ? "primary" : "quiet"} href={s.href}>{s.act}</ButtonLink>}
          </li>
        ))}
      </ol>
    </section>
  );
}
