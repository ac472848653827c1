// t.ts — the app's words. The English sentence is the key; a dictionary beside this file may say it in another language.
import { store } from "~/data/store";
import { numberFormat } from "./formats";

type Dictionary = Record<string, string>;

// What there is: a new language is a file and a row.
export const languages: Record<string, { name: string; load: () => Promise<{ default: Dictionary }> }> = {
  en: { name: "English", load: async () => ({ default: {} }) },
};

export const language = store("en");
let dictionary: Dictionary = {};

export async function speak(wanted: string): Promise<void> {
  const code = languages[wanted] ? wanted : "en";
  dictionary = (await languages[code]!.load()).default;
  document.documentElement.lang = code;
  language.set(code);
}

// t("{n} jobs", {n: 3})
export function t(english: string, values?: Record<string, string | number>): string {
  const text = dictionary[english] ?? english;
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text;
}

// many(3, "{n} job", "{n} jobs")
export const many = (n: number, one: string, other: string, values?: Record<string, string | number>) => t(n === 1 ? one : other, { n: number(n), ...values });

// How she writes numbers and dates: her browser's own kind of the language, where it speaks it.
export const locale = () => navigator.languages.find((kind) => kind === language.get() || kind.startsWith(`${language.get()}-`)) ?? language.get();

export const number = (n: number, digits = 0) => numberFormat(locale(), { maximumFractionDigits: digits }).format(n);
