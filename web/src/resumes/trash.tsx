// trash.tsx — resumes that were thrown away and can come back.
import { useState } from "preact/hooks";
import { Button, IconButton } from "~/parts/button";
import { Confirm } from "~/parts/dialog";
import { useSending } from "~/parts/form";
import { Empty, Loaded, Notice, Skeleton } from "~/parts/state";
import { t } from "~/words/t";
import { nearDay } from "~/words/time";
import { destroy, restore, useTrash, type ResumeCard } from "./rows";

export function TrashList() {
  const trash = useTrash();
  const [ending, setEnding] = useState<ResumeCard>();
  const { busy, problem, send, clear } = useSending();
  const close = () => {
    clear();
    setEnding(undefined);
  };
  return (
    <div class="stack">
      <p class="soft">{t("What lies here is deleted for good after 30 days.")}</p>
      <Loaded query={trash} wait={<Skeleton height="4rem" />}>
        {(all) =>
          all.length ? (
            <ul class="trash-list">
              {all.map((card) => (
                <li key={card.id}>
                  <div class="grow">
                    <p class="resume-title">{card.title}</p>
                    <p class="soft small">{t("thrown away {day}", { day: nearDay(card.deleted_at!) })}</p>
                  </div>
                  <Button icon="undo" onClick={() => void restore(card)}>{t("Put back")}</Button>
                  <IconButton icon="remove" label={t("Delete “{title}” for good", { title: card.title })} onClick={() => setEnding(card)} />
                </li>
              ))}
            </ul>
          ) : (
            <Empty icon="remove" title={t("The trash is empty")} />
          )
        }
      </Loaded>
      {ending && (
        <Confirm title={t("Delete for good?")} act={t("Delete for good")} busy={busy} onClose={close} onAct={() => void send(() => destroy(ending)).then((done) => done && close())}>
          <div class="stack">
            {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
            <p>{t("“{title}” and the versions that were kept of it cannot be brought back.", { title: ending.title })}</p>
          </div>
        </Confirm>
      )}
    </div>
  );
}
