import { Room } from "~/app/room";
import { t } from "~/words/t";

export default function Questions() {
  return <Room title={t("Questions")}>{null}</Room>;
}
