// settings.tsx — everything about her and how Rung behaves, on one page; each field saves itself.
import { useEffect, useRef, useState } from "preact/hooks";
import { Room } from "~/app/room";
import { useProfile, useSettings } from "~/data/me";
import { session } from "~/data/session";
import { useStore } from "~/data/store";
import type { Profile, Settings } from "~/data/types";
import { ButtonLink } from "~/parts/button";
import { Icon } from "~/parts/icon";
import { Loaded, Skeleton } from "~/parts/state";
import { t } from "~/words/t";
import { AboutSection } from "./about";
import { AccountSection } from "./account";
import { DataSection } from "./data";
import { LookSection } from "./look";
import { PrivacySection } from "./privacy";
import { ProfileSection } from "./profile";
import { RemindersSection } from "./reminders";
import { Line, Section, sections } from "./section";

// The section that is being read: the last one whose head has passed the upper part of the window.
function useSectionInView(ids: string[]): string {
  const [seen, setSeen] = useState(ids[0]!);
  useEffect(() => {
    const look = () => {
      const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
      const passed = ids.filter((id) => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) < innerHeight / 3);
      setSeen((atEnd ? ids.at(-1) : passed.at(-1)) ?? ids[0]!);
    };
    look();
    const grown = new ResizeObserver(look);
    grown.observe(document.body);
    addEventListener("scroll", look, { passive: true });
    return () => {
      grown.disconnect();
      removeEventListener("scroll", look);
    };
  }, [ids.join()]);
  return seen;
}

function Contents({ admin }: { admin: boolean }) {
  const all = sections(admin);
  const seen = useSectionInView(all.map((s) => s.id));
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (link) nav.current!.scrollLeft = link.offsetLeft + (link.offsetWidth - nav.current!.clientWidth) / 2;
  }, [seen]);
  return (
    <nav class="settings-nav" ref={nav} aria-label={t("Settings")}>
      <ul class="settings-list">
        {all.map((s) => (
          <li key={s.id}>
            <a href={`#${s.id}`} aria-current={s.id === seen ? "true" : undefined}><Icon name={s.icon} small />{s.label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const PeopleSection = () => (
  <Section id="people" title={t("People")}>
    <Line label={t("Who waits to be let in")} act={<ButtonLink small icon="people" href="/settings/people">{t("See who waits")}</ButtonLink>}>
      <p class="soft small">{t("You are an administrator of this server.")}</p>
    </Line>
  </Section>
);

function All({ profile, settings, admin }: { profile: Profile; settings: Settings; admin: boolean }) {
  useEffect(() => {
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <>
      <ProfileSection profile={profile} />
      <LookSection settings={settings} />
      <RemindersSection settings={settings} />
      <PrivacySection profile={profile} settings={settings} />
      <AccountSection />
      {admin && <PeopleSection />}
      <DataSection />
      <AboutSection />
    </>
  );
}

const Wait = () => <div class="settings-section"><Skeleton height="1.8rem" width="8ch" /><Skeleton height="40rem" /></div>;

export default function SettingsRoom() {
  const profile = useProfile();
  const settings = useSettings();
  const admin = useStore(session).user?.admin ?? false;
  return (
    <Room title={t("Settings")} under={t("Changes are saved as you make them.")}>
      <div class="settings">
        <Contents admin={admin} />
        <div class="settings-body">
          <Loaded query={profile} wait={<Wait />}>
            {(p) => <Loaded query={settings} wait={<Wait />}>{(s) => <All profile={p} settings={s} admin={admin} />}</Loaded>}
          </Loaded>
        </div>
      </div>
    </Room>
  );
}
