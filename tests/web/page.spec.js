// The page itself in a browser: every address of it, what it costs to load, and what it does when a file does not come.
import { readFileSync } from "node:fs";
import { test } from "node:test";
import assert from "node:assert/strict";
import { open, settled, story } from "./browser.js";
import { person } from "./people.js";

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
