// RUNG_DATABASE_URL: a PostgreSQL of somebody else's, over TCP with passwords, whose owner is no superuser.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, chown, mkdtemp, rm, writeFile, appendFile, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { client, startServer } from "./server.js";

const run = promisify(execFile);
const bin = "/usr/lib/postgresql/15/bin";
const SECRETS = { RUNG_JWT_SECRET: "a-secret-of-two-nodes-0123456789abcdef", RUNG_SEAL_KEY: "a-seal-key-of-two-nodes-0123456789abcd" };
const OTHERS = { RUNG_JWT_SECRET: "another-secret-0123456789abcdef-012345", RUNG_SEAL_KEY: "another-seal-key-0123456789abcdef-0123" };

let folder, port, url, server;

// As root it runs as postgres, since it refuses to run as root.
const asOwner = (program, ...args) => process.getuid() === 0
  ? run("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", program, ...args], { cwd: folder })
  : run(program, args, { cwd: folder });
const postgres = (...args) => asOwner(`${bin}/pg_ctl`, "-D", join(folder, "data"), "-l", join(folder, "log"), "-w", ...args);
const asSuperuser = (...statements) => run("psql", ["-X", "-q", "-A", "-t", "-h", "127.0.0.1", "-p", port, "-U", "super", "-d", "postgres",
  ...statements.flatMap((sql) => ["-c", sql])], { env: { ...process.env, PGPASSWORD: "super" } });

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const free = probe.address().port;
      probe.close(() => resolve(String(free)));
    });
  });
}

before(async () => {
  folder = await mkdtemp(join(process.env.RUNG_TEST_DIR ?? tmpdir(), "elsewhere-"));
  await chmod(folder, 0o755);
  await writeFile(join(folder, "password"), "super");
  if (process.getuid() === 0) {
    const uid = Number((await run("id", ["-u", "postgres"])).stdout);
    await chown(folder, uid, (await stat(folder)).gid);
  }
  port = await freePort();
  await asOwner(`${bin}/initdb`, "-D", join(folder, "data"), "-U", "super", `--pwfile=${join(folder, "password")}`,
    "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
  await appendFile(join(folder, "data/postgresql.conf"),
    `listen_addresses = '127.0.0.1'\nport = ${port}\nunix_socket_directories = ''\nfsync = off\n`);
  await postgres("start");
  await asSuperuser("create role owner login createrole password 'its o''wn'", "create database rung owner owner");
  url = `postgresql://owner:its%20o'wn@127.0.0.1:${port}/rung`;
  server = await startServer({ own: true, env: { RUNG_DATABASE_URL: url, ...SECRETS } });
});
after(async () => {
  await server?.stop();
  await postgres("stop", "-m", "immediate");
  await rm(folder, { recursive: true, force: true });
});

async function works(to) {
  const ann = client(to);
  const { data, error } = await ann.auth.signUp({ email: `${Math.random()}@example.org`, password: "correct horse battery" });
  assert.equal(error, null);
  const { data: rows, error: refused } = await ann.from("profiles").select("id");
  assert.equal(refused, null);
  assert.deepEqual(rows, [{ id: data.user.id }]);
  const files = ann.storage.from("resumes");
  const name = `${data.user.id}/a.txt`;
  assert.equal((await files.upload(name, "text", { contentType: "text/plain" })).error, null);
  assert.equal(await (await files.download(name)).data.text(), "text");
  return ann;
}

test("it works as with a cluster of its own", async () => {
  const ann = await works(server);
  const { error } = await ann.functions.invoke("resume-render", { body: { basics: { name: "Ann" } } });
  assert.ok(!error || error.context.status < 500, String(error));
  const { stdout } = await asSuperuser("select rolsuper or rolbypassrls, rolpassword ~ '^SCRAM' from pg_authid where rolname = 'authenticator'");
  assert.equal(stdout.trim(), "f|t");
});

test("a second node with the same secrets works beside it, and knows its people", async () => {
  const ann = await works(server);
  const { data: { session } } = await ann.auth.getSession();
  const second = await startServer({ own: true, env: { RUNG_DATABASE_URL: url, ...SECRETS } });
  try {
    await works(second);
    assert.equal((await client(second).auth.getUser(session.access_token)).error, null);
    await works(server);
  } finally {
    await second.stop();
  }
});

test("a node with other secrets is refused while this one serves, and disturbs nobody", async () => {
  await assert.rejects(startServer({ own: true, refused: true, env: { RUNG_DATABASE_URL: url, ...OTHERS } }), (error) => {
    assert.match(error.message, /Another rung, which has other secrets, is serving this database/);
    assert.match(error.message, /RUNG_JWT_SECRET/);
    return true;
  });
  await asSuperuser("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'authenticator'");
  await pause(1500); // its new sessions get in with the password that they always had
  await works(server);
});

test("that server's restart needs no hand here", async () => {
  await postgres("restart", "-m", "immediate");
  for (let i = 0; i < 100 && (await fetch(`${server.url}/health/ready`)).status !== 200; i++) await pause(100);
  await works(server);
});

test("when nobody serves it, the secrets may change", async () => {
  await server.stop();
  server = undefined;
  server = await startServer({ own: true, env: { RUNG_DATABASE_URL: url, ...OTHERS } });
  await works(server);
});
