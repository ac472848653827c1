// The page itself in a browser: every address of it, what it costs to load, and what it does when a file does not come.
import { readFileSync } from "node:fs";
import { test } from "node:test";
import assert from "node:assert/strict";
import { open, settled, story } from "./browser.js";
import { eventually } from "./hands.js";
import { must, person } from "./people.js";

const FIRST_LOAD = 150e3; // bytes, compressed, as they came over the wire
const NEXT_LOAD = 30e3;

const rung = await open();
test.after(() => rung.close());
const ann = await person(rung.server);

// The rows of the routes' table that show the page; "*" is something that is not there.
const table = readFileSync(new URL("../../src/main/routes.c", import.meta.url), "utf8");
const addresses = [...table.matchAll(/\bPAGE\("([^"]+)"\)/g)].map(([, path]) => path.replace("*", "00000000-0000-4000-8000-000000000000"));

story("every address of the page shows something that is titled and can be reached, even where nothing is", async () => {
  const visit = await rung.visit({ storage: ann.storage });
  visit.allow(/^40[46]: GET .*\/rest\/v1\//); // what is not there
  assert.ok(addresses.length > 10);
  for (const path of [...addresses, "/board/no/such/room"]) {
    if (path.startsWith("/sign-")) continue; // she is inside
    await visit.go(path);
    await settled(visit);
    assert.match(await visit.page.title(), /Rung$/, path);
    await visit.check(`page${path.replace(/\W+/g, "-")}`);
  }
  await visit.page.getByRole("heading", { level: 1, name: "There is no such page" }).waitFor();
});

async function bytesOf(visit, act) {
  const wire = await visit.context.newCDPSession(visit.page);
  await wire.send("Network.enable");
  let bytes = 0;
  wire.on("Network.loadingFinished", (e) => (bytes += e.encodedDataLength));
  await act();
  await settled(visit);
  await visit.page.waitForLoadState("networkidle");
  await wire.detach();
  return bytes;
}

story("the first load is small, and the next one asks for little more than the news", async (t) => {
  const visit = await rung.visit({ storage: ann.storage });
  const home = () => visit.page.getByRole("heading", { level: 1, name: "Ann" }).waitFor();
  const first = await bytesOf(visit, () => visit.page.goto("/").then(home));
  const next = await bytesOf(visit, () => visit.page.goto("/").then(home));
  t.diagnostic(`first load ${first} bytes, next ${next}`);
  assert.ok(first > 20e3 && first < FIRST_LOAD, `${first} bytes at first`);
  assert.ok(next < NEXT_LOAD, `${next} bytes the next time`);
});

story("a room whose code does not come says so, and comes when it is asked for again", async () => {
  const visit = await rung.visit({ storage: ann.storage, width: 360 });
  visit.allow(/ERR_FAILED: GET .*\/assets\//);
  await visit.page.route(/\/assets\/practice-/, (route) => route.abort());
  await visit.go("/");
  await visit.page.getByRole("link", { name: "Practice", exact: true }).click();
  await visit.page.getByRole("heading", { level: 1, name: "This page did not arrive" }).waitFor();
  await visit.check("page-not-arrived");
  await visit.page.unroute(/\/assets\/practice-/);
  await visit.page.getByRole("button", { name: "Load it again" }).click();
  await visit.page.getByRole("heading", { level: 1, name: "Practice" }).waitFor();
});

story("a script that somebody smuggles into the page does not run", async () => {
  const visit = await rung.visit({ storage: ann.storage });
  visit.allow(/Content Security Policy/);
  await visit.go("/");
  const ran = await visit.page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.smuggled = true";
    document.body.append(script);
    return window.smuggled === true;
  });
  assert.equal(ran, false);
});

// What is read may come at the worst moment: in the middle of drawing, after a newer one, or when she is somewhere else already.
const slowly = (page, pattern, ms) => page.route(pattern, async (route) => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  await route.continue().catch(() => undefined);
});

story("rooms entered faster than their code comes show the last one, and each comes when it is entered again", async () => {
  const visit = await rung.visit({ storage: ann.storage });
  const { page } = visit;
  await visit.go("/");
  const waiting = [];
  let hold = true;
  await page.route(/\/assets\/(board|resumes|practice)-/, (route) => (hold ? void waiting.push(route) : route.continue()));
  for (const name of ["Board", "Resumes", "Practice"]) await page.getByRole("link", { name, exact: true }).click();
  await eventually(() => waiting.length >= 3, true);
  hold = false;
  for (const route of [...waiting].reverse()) await route.continue(); // the last one first
  await page.getByRole("heading", { level: 1, name: "Practice" }).waitFor();
  await page.waitForLoadState("networkidle");
  assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Practice");
  for (const name of ["Resumes", "Board"]) {
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
  }
  // There and back again before anything has come.
  await page.goto("/settings");
  await slowly(page, /\/assets\/practice-/, 300);
  await page.getByRole("link", { name: "Practice", exact: true }).click();
  await page.goBack();
  await page.getByRole("link", { name: "Practice", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Practice" }).waitFor();
});

story("an older answer of the server never covers a newer one, nor what she has just changed", async () => {
  const bea = await person(rung.server, "Bea Lind");
  await must(bea.rung.from("jobs").insert({ job_title: "Data Engineer", company: "Kiruna Maps" }));
  const visit = await rung.visit({ storage: bea.storage });
  const { page } = visit;
  const column = (stage) => page.getByRole("list", { name: stage, exact: true }).getByRole("link", { name: "Data Engineer" });
  await visit.go("/board");
  await column("Saved").waitFor();

  // The board is being read again, with the card where it was, while she moves it.
  let held;
  await page.route("**/rest/v1/job_board*", async (route) => {
    if (held) return route.continue();
    held = { answer: await route.fetch(), route };
  });
  await page.waitForTimeout(5200); // older than a few seconds
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await eventually(() => !!held, true);
  await page.getByRole("button", { name: /^More for Data Engineer/ }).click();
  await page.getByRole("menuitem", { name: "Move to Applied" }).click();
  await page.getByRole("status").getByText("Moved to Applied").waitFor();
  await held.route.fulfill({ response: held.answer }).catch(() => undefined);
  await page.waitForTimeout(300);
  assert.equal(await column("Applied").count(), 1, "the card stays where she put it");
  assert.equal(await column("Saved").count(), 0);
});

story("what was read while a room was being drawn is shown when it is there", async () => {
  const cleo = await person(rung.server, "Cleo Park");
  const rows = await must(cleo.rung.from("jobs").insert([{ job_title: "Data Engineer", company: "Kiruna Maps" }, { job_title: "Cook", company: "Tallow" }], { defaultToNull: false }).select("id"));
  const visit = await rung.visit({ storage: cleo.storage });
  const { page } = visit;
  await slowly(page, "**/rest/v1/jobs?*", 250);
  await visit.go(`/board/${rows[0].id}`);
  await page.getByRole("heading", { level: 1, name: "Data Engineer" }).waitFor();
  // To the next job and back before it has been read, and once more.
  for (let i = 0; i < 3; i++) {
    await page.getByRole("heading", { level: 1 }).press("j");
    await page.waitForTimeout(60 * i);
    await page.keyboard.press("k");
    await page.waitForTimeout(60 * i);
  }
  await page.keyboard.press(new URL(page.url()).pathname.endsWith(rows[0].id) ? "Home" : "k");
  const shown = page.url().endsWith(rows[0].id) ? "Data Engineer" : "Cook";
  await page.getByRole("heading", { level: 1, name: shown }).waitFor();
  await page.getByRole("textbox", { name: "Notes" }).waitFor();
  await settled(visit);
});

story("keys work in every room, and can be looked up", async () => {
  const visit = await rung.visit({ storage: ann.storage });
  const { page } = visit;
  await visit.go("/settings");
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await keys.getByText("Add a job").waitFor();
  await visit.check("keys", { shift: false });
  await page.keyboard.press("n");
  assert.equal(await page.getByRole("dialog").count(), 1, "not while a dialog asks");
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.getByRole("dialog", { name: "Add a job" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Practice", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Practice" }).waitFor();
  await page.keyboard.press("/");
  await eventually(() => page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Search jobs");
  await visit.go("/practice/questions");
  await page.keyboard.press("/");
  await page.keyboard.type("n?");
  assert.equal(await page.getByLabel("Search").inputValue(), "n?", "what she types is hers");
});

const nowhere = "00000000-0000-4000-8000-000000000000";
for (const [path, title, back, room] of [
  [`/board/${nowhere}`, "This job is not here", "Back to the board", "Board"],
  ["/board/mistyped", "This job is not here", "Back to the board", "Board"],
  [`/resumes/${nowhere}`, "This resume is not here", "To your resumes", "Resumes"],
  [`/practice/${nowhere}`, "This session is not here", "Back to practice", "Practice"],
])
  story(`${path} says what is not there, and leads back`, async () => {
    const visit = await rung.visit({ storage: ann.storage, width: 360 });
    visit.allow(/^40[046]: GET .*\/rest\/v1\//);
    await visit.go(path);
    await visit.page.getByRole("heading", { level: 1, name: title }).waitFor();
    assert.equal(await visit.page.title(), `${title} · Rung`);
    await visit.page.getByRole("link", { name: back }).click();
    await visit.page.getByRole("heading", { level: 1, name: room }).waitFor();
  });

story("on a machine that is slow to draw, what comes between drawing and watching is shown all the same", async () => {
  const dora = await person(rung.server, "Dora Ek");
  const job = await must(dora.rung.from("jobs").insert({ job_title: "Data Engineer", company: "Kiruna Maps" }).select("id").single());
  const visit = await rung.visit({ storage: dora.storage });
  const { page } = visit;
  // What waits for the next frame waits longer than the server takes to answer.
  await page.addInitScript(() => {
    const later = window.setTimeout;
    window.requestAnimationFrame = (draw) => later(() => draw(performance.now()), 250);
    window.setTimeout = (act, ms = 0, ...rest) => later(act, ms >= 16 && ms <= 100 ? 250 : ms, ...rest);
  });
  for (const [path, seen] of [["/", "Bring your resume"], ["/board", "Data Engineer"], [`/board/${job.id}`, "Kiruna Maps"], ["/practice", "What kind of questions?"], ["/practice/questions", /^\d+ questions$/], ["/settings", "Roles you pursue"]]) {
    await visit.go(path);
    await page.getByText(seen).first().waitFor();
    await settled(visit);
  }
  for (const [name, seen] of [["Board", "Data Engineer"], ["Home", "Bring your resume"], ["Resumes", "Your resumes will live here"], ["Board", "Data Engineer"]]) {
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByText(seen).first().waitFor();
    await settled(visit);
  }
});
