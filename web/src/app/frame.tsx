// frame.tsx — what stands around every room of someone who is signed in.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { connection } from "~/data/connection";
import { useProfile } from "~/data/me";
import { signOut } from "~/data/session";
import { useStore } from "~/data/store";
import { Avatar } from "~/parts/avatar";
import { Icon, type IconName } from "~/parts/icon";
import { Menu } from "~/parts/menu";
import { t } from "~/words/t";
import { Keys } from "./keys";
import { go } from "./router";

const places = (): { name: string; href: string; icon: IconName; label: string }[] => [
  { name: "home", href: "/", icon: "home", label: t("Home") },
  { name: "board", href: "/board", icon: "board", label: t("Board") },
  { name: "resumes", href: "/resumes", icon: "resume", label: t("Resumes") },
  { name: "practice", href: "/practice", icon: "practice", label: t("Practice") },
];

export const Brand = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" fill="#1f5d4c" />
    <path d="M11 6v20M21 6v20M11 11.5h10M11 21h10" stroke="#f3efe6" stroke-width="2.4" stroke-linecap="round" fill="none" />
    <path d="M11 16.2h10" stroke="#f2b661" stroke-width="2.8" stroke-linecap="round" />
  </svg>
);

export function ConnectionBanner() {
  if (useStore(connection) === "there") return null;
  return (
    <div class="banner" role="status">
      <Icon name="offline" small />
      {t("Rung cannot be reached. What you type is kept and saved when it is back.")}
    </div>
  );
}

export function Frame({ place, children }: { place: string; children: ComponentChildren }) {
  const profile = useProfile().value;
  const name = profile?.full_name || profile?.email || "";
  const [keys, setKeys] = useState(false);
  const items = [
    { label: t("Settings"), icon: "settings" as const, href: "/settings" },
    ...(matchMedia("(any-pointer: fine)").matches ? [{ label: t("Keys"), icon: "keys" as const, onPick: () => setKeys(true) }] : []),
    { label: t("Sign out"), icon: "leave" as const, onPick: () => void signOut().then(() => go("/sign-in")) },
  ];
  return (
    <>
      <a class="skip" href="#room">{t("To the content")}</a>
      <div class="frame">
        <nav class="nav" aria-label={t("Rung")}>
          <a class="brand" href="/"><Brand /> Rung</a>
          {places().map((p) => (
            <a key={p.name} class="place" href={p.href} aria-current={p.name === place ? "page" : undefined}>
              <Icon name={p.icon} />
              {p.label}
            </a>
          ))}
          <div class="me">
            <Menu label="" items={items} className="button plain" side="up">
              <Avatar name={name} url={profile?.profile_picture_url} />
              <span class="clip">{t("You")}</span>
            </Menu>
          </div>
        </nav>
        <main class="room" id="room" tabIndex={-1}>
          <ConnectionBanner />
          {children}
        </main>
      </div>
      <Keys shown={keys} onShow={setKeys} />
    </>
  );
}
