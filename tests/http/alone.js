// Starts `rung rest` for a test file, on a database of its own whose schema `api` is made by the test.
//
//   const alone = await startAlone({ sql: `create table api.notes (id int); grant select on api.notes to ${anon}` });
//   await fetch(`${alone.url}/notes`);
//   await alone.stop();
import assert from "node:assert/strict";
import { spawn, execFile } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const rung = join(fileURLToPath(new URL("../..", import.meta.url)), process.env.BUILD ?? "build/asan", "rung");
const cluster = process.env.RUNG_TEST_DATABASE;
const name = `alone_${process.pid}_${randomBytes(4).toString("hex")}`;
const secret = "a secret that PostgREST would take, too";

// Roles are the cluster's, so they are called after the database.
export const [anon, member, service] = ["anon", "member", "service"].map((role) => `${name}_${role}`);
const roles = [anon, member, service];

const psql = (db, ...sql) => run("psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", `${cluster} dbname=${db}`, ...sql.flatMap((s) => ["-c", s])]);
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const free = () => new Promise((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

export function token(claims) {
  const text = `${part({ alg: "HS256" })}.${part(claims)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

// The headers of somebody in that role.
export const as = (role, claims = {}) => ({ authorization: `Bearer ${token({ role, ...claims })}` });

export async function startAlone({ sql = "", env = {} } = {}) {
  await psql("postgres", `create database ${name}`, ...roles.map((role) => `create role ${role}`));
  const alone = { query: async (...statements) => (await psql(name, ...statements)).stdout.trimEnd() };
  alone.conninfo = `${cluster} dbname=${name}`;
  await alone.query(`create schema api; grant usage on schema api to ${roles.join(", ")}; ${sql}`);
  const port = await free();
  const child = spawn(rung, ["rest"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, PGRST_DB_URI: alone.conninfo, PGRST_DB_SCHEMAS: "api", PGRST_DB_ANON_ROLE: anon, PGRST_JWT_SECRET: secret,
      PGRST_SERVER_HOST: "127.0.0.1", PGRST_SERVER_PORT: String(port), ...env },
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  alone.url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => resolve(line.replace("rung: ready on ", "")));
    ended.then((code) => reject(new Error(`rung rest ended with ${code}`)));
  });

  alone.pid = child.pid;

  // The most memory that the server has had.
  alone.peakMB = async () => {
    const status = await readFile(`/proc/${child.pid}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024;
  };

  alone.stop = async () => {
    child.kill("SIGTERM");
    const code = await ended;
    await psql("postgres", `drop database ${name} with (force)`, ...roles.map((role) => `drop role ${role}`));
    assert.equal(code, 0);
  };
  return alone;
}
