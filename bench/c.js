// Workload C: one person's newest 20 of a million jobs, under row security, by 32 connections.
// Against pgbench's pipelined limit and Fastify with pg: the same rows, role and claims, in turn, medians of the rounds.
import { spawn, execFile } from "node:child_process";
import { promisify } from "node:util";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { start, fillOnce, psql, token, scratch, root, secret, residentMB, median } from "./rung.js";

const run = promisify(execFile);
const CONNECTIONS = 32, SECONDS = 4, ROUNDS = 5, PEOPLE = 10000;
const COLUMNS = "id,job_title,company,status,location,salary,date_applied,created_at,updated_at";
const PATH = `/rest/v1/jobs?select=${COLUMNS}&order=updated_at.desc&limit=20`;
const load = join(root, "build/bench/load");

const pgbenchScript = join(scratch, "c.pgbench");
writeFileSync(pgbenchScript, `\\set n random(1, ${PEOPLE})
\\startpipeline
select set_config('role', 'authenticated', true), set_config('request.jwt.claims', '{"sub":"00000000-0000-4000-8000-' || lpad(to_hex(:n::bigint), 12, '0') || '","role":"authenticated"}', true);
select coalesce(json_agg(t), '[]') from (select ${COLUMNS} from public.jobs order by updated_at desc limit 20) t;
\\endpipeline
`);

const requests = (path) => {
  const file = join(scratch, path === PATH ? "rung.requests" : "fastify.requests");
  const lines = [];
  for (let i = 0, n = 1; i < PEOPLE; i++, n = (n * 7919) % 10007) if (n <= PEOPLE) lines.push(`${path}\t${token(n)}`);
  writeFileSync(file, lines.join("\n") + "\n");
  return file;
};

async function ask(port, file, rate) {
  const { stdout } = await run(load, ["127.0.0.1", String(port), file, String(CONNECTIONS), String(SECONDS), ...(rate ? [String(rate)] : [])]);
  return JSON.parse(stdout);
}

const bindir = () => psql("-c", "select setting from pg_config where name = 'BINDIR'").trim();

async function pgbench(socket, ...more) {
  const args = ["-h", socket, "-U", "authenticator", "-n", "-M", "prepared", "-f", pgbenchScript, "-c", String(CONNECTIONS), "-j", "1", "-T", String(SECONDS), ...more, "rung"];
  const { stdout } = await run("pgbench", args, { cwd: scratch, env: { ...process.env, PATH: `${process.env.PATH}:${bindir()}` } });
  return Number(stdout.match(/tps = ([\d.]+)/)[1]);
}

// What the machine itself does to a tail: pgbench's own p99 over p50 at the same share of its capacity.
async function controlTail(socket, rate) {
  for (const name of readdirSync(scratch)) if (name.startsWith("tail.")) rmSync(join(scratch, name));
  await pgbench(socket, "-R", String(Math.round(rate)), "-l", "--log-prefix=tail");
  const log = readdirSync(scratch).find((name) => name.startsWith("tail."));
  const ms = readFileSync(join(scratch, log), "utf8").trim().split("\n").map((line) => Number(line.split(" ")[2]) / 1000).sort((a, b) => a - b);
  return ms[Math.floor(ms.length * 0.99)] / ms[ms.length >> 1];
}

async function startFastify(socket) {
  const port = 18431;
  const child = spawn("node", [join(root, "bench/peers/fastify.js")], { env: { ...process.env, SOCKET: socket, PORT: port, SECRET: secret, COLUMNS, NODE_ENV: "production" }, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return { child, port };
}

const rung = await start();
fillOnce();
const socket = psql("-c", "show unix_socket_directories").trim();
const fastify = await startFastify(socket);
const ours = requests(PATH), theirs = requests("/jobs");
const rps = { rung: [], pgbench: [], fastify: [] };
try {
  await ask(rung.port, ours);
  for (let round = 1; round <= ROUNDS; round++) {
    rps.pgbench.push(await pgbench(socket));
    rps.rung.push((await ask(rung.port, ours)).rps);
    rps.fastify.push((await ask(fastify.port, theirs)).rps);
    console.log(`round ${round}: pgbench ${rps.pgbench.at(-1).toFixed(0)}/s  rung ${rps.rung.at(-1).toFixed(0)}/s  fastify ${rps.fastify.at(-1).toFixed(0)}/s`);
  }
  fastify.child.kill();
  const capacity = median(rps.rung), quiet = [], beside = [];
  for (let round = 0; round < 3; round++) {
    quiet.push(await ask(rung.port, ours, capacity * 0.7));
    const slow = fetch(`${rung.url}/rest/v1/rpc/bench_sleep`, { method: "POST", headers: { authorization: `Bearer ${token(1)}`, "content-type": "application/json" }, body: "{}" });
    beside.push(await ask(rung.port, ours, capacity * 0.7));
    const answer = await slow;
    if (!answer.ok) throw new Error(`the slow query failed: ${await answer.text()}`);
  }
  const control = await controlTail(socket, median(rps.pgbench) * 0.7);
  const p50 = median(quiet.map((q) => q.p50)), p99 = median(quiet.map((q) => q.p99)), p99Beside = median(beside.map((q) => q.p99));
  console.log(`at 70 %: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms; beside a 5-second query p99 ${p99Beside.toFixed(2)} ms (x${(p99Beside / p99).toFixed(2)}); pgbench's own p99 over p50 at 70 %: ${control.toFixed(1)}`);
  console.log(`resident after it: ${residentMB(rung.child.pid).toFixed(1)} MB without PostgreSQL`);
  console.log(`c limit=${(capacity / median(rps.pgbench)).toFixed(2)} fastify=${(capacity / median(rps.fastify)).toFixed(2)} p99_over_p50=${(p99 / p50).toFixed(2)}`);
} finally {
  fastify.child.kill();
  await rung.stop();
}
