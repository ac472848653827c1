// A server and Chromium for a test file, and visits: windows of somebody's browser, with what she keeps in it.
//
//   const rung = await open();                                      // a server of its own, one browser
//   test.after(() => rung.close());
//   story("she does it", async () => {
//     const ann = await rung.visit({ width: 360, dark: true });     // shut again when the story ends
//     await signUp(ann, "Ann");
//     await ann.check("home");                                      // reachable, still, within the window, in both themes
//   });                                                             // fails when a page had a fault that nobody looked at
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { startServer } from "../http/server.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const PATIENCE = 20000;
const STORY = 180000;
const MOST_SHIFT = 0.01;

const build = fileURLToPath(new URL("../../build/", import.meta.url));
// With RUNG_PICTURES=folder, each check leaves its pictures there; what was on a page when a story failed is kept anyway.
const pictures = process.env.RUNG_PICTURES;
const failures = join(build, "failed");

let visits = []; // of the story that is being told

export async function open(options) {
  const server = await startServer(options);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });
  return {
    server,
    visit: (how) => enter(browser, server, how),
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}

export const story = (name, tell) =>
  test(name, { timeout: STORY }, async (t) => {
    visits = [];
    try {
      await tell(t);
      assert.deepEqual(visits.flatMap((v) => v.faults), [], "faults of the pages");
    } catch (error) {
      const kept = await Promise.all(visits.map((v, i) => takePicture(v, failures, `${name.replace(/\W+/g, "-").slice(0, 60)}-${i + 1}`).catch(() => "")));
      const told = [...kept.filter(Boolean), ...visits.flatMap((v) => v.faults)];
      error.message += told.map((line) => `\n  ${line}`).join("");
      throw error;
    } finally {
      await Promise.all(visits.map((v) => v.context.close()));
    }
  });

// What a page must not do: throw, complain, break its policy, ask anybody else, or be refused by us.
function listen({ page, server, faults, allowed }) {
  const fault = (words) => allowed.some((pattern) => pattern.test(words)) || faults.push(words);
  page.on("pageerror", (error) => fault(`error: ${error.message}`));
  page.on("console", (message) => {
    const told = /^Failed to load resource/.test(message.text()); // by the events below
    if (!told && ["error", "warning"].includes(message.type())) fault(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(server.url) && !/^(blob|data):/.test(url)) fault(`asked ${url}`);
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") fault(`${why}: ${request.method()} ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) fault(`${response.status()}: ${response.request().method()} ${response.url()}`);
  });
}

// Runs in the page: how far it has moved since the last look without her doing, and what moved.
function watchShifts() {
  window.shifts = [];
  const name = (node) => (node?.className && node.className.baseVal === undefined ? `${node.nodeName}.${node.className}` : node?.nodeName);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (!entry.hadRecentInput) window.shifts.push({ by: entry.value, what: entry.sources.map((s) => `${name(s.node)} ${Math.round(s.previousRect.y)}>${Math.round(s.currentRect.y)}`) });
  }).observe({ type: "layout-shift", buffered: true });
}

async function enter(browser, server, { width = 1440, dark = false, zone = "Europe/Berlin", locale = "en-US", storage } = {}) {
  const narrow = width < 600;
  const context = await browser.newContext({
    viewport: { width, height: narrow ? 740 : 900 },
    colorScheme: dark ? "dark" : "light",
    isMobile: narrow,
    hasTouch: narrow,
    baseURL: server.url,
    timezoneId: zone,
    locale,
    storageState: storage,
    acceptDownloads: true,
  });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(watchShifts);
  const page = await context.newPage();
  const visit = { page, context, server, narrow, dark, width, faults: [], allowed: [] };
  listen(visit);
  visits.push(visit);
  // What she does here is refused, and that is right.
  visit.allow = (...patterns) => visit.allowed.push(...patterns);
  visit.check = (name, options) => check(visit, name, options);
  // With RUNG_PICTURES, of both themes.
  visit.picture = async (name) => {
    if (!pictures) return;
    await page.waitForLoadState("networkidle");
    for (const theme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: theme });
      await settled(visit);
      await takePicture(visit, pictures, `${name}-${width}${theme === "dark" ? "-dark" : ""}`);
    }
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  };
  visit.go = async (path) => {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
  };
  return visit;
}

// Quiet: nothing is being read, and no animation runs but those without an end.
export const settled = ({ page }) =>
  page.waitForFunction(() => {
    const moving = document.getAnimations().filter((a) => (a.playState === "running" || a.pending) && a.effect?.getTiming().iterations !== Infinity);
    return !document.querySelector('[aria-busy="true"]') && !moving.length;
  });

// What a screen must be, whichever it is: reachable in both themes, still, and no wider than the window.
async function check(visit, name, { shift = true } = {}) {
  const { page, dark, width } = visit;
  await settled(visit);
  const shifts = await page.evaluate(() => window.shifts.splice(0));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px wider than a window of ${width} px`);
  if (shift) assert.ok(shifts.reduce((sum, s) => sum + s.by, 0) < MOST_SHIFT, `${name} moved: ${JSON.stringify(shifts)}`);

  await page.evaluate(axe);
  await reach(visit, name, dark, { rules: { "target-size": { enabled: true } } });
  await page.emulateMedia({ colorScheme: dark ? "light" : "dark" });
  await settled(visit);
  await reach(visit, name, !dark, { runOnly: ["color-contrast"] });
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  await settled(visit);
}

async function reach(visit, name, dark, options) {
  if (pictures) await takePicture(visit, pictures, `${name}-${visit.width}${dark ? "-dark" : ""}`);
  const { violations } = await visit.page.evaluate((o) => window.axe.run(document, { resultTypes: ["violations"], ...o }), options);
  const told = violations.map((v) => `${v.id}: ${v.help}\n${v.nodes.map((n) => `  ${n.target.join(" ")}  ${n.failureSummary?.split("\n")[1] ?? ""}`).join("\n")}`);
  assert.deepEqual(told, [], `axe on ${name} at ${visit.width} px, ${dark ? "dark" : "light"}`);
}

async function takePicture({ page }, folder, name) {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, animations: "disabled", timeout: 5000 });
  return path;
}
