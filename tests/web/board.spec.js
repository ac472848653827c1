// The board: jobs come, are carried from stage to stage by mouse, finger and key, found again, and go out and in as a sheet.
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import assert from "node:assert/strict";
import { open, settled, story } from "./browser.js";
import { dragByMouse, dragByTouch, eventually, swipe } from "./hands.js";
import { must, person } from "./people.js";

const rung = await open();
test.after(() => rung.close());

const day = (n) => new Date(Date.now() + n * 86400e3).toISOString().slice(0, 10);
const jobs = [
  { job_title: "Platform Engineer", company: "Halden & Sons", status: "interview", location: "Oslo", workplace: "hybrid", excitement_level: 5, tags: ["dream", "remote-ish"], notes: "Ask Maja." },
  { job_title: "Staff Software Engineer, Payments Infrastructure and Everything Around It", company: "Northwind Logistics International Aktiengesellschaft", status: "saved", deadline: day(1) },
  { job_title: "Data Engineer", company: "Kiruna Maps", status: "applied", date_applied: day(-9), salary_min: 62000, salary_max: 71000, salary_currency: "EUR", salary_period: "year" },
  { job_title: "Backend Engineer", company: "Tallow", status: "saved", deadline: day(-2), workplace: "remote", description: "We grow lettuce under lamps." },
  { job_title: "Site Reliability Engineer", company: "Ostrava Rail", status: "rejected", date_applied: day(-40) },
];
const statusOf = (who, title) => async () => (await must(who.rung.from("jobs").select("status").eq("job_title", title).single())).status;

const card = (visit, title) => visit.page.getByRole("region", { name: "Your applications" }).getByRole("listitem").filter({ has: visit.page.getByRole("link", { name: title }) });
const column = (visit, stage) => visit.page.getByRole("region", { name: stage, exact: false }).getByRole("list", { name: stage });
const toast = (visit, words) => visit.page.getByRole("status").filter({ hasText: words });
const titlesIn = async (visit, stage) => (await column(visit, stage).getByRole("link").allInnerTexts()).map((text) => text.split("\n")[0]);

story("an empty board leads to the first job; one that is there already is told; what was typed is kept", async () => {
  const ann = await person(rung.server);
  const visit = await rung.visit({ storage: ann.storage });
  const { page } = visit;
  await visit.go("/board");
  await page.getByRole("heading", { name: "Your applications will live here" }).waitFor();
  await visit.check("board-empty");
  await page.getByRole("button", { name: "Add your first job" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a job" });
  await dialog.getByRole("button", { name: "Add job" }).click();
  assert.equal(await dialog.getByText("This is needed.").count(), 2);
  await dialog.getByLabel("Title").fill("Data Engineer");
  await dialog.getByLabel("Company").fill("Kiruna Maps");
  await visit.check("board-add");
  await dialog.getByRole("button", { name: "Add job" }).click();
  await toast(visit, "Added Data Engineer, Kiruna Maps").waitFor();
  await card(visit, "Data Engineer").waitFor();

  await page.keyboard.press("n");
  await dialog.getByLabel("Title").fill("Data engineer");
  await dialog.getByLabel("Company").fill("kiruna maps");
  await dialog.getByText("You may have this already.").waitFor();
  await visit.check("board-alike");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("button", { name: "Add job" }).click();
  assert.equal(await dialog.getByLabel("Company").inputValue(), "kiruna maps", "the draft is still there");
  await dialog.getByRole("button", { name: "Start over" }).click();
  assert.equal(await dialog.getByLabel("Company").inputValue(), "");
  await page.keyboard.press("Escape");
  assert.equal((await must(ann.rung.from("jobs").select("id"))).length, 1);
});

story("cards are carried by mouse and by key, the way back is there, and the order stays", async () => {
  const bea = await person(rung.server, "Bea Lind");
  await must(bea.rung.from("jobs").insert(jobs, { defaultToNull: false }));
  const visit = await rung.visit({ storage: bea.storage });
  const { page } = visit;
  await visit.go("/board");
  await card(visit, "Platform Engineer").waitFor();
  await visit.check("board");

  await dragByMouse(visit, card(visit, "Backend Engineer"), column(visit, "Applied"));
  await eventually(statusOf(bea, "Backend Engineer"), "applied");
  await toast(visit, "Moved to Applied").getByRole("button", { name: "Undo" }).click();
  await eventually(statusOf(bea, "Backend Engineer"), "saved");
  const past = async (title) => (await must(bea.rung.from("jobs").select("date_applied, job_events(to_status)").eq("job_title", title).single()));
  assert.deepEqual(await past("Backend Engineer"), { date_applied: null, job_events: [{ to_status: "saved" }] }, "a slip of the hand leaves no trace");

  const before = await titlesIn(visit, "Saved");
  const link = page.getByRole("link", { name: before[0] });
  await link.focus();
  await page.keyboard.press("Space");
  await page.getByText(/^Picked up/).waitFor({ state: "attached" });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await eventually(() => titlesIn(visit, "Saved"), [...before].reverse());
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.getByText("Screening, 1 of 1").waitFor({ state: "attached" });
  await visit.check("board-lifted", { shift: false });
  await page.keyboard.press("Escape");
  await eventually(() => titlesIn(visit, "Saved"), [...before].reverse());
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await eventually(statusOf(bea, before[0].trim()), "screening");
  assert.ok(await page.getByRole("link", { name: before[0] }).evaluate((it) => it === document.activeElement), "the focus goes with the card");

  const history = await must(bea.rung.from("job_events").select("to_status, jobs!inner(job_title)").eq("kind", "status").eq("jobs.job_title", before[0].trim()).order("occurred_at").order("created_at"));
  assert.deepEqual(history.slice(-2).map((h) => h.to_status), ["saved", "screening"], "what she put back is no step");
  await page.reload();
  await card(visit, before[0]).waitFor();
  assert.deepEqual(await titlesIn(visit, "Screening"), [before[0]]);

  await card(visit, "Data Engineer").getByRole("button", { name: /^More for/ }).click();
  await visit.check("board-menu");
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await card(visit, "Data Engineer").waitFor({ state: "detached" });
  await toast(visit, "Deleted 1 job").waitFor();
  assert.deepEqual(await must(bea.rung.from("jobs").select("id").eq("job_title", "Data Engineer")), [], "what is shown as deleted is deleted");
  await toast(visit, "Deleted 1 job").getByRole("button", { name: "Undo" }).click();
  await card(visit, "Data Engineer").waitFor();
  assert.deepEqual(await past("Data Engineer"), { date_applied: day(-9), job_events: [{ to_status: "applied" }] }, "and comes back as it was");

  await card(visit, "Platform Engineer").getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await toast(visit, "Deleted 1 job").last().waitFor();
  await page.reload();
  await card(visit, "Data Engineer").waitFor();
  assert.equal(await card(visit, "Platform Engineer").count(), 0, "closing the page does not bring it back");
  await page.goto("/board?archived=1");
  await page.getByRole("heading", { name: "The archive is empty" }).waitFor();
});

story("what is shown lies in the address; the table is sorted, and several rows are changed at once", async () => {
  const cleo = await person(rung.server, "Cleo Park");
  await must(cleo.rung.from("jobs").insert([...jobs, ...Array.from({ length: 55 }, (_, i) => ({ job_title: `Engineer ${String(i).padStart(2, "0")}`, company: `Company ${i}`, status: ["saved", "applied", "screening"][i % 3] }))], { defaultToNull: false }));
  const visit = await rung.visit({ storage: cleo.storage });
  const { page } = visit;
  await visit.go("/board");
  await card(visit, "Engineer 54").waitFor();
  await visit.check("board-60");
  await page.keyboard.press("/");
  await page.keyboard.type("lettuce");
  await eventually(async () => (await page.getByRole("region", { name: "Your applications" }).getByRole("link").allInnerTexts()).map((text) => text.split("\n")[0]), ["Backend Engineer"]);
  await page.waitForURL("**/board?q=lettuce");
  await page.getByRole("searchbox").fill("");

  await page.getByRole("link", { name: "Table" }).click();
  const rows = () => page.getByRole("row").filter({ has: page.getByRole("checkbox") });
  await page.getByRole("button", { name: "Company", exact: true }).click();
  assert.equal(await page.getByRole("columnheader", { name: "Company" }).getAttribute("aria-sort"), "ascending");
  await page.waitForURL(/sort=company/);
  await visit.check("board-table");
  await page.goto("/board?view=table&tag=dream");
  await page.getByRole("rowheader").first().waitFor();
  assert.deepEqual(await page.getByRole("rowheader").allInnerTexts(), ["Platform Engineer"]);
  await visit.check("board-table-filtered");

  await page.goto("/board?view=table&q=Engineer+0");
  await page.getByRole("checkbox", { name: "Select Engineer 00, Company 0" }).click();
  await page.getByRole("checkbox", { name: "Select Engineer 03, Company 3" }).click();
  const bar = page.getByRole("region", { name: "Selected jobs" });
  await bar.getByText("2 selected").waitFor();
  await visit.check("board-selected", { shift: false });
  await bar.getByRole("button", { name: "Move to" }).click();
  await page.getByRole("menuitem", { name: "Offer" }).click();
  await eventually(statusOf(cleo, "Engineer 03"), "offer");
  await toast(visit, "Moved 2 jobs to Offer").getByRole("button", { name: "Undo" }).click();
  await eventually(statusOf(cleo, "Engineer 03"), "saved");
  assert.deepEqual(await must(cleo.rung.from("job_events").select("to_status, jobs!inner(job_title)").eq("jobs.job_title", "Engineer 03")), [{ to_status: "saved", jobs: { job_title: "Engineer 03" } }]);
  assert.ok((await rows().count()) >= 10);
});

story("a sheet goes out of one account and into another, and nothing is added before it was seen", async () => {
  const dora = await person(rung.server, "Dora Ek");
  const emil = await person(rung.server, "Emil Roy");
  await must(dora.rung.from("jobs").insert(jobs, { defaultToNull: false }));
  const hers = await rung.visit({ storage: dora.storage });
  await hers.go("/board");
  await hers.page.getByRole("button", { name: "More", exact: true }).click();
  const [download] = await Promise.all([hers.page.waitForEvent("download"), hers.page.getByRole("menuitem", { name: "Download as CSV" }).click()]);
  assert.match(download.suggestedFilename(), /^Applications \d{4}-\d\d-\d\d\.csv$/);
  const sheet = await download.path();
  assert.match(await readFile(sheet, "utf8"), /^\uFEFFCompany,.*\n/);

  const his = await rung.visit({ storage: emil.storage, width: 360, dark: true });
  await his.go("/board");
  const [chooser] = await Promise.all([
    his.page.waitForEvent("filechooser"),
    his.page.getByRole("button", { name: "Import a sheet" }).click().then(() => his.page.getByRole("dialog", { name: "Import a sheet" }).getByRole("button", { name: "Choose a file" }).click()),
  ]);
  await chooser.setFiles(sheet);
  const dialog = his.page.getByRole("dialog", { name: "Import a sheet" });
  await dialog.getByText(`${jobs.length} new jobs`).waitFor();
  assert.equal((await must(emil.rung.from("jobs").select("id"))).length, 0);
  await his.check("board-import", { shift: false });
  await dialog.getByRole("button", { name: `Add ${jobs.length} jobs` }).click();
  await card(his, "Platform Engineer").waitFor({ state: "attached" });
  const columns = "job_title, company, status, location, workplace, tags, date_applied, deadline, salary_min, notes";
  const all = async (who) => must(who.rung.from("jobs").select(columns).order("job_title"));
  assert.deepEqual(await all(emil), await all(dora));
});

story("on a phone a long press carries a card, a swipe goes on to the next stage, and the page never moves sideways", async () => {
  const finn = await person(rung.server, "Finn Olsen");
  await must(finn.rung.from("jobs").insert(jobs, { defaultToNull: false }));
  const visit = await rung.visit({ storage: finn.storage, width: 360, dark: true });
  const { page } = visit;
  await visit.go("/board");
  await card(visit, "Backend Engineer").waitFor();
  await visit.check("board-phone");

  const region = page.getByRole("region", { name: "Your applications" });
  const across = () => region.evaluate((it) => it.scrollLeft);
  await swipe(visit, card(visit, "Backend Engineer"), { x: -220, y: 0 });
  await eventually(async () => (await across()) > 100, true);
  await eventually(statusOf(finn, "Backend Engineer"), "saved");
  await page.getByRole("navigation", { name: "Stages" }).getByRole("button", { name: /^Saved/ }).click();
  await eventually(async () => (await across()) < 40, true);

  const [first, second] = await titlesIn(visit, "Saved");
  await dragByTouch(visit, card(visit, second), card(visit, first).getByRole("link"));
  await eventually(() => titlesIn(visit, "Saved"), [second, first]);

  // Held at the edge, the columns go by under it.
  const target = card(visit, first);
  const box = await target.boundingBox();
  await dragByTouch(visit, target, { x: 350, y: box.y + 10 }, { press: 450 });
  await eventually(async () => (await statusOf(finn, first.trim())()) !== "saved", true);
  await settled(visit);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  await page.goto("/board?view=table");
  await page.getByRole("link", { name: /Platform Engineer/ }).waitFor();
  await visit.check("board-list");
});
