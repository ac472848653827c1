import { Room } from "~/app/room";
import { t } from "~/words/t";

export default function Import() {
  return <Room title={t("Import")}>{null}</Room>;
}
