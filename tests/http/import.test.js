// Resumes and postings read through the real client: files by both doors, hostile ones, other people's, and what is kept of them.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { deflateSync } from "node:zlib";
import { startServer, client } from "./server.js";
import { person, secret } from "./people.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const rung = `${root}${process.env.BUILD ?? "build/asan"}/rung`;
const data = (name) => new URL(`../data/${name}`, import.meta.url);

let server, ann, bob, stranger, newcomer, cv;

const ok = ({ data, error }) => {
  assert.equal(error, null, JSON.stringify(error));
  return data;
};
const send = (who, name, body, headers) => who.functions.invoke(name, { body, headers });
const form = (bytes, name, type = "application/pdf") => {
  const sent = new FormData();
  sent.append("file", new Blob([bytes], { type }), name);
  return sent;
};

// Refused with this status, in four fields that say what and what to do.
async function refused(answer, status, code) {
  const { data, error } = await answer;
  assert.equal(data, null, JSON.stringify(data)?.slice(0, 300));
  const text = await error.context.text();
  assert.equal(error.context.status, status, text);
  const said = JSON.parse(text);
  assert.deepEqual(Object.keys(said), ["code", "message", "details", "hint"]);
  assert.equal(said.code, code);
  assert.doesNotMatch(text, /\/work|\/tmp|\/proc\/\d|select /);
  return said;
}

const rows = async (sql) => JSON.parse(await server.query(`select coalesce(jsonb_agg(t), '[]') from (${sql}) t`));
const uploads = (who) => rows(`select * from public.resume_uploads where user_id = '${who.id}' order by created_at`);

// A PDF of one page whose content stream is this, compressed.
function pdfOf(content) {
  const stream = deflateSync(content);
  const parts = [
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n",
    `4 0 obj<</Filter/FlateDecode/Length ${stream.length}>>stream\n`, stream, "\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n"];
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

before(async () => {
  server = await startServer({ env: { RUNG_JWT_SECRET: secret } });
  ann = await person(server, "ann");
  bob = await person(server, "bob");
  newcomer = await person(server, "newcomer", { role: "unapproved" });
  stranger = client(server);
  const { stdout } = await run(rung, ["render", fileURLToPath(data("resume-senior.json")), "-o", "-"],
    { encoding: "buffer", maxBuffer: 1 << 24, env: { ...process.env, ASAN_OPTIONS: "detect_leaks=0" } });
  cv = stdout;
});
after(() => server?.stop());

test("a PDF sent as a form is stored, read and kept, and every field says where it stands", async () => {
  const got = ok(await send(ann.client, "resume-import", form(cv, "My CV.pdf")));
  assert.equal(got.file_name, "My CV.pdf");
  assert.equal(got.kind, "pdf");
  assert.equal(got.pages, 2);
  assert.equal(got.data.basics.name, "Maren Okonkwo-Lindqvist");
  assert.equal(got.data.work[0].position, "Staff Software Engineer");
  assert.equal(got.data.work[0].startDate, "2019-03");
  assert.match(got.text, /Nordkassa AB/);
  const at = (path) => path.slice(1).split("/").reduce((value, key) => value[key], got.data);
  assert.ok(got.fields.length > 100);
  for (const f of got.fields) {
    assert.equal(at(f.path), f.value, f.path);
    assert.ok(f.confidence > 0 && f.confidence <= 1 && f.page >= 1 && f.page <= 2 && f.line >= 1 && f.source.length > 0);
  }
  const [row] = await uploads(ann);
  assert.equal(row.id, got.upload_id);
  assert.equal(row.storage_path, `${ann.id}/My CV.pdf`);
  assert.equal(row.mime_type, "application/pdf");
  assert.equal(row.file_size_bytes, cv.length);
  assert.equal(row.sha256, `\\x${createHash("sha256").update(cv).digest("hex")}`);
  assert.deepEqual(row.parsed, got.data);
  assert.equal(row.text_content, got.text);
  const kept = ok(await ann.client.storage.from("resumes").download(row.storage_path));
  assert.deepEqual(Buffer.from(await kept.arrayBuffer()), cv);
  assert.deepEqual(ok(await ann.client.from("resumes").select()), []); // she reviews it first
});

test("the same name again does not write over another file; the same file again is the same row", async () => {
  const other = Buffer.concat([cv, Buffer.from("%changed\n")]);
  const got = ok(await send(ann.client, "resume-import", form(other, "My CV.pdf")));
  assert.equal(got.path, `${ann.id}/My CV (2).pdf`);
  const again = ok(await send(ann.client, "resume-import", form(other, "My CV.pdf")));
  assert.equal(again.path, got.path);
  assert.equal(again.upload_id, got.upload_id);
  assert.equal((await uploads(ann)).length, 2);
});

test("several at once under one name: as many files, or one when they are the same", async () => {
  const many = await Promise.all(Array.from({ length: 4 }, (_, i) => send(bob.client, "resume-import", form(`Bob Brook ${"x".repeat(i)}\nbob@example.org\n\nSkills\nC, Go\n`, "race.txt"))));
  const paths = new Set(many.map((answer) => ok(answer).path));
  assert.equal(paths.size, 4);
  const same = await Promise.all(Array.from({ length: 4 }, () => send(bob.client, "resume-import", form("Bob Brook\nbob@example.org\n\nSkills\nC, Go\n", "same.txt"))));
  assert.equal(new Set(same.map((answer) => ok(answer).path)).size, 1);
});

test("an object that lies there already is read in its place, and its row follows", async () => {
  const path = `${ann.id}/letters/plain.txt`;
  const text = (title) => `Ann Arbor\nann@example.org\n\nEXPERIENCE\n\n${title}, Halden & Sons GmbH\n2019 - 2021\n- Built a mill\n`;
  const files = ann.client.storage.from("resumes");
  ok(await files.upload(path, text("Engineer"), { contentType: "text/plain" }));
  const first = ok(await send(ann.client, "resume-import", { path }));
  assert.equal(first.kind, "text");
  assert.equal(first.data.work[0].position, "Engineer");
  assert.equal(first.data.work[0].name, "Halden & Sons GmbH");
  ok(await files.update(path, text("Manager"), { contentType: "text/plain" }));
  const second = ok(await send(ann.client, "resume-import", { path }));
  assert.equal(second.upload_id, first.upload_id);
  assert.equal((await rows(`select parsed->'work'->0->>'position' as p from public.resume_uploads where id = '${first.upload_id}'`))[0].p, "Manager");
});

test("raw bytes come with any content type; JSON Resume is taken as it is; a name is made fit", async () => {
  const resume = { basics: { name: "Ann" }, "x-own": { kept: [1, "two"] } };
  const got = ok(await send(ann.client, "resume-import", form(JSON.stringify(resume), "resume.json", "application/json")));
  assert.deepEqual(got.data, resume);
  assert.equal(got.kind, "json");
  const raw = ok(await send(ann.client, "resume-import", new Blob(["# Ann Arbor\n\n## Skills\n\n- C\n- Go\n"]), {
    "content-type": "text/markdown", "content-disposition": "attachment; filename*=UTF-8''..%2F..%2Fetc%2FLebenslauf%20%C3%BC.md" }));
  assert.equal(raw.kind, "markdown");
  assert.equal(raw.path, `${ann.id}/Lebenslauf ü.md`);
  assert.deepEqual(raw.data.skills.map((skill) => skill.name), ["C", "Go"]);
  const nameless = ok(await send(ann.client, "resume-import", new Blob([cv], { type: "application/octet-stream" })));
  assert.equal(nameless.path, `${ann.id}/resume.pdf`);
  const info = ok(await ann.client.storage.from("resumes").info(nameless.path));
  assert.equal(info.contentType, "application/pdf"); // what it is, not what it says
});

test("nobody reads another's file, nor without signing in, nor before approval", async () => {
  const path = `${ann.id}/My CV.pdf`;
  await refused(send(bob.client, "resume-import", { path }), 404, "NoSuchKey");
  await refused(send(ann.client, "resume-import", { path: `${ann.id}/absent.pdf` }), 404, "NoSuchKey");
  await refused(send(ann.client, "resume-import", { path: `${ann.id}/../${bob.id}/race.txt` }), 400, "InvalidKey");
  for (const [name, body] of [["resume-import", form(cv, "cv.pdf")], ["resume-import", { path }], ["job-read", { text: "x" }]])
    assert.equal((await send(stranger, name, body)).error.context.status, 401);
  await refused(send(newcomer.client, "resume-import", form(cv, "cv.pdf")), 403, "AccessDenied");
  assert.deepEqual(await uploads(newcomer), []);
  assert.deepEqual(ok(await bob.client.from("resume_uploads").select("id").eq("user_id", ann.id)), []);
});

test("a Word document and one of LibreOffice are read as they are, and kept as what they are", async () => {
  const carla = await person(server, "carla");
  for (const [name, mime] of [["ruth.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"], ["jonas.odt", "application/vnd.oasis.opendocument.text"]]) {
    const bytes = await readFile(data(`extract/${name}`));
    const wanted = JSON.parse(await readFile(data(`extract/${name.split(".")[0]}.json`), "utf8"));
    const read = ok(await send(carla.client, "resume-import", form(bytes, name, "application/octet-stream")));
    assert.equal(read.kind, name.split(".")[1]);
    assert.deepEqual(read.data.work.map((job) => job.name), wanted.work.map((job) => job.name));
    assert.equal(read.data.basics.email, wanted.basics.email);
    assert.ok(read.fields.every((field) => field.page === 1 && field.line >= 1));
    assert.deepEqual(Buffer.from(await ok(await carla.client.storage.from("resumes").download(read.path)).arrayBuffer()), bytes);
    assert.equal((await uploads(carla)).at(-1).mime_type, mime);
  }
});

test("what cannot be read is refused with what to do, and leaves nothing behind", async () => {
  const before = [(await uploads(ann)).length, ...(await rows("select count(*) as n from storage.objects")).map((row) => row.n)];
  const encrypted = await readFile(data("extract/encrypted.pdf"));
  const hostile = [
    [Buffer.from("PK\x03\x04 and so on"), "cv.docx", "import_unsupported", /ZIP.*DOCX/],
    [Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1"), "cv.pdf", "import_unsupported", /picture/],
    [Buffer.from("%PDF-1.7\nno more than that"), "cv.pdf", "import_damaged", /PDF/],
    [Buffer.from("  \n\t \n"), "cv.txt", "import_empty", /resume/],
    [Buffer.from("{\"basics\": "), "cv.json", "import_bad_json", /Line 1/],
    [Buffer.from("{\"a\": 1}"), "cv.json", "import_bad_json", /basics/],
    [Buffer.from("[1]\0\x01\x02"), "cv.txt", "import_unsupported", /kinds/],
    [encrypted, "cv.pdf", "import_encrypted", /password/],
    [pdfOf("0 0 m 100 100 l S"), "scan.pdf", "import_no_text", /OCR/],
  ];
  const bomb = refused(send(ann.client, "resume-import", form(pdfOf("BT /F 9 Tf (x) Tj ET\n".repeat(2_000_000)), "bomb.pdf")), 422, "import_too_much");
  const start = Date.now();
  ok(await bob.client.from("jobs").select("id").limit(1));
  ok(await send(bob.client, "job-read", { text: "Engineer" })); // not even its own lane waits
  assert.ok(Date.now() - start < 2000);
  for (const [bytes, name, code, hint] of hostile) {
    const said = await refused(send(ann.client, "resume-import", form(bytes, name)), 422, code);
    assert.match(`${said.details} ${said.hint}`, hint);
  }
  await bomb;
  await refused(send(ann.client, "resume-import", { path: 7 }), 400, "bad_request");
  await refused(send(ann.client, "resume-import", { basics: {} }), 400, "bad_request");
  assert.deepEqual([(await uploads(ann)).length, ...(await rows("select count(*) as n from storage.objects")).map((row) => row.n)], before);
});

test("a truncated file ends in words or in an error, never in silence", async () => {
  for (const part of [0.2, 0.5, 0.8, 0.99]) {
    const { data, error } = await send(bob.client, "resume-import", form(cv.subarray(0, Math.floor(cv.length * part)), `cut-${part}.pdf`));
    if (data) assert.ok(data.fields.length > 0);
    else assert.equal(error.context.status, 422);
  }
});

test("too big is refused before it is read", async () => {
  await refused(send(bob.client, "resume-import", form(Buffer.alloc((10 << 20) + 1, "%PDF-"), "big.pdf")), 413, "EntityTooLarge");
  const { error } = await send(bob.client, "resume-import", form(Buffer.alloc(12 << 20, "%PDF-"), "bigger.pdf"));
  assert.ok(error);
});

test("a posting's text becomes a job's columns, which insert as they are", async () => {
  const text = "https://www.linkedin.com/jobs/view/123456\nNordwind Energie GmbH\nSenior Data Engineer (m/w/d)\nHamburg, Germany · 2 weeks ago · 31 applicants\nHybrid\nFull-time\nAbout the job\nWe look after 400 wind farms.\nSalary: €70,000 - €85,000 per year\n";
  const { job, fields } = ok(await send(ann.client, "job-read", { text }));
  assert.deepEqual({ ...job, description: undefined }, {
    job_title: "Senior Data Engineer (m/w/d)", company: "Nordwind Energie GmbH", location: "Hamburg, Germany", workplace: "hybrid", employment_type: "full_time",
    salary_min: 70000, salary_max: 85000, salary_currency: "EUR", salary_period: "year", job_url: "https://www.linkedin.com/jobs/view/123456", source: "LinkedIn", description: undefined });
  for (const f of fields) assert.ok(text.includes(f.source) && f.confidence > 0 && f.confidence <= 1, f.name);
  const inserted = ok(await ann.client.from("jobs").insert(job).select().single());
  assert.equal(inserted.company, "Nordwind Energie GmbH");
  const unsure = ok(await send(ann.client, "job-read", { text: "We are a small team that likes its work.\nWrite to us." }));
  assert.deepEqual(Object.keys(unsure.job), ["description"]);
  await refused(send(ann.client, "job-read", {}), 400, "bad_request");
  await refused(send(ann.client, "job-read", { text: " \n " }), 422, "import_empty");
});
