// router.tsx — addresses to rooms. Links are plain links; a click on one of ours does not load the page anew.
import type { ComponentType } from "preact";
import { store, useStore } from "~/data/store";

export interface Room {
  path: string; // "/board/:id"
  load(): Promise<{ default: ComponentType<{ params: string[] }> }>;
  place: string; // which row of the navigation it belongs to
  open?: "strangers" | "everyone"; // without an account
}

const here = store(location.pathname + location.search);

export const useAddress = () => new URL(useStore(here), location.origin);

export function go(to: string, options?: { replace?: boolean }): void {
  if (to === here.get()) return;
  if (options?.replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  to = to.split("#")[0]!;
  if (new URL(to, location.origin).pathname !== new URL(here.get(), location.origin).pathname) scrollTo(0, 0);
  here.set(to);
}

addEventListener("popstate", () => here.set(location.pathname + location.search));

document.addEventListener("click", (e) => {
  const link = (e.target as Element).closest?.("a[href]") as HTMLAnchorElement | null;
  if (!link || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
  if (link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
  if (link.hash && link.pathname === location.pathname) return;
  e.preventDefault();
  go(link.pathname + link.search + link.hash);
});

// An address may be mistyped in any way.
function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function find(rooms: readonly Room[], path: string): { room: Room; params: string[] } | undefined {
  const parts = path.replace(/\/$/, "").split("/");
  for (const room of rooms) {
    const pattern = room.path.replace(/\/$/, "").split("/");
    if (pattern.length !== parts.length) continue;
    const params: string[] = [];
    if (pattern.every((p, i) => (p.startsWith(":") ? params.push(plain(parts[i]!)) > 0 : p === parts[i]))) return { room, params };
  }
  return undefined;
}
