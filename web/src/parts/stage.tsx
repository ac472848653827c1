// stage.tsx — the stages of an application: their order, their names and their look.
import type { Status } from "~/data/types";
import { t } from "~/words/t";

export const openStages = ["saved", "applied", "screening", "interview", "offer", "hired"] as const satisfies Status[];
export const closedStages = ["rejected", "withdrawn", "ghosted"] as const satisfies Status[];

export const isClosed = (status: Status) => (closedStages as readonly Status[]).includes(status);

const names: Record<Status, () => string> = {
  saved: () => t("Saved (stage)"),
  applied: () => t("Applied"),
  screening: () => t("Screening"),
  interview: () => t("Interview"),
  offer: () => t("Offer"),
  hired: () => t("Hired"),
  rejected: () => t("Rejected"),
  withdrawn: () => t("Withdrawn"),
  ghosted: () => t("Ghosted"),
};

export const stageName = (status: Status) => names[status]();

export const StageTag = ({ status, stage }: { status: Status; stage?: string | null }) => (
  <span class="tag stage" data-status={status}>{stage ? `${stageName(status)} · ${stage}` : stageName(status)}</span>
);
