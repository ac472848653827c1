// PostgreSQL dies, is stopped, or throws everybody out, under load: each request is answered, each write that was
// acknowledged is there, and service comes back by itself.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { startServer } from "./server.js";

const HANG = 20000; // milliseconds
const BACK = 30000; // of which sanitizers and a loaded machine need most

let server, session, headers;

before(async () => {
  server = await startServer({ own: true });
  await server.query(`create table public.kept (id uuid primary key, text text);
    grant all on public.kept to authenticated;
    create function public.slow(seconds float) returns int language sql as 'select 1 from pg_sleep(seconds)';
    grant execute on function public.slow to authenticated;`);
  const res = await fetch(`${server.url}/auth/v1/signup`, {
    method: "POST",
    headers: { apikey: server.anonKey, "content-type": "application/json" },
    body: JSON.stringify({ email: "ann@example.org", password: "correct horse battery" }),
  });
  session = await res.json();
  headers = { apikey: server.anonKey, authorization: `Bearer ${session.access_token}`, "content-type": "application/json" };
});
after(() => server?.stop());

const kept = []; // acknowledged
const problems = [];

// One request of each lane and surface; what its 503 must say.
const visits = {
  read: () => ["GET", "/rest/v1/kept?limit=1&select=id", null, (b) => b.code === "PGRST000" && "hint" in b],
  write: () => ["POST", "/rest/v1/kept", { id: randomUUID() }, (b) => b.code === "PGRST000" && "hint" in b],
  call: () => ["POST", "/rest/v1/rpc/slow", { seconds: 0.05 }, (b) => b.code === "PGRST000" && "hint" in b],
  user: () => ["GET", "/auth/v1/user", null, (b) => b.error_code === "database_unavailable" && typeof b.msg === "string"],
  login: () => ["POST", "/auth/v1/token?grant_type=password", { email: "ann@example.org", password: "correct horse battery" },
    (b) => b.error_code === "database_unavailable" && typeof b.msg === "string"],
  list: () => ["POST", "/storage/v1/object/list/resumes", { prefix: "" }, (b) => b.statusCode === "503" && typeof b.message === "string"],
};

async function visit(kind) {
  const [method, path, body, says] = visits[kind]();
  const res = await fetch(server.url + path, {
    method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(HANG),
  });
  const text = await res.text();
  if (res.status === 503) {
    const known = res.headers.get("retry-after") === "2" && says(JSON.parse(text));
    if (!known) problems.push(`${kind}: 503 ${JSON.stringify([...res.headers])} ${text}`);
  } else if (!res.ok) {
    problems.push(`${kind}: ${res.status} ${text}`);
  }
  if (kind === "write" && res.status === 201) kept.push(body.id);
  return res;
}

async function timeUntilBack() {
  const start = Date.now();
  for (const kind of Object.keys(visits))
    for (let good = 0; good < 3;) {
      if (Date.now() - start > BACK) assert.fail(`${kind} does not come back: ${problems[0]}\n${server.log.text.slice(-3000)}`);
      const { ok } = await visit(kind).catch(() => ({}));
      good = ok ? good + 1 : 0;
      if (!ok) await pause(50);
    }
  return Date.now() - start;
}

async function underLoad(run) {
  let going = true;
  const counts = {};
  const load = Promise.all(Object.keys(visits).flatMap((kind) => [kind, kind]).map(async (kind) => {
    while (going) {
      const { status } = await visit(kind).catch((error) => problems.push(`${kind}: ${error}`) && { status: 0 });
      counts[status] = (counts[status] ?? 0) + 1;
      if (status !== 200 && status !== 201) await pause(20);
    }
  }));
  let took;
  try {
    await pause(300);
    await run();
    took = await timeUntilBack();
  } finally {
    going = false;
    await load;
  }
  assert.deepEqual(problems.splice(0), []);
  const there = new Set((await server.query("select id from public.kept")).split("\n"));
  assert.deepEqual(kept.filter((id) => !there.has(id)), [], "acknowledged and lost");
  return `back after ${took} ms; ${JSON.stringify(counts)}`;
}

async function postmaster() {
  return Number((await readFile(`${server.data}/pg/postmaster.pid`, "utf8")).split("\n")[0]);
}

async function children(pid) {
  const found = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === pid) found.push(Number(name));
  }
  return found;
}

const kill = (pid, signal) => { try { process.kill(pid, signal); } catch { /* it has gone */ } };

test("every session is terminated, again and again", { timeout: 60000 }, async (t) => {
  t.diagnostic(await underLoad(async () => {
    for (let i = 0; i < 8; i++) {
      await server.query("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'authenticator'");
      await pause(150);
    }
  }));
});

// More than a socket takes at once: the connection breaks while its rest still waits to be written.
test("sessions are terminated while large statements are on their way", { timeout: 60000 }, async () => {
  const text = "x".repeat(60000);
  let going = true;
  const writers = Promise.all(Array.from({ length: 24 }, async () => {
    while (going) {
      const id = randomUUID();
      const res = await fetch(`${server.url}/rest/v1/kept`, { method: "POST", headers, body: JSON.stringify({ id, text }), signal: AbortSignal.timeout(HANG) })
        .catch((error) => ({ status: String(error), text: () => "" }));
      await res.text();
      if (res.status === 201) kept.push(id);
      else if (res.status !== 503) problems.push(`a large write: ${res.status}`);
    }
  }));
  for (let i = 0; i < 20; i++) {
    await server.query("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'authenticator'").catch((error) => problems.push(String(error)));
    await pause(100);
  }
  going = false;
  await writers;
  assert.deepEqual([...new Set(problems.splice(0))], []);
  const there = new Set((await server.query("select id from public.kept")).split("\n"));
  assert.deepEqual(kept.filter((id) => !there.has(id)), [], "acknowledged and lost");
});

test("sessions that ended unseen are not handed out", { timeout: 60000 }, async () => {
  const all = () => Promise.all(Object.keys(visits).flatMap((kind) => Array(8).fill(kind)).map(visit));
  for (let i = 0; i < 3; i++) {
    await all();
    await server.query("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'authenticator'");
    await pause(1000);
    assert.deepEqual((await all()).filter((res) => !res.ok).map((res) => `${res.status} ${res.url}`), []);
  }
  assert.deepEqual(problems.splice(0), []);
});

test("a backend is killed, which takes all others with it", { timeout: 60000 }, async (t) => {
  t.diagnostic(await underLoad(async () => {
    kill(Number(await server.query("select pid from pg_stat_activity where usename = 'authenticator' limit 1")), "SIGKILL");
    await pause(200);
  }));
});

test("the postmaster is killed", { timeout: 60000 }, async (t) => {
  t.diagnostic(await underLoad(async () => {
    const was = await postmaster();
    kill(was, "SIGKILL");
    await pause(200);
  }));
});

test("all of PostgreSQL stands still for three seconds", { timeout: 60000 }, async (t) => {
  t.diagnostic(await underLoad(async () => {
    const main = await postmaster();
    const all = [main, ...(await children(main))];
    for (const pid of all) kill(pid, "SIGSTOP");
    await pause(3000);
    for (const pid of all) kill(pid, "SIGCONT");
  }));
});

test("health says so, and what it needs no database for goes on", { timeout: 60000 }, async () => {
  const main = await postmaster();
  const all = [main, ...(await children(main))];
  for (const pid of all.slice(1)) kill(pid, "SIGKILL");
  kill(main, "SIGKILL");
  const live = await fetch(`${server.url}/health/live`);
  assert.equal(live.status, 200);
  let ready;
  for (let i = 0; i < 100; i++) {
    ready = await fetch(`${server.url}/health/ready`);
    if (ready.status === 200) break;
    assert.equal(ready.status, 503);
    assert.equal(ready.headers.get("retry-after"), "2");
    await pause(100);
  }
  assert.equal(ready.status, 200);
});
