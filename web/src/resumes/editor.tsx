import { Room } from "~/app/room";
import { t } from "~/words/t";

export default function Editor() {
  return <Room title={t("Editor")}>{null}</Room>;
}
