// from_profile.ts — a resume from what she has told about herself elsewhere in Rung.
import { ask, rung } from "~/data/rung";
import type { Profile } from "~/data/types";
import type { Json, Tree } from "./document";

interface Work { title: string; company: string; location: string | null; url: string | null; start_date: string | null; end_date: string | null; description: string | null; achievements: string[] }
interface School { school: string; degree: string | null; field: string | null; score: string | null; courses: string[]; start_date: string | null; end_date: string | null }
interface Skill { name: string; category: string }
interface Entry { kind: string; name: string; organization: string | null; url: string | null; level: string | null; start_date: string | null; end_date: string | null; summary: string | null; highlights: string[]; keywords: string[] }

// Without what says nothing; days that are the first of a month are months.
function entry(values: Record<string, Json | undefined>): Tree {
  const says = (value: Json | undefined): value is Json => value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && !value.length);
  return Object.fromEntries(Object.entries(values).filter((pair): pair is [string, Json] => says(pair[1])));
}
const month = (day: string | null) => day?.replace(/-01$/, "");

type Reads = [section: string, of: (e: Entry) => Tree];
const kinds: Record<string, Reads> = {
  project: ["projects", (e) => entry({ name: e.name, entity: e.organization, url: e.url, startDate: month(e.start_date), endDate: month(e.end_date), description: e.summary, highlights: e.highlights, keywords: e.keywords })],
  certificate: ["certificates", (e) => entry({ name: e.name, issuer: e.organization, url: e.url, date: month(e.start_date) })],
  award: ["awards", (e) => entry({ title: e.name, awarder: e.organization, date: month(e.start_date), summary: e.summary })],
  publication: ["publications", (e) => entry({ name: e.name, publisher: e.organization, url: e.url, releaseDate: month(e.start_date), summary: e.summary })],
  volunteer: ["volunteer", (e) => entry({ organization: e.organization ?? e.name, position: e.organization ? e.name : undefined, url: e.url, startDate: month(e.start_date), endDate: month(e.end_date), summary: e.summary, highlights: e.highlights })],
  language: ["languages", (e) => entry({ language: e.name, fluency: e.level })],
  interest: ["interests", (e) => entry({ name: e.name, keywords: e.keywords })],
  reference: ["references", (e) => entry({ name: e.name, reference: e.summary })],
};

export async function fromProfile(profile: Profile): Promise<Tree> {
  const dated = { ascending: false, nullsFirst: true };
  const [work, schools, skills, entries] = await Promise.all([
    ask<Work[]>(rung.from("user_work_experience").select("title,company,location,url,start_date,end_date,description,achievements").order("start_date", dated)),
    ask<School[]>(rung.from("user_education").select("school,degree,field,score,courses,start_date,end_date").order("start_date", dated)),
    ask<Skill[]>(rung.from("user_skills").select("name,category").order("position").order("name")),
    ask<Entry[]>(rung.from("user_profile_entries").select("kind,name,organization,url,level,start_date,end_date,summary,highlights,keywords").order("position")),
  ]);
  const groups = grouped(skills);
  const data: Tree = {
    basics: entry({
      name: profile.full_name, label: profile.job_title ?? profile.target_role, email: profile.email,
      location: profile.location ? { city: profile.location } : undefined,
      profiles: entries.filter((e) => e.kind === "profile").map((e) => entry({ network: e.name, username: e.level, url: e.url })),
    }),
    work: work.map((w) => entry({ name: w.company, position: w.title, location: w.location, url: w.url, startDate: month(w.start_date), endDate: month(w.end_date), summary: w.description, highlights: w.achievements })),
    education: schools.map((s) => entry({ institution: s.school, studyType: s.degree, area: s.field, score: s.score, courses: s.courses, startDate: month(s.start_date), endDate: month(s.end_date) })),
    skills: [...groups].map(([name, of]) => entry({ name, keywords: of.map((s) => s.name) })),
  };
  for (const e of entries) {
    const reads = kinds[e.kind];
    if (reads) data[reads[0]] = [...((data[reads[0]] as Json[] | undefined) ?? []), reads[1](e)];
  }
  return entry(data);
}

function grouped(skills: Skill[]): Map<string, Skill[]> {
  const groups = new Map<string, Skill[]>();
  for (const s of skills) groups.set(s.category, [...(groups.get(s.category) ?? []), s]);
  return groups;
}
