// rows.ts — resumes as the server keeps them: read, made, and changed from outside their editor.
import { complain, say } from "~/parts/toast";
import { peek, put, stale, staleElsewhere, useQuery, type Query } from "~/data/query";
import { ask, rung } from "~/data/rung";
import { t } from "~/words/t";
import type { Tree } from "./document";

export interface Template {
  id: string;
  slug: string;
  name: string;
  config: Tree;
}

// What a list shows: without the resume's text.
export interface ResumeCard {
  id: string;
  title: string;
  template_id: string | null;
  is_current: boolean;
  is_locked: boolean;
  current_version: number;
  deleted_at: string | null;
  created_at: string;
  updated_at: string;
  template: { name: string } | null;
  job: JobName | null; // that it was tailored for
}

export interface ResumeRow extends ResumeCard {
  data: Tree;
}

export interface Version {
  id: string;
  version_number: number;
  label: string | null;
  created_at: string;
}

const CARD = "id,title,template_id,is_current,is_locked,current_version,deleted_at,created_at,updated_at,template:templates(name),job:jobs!resumes_tailored_for_job(id,company,job_title)";
const LIST = "resumes/list";
const TRASH = "resumes/trash";
export const rowKey = (id: string) => `resumes/one/${id}`;

export const useTemplates = (): Query<Template[]> =>
  useQuery("resumes/templates", () => ask<Template[]>(rung.from("templates").select("id,slug,name,config").eq("type", "resume").eq("is_active", true).order("name", { ascending: false })));

export const useCards = (): Query<ResumeCard[]> =>
  useQuery(LIST, () => ask<ResumeCard[]>(rung.from("resumes").select(CARD).is("deleted_at", null).order("is_current", { ascending: false }).order("updated_at", { ascending: false }).order("id")));

export const useTrash = (): Query<ResumeCard[]> =>
  useQuery(TRASH, () => ask<ResumeCard[]>(rung.from("resumes").select(CARD).not("deleted_at", "is", null).order("deleted_at", { ascending: false })));

export interface JobName {
  id: string;
  company: string;
  job_title: string;
}

export const useJobNames = (): Query<JobName[]> =>
  useQuery("resumes/jobs", () => ask<JobName[]>(rung.from("job_board").select("id,company,job_title").is("archived_at", null).order("updated_at", { ascending: false })));

export const readRow = (id: string) => ask<ResumeRow>(rung.from("resumes").select(`${CARD},data`).eq("id", id).is("deleted_at", null).single());
export const useRow = (id: string): Query<ResumeRow> => useQuery(rowKey(id), () => readRow(id));

export const useVersions = (id: string): Query<Version[]> =>
  useQuery(`resumes/versions/${id}`, () => ask<Version[]>(rung.from("document_versions").select("id,version_number,label,created_at").eq("resume_id", id).order("version_number", { ascending: false })));

// With the look of that moment; slug: null, from before versions kept one.
export interface KeptVersion {
  data: Tree;
  slug: string | null;
  config: Tree | null;
}

export const readVersion = (id: string) =>
  ask<KeptVersion>(rung.from("document_versions").select("data:content_json,slug:template_slug,config:template_config").eq("id", id).single());

export async function keepVersion(id: string, label: string): Promise<void> {
  await ask(rung.rpc("save_version", { resume: id, label: label || null }));
  stale(`resumes/versions/${id}`, LIST);
}

interface Fresh {
  title: string;
  data: Tree;
  template_id: string | null;
  parent_id?: string;
  job_id?: string;
}

export async function addResume(values: Fresh): Promise<ResumeRow> {
  const first = peek<ResumeCard[]>(LIST)?.length === 0;
  const row = await ask<ResumeRow>(rung.from("resumes").insert({ ...values, is_current: first }).select(`${CARD},data`).single());
  put(rowKey(row.id), row);
  stale(LIST, "home/");
  return row;
}

export async function duplicate(card: ResumeCard): Promise<ResumeRow> {
  const { title, data, template_id } = await readRow(card.id);
  return addResume({ title: t("{title}, copy", { title }), data, template_id, parent_id: card.id });
}

// The editor has saved: what else shows this resume hears of it.
export function saved(row: ResumeRow): void {
  put(rowKey(row.id), row);
  if (peek(LIST)) put<ResumeCard[]>(LIST, (list) => list!.map((c) => (c.id === row.id ? { ...c, title: row.title, updated_at: row.updated_at } : c)));
  staleElsewhere(LIST, rowKey(row.id), "home/");
}

type Changes = Partial<Pick<ResumeCard, "title" | "is_current" | "is_locked" | "deleted_at">> & { job_id?: string | null };

// At once on the page; the server's own word after it, or the former one when it refuses.
async function change(card: ResumeCard, changes: Changes): Promise<boolean> {
  const before = peek<ResumeCard[]>(LIST);
  const shown = (c: ResumeCard): ResumeCard => (c.id === card.id ? { ...c, ...changes } : changes.is_current ? { ...c, is_current: false } : c);
  if (before) put<ResumeCard[]>(LIST, before.map(shown).filter((c) => !c.deleted_at));
  if (peek(rowKey(card.id))) put<ResumeRow>(rowKey(card.id), (row) => ({ ...row!, ...changes }));
  try {
    await ask(rung.from("resumes").update(changes).eq("id", card.id).select("id").single());
    stale("resumes/", "home/");
    return true;
  } catch (error) {
    if (before) put(LIST, before);
    stale(rowKey(card.id));
    void complain(error);
    return false;
  }
}

export const rename = (card: ResumeCard, title: string) => change(card, { title });
export const dedicate = (card: ResumeCard, job_id: string | null) => change(card, { job_id });
export const lock = (card: ResumeCard, is_locked: boolean) => change(card, { is_locked });

export async function makeCurrent(card: ResumeCard): Promise<void> {
  if (await change(card, { is_current: !card.is_current })) say(card.is_current ? t("No longer your current resume") : t("“{title}” is your current resume", { title: card.title }));
}

export async function trash(card: ResumeCard): Promise<void> {
  const gone = change(card, { deleted_at: new Date().toISOString(), is_current: false });
  say(t("“{title}” is in the trash", { title: card.title }), { label: t("Undo"), onAct: () => void gone.then(() => restore(card)) });
  await gone;
}

export async function restore(card: ResumeCard): Promise<void> {
  if (peek(TRASH)) put<ResumeCard[]>(TRASH, (list) => list!.filter((c) => c.id !== card.id));
  await change(card, { deleted_at: null, is_current: card.is_current && !card.deleted_at });
}

export async function destroy(card: ResumeCard): Promise<void> {
  await ask(rung.from("resumes").delete().eq("id", card.id));
  if (peek(TRASH)) put<ResumeCard[]>(TRASH, (list) => list!.filter((c) => c.id !== card.id));
  stale("resumes/");
}
