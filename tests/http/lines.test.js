// Which connection a request goes down: light ones follow each other on few, and none waits behind one that takes long.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { Pipeline } from "./pipeline.js";
import { startServer } from "./server.js";

let server;

before(async () => {
  server = await startServer({ own: true });
  await server.query(`
    create view public.which as select pg_backend_pid() as process;
    create function public.doze(seconds float8) returns int language sql volatile as 'select 1 from (select pg_sleep(seconds)) s';
    create view public.dozing as select seconds, public.doze(seconds) from (values (0.0), (3.0)) as t (seconds) offset 0;
    create table public.pebbles (id int primary key);
    insert into public.pebbles values (1);
    grant select on public.pebbles, public.dozing, public.which to service_role;`);
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

test("one read after the other is served by one process a loop", async () => {
  const served = async () => {
    const pids = new Set();
    for (let i = 0; i < 40; i++) pids.add((await ask("which?limit=1")).value[0].process);
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

test("what comes in the same moment as a read that takes long does not wait for it, and each gets its own answer", async () => {
  await server.query("insert into public.pebbles select generate_series(2, 40)");
  const lines = Array.from({ length: 24 }, () => new Pipeline(server.url)), headers = { authorization: `Bearer ${server.serviceRoleKey}` };
  const get = async (line, path) => {
    const began = performance.now(), res = await line.send("GET", `/rest/v1/${path}`, headers);
    return { ...res, ms: performance.now() - began };
  };
  try {
    await Promise.all(lines.map((line) => get(line, "pebbles?id=eq.1")));
    for (let round = 0; round < 2; round++) {
      const crowd = Promise.all(Array.from({ length: availableParallelism() }, () => ask("rpc/doze", { seconds: 3 }))); // no processor is free for another connection
      await new Promise((resolve) => setTimeout(resolve, 100));
      const slow = get(lines[0], "dozing?seconds=eq.3&limit=1"), quick = await Promise.all(lines.slice(1).map((line, i) => get(line, `pebbles?id=eq.${i + 1}`)));
      quick.forEach(({ status, text }, i) => assert.deepEqual([status, JSON.parse(text)], [200, [{ id: i + 1 }]]));
      const longest = Math.max(...quick.map((q) => q.ms));
      assert.ok(longest < 1000, `a read waited ${longest.toFixed(0)} ms`);
      assert.deepEqual(JSON.parse((await slow).text), [{ seconds: 3, doze: 1 }]);
      await crowd;
    }
    const lost = get(lines[0], "dozing?seconds=eq.3&limit=1"), others = await Promise.all(lines.slice(1).map((line) => get(line, "pebbles?id=eq.1")));
    assert.ok(others.every(({ status }) => status === 200));
    await server.query("select pg_terminate_backend(pid) from pg_stat_activity where query like '%dozing%' and pid <> pg_backend_pid()");
    assert.equal((await lost).status, 503);
    const after = await Promise.all(lines.map((line, i) => get(line, `pebbles?id=eq.${i + 1}`)));
    after.forEach(({ text }, i) => assert.deepEqual(JSON.parse(text), [{ id: i + 1 }]));
  } finally {
    lines.forEach((line) => line.close());
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
