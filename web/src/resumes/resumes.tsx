import { Room } from "~/app/room";
import { t } from "~/words/t";

export default function Resumes() {
  return <Room title={t("Resumes")}>{null}</Room>;
}
