// What she waits for when she writes a resume: from a key to the picture of the page that has it, painted. Two pages, sixty keys with pauses.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { asSomebodyNew, openBrowser } from "./browser.js";
import { root, start } from "./rung.js";

const KEYS = 60;
const PAUSE = 250;

const rung = await start();
const browser = await openBrowser();
const { page } = browser;
const insert = await asSomebodyNew(page, rung.url);
const data = JSON.parse(readFileSync(join(root, "tests/data/resume-senior.json"), "utf8"));
const [resume] = await insert("resumes", { title: "Bench", data });
await page.goto(`${rung.url}/resumes/${resume.id}`);
const preview = page.getByRole("region", { name: "Preview" });
await preview.getByText("Page 1 of 2").waitFor();
await page.waitForTimeout(1500);

// From the browser's own time of the key to the frame after the one that has the new picture.
await page.evaluate(() => {
  let key = 0;
  window.taken = [];
  addEventListener("keydown", (e) => (key = e.timeStamp), true);
  new MutationObserver((changes) => {
    const first = document.querySelector(".preview img");
    if (!key || !changes.some((change) => change.target === first)) return;
    const begun = key;
    key = 0;
    first.decode().then(() => requestAnimationFrame(() => requestAnimationFrame(() => window.taken.push(performance.now() - begun))));
  }).observe(document.querySelector(".preview"), { subtree: true, attributes: true, attributeFilter: ["src"] });
});
await page.getByRole("region", { name: "About you" }).getByRole("textbox", { name: "Professional title" }).focus();
for (let i = 1; i <= KEYS; i++) {
  await page.keyboard.press("abcdefghij"[i % 10]);
  await page.waitForFunction((n) => window.taken.length >= n, i);
  await page.waitForTimeout(PAUSE);
}
const taken = (await page.evaluate(() => window.taken)).sort((a, b) => a - b);
const at = (share) => taken[Math.min(taken.length - 1, Math.floor(share * taken.length))].toFixed(0);
console.log(`preview key_to_picture_ms p50=${at(0.5)} p95=${at(0.95)} max=${at(1)} keys=${KEYS}`);
await browser.close();
await rung.stop();
