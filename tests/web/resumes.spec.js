// Resumes: read from a file, written in the editor beside the true paper, kept, and taken along as PDF.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import assert from "node:assert/strict";
import { open, settled, story } from "./browser.js";
import { eventually } from "./hands.js";
import { must, person } from "./people.js";

const run = promisify(execFile);
const rung = await open();
test.after(() => rung.close());

const dataFile = (name) => fileURLToPath(new URL(`../data/${name}`, import.meta.url));
const senior = JSON.parse(await readFile(dataFile("resume-senior.json"), "utf8"));

async function withResume(name, data = senior, title = "Staff engineer") {
  const who = await person(rung.server, name);
  const { id } = await must(who.rung.from("resumes").insert({ title, data }).select("id").single());
  return { ...who, resume: id, saved: async () => (await must(who.rung.from("resumes").select("data").eq("id", id).single())).data };
}

async function choose({ page }, file) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Choose a file" }).click()]);
  await chooser.setFiles(file);
}

const sheet = ({ page }) => page.getByRole("region", { name: "Preview" }).getByRole("img").first();
// What the picture shows, point for point.
const pictureOf = (visit) =>
  sheet(visit).evaluate(async (img) => {
    await img.decode();
    const canvas = new OffscreenCanvas(img.naturalWidth, img.naturalHeight).getContext("2d");
    canvas.drawImage(img, 0, 0);
    const { data } = canvas.getImageData(0, 0, img.naturalWidth, img.naturalHeight);
    return data.reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, 0);
  });
const saved = (visit) => visit.page.getByText("Saved", { exact: true }).first().waitFor();

story("a PDF from another hand is read, looked through, put right, and only then a resume", async () => {
  const ann = await person(rung.server);
  const truth = JSON.parse(await readFile(dataFile("extract/priya.json"), "utf8"));
  const visit = await rung.visit({ storage: ann.storage });
  visit.allow(/422: POST .*resume-import/);
  const { page } = visit;
  await visit.go("/resumes");
  await page.getByRole("heading", { name: "Your resumes will live here" }).waitFor();
  await visit.check("resumes-empty");
  await page.getByRole("link", { name: "Bring your resume" }).click();
  await page.getByRole("heading", { level: 1, name: "Bring your resume" }).waitFor();
  await visit.check("import-choose");
  await choose(visit, dataFile("extract/encrypted.pdf"));
  await page.getByRole("alert").getByText(/password/i).waitFor();
  await visit.check("import-refused", { shift: false });

  await choose(visit, dataFile("extract/priya.pdf"));
  await page.getByRole("heading", { level: 1, name: "Look through it" }).waitFor();
  assert.equal(await page.getByLabel("Name", { exact: true }).first().inputValue(), truth.basics.name);
  await visit.check("import-review");
  assert.equal((await must(ann.rung.from("resumes").select("id"))).length, 0, "nothing is a resume yet");
  await page.getByRole("textbox", { name: "E-mail" }).fill("priya@example.org");
  await page.getByRole("button", { name: /^Leave out / }).last().click();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Look through it" }).waitFor();
  assert.equal(await page.getByRole("textbox", { name: "E-mail" }).inputValue(), "priya@example.org", "the review survives a reload");
  await page.getByRole("button", { name: "Save as resume" }).click();
  await page.getByLabel("Title of this resume").waitFor();
  const [row] = await must(ann.rung.from("resumes").select("title, data"));
  assert.equal(row.data.basics.email, "priya@example.org");
  assert.deepEqual(row.data.work.map((w) => w.position), truth.work.map((w) => w.position));
});

story("what Rung has printed it reads again, on a phone, too", async () => {
  const bea = await withResume("Bea Lind");
  const pdf = await must(bea.rung.functions.invoke("resume-render", { body: { resume_id: bea.resume } }));
  await must(bea.rung.from("resumes").delete().eq("id", bea.resume));
  const visit = await rung.visit({ storage: bea.storage, width: 360, dark: true });
  const { page } = visit;
  await visit.go("/resumes/import");
  await visit.check("import-choose-phone");
  await choose(visit, { name: "Maren.pdf", mimeType: "application/pdf", buffer: Buffer.from(await pdf.arrayBuffer()) });
  await page.getByRole("heading", { level: 1, name: "Look through it" }).waitFor();
  await visit.check("import-review-phone", { shift: false });
  await page.getByRole("tab", { name: "The file" }).click();
  await page.getByText("Nordkassa AB").first().waitFor();
  await visit.check("import-file-phone", { shift: false });
  await page.getByRole("button", { name: "Save as resume" }).click();
  await page.getByLabel("Title of this resume").waitFor();
  const [{ data }] = await must(bea.rung.from("resumes").select("data"));
  for (const section of ["work", "education", "projects"]) {
    assert.deepEqual((data[section] ?? []).map((e) => [e.name ?? e.institution, e.startDate]), (senior[section] ?? []).map((e) => [e.name ?? e.institution, e.startDate]), section);
  }
});

story("every section is added, written, put in order, taken back, and stands on the paper", async () => {
  const cleo = await withResume("Cleo Park", { basics: { name: "Cleo Park" }, meta: { strange: "kept" }, custom: [1] });
  const visit = await rung.visit({ storage: cleo.storage });
  const { page } = visit;
  await visit.go(`/resumes/${cleo.resume}`);
  await sheet(visit).waitFor();
  await visit.check("editor-new");
  const choices = page.getByRole("region", { name: "Add a section" }).getByRole("button");
  const added = [];
  while ((await choices.count()) > 0) {
    const name = (await choices.first().innerText()).trim();
    await choices.first().click();
    await page.waitForFunction(() => document.activeElement?.matches(".section-body input, .section-body textarea"));
    await page.keyboard.type(`Words of ${name}`);
    added.push(name);
  }
  assert.ok(added.length >= 10, added.join());
  await visit.check("editor-all");
  await saved(visit);
  const data = await cleo.saved();
  const text = JSON.stringify(data);
  for (const name of added) assert.ok(text.includes(`Words of ${name}`), `${name} in ${text}`);
  assert.equal(data.meta.strange, "kept");
  assert.deepEqual(data.custom, [1]);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click().then(() => page.getByRole("menuitem", { name: "PDF" }).click()),
  ]);
  assert.match(download.suggestedFilename(), /^Cleo Park.*\.pdf$/);
  const { stdout: words } = await run("pdftotext", [await download.path(), "-"]);
  for (const name of added) assert.ok(words.replace(/\s+/g, " ").includes(`Words of ${name}`), `${name} on paper: ${words}`);
});

story("entries are put in order by key, the way back goes both ways, and the paper follows", async () => {
  const dora = await withResume("Dora Ek");
  const visit = await rung.visit({ storage: dora.storage });
  const { page } = visit;
  await visit.go(`/resumes/${dora.resume}`);
  await sheet(visit).waitFor();
  await visit.check("editor");
  const positions = async () => (await dora.saved()).work.map((w) => w.position);
  const before = await positions();
  const first = await pictureOf(visit);

  const jobs = page.getByRole("list", { name: "Experience" });
  await jobs.getByRole("button", { name: /^Move / }).first().focus();
  await page.keyboard.press("ArrowDown");
  await eventually(positions, [before[1], before[0], ...before.slice(2)]);
  await eventually(async () => (await pictureOf(visit)) !== first, true);
  await page.keyboard.press("Control+z");
  await eventually(positions, before);
  await eventually(() => pictureOf(visit), first);
  await page.getByRole("button", { name: "Redo" }).click();
  await eventually(positions, [before[1], before[0], ...before.slice(2)]);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await eventually(positions, before);

  await jobs.getByRole("button", { name: /^More for / }).first().click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await eventually(positions, before.slice(1));
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await eventually(positions, before);

  await jobs.getByRole("button", { expanded: false }).first().click();
  await jobs.getByLabel("From").first().fill("Mar 2011");
  await jobs.getByLabel("From").first().blur();
  await eventually(async () => (await dora.saved()).work[0].startDate, "2011-03");
  await jobs.getByLabel("Position").first().fill("Head of Moving Parcels");
  await eventually(async () => (await pictureOf(visit)) !== first, true);

  await page.getByRole("tab", { name: "Look" }).click();
  await visit.check("editor-look", { shift: false });
  await page.getByRole("radio", { name: "Classic Elegant" }).check();
  await page.getByRole("radio", { name: "US Letter" }).check();
  await page.getByRole("radio", { name: "Plum" }).check();
  await saved(visit);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click().then(() => page.getByRole("menuitem", { name: "PDF" }).click()),
  ]);
  const pdf = await download.path();
  assert.match((await run("pdfinfo", [pdf])).stdout, /Page size: +612 x 792/);
  const { stdout: words } = await run("pdftotext", ["-layout", pdf, "-"]);
  assert.match(words, /Head of Moving Parcels/);
  assert.match(words, /Maren Okonkwo-Lindqvist/);
});

story("two windows: what each changed alone is brought together, the rest is hers to say; offline nothing is lost", async () => {
  const emil = await withResume("Emil Roy");
  const [one, two] = [await rung.visit({ storage: emil.storage }), await rung.visit({ storage: emil.storage })];
  two.allow(/ERR_INTERNET_DISCONNECTED/);
  for (const visit of [one, two]) {
    await visit.go(`/resumes/${emil.resume}`);
    await sheet(visit).waitFor();
  }
  const about = ({ page }, label) => page.getByRole("region", { name: "About you" }).getByLabel(label, { exact: true });
  await about(one, "Phone").fill("+47 111");
  await eventually(async () => (await emil.saved()).basics.phone, "+47 111");
  await about(two, "City").fill("Bergen");
  await eventually(async () => [(await emil.saved()).basics.phone, (await emil.saved()).basics.location.city], ["+47 111", "Bergen"]);
  assert.equal(await about(two, "Phone").inputValue(), "+47 111");

  await two.context.setOffline(true);
  await about(two, "Phone").fill("+47 222");
  await two.page.getByRole("main").getByText("Kept here until the connection is back").waitFor();
  await about(one, "Phone").fill("+47 333");
  await eventually(async () => (await emil.saved()).basics.phone, "+47 333");
  await two.context.setOffline(false);
  const dialog = two.page.getByRole("dialog", { name: "Changed in two places" });
  await dialog.waitFor();
  await settled(two);
  await two.check("editor-conflict", { shift: false });
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await eventually(async () => (await emil.saved()).basics.phone, "+47 222");
});

story("on a phone form and paper are tabs; copies, versions and the trash bring everything back", async () => {
  const finn = await withResume("Finn Olsen");
  const visit = await rung.visit({ storage: finn.storage, width: 360 });
  const { page } = visit;
  await visit.go("/resumes");
  await page.getByRole("link", { name: "Staff engineer" }).waitFor();
  await visit.check("resumes-phone");
  await page.getByRole("link", { name: "Staff engineer" }).click();
  await page.getByRole("tab", { name: "Preview" }).waitFor();
  await visit.check("editor-phone");
  await page.getByRole("tab", { name: "Preview" }).click();
  await sheet(visit).waitFor();
  await visit.check("editor-preview-phone", { shift: false });
  await page.getByRole("tab", { name: "Look" }).click();
  await visit.check("editor-look-phone", { shift: false });

  const more = async (item) => {
    await page.getByRole("main").getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  await more("Versions");
  const versions = page.getByRole("dialog", { name: "Versions" });
  await versions.getByRole("textbox").first().fill("Before the talk");
  await versions.getByRole("button", { name: /Keep/ }).first().click();
  await versions.getByText("Before the talk").first().waitFor();
  await visit.check("versions-phone", { shift: false });
  const [kept] = await must(finn.rung.from("document_versions").select("template_slug").eq("label", "Before the talk"));
  const others = await must(finn.rung.from("templates").select("id").eq("type", "resume").neq("slug", kept.template_slug).limit(1));
  await must(finn.rung.from("resumes").update({ template_id: others[0].id }).not("id", "is", null).select("id"));
  const asked = page.waitForRequest((request) => request.url().includes("/functions/v1/resume-render"));
  await versions.getByRole("button", { name: /Before the talk/ }).click();
  assert.equal((await asked).postDataJSON().template, kept.template_slug, "a kept version is shown in the template of its moment");
  await versions.getByRole("img", { name: /Before the talk/ }).waitFor();
  await page.keyboard.press("Escape");
  await more("Move to trash");
  await page.getByRole("heading", { level: 1, name: "Resumes" }).waitFor();
  await page.goto("/resumes?trash");
  await page.getByRole("button", { name: "Put back" }).waitFor();
  await visit.check("trash-phone");
  await page.getByRole("button", { name: "Put back" }).click();
  await eventually(async () => (await must(finn.rung.from("resumes").select("deleted_at").single())).deleted_at, null);
});
