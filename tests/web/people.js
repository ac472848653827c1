// People of the web tests: through the page where that is the story, through supabase-js where it is not.
import assert from "node:assert/strict";
import { client } from "../http/server.js";

export const PASSWORD = "correct horse battery";

let people = 0;
const first = (name) => name.split(" ")[0];
const address = (name) => `${first(name).toLowerCase()}-${process.pid}-${++people}@example.org`;

// The row, or what the server has said.
export async function must(query) {
  const { data, error } = await query;
  assert.equal(error, null, error && JSON.stringify(error));
  return data;
}

// A new account, and what a browser keeps that is signed in to it: { email, id, rung, storage }.
// Not settled in: one who has to wait may not say yet where she is.
export async function person(server, name = "Ann Marlow", { settle = true } = {}) {
  const email = address(name);
  const rung = client(server);
  const { session, user } = await must(rung.auth.signUp({ email, password: PASSWORD, options: { data: { full_name: name } } }));
  if (settle) await must(rung.from("user_settings").update({ theme: "system", timezone: "Europe/Berlin", language: "en" }).eq("user_id", user.id));
  const storage = { cookies: [], origins: [{ origin: server.url, localStorage: [{ name: "rung.session", value: JSON.stringify(session) }] }] };
  return { email, id: user.id, rung, storage };
}

// A new account through the page; gives its e-mail.
export async function signUp(visit, name = "Ann Marlow") {
  const email = address(name);
  await visit.go("/sign-up");
  const { page } = visit;
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make my account" }).click();
  await page.getByRole("heading", { level: 1, name: first(name) }).waitFor();
  return email;
}

export async function signIn({ page }, email, password = PASSWORD) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signOut({ page }) {
  await page.getByRole("navigation").getByRole("button", { name: "You" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
}
