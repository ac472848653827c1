// Chromium for the benchmarks of the web app, and somebody new who is signed in and has something to look at.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { scratch } from "./rung.js";

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0"];

// { page, port, close }: port is for whoever drives the same browser besides.
export async function openBrowser(viewport = { width: 1440, height: 900 }) {
  const profile = mkdtempSync(join(scratch, "chromium-"));
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS, viewport });
  const port = Number(readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n")[0]);
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { page: context.pages()[0] ?? (await context.newPage()), port, close };
}

export async function asSomebodyNew(page, url) {
  await page.goto(`${url}/sign-up`);
  const anon = await page.locator('meta[name="rung-anon-key"]').getAttribute("content");
  const ask = async (path, body, token) => {
    const headers = { "content-type": "application/json", apikey: anon, authorization: `Bearer ${token ?? anon}`, prefer: "return=representation,missing=default" };
    const answer = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(said)}`);
    return said;
  };
  const email = `bench-${Date.now()}-${process.pid}@example.org`;
  const session = await ask("/auth/v1/signup", { email, password: "correct horse battery", data: { full_name: "Maren Okonkwo" } });
  await page.evaluate((text) => localStorage.setItem("rung.session", text), JSON.stringify(session));
  return (table, rows) => {
    const columns = [...new Set([rows].flat().flatMap(Object.keys))];
    return ask(`/rest/v1/${table}?columns=${columns}`, rows, session.access_token);
  };
}
