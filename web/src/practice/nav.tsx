// nav.tsx — the three rooms of practice, side by side.
import { t } from "~/words/t";

const places = () => [
  ["/practice", t("Practise")],
  ["/practice/progress", t("Progress")],
  ["/practice/questions", t("Questions")],
] as const;

export function PracticeNav({ here }: { here: string }) {
  return (
    <nav class="subnav" aria-label={t("Practice")}>
      {places().map(([href, label]) => <a key={href} href={href} aria-current={href === here ? "page" : undefined}>{label}</a>)}
    </nav>
  );
}
