// hints.tsx — help that is asked for: what a good answer has, and what the last one lost.
import { Icon } from "~/parts/icon";
import { t, told } from "~/words/t";
import { kindWords, points, type Kind } from "./kinds";
import { lossesOf } from "./losses";
import type { Attempt } from "./rows";

const MOST = 4;

export function Hints({ kind }: { kind: Kind }) {
  const { seeks, outline } = kindWords(kind);
  return (
    <details class="unfold">
      <summary><Icon name="idea" small />{t("What a good answer has")}</summary>
      <div class="stack tight">
        <p>{seeks}</p>
        <ol class="outline">
          {outline.map(([name, what]) => <li key={name}><strong>{name}</strong>: {what}</li>)}
        </ol>
      </div>
    </details>
  );
}

// Beside a second try: the first one's dearest losses.
export function WinBack({ attempt }: { attempt: Attempt }) {
  const losses = lossesOf(attempt.llm_feedback.evidence).slice(0, MOST);
  if (!losses.length) return null;
  return (
    <details class="unfold" open>
      <summary><Icon name="target" small />{t("What to win back from {score}", { score: points(attempt.final_score) })}</summary>
      <ul class="win-back">
        {losses.map((loss) => <li key={loss.rule}><span class="gain numbers">+{points(loss.points)}</span> {told(loss.cure)}</li>)}
      </ul>
    </details>
  );
}
