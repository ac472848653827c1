// me.ts — the person herself: her profile and her settings, which the whole app follows.
import { speak } from "~/words/t";
import { zone } from "~/words/time";
import { put, useQuery, type Query } from "./query";
import { ask, rung } from "./rung";
import { session } from "./session";
import { useStore } from "./store";
import type { Profile, Settings } from "./types";

const PROFILE = "id,email,username,full_name,first_name,last_name,job_title,location,target_role,primary_roles_pursued,industries_of_interest,years_of_experience,total_attempts,average_score,current_streak,longest_streak,last_practice_date,created_at";

export function useProfile(): Query<Profile> {
  const { user } = useStore(session);
  return useQuery(user && `me/profile/${user.id}`, () => ask<Profile>(rung.from("profiles").select(PROFILE).eq("id", user!.id).single()));
}

export async function saveProfile(changes: Partial<Profile>): Promise<void> {
  const { user } = session.get();
  const profile = await ask<Profile>(rung.from("profiles").update(changes).eq("id", user!.id).select(PROFILE).single());
  put(`me/profile/${user!.id}`, profile);
}

const read = (id: string) => ask<Settings>(rung.from("user_settings").select("*").eq("user_id", id).single());

export function useSettings(): Query<Settings> {
  const { user } = useStore(session);
  return useQuery(user && `me/settings/${user.id}`, () => read(user!.id));
}

export async function saveSettings(changes: Partial<Settings>): Promise<void> {
  const { user } = session.get();
  const settings = await ask<Settings>(rung.from("user_settings").update(changes).eq("user_id", user!.id).select("*").single());
  put(`me/settings/${user!.id}`, settings);
  follow(settings);
}

// The look lies in the browser too, so that the next page begins with it and nothing flashes.
export function wear(theme: string): void {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  localStorage.setItem("rung.theme", theme);
}

export function follow(settings: Settings): void {
  wear(settings.theme);
  zone.set(settings.timezone);
  localStorage.setItem("rung.language", settings.language);
  void speak(settings.language);
}

// The account was made with the server's defaults; her browser knows better where she is.
export async function settleIn(): Promise<void> {
  await saveSettings({ theme: "system", timezone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC", language: navigator.language.slice(0, 2) });
}
