// Starts a real server for a test file, on a free port and a database of its own, and makes clients for it.
//
//   const server = await startServer({ env: { RUNG_SIGNUP: "closed" } });
//   const ann = client(server);
//   ...
//   await server.stop();   // fails when the server did not end cleanly: ASan's reports count
import { spawn, execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFile, chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createClient } from "@supabase/supabase-js";
import ws from "ws";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const rung = join(root, process.env.BUILD ?? "build/asan", "rung");
const START_SECONDS = 60;
const STOP_SECONDS = 40;

// tests/run has one cluster with a migrated database in it; without it, the server makes a cluster of its own.
const cluster = process.env.RUNG_TEST_DATABASE;

const psql = (conninfo, ...statements) =>
  run("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", conninfo, ...statements.flatMap((sql) => ["-c", sql])]);

async function makeDatabase() {
  if (!cluster) return {};
  const name = `http_${process.pid}_${randomBytes(4).toString("hex")}`;
  await psql(
    `${cluster} dbname=postgres`,
    `create database ${name} template rung`,
    `revoke temporary on database ${name} from public`, // which a copy does not take over
  );
  return {
    name,
    env: {
      RUNG_DATABASE_URL: `${cluster} dbname=${name}`,
      RUNG_JWT_SECRET: "the-secret-of-every-test-server-0123456789",
      RUNG_SEAL_KEY: "the-seal-key-of-every-test-server-01234567",
    },
  };
}

function firstLine(child, log) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not ready after ${START_SECONDS} s\n${log.text}`)), START_SECONDS * 1000);
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      log.text += `${line}\n`;
      const url = /^rung: ready on (\S+)$/.exec(line)?.[1];
      if (!url) return;
      clearTimeout(late);
      resolve(url);
    });
    child.once("exit", (code, signal) => {
      clearTimeout(late);
      reject(new Error(`the server ended (${signal ?? code})\n${log.text}`));
    });
  });
}

// Returns { url, anonKey, serviceRoleKey, pid, data, log, query, restart, stop }; log.text is all it has printed.
// With `own`, it makes a cluster of its own, which a test may treat as it likes; with `refused`, it is not to start.
export async function startServer(options) {
  try {
    return await startOnce(options);
  } catch (error) {
    if (options?.refused) throw error;
    // A start that fails once is told and tried once more: one that always fails is no noise of the machine.
    process.stderr.write(`# a server did not start at first: ${error.message}\n`);
    return startOnce(options);
  }
}

async function startOnce({ env = {}, args = [], own = false } = {}) {
  const folder = await mkdtemp(join(process.env.RUNG_TEST_DIR ?? tmpdir(), "server-"));
  await chmod(folder, 0o711); // as root, its cluster runs as postgres
  const data = join(folder, "data");
  const database = own ? {} : await makeDatabase();
  const environment = { ...process.env, RUNG_RATE_LIMIT: "off", RUNG_WORK_LIMIT: "off", ...database.env, ...env, RUNG_TEST_COSTS: "1" };
  const server = { data, log: { text: "" } };
  let child;
  let ended;

  async function start(port) {
    child = spawn(rung, ["serve", "--data", data, "--listen", `127.0.0.1:${port}`, ...args], {
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
    child.stderr.setEncoding("utf8").on("data", (text) => (server.log.text += text));
    const kill = () => child.kill("SIGKILL");
    process.once("exit", kill);
    ended.then(() => process.removeListener("exit", kill));
    server.pid = child.pid;
    server.url = await firstLine(child, server.log);
  }

  // For tests/routes.t: which rows of the routes' table this server was asked.
  async function noteRoutes() {
    if (!process.env.RUNG_TEST_DIR) return;
    const metrics = await fetch(`${server.url}/metrics`).then((answer) => answer.text(), () => "");
    await appendFile(join(process.env.RUNG_TEST_DIR, "routes"), metrics.match(/^rung_http_requests_total.*\n/gm)?.join("") ?? "");
  }

  async function end() {
    await noteRoutes();
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_SECONDS * 1000);
    child.kill("SIGTERM");
    const { code, signal } = await ended;
    clearTimeout(late);
    if (code !== 0) throw new Error(`the server did not stop cleanly (${signal ?? code})\n${server.log.text}`);
  }

  async function clearAway() {
    await rm(folder, { recursive: true, force: true });
    if (database.name) await psql(`${cluster} dbname=postgres`, `drop database ${database.name} with (force)`);
  }

  server.stop = () => end().finally(clearAway);

  // As after a power cut (SIGKILL) or an upgrade (SIGTERM); on the same port, as clients expect.
  server.restart = async (signal = "SIGTERM") => {
    if (signal === "SIGTERM") await end();
    else child.kill(signal);
    await ended;
    await start(new URL(server.url).port);
  };

  // As the owner of the database: what psql -At prints.
  server.query = async (sql) => {
    const { stdout } = await run(rung, ["psql", "--data", data, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql], {
      env: environment,
    });
    return stdout.trimEnd();
  };

  try {
    await start(0);
    const { stdout } = await run(rung, ["keys", "--json", "--data", data], { env: environment });
    const keys = JSON.parse(stdout);
    return Object.assign(server, { anonKey: keys.anon_key, serviceRoleKey: keys.service_role_key });
  } catch (error) {
    child?.kill("SIGKILL");
    await clearAway();
    throw error;
  }
}

// A supabase-js client that keeps its session to itself; `key` is the anonymous one unless given.
export function client(server, { key = server.anonKey, ...options } = {}) {
  return createClient(server.url, key, {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: ws },
    ...options,
  });
}
