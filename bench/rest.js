// /rest/v1 against what the same SQL costs in pgbench's pipeline, and against two peers in Node: the same rows, role and
// claims, in turn, medians of the rounds.  --full: how it grows with rows, connections and tables (rest_growth.js).
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { cpuBetween, cpuSeconds, load, peopleInTurn, pgbench, pgbenchFile, requestsFile, socketFolder, startPeer } from "./parts.js";
import { fillLists, fillOnce, median, psql, root, start, token } from "./rung.js";

if (process.argv.includes("--full")) {
  await import("./rest_growth.js");
  process.exit();
}

const PEOPLE = 10000, LISTS = 20, BULK = 1000;
const { ROUNDS = 3, SECONDS = 2, ONLY } = process.env;
const JOBS = "id,job_title,company,status,location,salary,date_applied,created_at,updated_at";
const note = { title: "A letter to Halden & Sons", body: "Ask about the posting of last week, and who reads the letters." };
const notes = Array.from({ length: BULK }, (_, i) => ({ ...note, title: `${note.title}, ${i}` }));
const listOf = (n) => n - 1 + PEOPLE * (n % LISTS) || PEOPLE; // one of person n's own
const one = `\\set n random(1, ${PEOPLE})`;
const rowsOf = (sql) => `select coalesce(json_agg(t), '[]') from (${sql}) t`;
const text = (value) => `'${value.replaceAll("'", "''")}'`;
const graphql = (query) => () => ({ path: "/graphql", body: { query } });
const columns = "id,user_id,title,at";

// Each: what pgbench runs, what each server is asked, and how many rows the answer has.
const workloads = {
  c: {
    sql: rowsOf(`select ${JOBS} from public.jobs order by updated_at desc limit 20`), rows: 20,
    rung: () => ({ path: `/rest/v1/jobs?select=${JOBS}&order=updated_at.desc&limit=20` }), fastify: () => ({ path: "/jobs" }),
    postgraphile: graphql("{allJobs(first:20,orderBy:UPDATED_AT_DESC){nodes{id jobTitle company status location salary dateApplied createdAt updatedAt}}}"),
  },
  key: {
    set: `\\set id random(1, ${PEOPLE * LISTS})\n\\set n 1 + mod(:id, ${PEOPLE})`, rows: 1,
    sql: rowsOf(`select ${columns} from public.bench_lists where id = :id`),
    rung: (n) => ({ path: `/rest/v1/bench_lists?select=${columns}&id=eq.${listOf(n)}` }), fastify: (n) => ({ path: `/lists/${listOf(n)}` }),
    postgraphile: (n) => graphql(`{benchListById(id:"${listOf(n)}"){id userId title at}}`)(),
  },
  embed: {
    rows: 20,
    sql: `select l.id, l.title, coalesce(i.i, '[]') from public.bench_lists l left join lateral (select json_agg(i) as i from
      (select x.id, x.body, x.done from public.bench_items x where x.list_id = l.id) i) i on true order by l.at desc limit 20`.replace(/\s+/g, " "),
    rung: () => ({ path: "/rest/v1/bench_lists?select=id,title,bench_items(id,body,done)&order=at.desc&limit=20" }), fastify: () => ({ path: "/lists" }),
    postgraphile: graphql("{allBenchLists(first:20,orderBy:AT_DESC){nodes{id title benchItemsByListId{nodes{id body done}}}}}"),
  },
  insert: {
    writes: true, sql: `insert into public.bench_notes (title, body) values (${text(note.title)}, ${text(note.body)})`,
    rung: () => ({ path: "/rest/v1/bench_notes", body: note }), fastify: () => ({ path: "/notes", body: note }),
    postgraphile: () => ({ path: "/graphql", body: {
      query: "mutation($n:BenchNoteInput!){createBenchNote(input:{benchNote:$n}){clientMutationId}}", variables: { n: note },
    } }),
  },
  bulk: { // PostGraphile has no such thing
    writes: true, people: 40,
    sql: `insert into public.bench_notes (title, body) select title, body from json_to_recordset(${text(JSON.stringify(notes))}) as x(title text, body text)`,
    rung: () => ({ path: "/rest/v1/bench_notes", body: notes }), fastify: () => ({ path: "/notes/bulk", body: notes }),
  },
  rpc: {
    rows: 20, sql: rowsOf(`select ${columns} from public.bench_recent(20)`),
    rung: () => ({ path: `/rest/v1/rpc/bench_recent?select=${columns}`, body: { most: 20 } }), fastify: () => ({ path: "/rpc/bench_recent", body: { most: 20 } }),
    postgraphile: graphql("{benchRecent(most:20){nodes{id userId title at}}}"),
  },
};

// A server that answers something else is no peer.
async function check(name, who, port, requestOf, rows) {
  const { path, body } = requestOf(7);
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: body ? "POST" : "GET", body: body && JSON.stringify(body),
    headers: { authorization: `Bearer ${token(7)}`, "content-type": "application/json" },
  });
  const said = await answer.text();
  let list = said && JSON.parse(said);
  if (list?.data) list = Object.values(list.data)[0]?.nodes ?? Object.values(list.data)[0];
  const n = rows === undefined ? undefined : [list].flat().length;
  if (!answer.ok || n !== rows || (list?.errors ?? null)) throw new Error(`${who} does not answer ${name}: ${answer.status}, ${n} rows: ${said.slice(0, 300)}`);
}

const rung = await start();
fillOnce();
fillLists();
const socket = socketFolder();
const servers = { rung, fastify: await startPeer("fastify", 18431, socket), postgraphile: await startPeer("postgraphile", 18432, socket) };
const ratio = (a, b) => (b ? (a / b).toFixed(2) : "-");
const last = [];
try {
  for (const [name, w] of Object.entries(workloads)) {
    if (ONLY && !ONLY.split(",").includes(name)) continue;
    const people = peopleInTurn(PEOPLE).slice(0, w.people ?? PEOPLE), who = Object.keys(servers).filter((s) => w[s]), rps = {}, files = {}, used = [];
    const script = pgbenchFile(name, w.sql, w.set ?? one);
    const clear = () => w.writes && psql("-c", "truncate public.bench_notes");
    const note = (s, n) => (rps[s] ??= []).push(n);
    for (const s of who) {
      await check(name, s, servers[s].port, w[s], w.rows);
      files[s] = requestsFile(s, people, w[s]);
      await load(servers[s].port, files[s], { connections: 32, seconds: 1 });
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const connections of [8, 32]) {
        note(`pgbench ${connections}`, await pgbench(socket, script, { connections, seconds: SECONDS }));
        clear();
      }
      for (const s of who) {
        const before = cpuSeconds(rung);
        const { rps: n } = await load(servers[s].port, files[s], { connections: 32, seconds: SECONDS });
        const spent = cpuBetween(before, cpuSeconds(rung), rung);
        note(s, n);
        if (s === "rung") used.push({ rung: (spent.rung * 1e6) / (n * SECONDS), postgres: (spent.postgres * 1e6) / (n * SECONDS) });
        clear();
      }
    }
    const of = Object.fromEntries(Object.entries(rps).map(([s, list]) => [s, median(list)]));
    const cpu = (whose) => median(used.map((u) => u[whose])).toFixed(0);
    console.log(`${name}: ${Object.entries(of).map(([s, n]) => `${s} ${n.toFixed(0)}/s`).join("  ")}  us of CPU a request: rung ${cpu("rung")}, postgres ${cpu("postgres")}`);
    const best = Math.max(of["pgbench 8"], of["pgbench 32"]);
    last.push(`${name}=${ratio(of.rung, of["pgbench 32"])},${ratio(of.rung, best)},${ratio(of.rung, of.fastify)},${ratio(of.rung, of.postgraphile)}`);
  }
} finally {
  for (const { child } of [servers.fastify, servers.postgraphile]) child.kill();
  await rung.stop();
}
const compile = execFileSync(join(root, "build/release/bench/compile"), { encoding: "utf8" }).trim().split("\n").at(-1);
console.log(`rest (of the limit at the same 32 connections, of pgbench at its best, of Fastify, of PostGraphile) ${last.join(" ")} ${compile.replace("compile ", "compile_us_")}`);
