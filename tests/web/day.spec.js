// The whole first day, as one story: from the sign-up to the evening, on a phone and on a desk.
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import assert from "node:assert/strict";
import { open, story } from "./browser.js";
import { signIn, signOut, signUp } from "./people.js";

const run = promisify(execFile);
const rung = await open();
test.after(() => rung.close());

const POSTING = `Senior Platform Engineer
Halden & Sons
Oslo, Norway (Hybrid)
Full-time · NOK 850,000 - 1,020,000 per year

About the job
We move parcels through the north of Europe and build the software that does it. You will own the platform on which forty
engineers run two hundred services, and make it boring.

Requirements
- Five years with Linux and PostgreSQL
- You have been on call and made it quieter

Apply by 12 December 2026: https://halden.example/jobs/4711
`;
const ANSWER = `Last spring our deploys at Nordkassa failed about 4 times a week, and I was asked to halve that within 6 weeks. First, I measured where the 23 failures of the month before came from: 17 of them were one flaky migration step. Then I rewrote that step to run in a transaction and added a dry run on a copy of the data. I showed the plan to the two teams who deploy, because they would have to wait 3 minutes longer for each release. As a result failed deploys fell from 4 a week to 1 in two months, which saved about 6 hours of work a week. I learned to count first.`;
const cv = fileURLToPath(new URL("../data/extract/jonas.pdf", import.meta.url));

async function day(how) {
  const visit = await rung.visit(how);
  const { page, narrow } = visit;
  const step = (name, options) => visit.check(`day-${name}`, options);
  const place = (name) => page.getByRole("navigation", { name: "Rung" }).getByRole("link", { name, exact: true }).click();

  // Morning: an account, and three steps to take.
  const email = await signUp(visit, "Jonas Weber");
  await page.getByRole("heading", { name: "Bring your resume" }).waitFor();
  await step("1-home-new");

  // The resume that he has, read and looked through.
  await page.getByRole("link", { name: "Import a resume" }).click();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Choose a file" }).click()]);
  await chooser.setFiles(cv);
  await page.getByRole("heading", { level: 1, name: "Look through it" }).waitFor();
  await step("2-import", { shift: false });
  await page.getByRole("button", { name: "Save as resume" }).click();
  await page.getByLabel("Title of this resume").waitFor();
  await page.getByRole("textbox", { name: "Professional title" }).fill("Senior Platform Engineer");
  await page.getByText("Saved", { exact: true }).first().waitFor();
  if (narrow) await page.getByRole("tab", { name: "Preview" }).click();
  await page.getByRole("region", { name: "Preview" }).getByRole("img").first().waitFor();
  await step("3-editor");
  const [pdf] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click().then(() => page.getByRole("menuitem", { name: "PDF" }).click()),
  ]);
  const { stdout: words } = await run("pdftotext", [await pdf.path(), "-"]);
  assert.match(words, /Senior Platform Engineer/);

  // A job from a pasted posting; the card goes on.
  await place("Board");
  await page.getByRole("button", { name: "Add your first job" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a job" });
  await dialog.getByLabel("Paste the posting").fill(POSTING);
  await dialog.getByText(/fields were read from the text/).waitFor();
  assert.equal(await dialog.getByLabel("Title", { exact: true }).inputValue(), "Senior Platform Engineer");
  assert.equal(await dialog.getByLabel("Company", { exact: true }).inputValue(), "Halden & Sons");
  await step("4-add", { shift: false });
  await dialog.getByRole("button", { name: "Add job" }).click();
  const card = page.getByRole("link", { name: "Senior Platform Engineer" }).first();
  await card.waitFor();
  await step("5-board");
  await page.getByRole("button", { name: /^More for Senior Platform Engineer/ }).click();
  await page.getByRole("menuitem", { name: "Move to Applied" }).click();
  await page.getByRole("status").getByText("Moved to Applied").waitFor();
  await page.getByRole("link", { name: "Senior Platform Engineer" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Senior Platform Engineer" }).waitFor();
  await page.getByRole("textbox", { name: "Notes" }).fill("Maja works there. Ask about the nights.");
  await page.getByLabel("Resume", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("region", { name: "Notes" }).getByRole("status").getByText("Saved").waitFor();
  await step("6-job");

  // An answer for it, and what it was worth.
  await page.getByRole("link", { name: /^Practise for/ }).click();
  await page.getByRole("radio", { name: /^Past experience/ }).check();
  await page.getByLabel("How many?").fill("1");
  await page.getByLabel("How many?").blur();
  await page.getByRole("button", { name: "Start 1 question" }).click();
  await page.getByLabel("Your answer").fill(ANSWER);
  await step("7-question");
  await page.getByRole("button", { name: "Send answer" }).click();
  await page.getByRole("heading", { level: 2, name: /points went$|No points were lost/ }).waitFor();
  await step("8-result");
  await page.getByRole("link", { name: "To the end" }).click();
  await page.getByRole("button", { name: "Finish and read the feedback" }).click();
  await page.getByRole("heading", { name: "What next" }).waitFor();
  await step("9-summary");

  // Evening: home is no newcomer's any more, and all of it is there the next morning.
  await place("Home");
  await page.getByRole("region", { name: "Where your jobs stand" }).getByRole("link", { name: "1 Applied" }).waitFor();
  await page.getByText("You have practised today.").waitFor();
  await step("10-home");
  await signOut(visit);
  await signIn(visit, email);
  await page.getByRole("region", { name: "Where your jobs stand" }).getByRole("link", { name: "1 Applied" }).waitFor();
}

story("a first day on a phone", () => day({ width: 360 }));
story("a first day at a desk", () => day({ width: 1440, dark: true }));
