// The app in German: no English is left on any screen, but for what a person wrote herself and what is marked as English (interviews are held in it).
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";
import { open, settled, story } from "./browser.js";
import { must, person } from "./people.js";

const rung = await open();
test.after(() => rung.close());

const german = JSON.parse(readFileSync(new URL("../../web/src/words/de.json", import.meta.url), "utf8"));
const said = new Set(Object.values(german));
const english = Object.keys(german).filter((key) => german[key] !== key && !said.has(key));
const cv = fileURLToPath(new URL("../data/extract/jonas.pdf", import.meta.url));
const ANSWER = "We had some problems with the deploys and I think people were unhappy. I measured 23 failures and rewrote the step that failed. As a result they fell from 4 a week to 1 in two months.";
const jobs = [
  { job_title: "Datenarchitektin", company: "Kiruna Karten", status: "applied", notes: "Anrufen.", tags: ["fern"], excitement_level: 4, salary_min: 62000, salary_max: 71000, salary_currency: "EUR", salary_period: "year", workplace: "remote", employment_type: "full_time" },
  { job_title: "Entwicklerin", company: "Halden", status: "saved", deadline: new Date(Date.now() + 2 * 86400e3).toISOString().slice(0, 10) },
  { job_title: "Leitung Betrieb", company: "Ostrava Bahn", status: "rejected" },
];

// Runs in the page: what is read or heard there, a text each.
function texts() {
  const found = [document.title.replace(/ · Rung$/, "")];
  const hers = (element) => element.closest('[lang="en"], [data-hers]');
  for (const element of document.querySelectorAll("body *")) {
    if (hers(element) || !element.checkVisibility?.()) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description"]) if (element.getAttribute(name)) found.push(element.getAttribute(name));
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE && node.data.trim()) found.push(node.data.trim());
  }
  return found;
}

const exact = new Set(english);
const ENGLISH = /\b(the|of|and|your|you|with|are|this|that|were|from|for|to)\b/i;

// A question of the bank may stand in a label, shortened.
const questions = (await rung.server.query("select string_agg(left(question, 20), '|') from public.questions")).split("|");
const isQuestion = (text) => questions.some((begin) => text.includes(begin));

let left = []; // of the story that is being told

async function reads(visit, name) {
  await settled(visit);
  const shown = new Set(await visit.page.evaluate(texts));
  left.push(...[...shown].filter((text) => (exact.has(text) || ENGLISH.test(text)) && !isQuestion(text)).map((text) => `${name}: ${text}`));
  const wide = await visit.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) left.push(`${name} is ${wide} px too wide in German`);
}

const inGerman = (name, tell) =>
  story(name, async () => {
    left = [];
    await tell();
    assert.deepEqual(left, []);
  });

async function german_person(name) {
  const who = await person(rung.server, name, { settle: false });
  await must(who.rung.from("user_settings").update({ theme: "system", timezone: "Europe/Berlin", language: "de", preferences: { settled: true } }).eq("user_id", who.id));
  return who;
}

const visitAs = (who, width) => rung.visit({ storage: who.storage, width, locale: "de-DE" });

for (const width of [1440, 360]) {
  inGerman(`before and after the door, at ${width} px`, async () => {
    const stranger = await rung.visit({ width, locale: "de-DE" });
    for (const path of ["/sign-in", "/sign-up"]) {
      await stranger.go(path);
      await reads(stranger, path);
    }
    stranger.allow(/^4\d\d: /);
    await stranger.go("/sign-in");
    await stranger.page.getByLabel("E-Mail").fill("niemand@example.org");
    await stranger.page.getByLabel("Passwort").fill("nicht dieses hier");
    await stranger.page.getByRole("button", { name: "Anmelden" }).click();
    await stranger.page.getByRole("alert").waitFor();
    await reads(stranger, "a wrong password");

    const ann = await german_person("Anna Merlin");
    const visit = await visitAs(ann, width);
    visit.allow(/^4\d\d: /);
    for (const path of ["/", "/board", "/resumes", "/resumes/import", "/practice", "/practice/progress", "/practice/questions", "/settings", "/settings/people"]) {
      await visit.go(path);
      await reads(visit, `${path}, with nothing in it`);
    }
    const nowhere = "00000000-0000-4000-8000-000000000000";
    for (const path of [`/board/${nowhere}`, `/resumes/${nowhere}`, `/practice/${nowhere}`, "/people/niemand", "/nirgendwo"]) {
      await visit.go(path);
      await reads(visit, path);
    }
  });

  inGerman(`the board and a job, at ${width} px`, async () => {
    const bea = await german_person("Bea Lind");
    const rows = await must(bea.rung.from("jobs").insert(jobs, { defaultToNull: false }).select("id"));
    await must(bea.rung.from("job_events").insert({ job_id: rows[0].id, kind: "interview", title: "Maja", occurred_at: new Date(Date.now() + 86400e3).toISOString() }));
    const visit = await visitAs(bea, width);
    const { page } = visit;
    await visit.go("/");
    await reads(visit, "home");
    for (const path of ["/board", "/board?view=table", "/board?view=table&archived=1", "/board?q=nichts+davon"]) {
      await visit.go(path);
      await reads(visit, path);
    }
    await visit.go("/board");
    await page.getByRole("button", { name: /^Mehr zu/ }).first().click();
    await reads(visit, "a card's menu");
    await page.getByRole("menuitem", { name: /Bewerbung|Beworben/ }).first().click();
    await page.getByRole("status").getByText(/verschoben/).waitFor();
    await reads(visit, "a toast");
    await visit.go("/board?add=1");
    await page.getByLabel("Anzeige einfügen").fill("Datenarchitektin\nKiruna Karten\nBerlin\nVollzeit\nGehalt: 60.000 - 70.000 EUR");
    await page.getByText(/aus dem Text gelesen/).first().waitFor();
    await reads(visit, "a new job");
    await visit.go(`/board/${rows[0].id}`);
    await page.getByRole("heading", { name: /^Nächstes Gespräch/ }).waitFor();
    await reads(visit, "a job");
    for (const kind of ["Gespräch", "Aufgabe"]) {
      await page.getByRole("button", { name: kind, exact: true }).last().click();
      await page.getByRole("dialog").waitFor();
      await reads(visit, `a new ${kind}`);
      await page.keyboard.press("Escape");
    }
  });

  inGerman(`a resume and an answer, at ${width} px`, async () => {
    const cleo = await german_person("Cleo Park");
    const visit = await visitAs(cleo, width);
    const { page, narrow } = visit;
    await visit.go("/resumes/import");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Datei wählen" }).click()]);
    await chooser.setFiles(cv);
    await page.getByRole("button", { name: "Als Lebenslauf speichern" }).waitFor();
    // What was read stands in English as it was in the file; what is around it does not.
    await page.evaluate(() => document.querySelectorAll("q, blockquote, .read, .import-source, .import-quote").forEach((it) => it.setAttribute("data-hers", "")));
    await reads(visit, "the review of an import");
    await page.getByRole("button", { name: "Als Lebenslauf speichern" }).click();
    await page.getByLabel("Titel dieses Lebenslaufs").waitFor();
    await page.evaluate(() => document.querySelectorAll("h3, summary, .entry-title").forEach((it) => it.setAttribute("data-hers", "")));
    await reads(visit, "the editor");
    await page.getByRole("tab", { name: "Aussehen" }).click();
    await reads(visit, "the look of a resume");
    if (narrow) {
      await page.getByRole("tab", { name: "Vorschau" }).click();
      await page.getByRole("region", { name: "Vorschau" }).getByRole("img").first().waitFor();
      await reads(visit, "the preview");
    }

    await visit.go("/practice");
    await page.getByLabel("Wie viele?").fill("1");
    await page.getByLabel("Wie viele?").blur();
    await page.getByRole("button", { name: /^Mit 1 Frage/ }).click();
    await page.getByLabel("Deine Antwort").fill(ANSWER);
    await reads(visit, "a question");
    await page.getByRole("button", { name: "Antwort senden" }).click();
    await page.locator(".loss").first().waitFor();
    await page.locator(".loss-head").nth(1).click();
    await reads(visit, "a result");
    await page.getByRole("link", { name: "Zum Ende" }).click();
    await page.getByRole("button", { name: "Abschließen und die Rückmeldung lesen" }).click();
    await page.getByRole("heading", { name: "Wie weiter" }).waitFor();
    await page.evaluate(() => document.querySelectorAll(".said li").forEach((it) => (it.textContent = it.textContent.replace(/„[^“]*“/g, "")))); // her own words
    await reads(visit, "a summary");
    for (const path of ["/practice/progress", "/practice/questions", "/"]) {
      await visit.go(path);
      await reads(visit, path);
    }
  });
}
