import { Room } from "~/app/room";
import { t } from "~/words/t";

export default function Board() {
  return <Room title={t("Board")}>{null}</Room>;
}
