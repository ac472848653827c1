// me.ts — the person herself: her profile and her settings, which the whole app follows.
import { speak } from "~/words/t";
import { zone } from "~/words/time";
import { peek, put, stale, staleElsewhere, useQuery, type Query } from "./query";
import { ask, rung } from "./rung";
import { session } from "./session";
import { useStore } from "./store";
import type { Profile, Settings } from "./types";

const PROFILE = "id,email,username,full_name,first_name,last_name,job_title,location,profile_picture_url,target_role,primary_roles_pursued,industries_of_interest,years_of_experience,total_attempts,average_score,current_streak,longest_streak,last_practice_date,created_at";

export function useProfile(): Query<Profile> {
  const { user } = useStore(session);
  return useQuery(user && `me/profile/${user.id}`, () => ask<Profile>(rung.from("profiles").select(PROFILE).eq("id", user!.id).single()));
}

// One write after the other, so that the last one typed is the last one kept.
let writing: Promise<unknown> = Promise.resolve();
function write<T>(key: string, table: string, column: string, changes: Partial<T>): Promise<void> {
  const change = async () => {
    const names = Object.keys(changes).join(",");
    await ask(rung.from(table).update(changes).eq(column, session.get().user!.id).select(names).single());
    if (peek(key)) staleElsewhere(key, "home/");
    else stale(key, "home/");
  };
  const done = writing.then(change, change);
  writing = done;
  return done;
}

const merge = <T extends object>(key: string, changes: Partial<T>) => peek<T>(key) && put<T>(key, { ...peek<T>(key)!, ...changes });

export async function saveProfile(changes: Partial<Profile>): Promise<void> {
  const key = `me/profile/${session.get().user!.id}`;
  await write<Profile>(key, "profiles", "id", changes);
  merge<Profile>(key, changes);
}

const read = (id: string) => ask<Settings>(rung.from("user_settings").select("*").eq("user_id", id).single());

export function useSettings(): Query<Settings> {
  const { user } = useStore(session);
  return useQuery(user && `me/settings/${user.id}`, () => read(user!.id));
}

// Followed at once; what the server refuses is put back.
export async function saveSettings(changes: Partial<Settings>): Promise<void> {
  const key = `me/settings/${session.get().user!.id}`;
  const before = peek<Settings>(key);
  const show = (values: Partial<Settings>) => {
    merge(key, values);
    follow(values);
  };
  show(changes);
  try {
    await write<Settings>(key, "user_settings", "user_id", changes);
  } catch (error) {
    if (before) show(Object.fromEntries(Object.keys(changes).map((name) => [name, before[name as keyof Settings]])));
    throw error;
  }
}

// The look lies in the browser too, so that the next page begins with it and nothing flashes.
export function wear(theme: string): void {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  localStorage.setItem("rung.theme", theme);
}

export function follow({ theme, timezone, language: spoken }: Partial<Settings>): void {
  if (theme) wear(theme);
  if (timezone) zone.set(timezone);
  if (spoken) localStorage.setItem("rung.language", spoken);
  if (spoken) void speak(spoken);
}

// The account was made with the server's defaults; her browser knows better where she is. Once, when she is first let in.
export async function settleIn(before: Settings): Promise<void> {
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const language = navigator.language.slice(0, 2);
  await saveSettings({
    theme: before.theme === "light" ? "system" : before.theme,
    timezone: before.timezone === "UTC" ? timezone : before.timezone,
    language: before.language === "en" ? language : before.language,
    preferences: { ...before.preferences, settled: true },
  });
}
