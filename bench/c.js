// Workload C: one person's newest 20 of a million jobs, under row security, by 32 connections.
// Against pgbench's pipelined limit and Fastify with pg: the same rows, role and claims, in turn, medians of the rounds.
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { load, peopleInTurn, pgbench, pgbenchFile, requestsFile, socketFolder, stalls, startPeer } from "./parts.js";
import { start, fillOnce, token, scratch, residentMB, median } from "./rung.js";

const CONNECTIONS = 32, SECONDS = 4, ROUNDS = 5, PEOPLE = 10000;
const COLUMNS = "id,job_title,company,status,location,salary,date_applied,created_at,updated_at";
const PATH = `/rest/v1/jobs?select=${COLUMNS}&order=updated_at.desc&limit=20`;

const script = pgbenchFile("c", `select coalesce(json_agg(t), '[]') from (select ${COLUMNS} from public.jobs order by updated_at desc limit 20) t`,
  `\\set n random(1, ${PEOPLE})`);
const requests = (name, path) => requestsFile(name, peopleInTurn(PEOPLE), () => ({ path }));
const ask = (port, file, rate, seconds = SECONDS) => load(port, file, { connections: CONNECTIONS, seconds, rate });
const limit = (socket, seconds, ...more) => pgbench(socket, script, { connections: CONNECTIONS, seconds, more });

// Tails in windows of a second, and medians of those: what one stall of the machine does stays in its window.
const WINDOWS = 4; // at a time
async function windows(list, once) {
  for (let i = 0; i < WINDOWS; i++) list.push(await once());
}
const tail = (list) => ({ p50: median(list.map((w) => w.p50)), p99: median(list.map((w) => w.p99)), ratio: median(list.map((w) => w.p99 / w.p50)) });

// What the machine itself does to a tail: pgbench's own at the same share of its capacity.
async function pgbenchTail(socket, rate) {
  for (const name of readdirSync(scratch)) if (name.startsWith("tail.")) rmSync(join(scratch, name));
  await limit(socket, 2, "-R", String(Math.round(rate)), "-l", "--log-prefix=tail");
  const log = readdirSync(scratch).find((name) => name.startsWith("tail."));
  const lines = readFileSync(join(scratch, log), "utf8").trim().split("\n").map((line) => line.split(" ").map(Number));
  const begun = Math.min(...lines.slice(0, 100).map((f) => f[4])) + 1; // what waited for the connections to be made is left out
  const ms = lines.filter((f) => f[4] >= begun).map((f) => f[2] / 1000).sort((a, b) => a - b);
  return { p50: ms[ms.length >> 1], p99: ms[Math.floor(ms.length * 0.99)] };
}

const rung = await start();
fillOnce();
const socket = socketFolder();
const fastify = await startPeer("fastify", 18431, socket);
const ours = requests("rung", PATH), theirs = requests("fastify", "/jobs");
const rps = { rung: [], pgbench: [], fastify: [] };
try {
  await ask(rung.port, ours);
  for (let round = 1; round <= ROUNDS; round++) {
    rps.pgbench.push(await limit(socket, SECONDS));
    rps.rung.push((await ask(rung.port, ours)).rps);
    rps.fastify.push((await ask(fastify.port, theirs)).rps);
    console.log(`round ${round}: pgbench ${rps.pgbench.at(-1).toFixed(0)}/s  rung ${rps.rung.at(-1).toFixed(0)}/s  fastify ${rps.fastify.at(-1).toFixed(0)}/s`);
  }
  fastify.child.kill();
  const capacity = median(rps.rung), window = () => ask(rung.port, ours, capacity * 0.7, 1);
  const alone = [], besides = [], controls = [];
  for (let round = 0; round < 3; round++) {
    await windows(alone, window);
    const slow = fetch(`${rung.url}/rest/v1/rpc/bench_sleep`, { method: "POST", headers: { authorization: `Bearer ${token(1)}`, "content-type": "application/json" }, body: "{}" });
    await windows(besides, window);
    const answer = await slow;
    if (!answer.ok) throw new Error(`the slow query failed: ${await answer.text()}`);
    await windows(controls, () => pgbenchTail(socket, median(rps.pgbench) * 0.7));
  }
  const quiet = tail(alone), beside = tail(besides).p99, control = tail(controls);
  const still = await stalls(5);
  console.log(`at 70 %: p50 ${quiet.p50.toFixed(2)} ms, p99 ${quiet.p99.toFixed(2)} ms; beside a 5-second query p99 ${beside.toFixed(2)} ms (x${(beside / quiet.p99).toFixed(2)})`);
  console.log(`controls: pgbench's own p99 over p50 at 70 % ${control.ratio.toFixed(1)}; the idle machine stands still ${still.msPerSecond.toFixed(1)} ms of each second, ${still.longest.toFixed(1)} ms at once`);
  console.log(`resident after it: ${residentMB(rung.child.pid).toFixed(1)} MB without PostgreSQL`);
  console.log(`c limit=${(capacity / median(rps.pgbench)).toFixed(2)} fastify=${(capacity / median(rps.fastify)).toFixed(2)} p99_over_p50=${quiet.ratio.toFixed(2)}`);
} finally {
  fastify.child.kill();
  await rung.stop();
}
