// A server and Chromium for a test file, and people who use them.
//
//   const rung = await open();                                    // a server of its own, one browser
//   const ann = await rung.visit({ width: 360, dark: true });     // a browser of hers: cookies and storage apart
//   await signUp(ann, "Ann");
//   await ann.check("home");                                      // axe, layout shift, errors, a picture
//   await rung.close();                                           // fails when a page had an error that nobody looked at
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { startServer } from "../http/server.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const PATIENCE = 15000;
const MOST_SHIFT = 0.01;
export const PASSWORD = "correct horse battery";

// With RUNG_PICTURES=folder, each check leaves a picture there.
const pictures = process.env.RUNG_PICTURES;

export async function open(options) {
  const server = await startServer(options);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });
  const visits = [];
  return {
    server,
    async visit(how) {
      const visit = await enter(browser, server, how);
      visits.push(visit);
      return visit;
    },
    async close() {
      await browser.close();
      await server.stop();
      assert.deepEqual(visits.flatMap((v) => v.faults), []);
    },
  };
}

// What a page must not do: throw, complain, break its policy, ask anybody else, or fail at asking us without a reason.
function listen(page, server, faults, expected) {
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    if (expected.some((pattern) => pattern.test(message.text()))) return;
    faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(server.url) && !/^(blob|data):/.test(url)) faults.push(`asked ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} for ${response.request().method()} ${response.url()}`);
  });
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
  await context.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  const page = await context.newPage();
  const faults = [];
  // Answers that say no are no faults of the page: the browser reports each of them to the console.
  const expected = [/status of 4\d\d/, /net::ERR_INTERNET_DISCONNECTED/];
  listen(page, server, faults, expected);
  const visit = { page, context, server, faults, expected, narrow, dark, width };
  visit.check = (name, options) => check(visit, name, options);
  visit.go = async (path) => {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
  };
  return visit;
}

// Quiet: nothing is being read, and no animation runs.
export async function settled({ page }) {
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  await page.evaluate(() => Promise.all(document.getAnimations().filter((a) => a.effect?.getTiming().iterations !== Infinity).map((a) => a.finished.catch(() => 0))));
}

// What a screen must be, whichever it is: reachable, still, and no wider than the window.
async function check(visit, name, { shift = true } = {}) {
  const { page } = visit;
  await settled(visit);
  if (pictures) await takePicture(visit, name);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const told = violations.map((v) => `${v.id}: ${v.help}\n${v.nodes.map((n) => `  ${n.target.join(" ")}  ${n.failureSummary?.split("\n")[1] ?? ""}`).join("\n")}`);
  assert.deepEqual(told, [], `axe on ${name} at ${visit.width} px, ${visit.dark ? "dark" : "light"}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px wider than a window of ${visit.width} px`);
  const shifted = await page.evaluate(() => window.shifted);
  if (shift) assert.ok(shifted < MOST_SHIFT, `${name} moved by ${shifted}`);
}

async function takePicture({ page, width, dark }, name) {
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}-${width}${dark ? "-dark" : ""}.png`), animations: "disabled" });
}

let people = 0;

// A new account through the page; gives its e-mail.
export async function signUp(visit, name = "Ann Marlow") {
  const email = `${name.split(" ")[0].toLowerCase()}-${process.pid}-${++people}@example.org`;
  await visit.go("/sign-up");
  const { page } = visit;
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make my account" }).click();
  await page.getByRole("heading", { level: 1, name: name.split(" ")[0] }).waitFor();
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
