// How /rest/v1 grows: rows of a table, connections, tables of a schema.  script/bench rest --full [--small] [--rows|--connections|--tables]
// All three take about twenty minutes; --small is for trying it, and so is --most=1000: no more tables than that.
import { load, peopleInTurn, pgbench, pgbenchFile, requestsFile, socketFolder } from "./parts.js";
import { fillOnce, median, person, psql, psqlMeanwhile, residentMB, start, token } from "./rung.js";

const has = (option) => process.argv.includes(`--${option}`);
const small = has("small"), every = !["rows", "connections", "tables"].some(has);
const SECONDS = small ? 2 : 5;
const PER_PERSON = 100;
const JOBS = "id,job_title,company,status,location,salary,date_applied,created_at,updated_at";

const rung = await start();
const socket = socketFolder();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const ask = (path) => fetch(`${rung.url}/rest/v1/${path}`, { headers: { authorization: `Bearer ${token(1)}` } });
async function until(path, status) {
  const from = performance.now();
  for (;;) {
    const answer = await ask(path);
    await answer.arrayBuffer();
    if (answer.status === status) return performance.now() - from;
    if (performance.now() - from > 120_000) throw new Error(`${path} never answered ${status}`);
    await pause(10);
  }
}

// One row by its key, and a person's newest 20: each server's and pgbench's.
async function rows() {
  psql("-c", `drop table if exists public.bench_rows; create unlogged table public.bench_rows (id bigint primary key, user_id uuid not null, title text not null, at timestamptz not null);
    create index on public.bench_rows (user_id, at desc); call private.protect('public.bench_rows'); grant select on public.bench_rows to authenticated;
    create policy own on public.bench_rows to authenticated using (user_id = (select auth.uid()))`);
  await until("bench_rows?limit=1", 200);
  let there = 0;
  for (const n of small ? [1e3, 1e4] : [1e3, 1e4, 1e5, 1e6, 1e7]) {
    psql("-c", `insert into public.bench_rows select n, ('${person(0).slice(0, 24)}' || lpad(to_hex(1 + n / ${PER_PERSON}), 12, '0'))::uuid, 'A row of many, number ' || n,
      timestamptz '2026-01-01' + n * interval '1 second' from generate_series(${there}, ${n - 1}) n`, "-c", "vacuum analyze public.bench_rows", "-c", "checkpoint");
    there = n;
    const people = Math.min(n / PER_PERSON, 10000), list = Array.from({ length: people }, (_, i) => 1 + (i * 7919) % people);
    const questions = {
      key: { path: (p) => `bench_rows?id=eq.${(p - 1) * PER_PERSON + 7}`, sql: `select * from public.bench_rows where id = (:n - 1) * ${PER_PERSON} + 7` },
      newest: { path: () => "bench_rows?order=at.desc&limit=20", sql: "select * from public.bench_rows order by at desc limit 20" },
    };
    const said = [];
    for (const [name, { path, sql }] of Object.entries(questions)) {
      const file = requestsFile(`rows_${name}`, list, (p) => ({ path: `/rest/v1/${path(p)}` }));
      const script = pgbenchFile(`rows_${name}`, `select coalesce(json_agg(t), '[]') from (${sql}) t`, `\\set n random(1, ${people})`);
      const ours = (await load(rung.port, file, { connections: 32, seconds: SECONDS })).rps;
      const limit = await pgbench(socket, script, { connections: 8, seconds: SECONDS });
      said.push(`${name} ${ours.toFixed(0)}/s (${(ours / limit).toFixed(2)} of pgbench)`);
    }
    console.log(`${n} rows: ${said.join("  ")}`);
  }
  psql("-c", "drop table public.bench_rows");
}

// Workload C, over ever more connections at once.
async function connections() {
  fillOnce();
  const file = requestsFile("connections", peopleInTurn(10000), () => ({ path: `/rest/v1/jobs?select=${JOBS}&order=updated_at.desc&limit=20` }));
  await load(rung.port, file, { connections: 8, seconds: SECONDS });
  for (const n of small ? [8, 64] : [8, 32, 128, 512, 1000, 2000, 4000]) {
    const { rps, p50, p99 } = await load(rung.port, file, { connections: n, seconds: SECONDS * 2 });
    console.log(`${n} connections: ${rps.toFixed(0)}/s  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms  resident ${residentMB(rung.child.pid).toFixed(0)} MB`);
  }
}

// One row by its key at a rate that leaves the server time, while nothing changes and while the schema does, every second: what reading it again
// costs those who only want their row.  Medians of rounds in turn.
const RATE = 500, ROUNDS = small ? 1 : 3;
async function reloads(n) {
  const file = requestsFile("reloads", peopleInTurn(10000), (p) => ({ path: `/rest/v1/bench_t_1?id=eq.${p}` }));
  const timed = () => load(rung.port, file, { connections: 16, seconds: SECONDS, rate: RATE });
  const change = () => psqlMeanwhile("-c", `do $$ begin for i in 1..${SECONDS} loop create view public.bench_v as select 1 as n; commit; perform pg_sleep(1);
    drop view public.bench_v; end loop; end $$`);
  const calm = [], moved = [];
  await timed();
  for (let i = 0; i < ROUNDS; i++) {
    calm.push(await timed());
    moved.push((await Promise.all([timed(), change()]))[0]);
    await pause(1000);
  }
  const said = (rounds) => ["p50", "p99", "max"].map((what) => `${what} ${median(rounds.map((round) => round[what])).toFixed(1)}`).join(" ");
  console.log(`${n} tables, ${RATE} requests a second: ${said(calm)} ms; while the schema changes each second: ${said(moved)} ms`);
}

// Empty tables beside one that is asked: until a new one is known, and what knowing them costs.
async function tables() {
  const batch = 250, make = (first, last) => psql("-c", `do $$ begin for i in ${first}..${last} loop
    execute format('create table public.bench_t_%s (id bigint primary key, name text, at timestamptz)', i);
    execute format('call private.protect(''public.bench_t_%s'')', i); execute format('grant select on public.bench_t_%s to authenticated', i); end loop; end $$`);
  const limit = Number(process.argv.find((option) => option.startsWith("--most="))?.slice(7) ?? (small ? 100 : 10000));
  let there = 0;
  try {
    for (const n of [10, 100, 1000, 10000].filter((n) => n <= limit)) {
      for (; there < n; there = Math.min(n, there + batch)) make(there + 1, Math.min(n, there + batch));
      const known = await until(`bench_t_${n}?limit=1`, 200);
      const file = requestsFile("tables", peopleInTurn(10000), (p) => ({ path: `/rest/v1/bench_t_${1 + (p % n)}?id=eq.${p}` }));
      const { rps, p99 } = await load(rung.port, file, { connections: 32, seconds: SECONDS });
      console.log(`${n} tables: known ${known.toFixed(0)} ms after the last was made  key ${rps.toFixed(0)}/s  p99 ${p99.toFixed(1)} ms  resident ${residentMB(rung.child.pid).toFixed(0)} MB`);
      await reloads(n);
    }
  } finally {
    for (let i = 1; i <= there; i += batch)
      psql("-c", `do $$ begin for i in ${i}..${Math.min(there, i + batch - 1)} loop execute format('drop table if exists public.bench_t_%s', i); end loop; end $$`);
  }
}

try {
  for (const axis of [rows, connections, tables]) if (every || has(axis.name)) await axis();
} finally {
  await rung.stop();
}
