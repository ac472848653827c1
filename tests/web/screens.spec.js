// Every screen on a phone and at a desk: nothing goes sideways, a finger hits every control, the focus is seen wherever it is, and nothing
// moves for those who want that. script/pictures takes its pictures here, of a person in the middle of it all.
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";
import { open, settled, story } from "./browser.js";
import { must, person } from "./people.js";

const rung = await open();
test.after(() => rung.close());

const FINGER = 44;
const dataFile = (name) => fileURLToPath(new URL(`../data/${name}`, import.meta.url));
const resume = JSON.parse(await readFile(dataFile("resume-senior.json"), "utf8"));
const at = (hours) => new Date(Date.now() + hours * 3600e3).toISOString();
const day = (n) => at(n * 24).slice(0, 10);

const jobs = [
  { job_title: "Platform Engineer", company: "Halden & Sons", status: "interview", location: "Oslo", workplace: "hybrid", excitement_level: 5, tags: ["dream", "travel"], date_applied: day(-16), salary_min: 850000, salary_max: 1020000, salary_currency: "NOK", salary_period: "year", notes: "Maja works there. Ask about the nights on call.", source: "a friend", description: "We move parcels through the north of Europe and build the software that does it.\n\nYou will own the platform on which forty engineers run two hundred services, and make it boring." },
  { job_title: "Staff Software Engineer, Payments", company: "Northwind Logistics", status: "saved", deadline: day(1), location: "Berlin", salary_min: 95000, salary_currency: "EUR", salary_period: "year" },
  { job_title: "Backend Engineer", company: "Tallow", status: "saved", workplace: "remote", tags: ["four days"] },
  { job_title: "Data Engineer", company: "Kiruna Maps", status: "applied", date_applied: day(-9), salary_min: 62000, salary_max: 71000, salary_currency: "EUR", salary_period: "year", excitement_level: 4 },
  { job_title: "Infrastructure Engineer", company: "Fjordbank", status: "applied", date_applied: day(-3), location: "Bergen" },
  { job_title: "Developer Experience Engineer", company: "Brightwater", status: "screening", date_applied: day(-12), workplace: "remote", excitement_level: 3 },
  { job_title: "Senior Engineer, Search", company: "Lumen Library", status: "offer", date_applied: day(-30), offer_salary: 98000, offer_currency: "EUR", excitement_level: 4 },
  { job_title: "Site Reliability Engineer", company: "Ostrava Rail", status: "rejected", date_applied: day(-40) },
];
const WEAK = "I think we had some problems with the deploys and people were unhappy. We talked about it and it was kind of fixed after a while.";
const GOOD = "Last spring our deploys failed about 4 times a week, and I was asked to halve that within 6 weeks. First, I measured where the 23 failures of the month before came from: 17 of them were one flaky migration step. Then I rewrote that step to run in a transaction and added a dry run on a copy of the data. I showed the plan to the two teams who deploy, because they would have to wait 3 minutes longer for each release. As a result failed deploys fell from 4 a week to 1 in two months, which saved about 6 hours of work a week. I learned to count first.";

// In the middle of it all: applications, a resume, a session that is over and one that is not.
async function busy(name) {
  const who = await person(rung.server, name);
  const call = (fn, body) => must(who.rung.functions.invoke(fn, { body }));
  const rows = await must(who.rung.from("jobs").insert(jobs, { defaultToNull: false }).select("id"));
  await must(who.rung.from("job_events").insert([
    { job_id: rows[0].id, kind: "interview", title: "Second talk with the team", occurred_at: at(26), ends_at: at(27) },
    { job_id: rows[0].id, kind: "task", title: "Send the drawings", remind_at: at(-2) },
    { job_id: rows[3].id, kind: "task", title: "Write to Jon", remind_at: at(-1) },
  ], { defaultToNull: false }));
  const maja = await must(who.rung.from("contacts").insert({ name: "Maja Brandt", email: "maja@example.org", role: "Head of platform" }).select("id").single());
  await must(who.rung.from("job_contacts").insert({ job_id: rows[0].id, contact_id: maja.id }));
  const kept = await must(who.rung.from("resumes").insert([{ title: "Platform engineer", data: resume, is_current: true }, { title: "For Kiruna Maps", data: resume, job_id: rows[3].id }], { defaultToNull: false }).select("id"));
  const sessions = [];
  for (const answers of [[GOOD, WEAK], [WEAK]]) {
    const { session, questions } = await call("session-start", { category: "behavioral", num_questions: 2 });
    for (const [i, answer] of answers.entries()) await call("answer-score", { session_id: session.id, interview_question_id: questions[i].id, answer });
    if (answers.length === 2) await call("session-finish", { session_id: session.id });
    sessions.push(session.id);
  }
  await must(who.rung.from("profiles").update({ username: `ann-${who.id.slice(0, 6)}`, job_title: "Senior platform engineer", location: "Oslo" }).eq("id", who.id));
  await must(who.rung.from("user_settings").update({ privacy_level: "public" }).eq("user_id", who.id));
  return { ...who, username: `ann-${who.id.slice(0, 6)}`, job: rows[0].id, resume: kept[0].id, over: sessions[0], begun: sessions[1] };
}

const button = (name, role = "button") => (page) => page.getByRole(role, { name, exact: true }).first().click();
const nowhere = "00000000-0000-4000-8000-000000000000";

// Of somebody new, and of somebody in the middle of it: the name of the screen, its address, and what is done there first.
const fresh = [
  ["home-new", "/"], ["board-empty", "/board"], ["resumes-empty", "/resumes"], ["practice-empty", "/practice"], ["progress-empty", "/practice/progress"],
  ["import-choose", "/resumes/import"], ["questions", "/practice/questions"],
];
const full = (who) => [
  ["home", "/"], ["board", "/board"], ["board-table", "/board?view=table"], ["board-found", "/board?q=kiruna"], ["board-none", "/board?q=nowhere"], ["archive", "/board?archived=1"],
  ["board-filter", "/board?tag=dream"],
  ["board-menu", "/board", (page) => page.getByRole("button", { name: /^More for/ }).first().click()],
  ["add-job", "/board?add=1", (page) => page.getByRole("dialog").waitFor()],
  ["board-import", "/board", async (page) => { await button("More")(page.getByRole("main")); await button("Import a sheet", "menuitem")(page); }],
  ["job", `/board/${who.job}`, (page) => page.getByRole("heading", { name: /^Next interview/ }).waitFor()],
  ["job-event", `/board/${who.job}`, button("Task")],
  ["resumes", "/resumes"],
  ["resume-editor", `/resumes/${who.resume}`, (page) => page.getByLabel("Title of this resume").waitFor()],
  ["resume-look", `/resumes/${who.resume}`, button("Look", "tab")],
  ["resume-preview", `/resumes/${who.resume}`, async (page) => {
    if (await page.getByRole("tab", { name: "Preview" }).count()) await page.getByRole("tab", { name: "Preview" }).click();
    await page.getByRole("region", { name: "Preview" }).getByRole("img").first().waitFor();
  }],
  ["practice", "/practice"], ["practice-question", `/practice/${who.begun}?q=2`], ["practice-result", `/practice/${who.over}?q=2`], ["practice-closing", `/practice/${who.begun}?q=end`],
  ["practice-summary", `/practice/${who.over}`], ["practice-progress", "/practice/progress"],
  ["question-form", "/practice/questions", button("Add question")],
  ["settings", "/settings"], ["settings-people", "/settings/people"], ["public-page", `/people/${who.username}`],
  ["not-found", "/nowhere"], ["job-gone", `/board/${nowhere}`], ["resume-gone", `/resumes/${nowhere}`], ["session-gone", `/practice/${nowhere}`],
];

// Runs in the page: controls that a finger would miss, each with the size that it hits.
function small(least) {
  const controls = "a[href], button, input:not([type=hidden], [type=file]), select, textarea, summary, [role=tab], [role=menuitem], [role=option], [tabindex='0']";
  const found = []; // marks within an answer are part of its sentences, and the list of losses says the same
  const modal = document.querySelector("[role=menu]") ?? document.querySelector("dialog[open]");
  for (const element of (modal ?? document).querySelectorAll(controls)) {
    const target = element.matches("input") ? (element.closest("label") ?? element) : element;
    const { left, top, width, height } = target.getBoundingClientRect();
    if (!element.checkVisibility({ opacityProperty: false, visibilityProperty: true }) || element.disabled || !width || element.closest(".unseen, .skip, [aria-hidden=true], .answer")) continue;
    const inSentence = getComputedStyle(element).display === "inline" && [...element.parentNode.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
    if (inSentence || (width >= least - 0.5 && height >= least - 0.5)) continue;
    // What it hits may be more than what it shows.
    target.scrollIntoView({ block: "center", inline: "center" });
    const box = target.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const hits = (dx, dy) => {
      const hit = document.elementFromPoint(x + dx, y + dy);
      return hit && (target.contains(hit) || hit.closest("label")?.control === element || hit.contains(element) && hit.matches("label, button, a"));
    };
    const span = (dx, dy) => {
      let n = 0;
      for (let i = 0; i <= least / 2 && hits(dx * i, dy * i); i++) n = i;
      return n;
    };
    const hit = [span(-1, 0) + span(1, 0), span(0, -1) + span(0, 1)];
    if (hit[0] < least - 3 || hit[1] < least - 3) found.push(`${element.localName}.${element.className} “${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 30)}” ${hit.join("×")}`);
  }
  return [...new Set(found)];
}

// Runs in the page: whether the focus that is there can be seen.
function unseenFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const marked = [element, element.nextElementSibling, element.parentElement, element.closest("label"), element.closest("li, tr, .card")].some((it) => {
    return it && [undefined, "::after"].some((part) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(it, part);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
    });
  });
  return marked ? "" : `${element.localName}.${element.className} “${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 30)}”`;
}

async function walk(visit, screens, complaints) {
  const { page, narrow, width } = visit;
  for (const [name, path, act] of screens) {
    await visit.go(path);
    await settled(visit);
    await act?.(page);
    await settled(visit);
    await visit.picture(name);
    const told = (words) => complaints.push(`${name} at ${width} px: ${words}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) told(`${wide} px too wide`);
    if (narrow) for (const control of await page.evaluate(small, FINGER)) told(`too small for a finger: ${control}`);
    else {
      const seen = new Set();
      for (let i = 0; i < 25; i++) {
        await page.keyboard.press("Tab");
        const unseen = await page.evaluate(unseenFocus);
        if (unseen) seen.add(unseen);
      }
      for (const control of seen) told(`the focus is not seen on ${control}`);
    }
  }
}

for (const width of [360, 1440]) {
  story(`every screen at ${width} px`, async () => {
    const complaints = [];
    const stranger = await rung.visit({ width });
    await walk(stranger, [["sign-in", "/sign-in"], ["sign-up", "/sign-up"]], complaints);
    const newcomer = await rung.visit({ width, storage: (await person(rung.server, "Nora Vik")).storage });
    await walk(newcomer, fresh, complaints);
    const ann = await busy("Ann Marlow");
    const visit = await rung.visit({ width, storage: ann.storage });
    visit.allow(/^40[46]: GET/);
    await walk(visit, full(ann), complaints);
    assert.equal(complaints.join("\n"), "");
  });
}

story("nothing moves for those who do not want it to", async () => {
  const ann = await busy("Ann Marlow");
  const visit = await rung.visit({ storage: ann.storage });
  const { page } = visit;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.addInitScript(() => {
    window.moved = [];
    const note = (e) => getComputedStyle(e.target).transitionDuration && window.moved.push(`${e.target.className} ${e.propertyName ?? e.animationName} ${e.elapsedTime}`);
    for (const kind of ["transitionend", "animationend"]) document.addEventListener(kind, (e) => e.elapsedTime > 0.01 && note(e), true);
  });
  await visit.go("/board?add=1");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^More for/ }).first().click();
  await page.getByRole("menuitem", { name: "Move to Offer" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await settled(visit);
  assert.deepEqual(await page.evaluate(() => window.moved), []);
});

story("moments: a card in the hand, a server that is away, a file that was read, two windows at odds, a door that is not open yet", async () => {
  const ann = await busy("Ann Marlow");
  const visit = await rung.visit({ storage: ann.storage });
  const { page, context } = visit;
  visit.allow(/ERR_INTERNET_DISCONNECTED/);
  await visit.go("/board");
  const from = await page.getByRole("listitem").filter({ hasText: "Backend Engineer" }).boundingBox();
  await page.mouse.move(from.x + 60, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(from.x + 90, from.y + 40);
  await page.mouse.move(from.x + 300, from.y + 90, { steps: 6 });
  await page.locator(".drop-line").waitFor({ state: "attached" });
  await visit.picture("moment-drag");
  await page.mouse.up();
  await page.getByRole("status").getByText("Moved to Applied").waitFor();
  await visit.picture("moment-toast");

  await context.setOffline(true);
  await page.goto("about:blank").catch(() => undefined);
  await context.setOffline(false);
  await visit.go(`/board/${ann.job}`);
  const notes = page.getByRole("textbox", { name: "Notes" });
  await notes.waitFor();
  await context.setOffline(true);
  await notes.fill("Kept while the train is in the tunnel.");
  await page.getByText("Rung cannot be reached.").first().waitFor();
  await visit.picture("moment-offline");
  await context.setOffline(false);
  await page.locator(".banner").waitFor({ state: "detached" });

  await visit.go("/resumes/import");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Choose a file" }).click()]);
  await chooser.setFiles(dataFile("extract/jonas.pdf"));
  await page.getByRole("heading", { level: 1, name: "Look through it" }).waitFor();
  await visit.picture("moment-review");

  const others = await rung.visit({ storage: ann.storage });
  for (const v of [visit, others]) {
    await v.go(`/resumes/${ann.resume}`);
    await v.page.getByLabel("Professional title").waitFor();
  }
  await page.route("**/rest/v1/resumes*", (route) => (route.request().method() === "PATCH" ? route.abort("internetdisconnected") : route.continue()));
  await page.getByLabel("Professional title").fill("Head of platform");
  await others.page.getByLabel("Professional title").fill("Principal engineer");
  await others.page.getByText("Saved", { exact: true }).first().waitFor();
  await page.unroute("**/rest/v1/resumes*");
  await page.getByRole("dialog", { name: "Changed in two places" }).waitFor();
  await visit.picture("moment-conflict");
  await page.getByRole("dialog").getByRole("button", { name: "Keep mine" }).click();

  const house = await open({ env: { RUNG_SIGNUP: "approval" } });
  try {
    const waiting = await house.visit({ storage: (await person(house.server, "Nora Vik", { settle: false })).storage, width: 360 });
    await waiting.go("/");
    await waiting.page.getByRole("heading", { name: "Almost there" }).waitFor();
    await waiting.picture("moment-waiting");
  } finally {
    await house.close();
  }
});
