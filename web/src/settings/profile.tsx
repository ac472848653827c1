// profile.tsx — who she is, and what she looks for.
import { saveProfile } from "~/data/me";
import type { Profile } from "~/data/types";
import { SavedMark, useSaved } from "~/parts/saved";
import { TagField } from "~/parts/tags";
import { t } from "~/words/t";
import { Picture } from "./picture";
import { SavedText } from "./saved_fields";
import { Section } from "./section";

const USERNAME = /^[a-z0-9][a-z0-9-]{1,38}$/;
const LONGEST_LIFE = 80;

type Text = "full_name" | "first_name" | "username" | "job_title" | "location" | "target_role";
type Words = "primary_roles_pursued" | "industries_of_interest";

const tidy = (text: string) => text.trim().replace(/\s+/g, " ");
const tooLong = (text: string) => (tidy(text).length > 255 ? t("That is too long for one line.") : undefined);

function useText(profile: Profile, name: Text, wrong: (text: string) => string | undefined = tooLong) {
  const save = (text: string) => saveProfile({ [name]: name === "full_name" ? tidy(text) : tidy(text) || null });
  return useSaved<string>(`settings/${name}`, profile[name] ?? "", save, wrong);
}

const useWords = (profile: Profile, name: Words) => useSaved<string[]>(`settings/${name}`, profile[name], (words) => saveProfile({ [name]: words }));

const wrongUsername = (text: string) =>
  text === "" || USERNAME.test(text) ? undefined : t("Use 2 to 39 small letters, digits and hyphens, beginning with a letter or a digit.");

function wrongYears(text: string) {
  const years = Number(text);
  return text === "" || (Number.isInteger(years) && years >= 0 && years <= LONGEST_LIFE) ? undefined : t("A whole number from 0 to {n}.", { n: LONGEST_LIFE });
}

export function ProfileSection({ profile }: { profile: Profile }) {
  const fullName = useText(profile, "full_name");
  const firstName = useText(profile, "first_name");
  const username = useText(profile, "username", wrongUsername);
  const headline = useText(profile, "job_title");
  const location = useText(profile, "location");
  const target = useText(profile, "target_role");
  const roles = useWords(profile, "primary_roles_pursued");
  const industries = useWords(profile, "industries_of_interest");
  const years = useSaved<string>("settings/years", profile.years_of_experience === null ? "" : String(profile.years_of_experience),
    (text) => saveProfile({ years_of_experience: text === "" ? null : Number(text) }), wrongYears);
  return (
    <Section id="profile" title={t("Profile")} about={t("Who you are and what you look for. New resumes and practice begin with it.")}>
      <Picture profile={profile} />
      <div class="settings-grid">
        <SavedText saved={fullName} label={t("Name")} autoComplete="name" />
        <SavedText saved={firstName} label={t("Short name")} optional hint={t("Rung greets you with it.")} autoComplete="given-name" />
        <SavedText saved={{ ...username, set: (text) => username.set(text.toLowerCase()) }} label={t("Username")} optional hint={t("For the address of your public page.")}
          autoComplete="off" spellcheck={false} />
        <SavedText saved={headline} label={t("Headline")} optional placeholder={t("Data engineer")} />
        <SavedText saved={location} label={t("Location")} optional placeholder={t("Lisbon, Portugal")} />
        <SavedText saved={years} label={t("Years of experience")} optional inputMode="numeric" />
      </div>
      <SavedText saved={target} label={t("Role that you aim for")} optional placeholder={t("Senior data engineer")} />
      <TagField label={t("Roles you pursue")} optional hint={t("Press Enter after each.")} value={roles.value} onValue={roles.choose} error={roles.error} note={<SavedMark state={roles.state} />} />
      <TagField label={t("Industries of interest")} optional hint={t("Press Enter after each.")} value={industries.value} onValue={industries.choose} error={industries.error} note={<SavedMark state={industries.state} />} />
    </Section>
  );
}
