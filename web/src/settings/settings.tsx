import { Room } from "~/app/room";
import { t } from "~/words/t";

export default function Settings() {
  return <Room title={t("Settings")}>{null}</Room>;
}
