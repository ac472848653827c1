// session.ts — who is signed in. A session that ends by itself leaves the page standing and asks for the password over it.
import type { Session } from "@supabase/supabase-js";
import { forgetAll, stale } from "./query";
import { rung, whenLost } from "./rung";
import { store } from "./store";

export interface Who {
  id: string;
  email: string;
  admin: boolean;
}

export interface SessionState {
  // "ended": she was signed in and is not any more; what is on the page stays. "waiting": for an administrator's approval.
  status: "unknown" | "out" | "in" | "waiting" | "ended";
  user: Who | null;
}

export const session = store<SessionState>({ status: "unknown", user: null });

let leaving = false;

function roleOf(s: Session): string {
  try {
    const part = s.access_token.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/");
    return JSON.parse(atob(part)).role ?? "";
  } catch {
    return "";
  }
}

function take(s: Session | null) {
  const before = session.get();
  if (!s) {
    const ended = !leaving && (before.status === "in" || before.status === "waiting" || before.status === "ended");
    if (!ended) forgetAll();
    session.set(ended ? { status: "ended", user: before.user } : { status: "out", user: null });
    return;
  }
  const user = { id: s.user.id, email: s.user.email ?? "", admin: s.user.app_metadata.role === "admin" };
  const status = roleOf(s) === "unapproved" ? "waiting" : "in";
  if (before.user && before.user.id !== user.id) forgetAll();
  if (before.status === status && JSON.stringify(before.user) === JSON.stringify(user)) return;
  session.set({ status, user });
  if (before.status === "ended") stale("");
}

export async function openSession(): Promise<void> {
  rung.auth.onAuthStateChange((_event, s) => take(s));
  whenLost(() => void questionSession().catch(() => undefined));
  const { data } = await rung.auth.getSession();
  take(data.session);
}

export async function signOut(scope: "local" | "others" | "global" = "local"): Promise<void> {
  leaving = scope !== "others";
  try {
    await rung.auth.signOut({ scope });
  } finally {
    leaving = false;
  }
}

// The server says that the token is no good: perhaps a new one is to be had, else she must sign in.
let asking: Promise<void> | undefined;
export function questionSession(): Promise<void> {
  asking ??= rung.auth.refreshSession().then(({ data, error }) => {
    asking = undefined;
    const lost = error && (error.status === undefined || error.status === 0 || error.status >= 500);
    if (!lost) take(data.session);
  });
  return asking;
}
