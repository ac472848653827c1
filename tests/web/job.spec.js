// A job's page: facts, notes, people and what happened, and that nothing typed is lost to a dropped connection or another window.
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import assert from "node:assert/strict";
import { open, story } from "./browser.js";
import { eventually } from "./hands.js";
import { must, person } from "./people.js";

const rung = await open();
test.after(() => rung.close());

const DESCRIPTION = Array.from({ length: 30 }, (_, i) => `Paragraph ${i}: you will build what moves parcels, and be paid for it.`).join("\n\n");
const columnOf = (who, name) => async () => (await must(who.rung.from("jobs").select(name).single()))[name];

async function withJob(name, job = {}) {
  const who = await person(rung.server, name);
  const row = await must(who.rung.from("jobs").insert({ job_title: "Platform Engineer", company: "Halden & Sons", status: "applied", description: DESCRIPTION, ...job }).select("id").single());
  return { ...who, job: row.id };
}

story("a job's page takes every fact where it stands, and the way to the interview", async () => {
  const ann = await withJob("Ann Marlow");
  const visit = await rung.visit({ storage: ann.storage });
  const { page } = visit;
  await visit.go("/board");
  await page.getByRole("link", { name: "Platform Engineer" }).click();
  await page.getByRole("heading", { level: 1, name: "Platform Engineer" }).waitFor();
  await visit.check("job");
  assert.match(await page.title(), /^Platform Engineer, Halden & Sons/);

  await page.getByRole("button", { name: /^Location:/ }).click();
  await page.getByLabel("Location", { exact: true }).fill("Oslo");
  await page.keyboard.press("Enter");
  await eventually(columnOf(ann, "location"), "Oslo");
  await page.getByRole("button", { name: /^Workplace:/ }).click();
  await page.getByLabel("Workplace", { exact: true }).selectOption("hybrid");
  await page.keyboard.press("Enter");
  await eventually(columnOf(ann, "workplace"), "hybrid");
  await page.getByRole("heading", { level: 1 }).getByRole("button").click();
  await page.getByLabel("Title", { exact: true }).fill("Nobody's Engineer");
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { level: 1, name: "Platform Engineer" }).waitFor();
  await page.getByRole("radio", { name: "4 of 5" }).check();
  await eventually(columnOf(ann, "excitement_level"), 4);
  await page.getByLabel("New tag").fill("dream, remote");
  await page.keyboard.press("Enter");
  await eventually(columnOf(ann, "tags"), ["dream", "remote"]);

  await page.getByRole("button", { name: "Interview", exact: true }).last().click();
  const dialog = page.getByRole("dialog", { name: "Add to the timeline" });
  await dialog.getByLabel("What kind of interview?").fill("Second talk with the team");
  await visit.check("job-interview", { shift: false });
  await dialog.getByRole("button", { name: "Add interview" }).click();
  await page.getByRole("heading", { name: /^Next interview, tomorrow/ }).waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Add to calendar" }).click()]);
  const calendar = await readFile(await download.path(), "utf8");
  assert.match(calendar, /^BEGIN:VCALENDAR\r\n/);
  assert.match(calendar, /SUMMARY:.*Halden & Sons/);
  assert.ok(calendar.split("\r\n").every((line) => Buffer.byteLength(line) <= 75));

  await page.getByRole("button", { name: "Task", exact: true }).click();
  await dialog.getByLabel("What is to be done?").fill("Write to Maja");
  await dialog.getByRole("button", { name: "Add task" }).click();
  await page.getByRole("checkbox", { name: "Done: Write to Maja" }).check();
  await eventually(async () => (await must(ann.rung.from("job_events").select("done_at").eq("title", "Write to Maja").single())).done_at !== null, true);

  const people = page.getByRole("region", { name: "People" });
  await people.getByRole("button", { name: "Add", exact: true }).click();
  const form = page.getByRole("dialog", { name: "Add a person" });
  await form.getByLabel("Name").fill("Maja Brandt");
  await form.getByLabel("E-mail").fill("maja@example.org");
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await people.getByRole("link", { name: "maja@example.org" }).waitFor();
  await page.getByRole("list", { name: "Until now" }).getByText("Added as").waitFor();
  await visit.check("job-full");

  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByText("Paragraph 29").waitFor();
  await page.getByRole("link", { name: "Practise for it" }).click();
  await page.getByRole("heading", { level: 1, name: "Practice" }).waitFor();
  await eventually(() => page.getByLabel("For a job").inputValue(), ann.job);
});

story("notes survive a dropped connection, a closed window and another window", async () => {
  const bea = await withJob("Bea Lind");
  const visit = await rung.visit({ storage: bea.storage, width: 360 });
  visit.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  const { page, context } = visit;
  await visit.go(`/board/${bea.job}`);
  const notes = page.getByRole("textbox", { name: "Notes" });
  await notes.fill("They pay on the 15th.");
  await eventually(columnOf(bea, "notes"), "They pay on the 15th.");
  await visit.check("job-phone");

  await context.setOffline(true);
  await notes.fill("They pay on the 15th. The team is six.");
  await page.getByText("Kept here until Rung is reached again.").waitFor();
  await page.getByText("Rung cannot be reached.").first().waitFor();
  await visit.check("job-offline", { shift: false });
  await context.setOffline(false);
  await eventually(columnOf(bea, "notes"), "They pay on the 15th. The team is six.");
  await page.getByText("Rung cannot be reached.").waitFor({ state: "detached" });

  // Typed, and the window is gone before anything was sent.
  await page.route("**/rest/v1/jobs*", (route) => (route.request().method() === "PATCH" ? route.abort() : route.continue()));
  await page.route("**/rest/v1/rpc/*", (route) => route.abort());
  await notes.fill("They pay on the 15th. The team is six. Bring the drawings.");
  await page.waitForTimeout(400);
  await page.close();
  const again = await context.newPage();
  await again.goto(`/board/${bea.job}`);
  await eventually(() => again.getByRole("textbox", { name: "Notes" }).inputValue(), "They pay on the 15th. The team is six. Bring the drawings.");
  await eventually(columnOf(bea, "notes"), "They pay on the 15th. The team is six. Bring the drawings.");

  // Another window has written meanwhile: she is shown both.
  const typed = again.getByRole("textbox", { name: "Notes" });
  await typed.focus();
  await must(bea.rung.from("jobs").update({ notes: "From the other window." }).eq("id", bea.job));
  await typed.fill("Mine.");
  await again.getByText("These notes were changed in another window.").waitFor();
  await again.getByRole("button", { name: "Keep both" }).click();
  await eventually(columnOf(bea, "notes"), "From the other window.\n\nMine.");
});

story("two windows write to one job and neither loses what the other wrote; a deleted one comes back", async () => {
  const cleo = await withJob("Cleo Park");
  const [one, two] = [await rung.visit({ storage: cleo.storage }), await rung.visit({ storage: cleo.storage })];
  for (const visit of [one, two]) await visit.go(`/board/${cleo.job}`);
  const change = async ({ page }, what, value) => {
    await page.getByRole("button", { name: new RegExp(`^${what}:`) }).click();
    await page.getByLabel(what, { exact: true }).fill(value);
    await page.keyboard.press("Enter");
  };
  await change(one, "Location", "Bergen");
  await change(two, "Found on", "a friend");
  await eventually(async () => must(cleo.rung.from("jobs").select("location, source").single()), { location: "Bergen", source: "a friend" });

  await one.page.getByRole("main").getByRole("button", { name: "More", exact: true }).click();
  await one.page.getByRole("menuitem", { name: "Delete" }).click();
  await one.page.getByRole("heading", { level: 1, name: "Board" }).waitFor();
  await one.page.getByRole("button", { name: "Undo" }).click();
  await one.page.getByRole("link", { name: "Platform Engineer" }).waitFor();
  await eventually(columnOf(cleo, "archived_at"), null);
});
