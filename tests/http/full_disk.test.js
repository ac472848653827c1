// The whole data folder on a small disk that fills up: errors that say so, no end of the server, and nothing lost.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { chmod, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { startServer } from "./server.js";

const run = promisify(execFile);
const root = process.getuid() === 0; // who alone may mount a small disk
let disk, server, ann;
const kept = [];
const files = [];

async function ask(method, path, body, type = "application/json") {
  const res = await fetch(server.url + path, {
    method, body: body && type === "application/json" ? JSON.stringify(body) : body, signal: AbortSignal.timeout(30000),
    headers: { apikey: server.anonKey, ...(ann && { authorization: `Bearer ${ann.access_token}` }), ...(body && { "content-type": type }) },
  });
  const bytes = Buffer.from(await res.arrayBuffer());
  return { status: res.status, headers: res.headers, bytes, text: bytes.toString() };
}

async function write() {
  const id = randomUUID();
  const res = await ask("POST", "/rest/v1/kept", { id, text: randomBytes(20000).toString("base64") });
  if (res.status === 201) kept.push(id);
  return res;
}

async function upload(size) {
  const name = `${ann.user.id}/${randomUUID()}.txt`;
  const bytes = randomBytes(size);
  const res = await ask("POST", `/storage/v1/object/resumes/${name}`, bytes, "text/plain");
  if (res.status === 200) files.push([name, bytes]);
  return res;
}

async function fill() {
  const ballast = await open(join(disk, "ballast"), "a");
  const megabyte = Buffer.alloc(1 << 20, 1);
  for (let size = 1 << 20; size >= 4096;)
    await ballast.write(megabyte, 0, size).then(({ bytesWritten }) => { if (bytesWritten < size) size >>= 1; }, () => { size >>= 1; });
  await ballast.close();
}

async function until(what, ms = 40000) {
  for (const start = Date.now(); ; await pause(100)) {
    const res = await what().catch((error) => ({ status: 0, text: String(error) }));
    if (res.status === 200 || res.status === 201) return;
    if (Date.now() - start > ms) assert.fail(`${res.status} ${res.text}\n${server.log.text.slice(-2000)}`);
  }
}

before(async () => {
  disk = await mkdtemp(join(process.env.RUNG_TEST_DIR ?? tmpdir(), "disk-"));
  if (!root) return;
  await run("mount", ["-t", "tmpfs", "-o", "size=220m,mode=711", "none", disk]);
  await chmod(disk, 0o711);
  process.env.RUNG_TEST_DIR = disk;
  server = await startServer({ own: true });
  await server.query("create table public.kept (id uuid primary key, text text); grant all on public.kept to authenticated;");
  const signup = await ask("POST", "/auth/v1/signup", { email: "ann@example.org", password: "correct horse battery" });
  ann = JSON.parse(signup.text);
  await until(write);
  await until(() => upload(100000));
});
after(async () => {
  await rm(join(disk, "ballast"), { force: true });
  await server?.stop();
  if (root) await run("umount", ["-l", disk]);
  await rm(disk, { recursive: true, force: true });
});

test("a full disk costs nothing that was acknowledged, and no hand when there is room again", { timeout: 180000 }, async () => {
  if (!root) return;
  for (let round = 0; round < 2; round++) {
    await fill();
    const seen = {};
    for (let i = 0; i < 150; i++) {
      for (const res of [await write(), await upload(300000), await ask("POST", "/auth/v1/signup", { email: `${randomUUID()}@example.org`, password: "correct horse battery" })]) {
        seen[res.status] = (seen[res.status] ?? 0) + 1;
        assert.ok([200, 201, 503, 507].includes(res.status), `${res.status} ${res.text}`);
        if (res.status === 503) assert.equal(res.headers.get("retry-after"), "2");
        if (res.status >= 500) assert.ok(JSON.parse(res.text));
      }
      if ((seen[503] ?? 0) > 20 && (seen[507] ?? 0) > 5) break;
    }
    assert.ok(seen[503] || seen[507], JSON.stringify(seen));
    assert.equal((await ask("GET", "/health/live")).status, 200);
    await rm(join(disk, "ballast"));
    await until(write);
    await until(() => upload(1000));
    const there = new Set((await server.query("select id from public.kept")).split("\n"));
    assert.deepEqual(kept.filter((id) => !there.has(id)), []);
    for (const [name, bytes] of files) assert.ok((await ask("GET", `/storage/v1/object/resumes/${name}`)).bytes.equals(bytes), name);
  }
});
