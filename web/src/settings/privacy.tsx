// privacy.tsx — whether she has a public page, and its address.
import type { Profile, Settings } from "~/data/types";
import { Button } from "~/parts/button";
import { useId } from "preact/hooks";
import { Icon, type IconName } from "~/parts/icon";
import { SavedMark } from "~/parts/saved";
import { complain, say } from "~/parts/toast";
import { t } from "~/words/t";
import { Section } from "./section";
import { useSetting } from "./saved_fields";

type Level = Settings["privacy_level"];

const levels = (): { value: Level; label: string; means: string; icon: IconName }[] => [
  { value: "private", label: t("Private"), icon: "lock", means: t("You have no page. A document that you share by a link still opens for whoever has that link.") },
  { value: "link", label: t("With the address"), icon: "link", means: t("Whoever has its address sees your page. Search engines are asked not to list it.") },
  { value: "public", label: t("Public"), icon: "globe", means: t("Anybody sees your page, and search engines may list it.") },
];

function Address({ username }: { username: string | null }) {
  if (!username)
    return <p class="notice warn"><Icon name="info" /><span class="grow">{t("Your page needs a name.")} <a href="#profile">{t("Choose a username")}</a></span></p>;
  const address = `${location.origin}/people/${username}`;
  const copy = () => void navigator.clipboard.writeText(address).then(() => say(t("The address is copied.")), complain);
  return (
    <div class="settings-address">
      <a class="grow" href={`/people/${username}`} target="_blank" rel="noopener">{address.replace(/^https?:\/\//, "")}</a>
      <Button small icon="copy" onClick={copy}>{t("Copy")}</Button>
    </div>
  );
}

export function PrivacySection({ profile, settings }: { profile: Profile; settings: Settings }) {
  const level = useSetting(settings, "privacy_level");
  const name = useId();
  return (
    <Section id="privacy" title={t("Privacy")} about={t("Your jobs, notes and answers are always yours alone. A public page shows your name, picture, headline, location, and the documents that you list on it.")}>
      <div class="saving">
        <SavedMark state={level.state} />
        <fieldset class="field">
          <legend>{t("Who sees your page")}</legend>
          <div class="levels">
            {levels().map(({ value, label, means, icon }) => (
              <label key={value} class="level">
                <input type="radio" name={name} value={value} checked={level.value === value} onChange={() => level.choose(value)} />
                <Icon name={icon} />
                <span class="grow"><span class="label">{label}</span><span class="soft small">{means}</span></span>
              </label>
            ))}
          </div>
        </fieldset>
        {level.error && <p class="settings-error" role="alert">{level.error}</p>}
      </div>
      {level.value !== "private" && <Address username={profile.username} />}
    </Section>
  );
}
