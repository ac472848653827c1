// What benchmarks of the server share: requests in a file for bench/load.c, pgbench's pipeline as the limit, and peers.
import { execFile, spawn } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { data, psql, root, scratch, secret, token } from "./rung.js";

const run = promisify(execFile);

// Everybody once, in an order that no cache foresees.
export function peopleInTurn(people) {
  const list = [];
  for (let i = 0, n = 1; i < people; i++, n = (n * 7919) % 10007) if (n <= people) list.push(n);
  return list;
}

// `requestOf(n)` gives { path, body } of person n.
export function requestsFile(name, people, requestOf) {
  const file = join(scratch, `${name}.requests`);
  const lines = people.map((n) => {
    const { path, body } = requestOf(n);
    return [path, token(n), ...(body ? [JSON.stringify(body)] : [])].join("\t");
  });
  writeFileSync(file, lines.join("\n") + "\n");
  return file;
}

// { rps, p50, p99, max, errors }; a wrong answer is an error.
export async function load(port, file, { connections, seconds, rate }) {
  const { stdout } = await run(join(root, "build/bench/load"), ["127.0.0.1", String(port), file, String(connections), String(seconds), ...(rate ? [String(rate)] : [])]);
  return JSON.parse(stdout);
}

// { msPerSecond, longest }: while nothing of ours runs.
export async function stalls(seconds) {
  const { stdout } = await run(join(root, "build/bench/stalls"), [String(seconds)]);
  return JSON.parse(stdout);
}

// Processor time so far, by process: the server's own and its cluster's, which is steadier than requests a second.
export function cpuSeconds({ child }) {
  const postmaster = readFileSync(join(data, "pg/postmaster.pid"), "utf8").split("\n")[0];
  const times = new Map();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const f = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/.*\) /s, "").split(" ");
      if (f[1] === postmaster || pid === String(child.pid)) times.set(pid, (Number(f[11]) + Number(f[12])) / 100);
    } catch { /* it has ended */ }
  }
  return times;
}

// Of those that were there before and after.
export function cpuBetween(before, after, { child }) {
  const spent = { rung: 0, postgres: 0 };
  for (const [pid, seconds] of after) if (before.has(pid)) spent[pid === String(child.pid) ? "rung" : "postgres"] += seconds - before.get(pid);
  return spent;
}

export const socketFolder = () => psql("-c", "show unix_socket_directories").trim();
const bindir = () => psql("-c", "select setting from pg_config where name = 'BINDIR'").trim();

// A script that says, in one pipeline, who :n is and then the statement.
export function pgbenchFile(name, statement, set) {
  const file = join(scratch, `${name}.pgbench`);
  writeFileSync(file, `${set}
\\startpipeline
select set_config('role', 'authenticated', true), set_config('request.jwt.claims', '{"sub":"00000000-0000-4000-8000-' || lpad(to_hex(:n::bigint), 12, '0') || '","role":"authenticated"}', true);
${statement};
\\endpipeline
`);
  return file;
}

let path;
export async function pgbench(socket, file, { connections, seconds }) {
  path ??= `${process.env.PATH}:${bindir()}`;
  const args = ["-h", socket, "-U", "authenticator", "-n", "-M", "prepared", "-f", file, "-c", String(connections), "-j", "1", "-T", String(seconds), "rung"];
  const { stdout } = await run("pgbench", args, { cwd: scratch, env: { ...process.env, PATH: path } });
  return Number(stdout.match(/tps = ([\d.]+)/)[1]);
}

// A program that prints a line when it listens.
async function listening(port, program, args, env = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  process.once("exit", () => child.kill());
  await new Promise((resolve, reject) => {
    child.stdout.once("data", resolve);
    child.once("exit", (code) => reject(new Error(`${args[0]} ended with ${code}`)));
  });
  return { child, port };
}

// A file of bench/peers.
export const startPeer = (name, port, socket, env = {}) =>
  listening(port, "node", [join(root, `bench/peers/${name}.js`)], { SOCKET: socket, PORT: port, SECRET: secret, NODE_ENV: "production", ...env });

// The simplest server, which computes so long for each answer.
export const startSimple = (port, microseconds, bytes) => listening(port, join(root, "build/bench/simple"), [String(port), String(microseconds), String(bytes)]);
