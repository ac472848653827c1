// Which connection a request goes down: light ones follow each other on few, and none waits behind one that takes long.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { startServer } from "./server.js";

let server;

before(async () => {
  server = await startServer({ own: true });
  await server.query(`
    create function public.which() returns int language sql stable as 'select pg_backend_pid()';
    create function public.doze(seconds float8) returns int language sql volatile as 'select 1 from (select pg_sleep(seconds)) s';
    create table public.pebbles (id int primary key);
    insert into public.pebbles values (1);
    grant select on public.pebbles to service_role;`);
});
after(() => server?.stop());

async function ask(path, body) {
  const began = performance.now();
  const res = await fetch(`${server.url}/rest/v1/${path}`, {
    method: body ? "POST" : "GET", body: body && JSON.stringify(body), signal: AbortSignal.timeout(20000),
    headers: { apikey: server.serviceRoleKey, "content-type": "application/json" },
  });
  const text = await res.text();
  assert.equal(res.status, 200, text);
  return { value: JSON.parse(text), ms: performance.now() - began };
}

test("one request after the other is served by one process a loop", async () => {
  const served = async () => {
    const pids = new Set();
    for (let i = 0; i < 40; i++) pids.add((await ask("rpc/which")).value);
    return pids.size;
  };
  await served(); // meanwhile all of a loop's connections are made
  const processes = await served();
  assert.ok(processes <= availableParallelism(), `${processes} processes`);
});

test("what comes together with a call does not wait for it", async () => {
  for (let i = 0; i < 2; i++) {
    const reads = () => Array.from({ length: 12 }, () => ask("pebbles?id=eq.1"));
    const before = reads(), slow = ask("rpc/doze", { seconds: 3 }), quick = [...before, ...reads(), ...reads()];
    const longest = Math.max(...(await Promise.all(quick)).map((q) => q.ms));
    assert.ok(longest < 2000, `a read waited ${longest.toFixed(0)} ms`);
    await slow;
  }
});

test("what comes while statements stand does not wait for them", async () => {
  const slow = [0, 1, 2].map(() => ask("rpc/doze", { seconds: 3 }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (let i = 0; i < 20; i++) {
    const quick = await Promise.all([0, 1, 2, 3].map(() => ask("pebbles?id=eq.1")));
    const longest = Math.max(...quick.map((q) => q.ms));
    assert.ok(longest < 2000, `a read waited ${longest.toFixed(0)} ms`);
  }
  assert.ok((await Promise.all(slow)).every((s) => s.ms >= 3000));
});
