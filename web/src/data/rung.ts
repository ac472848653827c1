// rung.ts — the one way to the server: supabase-js.
import { createClient, FunctionsHttpError } from "@supabase/supabase-js";
import { patientFetch } from "./connection";
import { Problem, problemOf } from "./problem";

const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="rung-${name}"]`)?.content ?? "";

export const signupPolicy = meta("signup") as "open" | "approval" | "closed";

export const version = meta("version");

export const rung = createClient(location.origin, meta("anon-key"), {
  auth: { storageKey: "rung.session", persistSession: true, autoRefreshToken: true, detectSessionInUrl: false },
  global: { fetch: patientFetch },
});

interface Answer<T> {
  data: T | null;
  error: unknown;
  count?: number | null;
}

let lost = () => {};

// Calls when the server does not take the session any more.
export function whenLost(act: () => void): void {
  lost = act;
}

async function refusal(error: unknown): Promise<Problem> {
  const problem = await problemOf(error);
  if (problem.kind === "signed-out") lost();
  return problem;
}

// The rows, or a Problem that says what to do.
export async function ask<T>(query: PromiseLike<Answer<unknown>>): Promise<T> {
  const { data, error } = await query;
  if (error) throw await refusal(error);
  return data as T;
}

export async function invoke<T>(name: string, body: Record<string, unknown> | FormData, signal?: AbortSignal): Promise<T> {
  const { data, error } = await rung.functions.invoke<T>(name, { body, signal });
  if (error) throw await refusal(error);
  return data as T;
}

export interface FileAnswer {
  file: Blob;
  pages: number; // of the document
  lastLines: number; // on its last page
}

// A document: its bytes, and what the server says about it.
export async function invokeFile(name: string, body: Record<string, unknown>, signal?: AbortSignal): Promise<FileAnswer> {
  const { data, error, response } = await rung.functions.invoke<Blob>(name, { body, signal });
  if (error) throw await refusal(error);
  if (!(data instanceof Blob)) throw new Problem("The server sent something else than a file.");
  const count = (header: string) => Number(response?.headers.get(header));
  return { file: data, pages: count("x-pages") || 1, lastLines: count("x-last-page-lines") };
}

export { FunctionsHttpError };
