// selection.tsx — what can be done with several jobs at once.
import { useState } from "preact/hooks";
import { statuses } from "~/data/types";
import { Button, IconButton } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { TextField } from "~/parts/field";
import { Icon } from "~/parts/icon";
import { Menu } from "~/parts/menu";
import { stageName } from "~/parts/stage";
import { many, t } from "~/words/t";
import { archive, moveSeveral, remove, tagSeveral, unarchive } from "./jobs";
import type { Card } from "./rows";

export function SelectionBar({ cards, tags, onDone }: { cards: Card[]; tags: string[]; onDone(): void }) {
  const [tagging, setTagging] = useState(false);
  const act = (doIt: (cards: Card[]) => unknown) => () => {
    void doIt(cards);
    onDone();
  };
  const archived = cards.every((card) => card.archived_at);
  return (
    <div class="job-selection" role="region" aria-label={t("Selected jobs")}>
      <span class="job-selection-count" role="status">{many(cards.length, "{n} selected", "{n} selected")}</span>
      <Menu label="" className="button quiet small" side="start" items={statuses.map((s) => ({ label: stageName(s), stage: s, onPick: act((those) => moveSeveral(those, s)) }))}>
        {t("Move to")}<Icon name="open" small />
      </Menu>
      <Button small onClick={() => setTagging(true)}>{t("Tag")}</Button>
      {archived ? <Button small onClick={act(unarchive)}>{t("Put back")}</Button> : <Button small onClick={act(archive)}>{t("Archive")}</Button>}
      <Button small onClick={act(remove)}>{t("Delete")}</Button>
      <IconButton small icon="close" label={t("Select none")} onClick={onDone} />
      {tagging && <TagDialog cards={cards} tags={tags} onClose={() => setTagging(false)} onDone={onDone} />}
    </div>
  );
}

function TagDialog({ cards, tags, onClose, onDone }: { cards: Card[]; tags: string[]; onClose(): void; onDone(): void }) {
  const [tag, setTag] = useState("");
  const submit = (e: Event) => {
    e.preventDefault();
    if (!tag.trim()) return;
    void tagSeveral(cards, tag.trim());
    onClose();
    onDone();
  };
  return (
    <Dialog title={many(cards.length, "Tag {n} job", "Tag {n} jobs")} onClose={onClose} footer={<Button kind="primary" type="submit" form="tag-jobs">{t("Tag")}</Button>}>
      <form id="tag-jobs" class="stack" onSubmit={submit}>
        <TextField label={t("Tag")} autoFocus required value={tag} onValue={setTag} maxLength={60} list="known-tags" />
        <datalist id="known-tags">{tags.map((known) => <option key={known} value={known} />)}</datalist>
      </form>
    </Dialog>
  );
}
