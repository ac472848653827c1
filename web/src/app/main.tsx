// main.tsx — the app begins: who is she, which room, and what stands around it.
import { render, type ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { SignInAgain } from "~/account/sign_in_again";
import { Waiting } from "~/account/waiting";
import { follow, settleIn, useSettings, wear } from "~/data/me";
import { openSession, session } from "~/data/session";
import { useStore } from "~/data/store";
import { Button, ButtonLink } from "~/parts/button";
import { Empty } from "~/parts/state";
import { Toasts } from "~/parts/toast";
import { language, speak, t } from "~/words/t";
import { zone } from "~/words/time";
import { ConnectionBanner, Frame } from "./frame";
import { rooms } from "./rooms";
import { find, go, useAddress, type Room } from "./router";

type Inside = ComponentType<{ params: string[] }>;
const fetched = new Map<Room, Inside>();

// A room's code, or a word about why it did not come: a release may have taken the file away.
function RoomInside({ room, params }: { room: Room; params: string[] }) {
  const [, setCame] = useState(0);
  const [failed, setFailed] = useState(false);
  const Inside = fetched.get(room);
  // What was missing when this was drawn, even if it has come since.
  useEffect(() => {
    setFailed(false);
    if (!Inside)
      room.load().then(
        (module) => {
          fetched.set(room, module.default);
          setCame((n) => n + 1);
        },
        () => setFailed(true),
      );
  }, [room]);
  if (Inside) return <Inside key={params.join("/")} params={params} />;
  if (!failed) return <div class="inner" aria-busy="true" />;
  return (
    <Empty page icon="offline" title={t("This page did not arrive")} action={<Button kind="primary" icon="again" onClick={() => location.reload()}>{t("Load it again")}</Button>}>
      {t("The connection broke, or Rung has just been renewed. What you typed is kept.")}
    </Empty>
  );
}

const NotFound = () => (
  <Empty page icon="search" title={t("There is no such page")} action={<ButtonLink href="/" kind="primary">{t("Go home")}</ButtonLink>}>
    {t("The address may be mistyped, or what was here has been removed.")}
  </Empty>
);

function SettingsFollower() {
  const settings = useSettings().value;
  const settling = useRef(false);
  useEffect(() => {
    if (!settings) return;
    if (settings.preferences.settled || settling.current) return follow(settings);
    settling.current = true;
    void settleIn(settings).catch(() => undefined); // she can choose in the settings, too
  }, [settings]);
  return null;
}

function App() {
  const { status } = useStore(session);
  const address = useAddress();
  useStore(language); // another one, or another zone: every word and every time on the page is written anew
  useStore(zone);
  const found = find(rooms, address.pathname);
  const outside = status === "out" && !found?.room.open;
  const inside = (status === "in" || status === "waiting") && found?.room.open === "strangers";
  const beenInside = useRef(false); // she left by herself: the next who signs in begins at home
  if (status === "in" || status === "waiting") beenInside.current = true;
  useEffect(() => {
    if (outside) go(beenInside.current || address.pathname === "/" ? "/sign-in" : `/sign-in?then=${encodeURIComponent(address.pathname + address.search)}`, { replace: true });
    if (inside) go(safeReturn(address.searchParams.get("then")), { replace: true });
  }, [outside, inside]);
  if (status === "unknown" || outside || inside) return null;
  if (status === "waiting" && !found?.room.open) return <Waiting />;
  const room = found ? <RoomInside room={found.room} params={found.params} /> : <NotFound />;
  if (found?.room.open) return <><ConnectionBanner />{room}<Toasts /></>;
  return (
    <>
      <SettingsFollower />
      <Frame place={found?.room.place ?? ""}>{room}</Frame>
      {status === "ended" && <SignInAgain />}
      <Toasts />
    </>
  );
}

// Back to where she wanted to go, and nowhere else.
const safeReturn = (to: string | null) => (to && /^\/[^/\\]/.test(to) ? to : "/");

// A room's code is on its way before it is entered: the first one's now, another's when a hand or the focus nears its link.
const fetchRoom = (path: string) => void find(rooms, path)?.room.load().catch(() => undefined);
const near = (e: Event) => {
  const link = (e.target as Element).closest?.("a[href]") as HTMLAnchorElement | null;
  if (link?.origin === location.origin) fetchRoom(link.pathname);
};
document.addEventListener("pointerover", near, { passive: true });
document.addEventListener("focusin", near);

fetchRoom(location.pathname);
wear(localStorage.getItem("rung.theme") ?? "system");
await Promise.all([speak(localStorage.getItem("rung.language") ?? navigator.language.slice(0, 2)), openSession()]);
render(<App />, document.getElementById("app")!);
