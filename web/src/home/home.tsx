import { Room } from "~/app/room";
import { t } from "~/words/t";

export default function Home() {
  return <Room title={t("Home")}>{null}</Room>;
}
