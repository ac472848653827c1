// card.tsx — a job on the board: who, what, and what matters about it now.
import { go } from "~/app/router";
import { isClosed, stageName } from "~/parts/stage";
import { Icon, type IconName } from "~/parts/icon";
import { memo } from "~/parts/memo";
import { Menu, type MenuItem } from "~/parts/menu";
import { Stars } from "~/parts/stars";
import { statuses } from "~/data/types";
import { t } from "~/words/t";
import { daysUntil, nearDay, time } from "~/words/time";
import { archive, moveCard, remove, unarchive } from "./jobs";
import type { Card } from "./rows";
import { placeWords, titleWords } from "./words";

const NEAR = 7;

interface Matter {
  icon: IconName;
  words: string;
  soon?: boolean;
}

export function matterOf(card: Card): Matter | undefined {
  if (card.next_interview_at && Date.parse(card.next_interview_at) > Date.now())
    return { icon: "calendar", words: t("Interview {day}, {time}", { day: nearDay(card.next_interview_at), time: time(card.next_interview_at) }), soon: true };
  const left = card.deadline && !isClosed(card.status) ? daysUntil(card.deadline) : undefined;
  if (left !== undefined && left <= NEAR && (left >= 0 || card.status === "saved"))
    return { icon: "clock", words: left < 0 ? t("Deadline was {day}", { day: nearDay(card.deadline!) }) : t("Deadline {day}", { day: nearDay(card.deadline!) }), soon: true };
  if (card.date_applied && card.status !== "saved") return { icon: "send", words: t("Applied {day}", { day: nearDay(card.date_applied) }) };
  return undefined;
}

export const cardMenu = (card: Card): MenuItem[] => [
  { label: t("Open"), icon: "forward", onPick: () => go(`/board/${card.id}`) },
  ...statuses
    .filter((status) => status !== card.status && !card.archived_at)
    .map((status, i) => ({ label: t("Move to {stage}", { stage: stageName(status) }), stage: status, apart: i === 0, onPick: () => moveCard(card, status) })),
  card.archived_at
    ? { label: t("Put back on the board"), icon: "undo", apart: true, onPick: () => void unarchive([card]) }
    : { label: t("Archive"), icon: "archive", apart: true, onPick: () => void archive([card]) },
  { label: t("Delete"), icon: "remove", danger: true, onPick: () => remove([card]) },
];


function Marks({ card }: { card: Card }) {
  if (!card.excitement_level && !card.tags.length && !card.has_notes && !card.stage) return null;
  const room = card.excitement_level ? 1 : 2;
  return (
    <span class="job-marks">
      {card.excitement_level && <Stars n={card.excitement_level} label={t("Excitement")} />}
      {card.stage && <span class="tag stage" data-status={card.status}>{card.stage}</span>}
      {card.tags.slice(0, room).map((tag) => <span key={tag} class="tag"><span class="clip">{tag}</span></span>)}
      {card.tags.length > room && <span class="tag rest" title={card.tags.slice(room).join(", ")}>+{card.tags.length - room}</span>}
      {card.has_notes && <span class="job-note" role="img" aria-label={t("Has notes")} title={t("Has notes")}><Icon name="resume" small /></span>}
    </span>
  );
}

export const JobCard = memo(function JobCard({ card, held, lifted }: { card: Card; held: boolean; lifted: boolean }) {
  const matter = matterOf(card);
  const where = placeWords(card);
  return (
    <li class={`job-card${held ? " held" : ""}${lifted ? " lifted" : ""}`} data-card={card.id}>
      <a class="job-link" href={`/board/${card.id}`} draggable={false} aria-describedby="board-keys">
        <span class="job-title">{titleWords(card.job_title)}</span>
        <span class="job-company">{card.company}</span>
      </a>
      {where && <span class="job-where">{where}</span>}
      {matter && <span class={matter.soon ? "job-matter soon" : "job-matter"}><Icon name={matter.icon} small />{matter.words}</span>}
      <Marks card={card} />
      <Menu label={t("More for {job}", { job: `${titleWords(card.job_title)}, ${card.company}` })} className="icon-button small" items={() => cardMenu(card)}><Icon name="menu" small /></Menu>
    </li>
  );
});
