// One person's first day, through the real client: an account, a job that moves, a resume as a PDF, a file;
// and then a second person and a stranger, who see and change none of it by any door.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { readFile, writeFile, mkdtemp } from "node:fs/promises";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer, client } from "./server.js";

const run = promisify(execFile);
const here = new URL(".", import.meta.url);
const resume = JSON.parse(await readFile(new URL("../data/resume-sample.json", here), "utf8"));

// Written by us, in the shape of a real posting: headings, lists, money, a town, odd characters.
const posting = `Senior Systems Engineer (C, PostgreSQL) - Halden & Sons
Rotterdam, Netherlands · hybrid · €78,000-€95,000

About the role
You will own the storage engine of our freight-matching platform: 4 TB of events a day, p99 under 20 ms.

What we look for
  • 5+ years of C or C++ in production; you've debugged a "heisenbug" at 3 a.m.
  • PostgreSQL internals (MVCC, WAL, planner); bonus: extensions
  • Linux performance tools (perf, eBPF)

We're an equal-opportunity employer. Ref. HS-2026/114 <apply by 15 December>`;

const file = Buffer.from("%PDF-1.4 not really, but hers: \u0000\u0001\u00ff", "latin1");

let server, ann, bob, stranger, userId, job, resumeRow;

const ok = ({ data, error }) => {
  assert.equal(error, null, JSON.stringify(error));
  return data;
};

before(async () => {
  server = await startServer();
  ann = client(server);
  bob = client(server);
  stranger = client(server);
});
after(() => server?.stop());

test("she signs up, and her profile, settings and subscription are there", async () => {
  const { user, session } = ok(
    await ann.auth.signUp({
      email: "ann@example.org",
      password: "correct horse battery",
      options: { data: { full_name: "Ann Arbor" } },
    }),
  );
  userId = user.id;
  assert.ok(session.access_token);
  const profile = ok(await ann.from("profiles").select("*, user_settings(theme, timezone), subscriptions(plan_type, status)").single());
  assert.equal(profile.full_name, "Ann Arbor");
  assert.equal(profile.email, "ann@example.org");
  assert.deepEqual(profile.user_settings, { theme: "light", timezone: "UTC" });
  assert.deepEqual(profile.subscriptions, { plan_type: "free", status: "active" });
});

test("she brings the resume she has, and finds every word again in its PDF", async () => {
  const template = ok(await ann.from("templates").select("id, slug").eq("slug", "modern-professional").single());
  resumeRow = ok(
    await ann.from("resumes").insert({ title: "My resume", data: resume, template_id: template.id, is_current: true }).select().single(),
  );
  assert.equal(resumeRow.user_id, userId);
  assert.deepEqual(resumeRow.data, resume);
  const pdf = ok(await ann.functions.invoke("resume-render", { body: { resume_id: resumeRow.id, format: "pdf" } }));
  const bytes = Buffer.from(await pdf.arrayBuffer());
  assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
  const path = join(await mkdtemp(join(tmpdir(), "first-day-")), "resume.pdf");
  await writeFile(path, bytes);
  const { stdout } = await run("pdftotext", ["-raw", path, "-"]);
  const words = (text) => text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
  const found = new Set(words(stdout));
  const told = [
    resume.basics.name, resume.basics.label, resume.basics.email, resume.basics.summary,
    ...resume.work.flatMap((w) => [w.name, w.position, w.summary, ...w.highlights]),
    ...resume.education.flatMap((e) => [e.institution, e.area, e.studyType]),
    ...resume.skills.flatMap((s) => [s.name, ...s.keywords]),
    ...resume.references.map((r) => r.reference),
  ];
  const missing = told.filter(Boolean).flatMap(words).filter((w) => !found.has(w));
  assert.deepEqual(missing, []);
  const png = ok(await ann.functions.invoke("resume-render", { body: { resume_id: resumeRow.id, format: "png", page: 1 } }));
  assert.equal(Buffer.from(await png.arrayBuffer()).subarray(1, 4).toString(), "PNG");
});

test("she saves a posting without saying whose it is, and moves it until the interview", async () => {
  job = ok(
    await ann.from("jobs").insert({ job_title: "Senior Systems Engineer", company: "Halden & Sons", description: posting, source: "pasted" }).select().single(),
  );
  assert.equal(job.user_id, userId);
  assert.equal(job.status, "saved");
  assert.equal(job.description, posting);
  for (const status of ["applied", "interview"]) ok(await ann.from("jobs").update({ status }).eq("id", job.id));
  const read = ok(
    await ann.from("jobs").select("status, date_applied, job_events(kind, from_status, to_status)").eq("id", job.id)
      .order("created_at", { referencedTable: "job_events" }).single(),
  );
  assert.equal(read.status, "interview");
  assert.match(read.date_applied, /^\d{4}-\d\d-\d\d$/);
  assert.deepEqual(read.job_events, [
    { kind: "status", from_status: null, to_status: "saved" },
    { kind: "status", from_status: "saved", to_status: "applied" },
    { kind: "status", from_status: "applied", to_status: "interview" },
  ]);
});

test("she keeps a file and gets the same bytes back", async () => {
  ok(await ann.storage.from("resumes").upload(`${userId}/old cv (1).pdf`, file, { contentType: "application/pdf" }));
  const back = ok(await ann.storage.from("resumes").download(`${userId}/old cv (1).pdf`));
  assert.deepEqual(Buffer.from(await back.arrayBuffer()), file);
  const list = ok(await ann.storage.from("resumes").list(userId));
  assert.deepEqual(list.map((f) => f.name), ["old cv (1).pdf"]);
});

test("her session renews itself, and ends when she signs out elsewhere", async () => {
  const before = ok(await ann.auth.getSession()).session;
  const { session } = ok(await ann.auth.refreshSession());
  assert.notEqual(session.refresh_token, before.refresh_token);
  const phone = client(server);
  ok(await phone.auth.signInWithPassword({ email: "ann@example.org", password: "correct horse battery" }));
  assert.equal((await phone.auth.signOut()).error, null);
  assert.equal((await phone.auth.getUser()).data.user, null);
  ok(await ann.auth.signInWithPassword({ email: "ann@example.org", password: "correct horse battery" }));
});

test("a second person and a stranger find nothing of hers by any door", async () => {
  ok(await bob.auth.signUp({ email: "bob@example.org", password: "another long secret" }));
  for (const other of [bob, stranger]) {
    for (const table of ["jobs", "resumes", "job_events", "audit_logs", "user_settings", "subscriptions", "profiles"]) {
      const { data } = await other.from(table).select("*").eq(table === "profiles" ? "id" : "user_id", userId);
      assert.deepEqual(data ?? [], [], table);
    }
    const embedded = await other.from("profiles").select("*, jobs(*), resumes(*)");
    assert.ok(!JSON.stringify(embedded.data ?? []).includes(job.id));
    assert.deepEqual((await other.rpc("search_jobs", { q: "freight" })).data ?? [], []);
    assert.ok(!JSON.stringify((await other.rpc("export_my_data")).data ?? {}).includes(userId));
    assert.notEqual((await other.functions.invoke("resume-render", { body: { resume_id: resumeRow.id, format: "pdf" } })).error, null);
    const path = `${userId}/old cv (1).pdf`;
    assert.notEqual((await other.storage.from("resumes").download(path)).error, null);
    assert.deepEqual((await other.storage.from("resumes").list(userId)).data ?? [], []);
    assert.deepEqual((await other.storage.from("resumes").remove([path])).data ?? [], []);
    assert.notEqual((await other.storage.from("resumes").upload(path, "mine now", { upsert: true })).error, null);
  }
});

test("nor do they change or add to it", async () => {
  for (const other of [bob, stranger]) {
    const changed = await other.from("jobs").update({ company: "Evil" }).eq("id", job.id).select();
    assert.deepEqual(changed.data ?? [], []);
    const removed = await other.from("jobs").delete().eq("id", job.id).select();
    assert.deepEqual(removed.data ?? [], []);
    const forged = await other.from("jobs").insert({ job_title: "x", company: "y", user_id: userId });
    assert.notEqual(forged.error, null);
    const hung = await other.from("job_events").insert({ job_id: job.id, kind: "note", title: "boo" });
    assert.notEqual(hung.error, null);
    const stolen = await other.from("resumes").upsert({ id: resumeRow.id, title: "mine" });
    assert.notEqual(stolen.error, null);
    assert.notEqual((await other.from("audit_logs").insert({ action: "x", resource_type: "y", user_id: userId })).error, null);
  }
  const still = ok(await ann.from("jobs").select("company, status").eq("id", job.id).single());
  assert.equal(still.company, "Halden & Sons");
  const back = ok(await ann.storage.from("resumes").download(`${userId}/old cv (1).pdf`));
  assert.deepEqual(Buffer.from(await back.arrayBuffer()), file);
});
