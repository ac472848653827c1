// The tracker through supabase-js: the home page, the board, a sheet that goes out and comes in, people and reminders.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { startServer, client } from "./server.js";
import { person, secret } from "./people.js";

let server, ann, annToken, bob, stranger;

const ok = ({ data, error }) => {
  assert.equal(error, null, JSON.stringify(error));
  return data;
};
const inDays = (n) => new Date(Date.now() + n * 86400e3);
const day = (date) => date.toISOString().slice(0, 10);

// As a web page reads a file: RFC 4180, with line breaks inside quotes.
function parseCsv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "") break;
    if (end !== ",") rows.push([]);
  }
  if (rows.at(-1).join("") === "") rows.pop();
  const [headings, ...lines] = rows;
  return lines.map((cells) => Object.fromEntries(cells.map((cell, i) => [headings[i], cell])));
}

before(async () => {
  server = await startServer({ env: { RUNG_JWT_SECRET: secret } });
  ({ client: ann, token: annToken } = await person(server, "ann"));
  bob = (await person(server, "bob")).client;
  stranger = client(server);
});
after(() => server?.stop());

test("the board comes without long texts, and cards stay where they are put", async () => {
  for (const company of ["Acme", "Beta", "Gamma"]) {
    ok(await ann.from("jobs").insert({ company, job_title: "Engineer", description: "very long", notes: company === "Acme" ? "call" : null }));
  }
  const board = () => ann.from("job_board").select("*").is("archived_at", null).order("position").then(ok);
  const order = async (status) => (await board()).filter((card) => card.status === status).map((card) => card.company);
  const cards = await board();
  assert.ok(cards.every((card) => !("description" in card) && !("notes" in card)));
  assert.deepEqual(cards.map((card) => [card.company, card.has_notes]), [["Gamma", false], ["Beta", false], ["Acme", true]]);
  const [gamma, beta, acme] = cards.map((card) => card.id);

  const moved = ok(await ann.rpc("move_job", { job: acme, before: beta }).select("id, position"));
  assert.equal(moved[0].id, acme);
  assert.deepEqual(await order("saved"), ["Gamma", "Acme", "Beta"]);
  ok(await ann.rpc("move_job", { job: beta, status: "applied" }));
  ok(await ann.rpc("move_job", { job: gamma, status: "applied", after: beta }));
  assert.deepEqual([await order("saved"), await order("applied")], [["Acme"], ["Beta", "Gamma"]]);
  const late = await ann.rpc("move_job", { job: acme, before: gamma });
  assert.equal(late.status, 409);
  assert.equal((await bob.rpc("move_job", { job: acme, status: "hired" })).status, 404);
  assert.equal((await stranger.rpc("move_job", { job: acme, status: "hired" })).status, 401);
  assert.deepEqual(ok(await bob.from("job_board").select("id")), []);
});

test("the home page is one call", async () => {
  const acme = ok(await ann.from("jobs").update({ deadline: day(inDays(2)) }).eq("company", "Acme").select("id").single());
  const events = [
    { job_id: acme.id, kind: "interview", title: "Second round", occurred_at: inDays(3), ends_at: inDays(3.1) },
    { job_id: acme.id, kind: "task", title: "Thank them", remind_at: inDays(-1) },
  ];
  ok(await ann.from("job_events").insert(events, { defaultToNull: false }));
  let cost;
  const watching = client(server, {
    accessToken: async () => annToken,
    global: { fetch: (...call) => fetch(...call).then((answer) => ((cost = answer.headers.get("x-cost")), answer)) },
  });
  const home = ok(await watching.rpc("my_day"));
  assert.deepEqual(home.interviews.map((i) => [i.company, i.title, i.at.slice(0, 10)]), [["Acme", "Second round", day(inDays(3))]]);
  assert.deepEqual(home.deadlines.map((d) => [d.company, d.days_left]), [["Acme", 2]]);
  assert.deepEqual(home.reminders.map((r) => r.title), ["Thank them"]);
  assert.deepEqual([home.counts.saved, home.counts.applied, home.week.applied, home.week.moved], [1, 2, 2, 2]);
  assert.deepEqual(home.newcomer, { has_job: true, has_resume: false, has_practised: false });
  assert.match(cost, /^queries=2 /); // who asks, and the answer
  const other = ok(await bob.rpc("my_day"));
  assert.deepEqual([other.interviews, other.newcomer.has_job], [[], false]);
  assert.equal((await stranger.rpc("my_day")).status, 401);
});

test("a job knows its interviews, its people and their letters; others' cannot hang on it", async () => {
  const acme = ok(await ann.from("jobs").select("id, next_interview_at").eq("company", "Acme").single());
  assert.equal(acme.next_interview_at.slice(0, 10), day(inDays(3)));
  const kim = ok(await ann.from("contacts").insert({ name: "Kim", email: "kim@example.org", role: "Recruiter" }).select().single());
  ok(await ann.from("job_contacts").insert({ job_id: acme.id, contact_id: kim.id }));
  for (const kind of ["note", "call", "email"]) ok(await ann.from("job_events").insert({ job_id: acme.id, kind, title: kind }));
  const job = ok(await ann.from("jobs").select("company, contacts(name, role), job_events(kind)").eq("id", acme.id).single());
  assert.deepEqual(job.contacts, [{ name: "Kim", role: "Recruiter" }]);
  assert.deepEqual(job.job_events.map((event) => event.kind).sort(), ["call", "email", "interview", "note", "status", "task"]);
  const first = ok(await ann.from("job_events").insert({ job_id: acme.id, kind: "interview", occurred_at: inDays(1) }).select().single());
  const next = async () => ok(await ann.from("job_board").select("next_interview_at").eq("id", acme.id).single()).next_interview_at.slice(0, 10);
  assert.equal(await next(), day(inDays(1)));
  ok(await ann.from("job_events").update({ done_at: inDays(0) }).eq("id", first.id));
  assert.equal(await next(), day(inDays(3)));

  const lee = ok(await bob.from("contacts").insert({ name: "Lee" }).select().single());
  assert.equal((await bob.from("job_contacts").insert({ job_id: acme.id, contact_id: lee.id })).error.code, "23503");
  assert.equal((await ann.from("job_contacts").insert({ job_id: acme.id, contact_id: lee.id })).error.code, "23503");
  assert.equal((await bob.from("job_events").insert({ job_id: acme.id, kind: "note" })).error.code, "23503");
  assert.deepEqual(ok(await bob.from("contacts").select("name")), [{ name: "Lee" }]);
  ok(await ann.from("contacts").delete().eq("id", kim.id));
  assert.deepEqual(ok(await ann.from("job_contacts").select("*")), []);
});

test("the sheet goes out as CSV, and into another account without losing a cell", async () => {
  const odd = { company: "=Inn, \"Old\"", job_title: "+Cook", notes: "@first line\nsecond; line", salary: "-5 %", tags: ["a", "b"], job_url: "https://example.org/jobs/1?utm_source=x" };
  ok(await ann.from("jobs").insert({ ...odd, status: "rejected", date_applied: "2026-01-02" }));
  const csv = ok(await ann.from("job_sheet").select("*").csv());
  const sheet = parseCsv(csv);
  assert.equal(sheet.length, 4);
  assert.ok(Object.values(sheet).flatMap(Object.values).every((cell) => !/^[=+\-@]/.test(cell)), "no cell is a formula");
  const inn = sheet.find((row) => row.Company.includes("Inn"));
  assert.deepEqual([inn.Company, inn.Position, inn.Status, inn["Date applied"], inn.Notes], ["'=Inn, \"Old\"", "'+Cook", "Rejected", "2026-01-02", "'@first line\nsecond; line"]);
  assert.match(sheet.find((row) => row.Company === "Beta").History, /^\d{4}-\d\d-\d\d saved; \d{4}-\d\d-\d\d applied$/);

  const dry = ok(await bob.rpc("import_jobs", { rows: sheet, dry_run: true }));
  assert.deepEqual(dry.map((row) => [row.row, row.outcome, row.job_id]), [1, 2, 3, 4].map((n) => [n, "added", null]));
  assert.deepEqual(ok(await bob.from("jobs").select("id")), []);
  const done = ok(await bob.rpc("import_jobs", { rows: sheet }));
  assert.deepEqual(done.map((row) => row.outcome), ["added", "added", "added", "added"]);
  const again = parseCsv(ok(await bob.from("job_sheet").select("*").csv()));
  const sorted = (rows) => [...rows].sort((a, b) => a.Company.localeCompare(b.Company));
  assert.deepEqual(sorted(again), sorted(sheet));
  assert.equal(ok(await bob.from("jobs").select("company, notes").eq("id", done[sheet.indexOf(inn)].job_id).single()).company, odd.company);

  const applied = ok(await bob.from("job_sheet").select('"Company", "Date applied"').gte("Date applied", "2026-01-01").lte("Date applied", "2026-01-31"));
  assert.deepEqual(applied, [{ Company: "'=Inn, \"Old\"", "Date applied": "2026-01-02" }]);
  const known = ok(await bob.rpc("import_jobs", { rows: sheet }));
  assert.ok(known.every((row) => row.outcome === "duplicate" && row.job_id));
});

test("another tracker's sheet comes in, and says what it could not read", async () => {
  const rows = [
    { Employer: "Delta", Role: "Engineer", Stage: "Phone screen", "Applied Date": "11/25/2026", URL: "https://delta.example.org/7" },
    { Employer: "Delta", Role: "Cook", Stage: "Wishlist", "Applied Date": "" },
    { Employer: "Epsilon", Role: "Engineer", Stage: "Applied", "Applied Date": "03/04/2026" },
    { Employer: "Zeta", Role: "Engineer", Stage: "On the moon", "Applied Date": "" },
  ];
  const outcome = (answers) => answers.map(({ outcome, reason, field }) => [outcome, reason, field].filter(Boolean).join(" "));
  const tried = ok(await bob.rpc("import_jobs", { rows, dry_run: true }));
  assert.deepEqual(outcome(tried), ["added", "added", "refused ambiguous_date Applied Date", "refused unknown_status Stage"]);
  const done = ok(await bob.rpc("import_jobs", { rows, date_order: "MDY" }));
  assert.deepEqual(outcome(done), ["added", "added", "added", "refused unknown_status Stage"]);
  const jobs = ok(await bob.from("jobs").select("company, status, date_applied").in("id", done.map((row) => row.job_id).filter(Boolean)).order("company").order("date_applied"));
  assert.deepEqual(jobs.map(Object.values), [["Delta", "screening", "2026-11-25"], ["Delta", "saved", null], ["Epsilon", "applied", "2026-03-04"]]);
  assert.equal((await bob.rpc("import_jobs", { rows: Array(2001).fill(rows[0]) })).error.code, "22023");
  assert.equal((await stranger.rpc("import_jobs", { rows })).status, 401);
});

test("a posting is known again by its link", async () => {
  const found = ok(await ann.rpc("similar_jobs", { company: "Unheard of", job_title: "Cook", job_url: "http://www.example.org/jobs/1/?gclid=7" }));
  assert.deepEqual(found.map((job) => [job.company_, job.reason, job.date_applied]), [["=Inn, \"Old\"", "same_link", "2026-01-02"]]);
  assert.deepEqual(ok(await ann.rpc("similar_jobs", { company: "acme", job_title: "engineer" })).map((job) => job.reason), ["similar"]);
  const rates = ok(await ann.rpc("rates").single());
  assert.deepEqual([rates.applied, rates.answered], [3, 1]);
});

test("a due reminder becomes a notification by itself, once", async () => {
  await server.restart();
  const told = () => ann.from("notifications").select("kind, title, data").then(ok);
  for (let i = 0; i < 100 && (await told()).length === 0; i++) await pause(50);
  await server.restart();
  await pause(300);
  const [reminder, ...more] = await told();
  assert.deepEqual([reminder.kind, reminder.title, reminder.data.company, more], ["reminder", "Thank them", "Acme", []]);
  assert.deepEqual(ok(await bob.from("notifications").select("id")), []);
});
