// look.tsx — light or dark, which language, and where she is.
import { useEffect, useId, useState } from "preact/hooks";
import type { Settings } from "~/data/types";
import { Combobox } from "~/parts/combobox";
import { Select } from "~/parts/field";
import { Icon, type IconName } from "~/parts/icon";
import { SavedMark } from "~/parts/saved";
import { Button } from "~/parts/button";
import { language, languages, t } from "~/words/t";
import { Section } from "./section";
import { useSetting } from "./saved_fields";
import { timeIn, zoneName, zoneOptions } from "./zones";

type Theme = Settings["theme"];

const themes = (): { value: Theme; label: string; icon: IconName }[] => [
  { value: "light", label: t("Light"), icon: "light" },
  { value: "dark", label: t("Dark"), icon: "dark" },
  { value: "system", label: t("As the device"), icon: "system" },
];

// A small page in that look.
const Sample = () => (
  <span class="theme-page" aria-hidden="true"><i /><i /><i /></span>
);

function ThemeChoice({ settings }: { settings: Settings }) {
  const theme = useSetting(settings, "theme");
  const name = useId();
  return (
    <div class="saving">
      <SavedMark state={theme.state} />
      <fieldset class="field">
        <legend>{t("Look")}</legend>
        <div class="themes">
          {themes().map(({ value, label, icon }) => (
            <label key={value} class="theme">
              <input type="radio" name={name} value={value} checked={theme.value === value} onChange={() => theme.choose(value)} />
              <span class="theme-sample" data-look={value}><Sample />{value === "system" && <Sample />}</span>
              <span class="theme-name"><Icon name={icon} small /> {label}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {theme.error && <p class="settings-error" role="alert">{theme.error}</p>}
    </div>
  );
}

// Tells the time there, and keeps telling it.
function useMinute() {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 10000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function ZoneChoice({ settings }: { settings: Settings }) {
  const zone = useSetting(settings, "timezone");
  const now = useMinute();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const elsewhere = zone.value !== here && timeIn(zone.value, now) !== timeIn(here, now);
  return (
    <div class="stack tight">
      <Combobox label={t("Time zone")} hint={t("It is {time} there now.", { time: timeIn(zone.value, now) })} value={zone.value} shown={zoneName(zone.value)}
        options={() => zoneOptions(here)} onValue={zone.choose} error={zone.error} note={<SavedMark state={zone.state} />} />
      {elsewhere && (
        <p class="row tight small soft">
          {t("This device says that it is {time}.", { time: timeIn(here, now) })}
          <Button small onClick={() => zone.choose(here)}>{t("Use the time of this device")}</Button>
        </p>
      )}
    </div>
  );
}

export function LookSection({ settings }: { settings: Settings }) {
  const spoken = useSetting(settings, "language");
  const names = Object.entries(languages).map(([code, { name }]) => [code, name] as const);
  return (
    <Section id="look" title={t("Look and language")}>
      <ThemeChoice settings={settings} />
      <div class="settings-grid top">
        <Select label={t("Language")} value={language.get()} options={names} onValue={spoken.choose} error={spoken.error} note={<SavedMark state={spoken.state} />} />
        <ZoneChoice settings={settings} />
      </div>
    </Section>
  );
}
