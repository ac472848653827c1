// Starts the release build on a data folder that is kept between runs, and asks psql as its owner.
import { spawn, execFile, execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export const root = new URL("..", import.meta.url).pathname;
export const scratch = join(tmpdir(), "rung-bench");
export const data = join(scratch, "data");
mkdirSync(scratch, { recursive: true });
export const secret = "a secret of the benchmark's own, 32 bytes and more";
const program = join(root, "build/release/rung");
const env = { ...process.env, RUNG_JWT_SECRET: secret, RUNG_DATA_DIR: data };

export async function start() {
  const begun = performance.now();
  const log = join(scratch, "rung.log");
  const child = spawn("sh", ["-c", `exec "$0" serve --listen 127.0.0.1:0 2>"$1"`, program, log], { env, stdio: ["ignore", "pipe", "inherit"] });
  process.once("exit", () => child.kill());
  let out = "";
  for await (const chunk of child.stdout) {
    out += chunk;
    const ready = out.match(/ready on (http:\S+):(\d+)/);
    if (ready)
      return { child, url: `${ready[1]}:${ready[2]}`, port: Number(ready[2]), startMs: performance.now() - begun, stop: () => stop(child) };
  }
  throw new Error(`rung did not start; see ${log}`);
}

async function stop(child) {
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

const asOwner = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"];
export const psql = (...args) => execFileSync(program, [...asOwner, ...args], { env, encoding: "utf8" });
export const psqlMeanwhile = (...args) => promisify(execFile)(program, [...asOwner, ...args], { env });

// The rows of a file, once: `there` is a query that finds nothing before.
function fill(what, file, there) {
  if (psql("-c", `select count(*) from (${there}) t`).trim() !== "0") return;
  console.error(`bench: writing ${what}, once`);
  psql("-f", join(root, "bench", file));
}
export const fillOnce = () => fill("a million jobs", "data.sql", "select from auth.users where id = '00000000-0000-4000-8000-000000002710'");
export const fillLists = () => fill("a million items of lists", "rest.sql", "select from pg_class where relname = 'bench_notes'");

export const person = (n) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;

export function token(n) {
  const part = (o) => Buffer.from(JSON.stringify(o)).toString("base64url");
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: person(n), role: "authenticated", aud: "authenticated", exp: 4102444800 })}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

export const residentMB = (pid) => Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]) / 1024;
export const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
