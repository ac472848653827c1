// card.tsx — a resume in the list: its first page as it is, and what may be done with it.
import { go } from "~/app/router";
import { complain } from "~/parts/toast";
import { Icon } from "~/parts/icon";
import { Menu, type MenuItem } from "~/parts/menu";
import { t } from "~/words/t";
import { nearDay } from "~/words/time";
import { download } from "./download";
import { PagePicture } from "./page_picture";
import { duplicate, lock, makeCurrent, trash, type ResumeCard } from "./rows";

const menuOf = (card: ResumeCard, onRename: () => void): MenuItem[] => [
  { label: t("Open"), icon: "forward", href: `/resumes/${card.id}` },
  { label: t("Download PDF"), icon: "download", onPick: () => void download(card, "pdf").catch(complain) },
  { label: t("Rename"), icon: "edit", apart: true, onPick: onRename },
  { label: t("Duplicate"), icon: "copy", onPick: () => void duplicate(card).then((row) => go(`/resumes/${row.id}`), complain) },
  { label: card.is_current ? t("No longer current") : t("Make it the current one"), icon: "star", onPick: () => void makeCurrent(card) },
  { label: card.is_locked ? t("Unlock") : t("Lock"), icon: card.is_locked ? "unlock" : "lock", onPick: () => void lock(card, !card.is_locked) },
  { label: t("Move to trash"), icon: "remove", danger: true, apart: true, onPick: () => void trash(card) },
];

export function ResumeSheet({ card, onRename }: { card: ResumeCard; onRename(): void }) {
  return (
    <li class="resume-card">
      <PagePicture of={`${card.id} ${card.updated_at}`} wish={{ resume_id: card.id }} alt="" />
      <a class="resume-title" href={`/resumes/${card.id}`}>{card.title}</a>
      <Menu label={t("More for {title}", { title: card.title })} className="icon-button small" items={menuOf(card, onRename)}><Icon name="menu" small /></Menu>
      {card.job && <p class="resume-for clip">{t("For {company}", { company: card.job.company })}</p>}
      <p class="resume-facts">
        {card.is_current && <span class="tag current"><Icon name="star" small />{t("Current")}</span>}
        {card.is_locked && <span class="tag"><Icon name="lock" small />{t("Locked")}</span>}
        <span>{[card.template?.name, t("changed {day}", { day: nearDay(card.updated_at) })].filter(Boolean).join(" · ")}</span>
      </p>
    </li>
  );
}
