// t.ts — the app's words. The English sentence is the key; a dictionary beside this file says it in another language.
import { store } from "~/data/store";
import english from "./en.json"; // what one word means in two places: "Saved (stage)"
import { numberFormat } from "./formats";

type Dictionary = Record<string, string>;

interface Language {
  name: string;
  load(): Promise<{ default: Dictionary }>;
  capitalNouns?: boolean; // also within a sentence
}

// What there is: a new language is a file and a row.
export const languages: Record<string, Language> = {
  en: { name: "English", load: async () => ({ default: english }) },
  de: { name: "Deutsch", load: () => import("./de.json"), capitalNouns: true },
};

export const language = store("en");
let dictionary: Dictionary = english;
let asked = "";

// A dictionary that does not come leaves the language as it was.
export async function speak(wanted: string): Promise<void> {
  const code = languages[wanted] ? wanted : "en";
  asked = code;
  const came = await languages[code]!.load().catch(() => undefined);
  if (!came || asked !== code) return;
  dictionary = came.default;
  document.documentElement.lang = code;
  language.set(code);
}

// t("{n} jobs", {n: 3})
export function t(key: string, values?: Record<string, string | number>): string {
  const text = dictionary[key] ?? key;
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text;
}

// What the server says in English: sentences of its tables, which tools/check-words reads, too.
export const told = (sentence: string) => dictionary[sentence] ?? sentence;

// many(3, "{n} job", "{n} jobs")
export const many = (n: number, one: string, other: string, values?: Record<string, string | number>) => t(n === 1 ? one : other, { n: number(n), ...values });

// A name of something, as it stands within a sentence.
export const inSentence = (noun: string) => (languages[language.get()]!.capitalNouns ? noun : noun.toLowerCase());

// How she writes numbers and dates: her browser's own kind of the language, where it speaks it.
export const locale = () => navigator.languages.find((kind) => kind === language.get() || kind.startsWith(`${language.get()}-`)) ?? language.get();

export const number = (n: number, digits = 0) => numberFormat(locale(), { maximumFractionDigits: digits }).format(n);
