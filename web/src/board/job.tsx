import { Room } from "~/app/room";
import { t } from "~/words/t";

export default function Job() {
  return <Room title={t("Job")}>{null}</Room>;
}
