// sections.ts — THE table of a resume's sections: JSON Resume 1.0, as a form shows it. One editor reads it.
import { t } from "~/words/t";
import { listAt, textAt, type Json, type Path } from "./document";
import { showDate } from "./dates";

export type FieldKind = "line" | "url" | "email" | "tel" | "text" | "start" | "end" | "date" | "bullets" | "words";

export interface FieldPlan {
  path: Path; // from its entry
  label: string;
  kind: FieldKind;
  hint?: string;
  wide?: boolean; // a row of its own
  autoComplete?: string;
}

export interface SectionPlan {
  key: string; // as the renderer names it
  path: Path;
  shape: "fields" | "list"; // one object, or entries
  title: string;
  add?: string;
  purpose?: string; // said while it is empty
  fields: FieldPlan[];
  // What an entry is called on a closed row: what it is, and where or when.
  names(entry: Json): [string, string];
}

type Row = [key: string, label: string, kind?: FieldKind, more?: Partial<FieldPlan>];
const field = ([key, label, kind = "line", more]: Row): FieldPlan => ({ path: key.split("."), label, kind, ...more });

const join = (...texts: string[]) => texts.filter(Boolean).join(", ");

function spanOf(entry: Json): string {
  const [from, to] = [textAt(entry, "startDate"), textAt(entry, "endDate")];
  if (!from && !to) return "";
  return from ? `${showDate(from)} – ${to ? showDate(to) : t("Present")}` : showDate(to);
}

const named = (what: string, ...context: string[]) => (entry: Json): [string, string] => [textAt(entry, what), join(...context.map((key) => textAt(entry, key)), spanOf(entry))];

export const basics = (): SectionPlan => ({
  key: "basics", path: ["basics"], shape: "fields", title: t("About you"), names: named("name"),
  fields: ([
    ["name", t("Name"), "line", { autoComplete: "name" }],
    ["label", t("Professional title")],
    ["email", t("E-mail"), "email", { autoComplete: "email" }],
    ["phone", t("Phone"), "tel", { autoComplete: "tel" }],
    ["location.city", t("City"), "line", { autoComplete: "address-level2" }],
    ["location.region", t("Region")],
    ["location.countryCode", t("Country")],
    ["url", t("Website"), "url", { autoComplete: "url" }],
  ] satisfies Row[]).map(field),
});

export const address = (): SectionPlan => ({
  key: "address", path: ["basics"], shape: "fields", title: t("Postal address"), names: named("name"),
  fields: ([["location.address", t("Street"), "line", { autoComplete: "street-address" }], ["location.postalCode", t("Postal code"), "line", { autoComplete: "postal-code" }]] satisfies Row[]).map(field),
});

export const profiles = (): SectionPlan => ({
  key: "profiles", path: ["basics", "profiles"], shape: "list", title: t("Profiles elsewhere"), add: t("Add profile"), names: named("network", "username"),
  fields: ([["network", t("Network")], ["username", t("Name there")], ["url", t("Address"), "url", { wide: true }]] satisfies Row[]).map(field),
});

const start = (): Row => ["startDate", t("From"), "start"];
const end = (): Row => ["endDate", t("Until"), "end"];

type Plan = Omit<SectionPlan, "path" | "shape" | "fields" | "key"> & { fields: Row[] };

const lists = (): Record<string, Plan> => ({
  work: {
    title: t("Experience"), add: t("Add job"), purpose: t("Where you worked, what you did, and what came of it."), names: named("position", "name"),
    fields: [["position", t("Position")], ["name", t("Employer")], start(), end(), ["location", t("Place")], ["url", t("Website"), "url"],
      ["description", t("What the employer does"), "line", { wide: true }], ["summary", t("Summary"), "text"], ["highlights", t("Highlights"), "bullets"]],
  },
  projects: {
    title: t("Projects"), add: t("Add project"), purpose: t("What you made, at work or for yourself."), names: named("name", "entity"),
    fields: [["name", t("Name")], ["entity", t("For whom")], start(), end(), ["url", t("Address"), "url"], ["type", t("Kind")],
      ["description", t("Description"), "text"], ["highlights", t("Highlights"), "bullets"], ["roles", t("Your roles"), "words"], ["keywords", t("Keywords"), "words"]],
  },
  education: {
    title: t("Education"), add: t("Add education"), purpose: t("Schools, degrees and courses."), names: (e) => [join(textAt(e, "studyType"), textAt(e, "area")) || textAt(e, "institution"), join(textAt(e, "studyType") || textAt(e, "area") ? textAt(e, "institution") : "", spanOf(e))],
    fields: [["institution", t("School")], ["studyType", t("Degree")], ["area", t("Field of study")], ["score", t("Grade")], start(), end(), ["url", t("Website"), "url", { wide: true }], ["courses", t("Courses"), "bullets"]],
  },
  skills: {
    title: t("Skills"), add: t("Add skills"), purpose: t("In groups, such as “Languages: C, Go”."), names: (e) => [textAt(e, "name"), join(...listAt(e, "keywords").map(String))],
    fields: [["name", t("Group or skill")], ["level", t("Level")], ["keywords", t("Skills in it"), "words"]],
  },
  languages: { title: t("Languages"), add: t("Add language"), purpose: t("What you speak, and how well."), names: named("language", "fluency"), fields: [["language", t("Language")], ["fluency", t("How well")]] },
  certificates: {
    title: t("Certifications"), add: t("Add certificate"), purpose: t("Examinations that you passed."), names: (e) => [textAt(e, "name"), join(textAt(e, "issuer"), showDate(textAt(e, "date")))],
    fields: [["name", t("Name")], ["issuer", t("Given by")], ["date", t("Date"), "date"], ["url", t("Address"), "url"]],
  },
  publications: {
    title: t("Publications"), add: t("Add publication"), purpose: t("Papers, books and talks."), names: (e) => [textAt(e, "name"), join(textAt(e, "publisher"), showDate(textAt(e, "releaseDate")))],
    fields: [["name", t("Title")], ["publisher", t("Published by")], ["releaseDate", t("Date"), "date"], ["url", t("Address"), "url"], ["summary", t("Summary"), "text"]],
  },
  awards: {
    title: t("Awards"), add: t("Add award"), purpose: t("What others honoured."), names: (e) => [textAt(e, "title"), join(textAt(e, "awarder"), showDate(textAt(e, "date")))],
    fields: [["title", t("Title")], ["awarder", t("Given by")], ["date", t("Date"), "date"], ["summary", t("What for"), "text"]],
  },
  volunteer: {
    title: t("Volunteering"), add: t("Add volunteering"), purpose: t("Work that you gave."), names: named("position", "organization"),
    fields: [["position", t("Position")], ["organization", t("Organization")], start(), end(), ["url", t("Website"), "url", { wide: true }], ["summary", t("Summary"), "text"], ["highlights", t("Highlights"), "bullets"]],
  },
  interests: { title: t("Interests"), add: t("Add interest"), purpose: t("What you like to do besides."), names: (e) => [textAt(e, "name"), join(...listAt(e, "keywords").map(String))], fields: [["name", t("Interest")], ["keywords", t("In particular"), "words"]] },
  references: { title: t("References"), add: t("Add reference"), purpose: t("People who speak for you."), names: named("name"), fields: [["name", t("Name")], ["reference", t("What they say"), "text"]] },
});

const summary = (): SectionPlan => ({
  key: "summary", path: ["basics"], shape: "fields", title: t("Summary"), purpose: t("Two or three sentences: who you are, and what you are looking for."), names: named("summary"),
  fields: [field(["summary", t("Summary"), "text"])],
});

// In the order of most templates.
export const sectionKeys = ["summary", "work", "projects", "education", "skills", "languages", "certificates", "publications", "awards", "volunteer", "interests", "references"] as const;

export const sections = (): SectionPlan[] => {
  const all = lists();
  return sectionKeys.map((key) => {
    if (key === "summary") return summary();
    const { fields, ...plan } = all[key]!;
    return { ...plan, key, path: [key], shape: "list", fields: fields.map(field) };
  });
};

export const planOf = (key: string): SectionPlan | undefined => [basics(), address(), profiles(), ...sections()].find((plan) => plan.key === key);
