// Workload C: one person's newest 20 of a million jobs, under row security, by 32 connections.
// Against pgbench's pipelined limit and Fastify with pg: the same rows, role and claims, in turn, medians of the rounds.
import { cpuBetween, cpuSeconds, load, peopleInTurn, pgbench, pgbenchFile, requestsFile, socketFolder, stalls, startPeer, startSimple } from "./parts.js";
import { start, fillOnce, token, residentMB, median } from "./rung.js";

const CONNECTIONS = 32, SECONDS = 4, ROUNDS = 5, PEOPLE = 10000, BYTES = 4600; // of an answer
const COLUMNS = "id,job_title,company,status,location,salary,date_applied,created_at,updated_at";
const PATH = `/rest/v1/jobs?select=${COLUMNS}&order=updated_at.desc&limit=20`;

const script = pgbenchFile("c", `select coalesce(json_agg(t), '[]') from (select ${COLUMNS} from public.jobs order by updated_at desc limit 20) t`,
  `\\set n random(1, ${PEOPLE})`);
const requests = (name, path) => requestsFile(name, peopleInTurn(PEOPLE), () => ({ path }));
const ask = (port, file, rate, seconds = SECONDS) => load(port, file, { connections: CONNECTIONS, seconds, rate });
const limit = (socket) => pgbench(socket, script, { connections: CONNECTIONS, seconds: SECONDS });

// Tails in windows of a second, and medians of those: what one stall of the machine does stays in its window.
const WINDOWS = 4; // at a time
async function windows(list, once) {
  for (let i = 0; i < WINDOWS; i++) list.push(await once());
}
const tail = (list) => ({ p50: median(list.map((w) => w.p50)), p99: median(list.map((w) => w.p99)), ratio: median(list.map((w) => w.p99 / w.p50)) });

// What the machine itself does to a tail: that of the simplest server, which computes for as long as an answer of ours takes.
async function startControl(port, microseconds) {
  const { child } = await startSimple(port, microseconds, BYTES);
  const capacity = (await ask(port, ours)).rps;
  return { child, capacity, window: () => ask(port, ours, capacity * 0.7, 1) };
}

const rung = await start();
fillOnce();
const socket = socketFolder();
const fastify = await startPeer("fastify", 18431, socket);
const ours = requests("rung", PATH), theirs = requests("fastify", "/jobs");
const rps = { rung: [], pgbench: [], fastify: [] }, microseconds = [];
let simple;
try {
  await ask(rung.port, ours);
  for (let round = 1; round <= ROUNDS; round++) {
    rps.pgbench.push(await limit(socket));
    const before = cpuSeconds(rung), answered = (await ask(rung.port, ours)).rps, spent = cpuBetween(before, cpuSeconds(rung), rung);
    rps.rung.push(answered);
    microseconds.push(((spent.rung + spent.postgres) * 1e6) / (answered * SECONDS));
    rps.fastify.push((await ask(fastify.port, theirs)).rps);
    console.log(`round ${round}: pgbench ${rps.pgbench.at(-1).toFixed(0)}/s  rung ${rps.rung.at(-1).toFixed(0)}/s  fastify ${rps.fastify.at(-1).toFixed(0)}/s`);
  }
  fastify.child.kill();
  const capacity = median(rps.rung), window = () => ask(rung.port, ours, capacity * 0.7, 1);
  simple = await startControl(18432, median(microseconds));
  const alone = [], besides = [], controls = [];
  for (let round = 0; round < 3; round++) {
    await windows(alone, window);
    const slow = fetch(`${rung.url}/rest/v1/rpc/bench_sleep`, { method: "POST", headers: { authorization: `Bearer ${token(1)}`, "content-type": "application/json" }, body: "{}" });
    await windows(besides, window);
    const answer = await slow;
    if (!answer.ok) throw new Error(`the slow query failed: ${await answer.text()}`);
    await windows(controls, simple.window);
  }
  const quiet = tail(alone), beside = tail(besides).p99, control = tail(controls);
  const still = await stalls(5);
  console.log(`at 70 %: p50 ${quiet.p50.toFixed(2)} ms, p99 ${quiet.p99.toFixed(2)} ms; beside a 5-second query p99 ${beside.toFixed(2)} ms (x${(beside / quiet.p99).toFixed(2)})`);
  console.log(`controls: the simplest server that computes ${median(microseconds).toFixed(0)} us for an answer, at 70 % of its ${simple.capacity.toFixed(0)}/s: p50 ${control.p50.toFixed(2)} ms, p99 ${control.p99.toFixed(2)} ms, p99 over p50 ${control.ratio.toFixed(1)}; the idle machine stands still ${still.msPerSecond.toFixed(1)} ms of each second, ${still.longest.toFixed(1)} ms at once`);
  console.log(`resident after it: ${residentMB(rung.child.pid).toFixed(1)} MB without PostgreSQL`);
  console.log(`c limit=${(capacity / median(rps.pgbench)).toFixed(2)} fastify=${(capacity / median(rps.fastify)).toFixed(2)} p99_over_p50=${quiet.ratio.toFixed(2)}`);
} finally {
  fastify.child.kill();
  simple?.child.kill();
  await rung.stop();
}
