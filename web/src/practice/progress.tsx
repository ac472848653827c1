import { Room } from "~/app/room";
import { t } from "~/words/t";

export default function Progress() {
  return <Room title={t("Progress")}>{null}</Room>;
}
