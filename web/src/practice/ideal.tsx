// ideal.tsx — a good answer to compare with, when she asks for it.
import { useState } from "preact/hooks";
import { useQuery } from "~/data/query";
import { Icon } from "~/parts/icon";
import { Loaded, Skeleton } from "~/parts/state";
import { t } from "~/words/t";
import { idealAnswer, type Asked } from "./rows";

function Text({ asked }: { asked: Asked }) {
  const query = useQuery(`practice/ideal/${asked.id}`, () => idealAnswer(asked));
  return (
    <Loaded query={query} wait={<Skeleton height="9rem" />}>
      {(text) => (text ? <><p class="answer read">{text}</p><p class="soft small">{t("One of many good ones. Yours tells your own story.")}</p></> : <p class="soft">{t("There is none for this question. You can write one under Questions when the question is your own.")}</p>)}
    </Loaded>
  );
}

export function Ideal({ asked }: { asked: Asked }) {
  const [seen, setSeen] = useState(false);
  return (
    <details class="unfold" onToggle={(e) => e.currentTarget.open && setSeen(true)}>
      <summary><Icon name="star" small />{t("Show a good answer")}</summary>
      {seen && <div class="stack tight"><Text asked={asked} /></div>}
    </details>
  );
}
