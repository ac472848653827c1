import { Room } from "~/app/room";
import { t } from "~/words/t";

export default function Practice() {
  return <Room title={t("Practice")}>{null}</Room>;
}
