// reminders.tsx — what she is reminded of, and how it reaches her.
import { saveSettings } from "~/data/me";
import { peek } from "~/data/query";
import type { Settings } from "~/data/types";
import { useSaved } from "~/parts/saved";
import { t } from "~/words/t";
import { SavedSwitch, useSetting } from "./saved_fields";
import { Section } from "./section";

// Kinds of a job's events that carry a reminder; what is not set is on.
const kinds = (): [kind: string, label: string, hint: string][] => [
  ["interview", t("Interviews"), t("Before an interview begins.")],
  ["task", t("Tasks"), t("What you set yourself to do for a job.")],
  ["call", t("Calls"), t("When it is time to ring somebody.")],
  ["email", t("E-mails"), t("When it is time to write, or to ask again.")],
  ["offer", t("Offers"), t("Before an offer lapses.")],
  ["note", t("Notes"), t("Notes to which you gave a time.")],
];

function KindSwitch({ settings, kind, label, hint }: { settings: Settings; kind: string; label: string; hint: string }) {
  const on = (settings.notifications[kind] ?? settings.notifications.reminder ?? true) !== false;
  const save = (value: boolean) => {
    const now = peek<Settings>(`me/settings/${settings.user_id}`) ?? settings; // the switch beside it may just have changed
    return saveSettings({ notifications: { ...now.notifications, [kind]: value } });
  };
  return <SavedSwitch saved={useSaved<boolean>(`settings/remind/${kind}`, on, save)} label={label} hint={hint} />;
}

export function RemindersSection({ settings }: { settings: Settings }) {
  const mail = useSetting(settings, "notification_email");
  const push = useSetting(settings, "notification_push");
  return (
    <Section id="reminders" title={t("Reminders")} about={t("They stand on your home page when they are due.")}>
      <div class="settings-grid">
        {kinds().map(([kind, label, hint]) => <KindSwitch key={kind} settings={settings} kind={kind} label={label} hint={hint} />)}
      </div>
      <fieldset class="field">
        <legend>{t("Besides the home page")}</legend>
        <div class="settings-grid">
          <SavedSwitch saved={mail} label={t("By e-mail")} hint={t("Rung does not send mail yet. Your choice is kept for when it does.")} />
          <SavedSwitch saved={push} label={t("On your devices")} hint={t("Rung does not send these yet. Your choice is kept for when it does.")} />
        </div>
      </fieldset>
    </Section>
  );
}
