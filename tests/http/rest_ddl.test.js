// A change of the schema is visible to the request that comes after it, and no other request notices.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startServer } from "./server.js";

let server;
const ask = async (path, { headers, ...options } = {}) => {
  const answer = await fetch(`${server.url}/rest/v1/${path}`, {
    ...options, headers: { apikey: server.serviceRoleKey, authorization: `Bearer ${server.serviceRoleKey}`, "content-type": "application/json", ...headers } });
  return { status: answer.status, json: await answer.json().catch(() => null) };
};

// One psql for all, since there are hundreds of changes; each has been committed when its echo comes.
let psql, lines;
async function owner(sql) {
  psql.stdin.write(`${sql};\n\\echo done\n`);
  const { value } = await lines.next();
  assert.equal(value, "done");
}

before(async () => {
  server = await startServer();
  const database = await server.query("select current_database()");
  psql = spawn("psql", ["-X", "-q", "-A", "-t", "-d", `${process.env.RUNG_TEST_DATABASE} dbname=${database}`], { stdio: ["pipe", "pipe", "inherit"] });
  lines = createInterface({ input: psql.stdout })[Symbol.asyncIterator]();
  await owner(`create table public.steady (id int primary key, name text); insert into public.steady select n, 'n' || n from generate_series(1, 100) n;
    grant all on public.steady to service_role, anon`);
});
after(() => {
  psql.stdin.end();
  return server.stop();
});

test("the next request sees a table, its columns, a function, and that they are gone", { timeout: 120000 }, async () => {
  for (let i = 0; i < 50; i++) {
    await owner(`create table public.fresh (id int primary key, steady_id int references public.steady); grant all on public.fresh to service_role`);
    assert.deepEqual(await ask("fresh", { method: "POST", body: '{"id": 1, "steady_id": 7}', headers: { prefer: "return=representation" } }),
      { status: 201, json: [{ id: 1, steady_id: 7 }] }, `create ${i}`);
    await owner("alter table public.fresh add column note text default 'new'");
    assert.deepEqual((await ask("fresh?select=*,steady(name)")).json, [{ id: 1, steady_id: 7, note: "new", steady: { name: "n7" } }], `add ${i}`);
    await owner("alter table public.fresh alter column id type text, drop column steady_id");
    assert.deepEqual((await ask("fresh")).json, [{ id: "1", note: "new" }], `alter ${i}`);
    await owner("create function public.fresh_note() returns text language sql stable as 'select note from public.fresh'; grant execute on function public.fresh_note to service_role");
    assert.deepEqual((await ask("rpc/fresh_note")).json, "new", `function ${i}`);
    await owner("drop function public.fresh_note; drop table public.fresh");
    const gone = await ask("fresh");
    assert.deepEqual([gone.status, gone.json.code], [404, "PGRST205"], `drop ${i}`);
  }
});

test("with 32 connections busy nobody sees an error, nor waits for the reload", { timeout: 120000 }, async (t) => {
  const times = [];
  let busy = true;
  const wrong = [];
  const reader = async (n) => {
    for (let i = n; busy; i++) {
      const begun = performance.now();
      const { status, json } = await ask(i % 2 ? `steady?id=eq.${1 + (i % 100)}` : "steady?select=*&order=id");
      times.push(performance.now() - begun);
      if (status !== 200 || json[0].name !== `n${json[0].id}`) wrong.push([status, json]);
    }
  };
  const readers = Array.from({ length: 32 }, (_, n) => reader(n));
  for (let i = 0; i < 25; i++) {
    await owner(`alter table public.steady add column c${i} int; create table public.other${i} (id int); grant all on public.other${i} to service_role`);
    assert.equal((await ask(`other${i}`)).status, 200);
    assert.ok(`c${i}` in (await ask("steady?limit=1")).json[0], `c${i}`);
    await owner(`alter table public.steady drop column c${i}; drop table public.other${i}`);
    assert.ok(!(`c${i}` in (await ask("steady?limit=1")).json[0]), `c${i} is gone`);
  }
  busy = false;
  await Promise.all(readers);
  times.sort((a, b) => a - b);
  t.diagnostic(`${times.length} requests, p50 ${times[times.length >> 1].toFixed(1)} ms, p99 ${times[Math.floor(times.length * 0.99)].toFixed(1)} ms`);
  assert.deepEqual(wrong.slice(0, 3), []);
});

test("what does not exist is said to be so, quickly and always", async () => {
  for (let i = 0; i < 20; i++) {
    const { status, json } = await ask("never_was");
    assert.deepEqual([status, json.code], [404, "PGRST205"]);
  }
  await pause(100);
  assert.equal((await ask("steady?limit=1")).status, 200);
});
