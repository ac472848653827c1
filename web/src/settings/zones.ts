// zones.ts — every time zone that the browser knows, by the names that people look for.
import { plainWords, type Option } from "~/parts/combobox";
import { locale } from "~/words/t";

const MINUTE = 60000;

const cityOf = (zone: string) => (zone.split("/").at(-1) ?? zone).replace(/_/g, " ");

export const timeIn = (zone: string, at: Date) => new Intl.DateTimeFormat(locale(), { timeZone: zone, hour: "numeric", minute: "2-digit" }).format(at);

interface Seen {
  name: string; // "Central European Standard Time"
  offset: number; // minutes east of Greenwich
}

// A formatter is dear, and there are four hundred zones: one for each tells both.
function see(zone: string, at: Date): Seen {
  const parts = new Intl.DateTimeFormat(locale(), {
    timeZone: zone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23", timeZoneName: "long",
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? "";
  const wall = Date.UTC(+of("year"), +of("month") - 1, +of("day"), +of("hour"), +of("minute"));
  return { name: of("timeZoneName"), offset: Math.round((wall - at.getTime()) / MINUTE) };
}

// "Berlin, Central European Standard Time"
export const zoneName = (zone: string) => (zone === "UTC" ? "UTC" : `${cityOf(zone)}, ${see(zone, new Date()).name}`);

function offsetWords(minutes: number): string {
  const [h, m] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return minutes === 0 ? "UTC" : `UTC${minutes < 0 ? "\u2212" : "+"}${h}${m ? `:${String(m).padStart(2, "0")}` : ""}`;
}

let made: { key: string; list: Option[] } | undefined;

// Where she is comes first. Reckoned once a minute: names in her language and the time there.
export function zoneOptions(here: string): Option[] {
  const at = new Date(Math.floor(Date.now() / MINUTE) * MINUTE);
  const key = `${locale()} ${here} ${at.getTime()}`;
  if (made?.key === key) return made.list;
  const clock = new Intl.DateTimeFormat(locale(), { timeZone: "UTC", hour: "numeric", minute: "2-digit" });
  const option = (zone: string): Option => {
    const { name, offset } = see(zone, at);
    const words = offsetWords(offset);
    return {
      value: zone,
      label: cityOf(zone),
      detail: words === name ? name : `${name}, ${words}`,
      aside: clock.format(at.getTime() + offset * MINUTE),
      words: plainWords(`${zone} ${cityOf(zone)} ${name} ${words} ${words.replace("\u2212", "-")}`),
    };
  };
  const [first, ...others] = [...new Set([here, "UTC", ...Intl.supportedValuesOf("timeZone")])].map(option);
  made = { key, list: [first!, ...others.sort((a, b) => a.label.localeCompare(b.label, locale()))] };
  return made.list;
}
