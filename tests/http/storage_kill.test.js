// Rows and bytes agree after the server was killed at any moment, after the database went away, and on a full disk.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readdir, readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { startServer } from "./server.js";
import { person, secret } from "./people.js";

const run = promisify(execFile);
const WRITERS = 6;
const KILLS = 5;

let server, ann, folder;

before(async () => {
  server = await startServer({ env: { RUNG_JWT_SECRET: secret } });
  ann = await person(server, "ann");
  const line = (await readFile(`/proc/${server.pid}/cmdline`, "utf8")).split("\0");
  folder = join(line[line.indexOf("--data") + 1], "files");
});
after(() => server?.stop());

const sha = (bytes) => createHash("sha256").update(bytes).digest("hex");
const files = () => ann.client.storage.from("resumes");
const pick = (n) => Math.floor(Math.random() * n);

async function versionsOnDisk() {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.isFile()).map((e) => ({ version: e.name, path: join(e.parentPath ?? e.path, e.name) }));
}

async function rows() {
  const text = await server.query("select coalesce(json_agg(json_build_object('name', name, 'version', version, 'etag', metadata ->> 'eTag', 'size', metadata -> 'size')), '[]') from storage.objects");
  return JSON.parse(text);
}

async function checkRows() {
  const disk = new Map((await versionsOnDisk()).map((f) => [f.version, f.path]));
  const all = await rows();
  for (const row of all) {
    assert.ok(disk.has(row.version), `${row.name} has lost its bytes`);
    const bytes = await readFile(disk.get(row.version));
    assert.equal(`"${sha(bytes)}"`, row.etag, `${row.name} has other bytes`);
    assert.equal(bytes.length, row.size);
  }
  return all;
}

// Makes every file look old, so that the sweep at the next start judges it; then only rows' files are left.
async function checkNothingIsLeftOver() {
  const old = new Date(Date.now() - 2 * 3600 * 1000);
  for (const { path } of await versionsOnDisk()) await utimes(path, old, old);
  await server.restart();
  const wanted = (await rows()).map((r) => r.version).sort();
  for (let i = 0; i < 100; i++) {
    const left = (await versionsOnDisk()).map((f) => f.version).sort();
    if (left.length <= wanted.length) return assert.deepEqual(left, wanted);
    await pause(100);
  }
  assert.fail("files without a row are left after a sweep");
}

// One person's writer: names of its own, one request at a time, so it knows what each name may hold.
// `may` are the contents (null: none) that are right: one after an answer, two while there was none.
function writer(number) {
  const names = Array.from({ length: 4 }, (_, i) => `${ann.id}/w${number}/${i}.txt`);
  const may = new Map(names.map((name) => [name, [null]]));
  let acknowledged = 0;
  const put = async (name) => {
    const bytes = randomBytes(1 + pick(200000));
    const may_be = [...may.get(name), sha(bytes)];
    may.set(name, may_be);
    const type = { contentType: "text/plain", upsert: true };
    const content = pick(2) ? bytes : new Blob([bytes], { type: "text/plain" });
    const { error } = await files().upload(name, content, type);
    if (!error) may.set(name, [sha(bytes)]), acknowledged++;
  };
  const remove = async (name) => {
    may.set(name, [...may.get(name), null]);
    const { error } = await files().remove([name]);
    if (!error) may.set(name, [null]), acknowledged++;
  };
  const move = async (from, to) => {
    const moved = may.get(from);
    const before = [may.get(from), may.get(to)];
    may.set(from, [...before[0], null]), may.set(to, [...before[1], ...moved]);
    const { error } = await files().move(from, to);
    if (!error) may.set(from, [null]), may.set(to, moved), acknowledged++;
  };
  return {
    may,
    acknowledged: () => acknowledged,
    async work(going) {
      while (going()) {
        const name = names[pick(4)];
        const what = pick(10);
        if (what < 6) await put(name);
        else if (what < 8) await remove(name);
        else await move(name, names[pick(4)]);
      }
    },
  };
}

async function checkWriters(writers, all) {
  const now = new Map(all.map((r) => [r.name, r.etag.slice(1, -1)]));
  for (const { may } of writers)
    for (const [name, contents] of may) {
      const is = now.get(name) ?? null;
      assert.ok(contents.includes(is), `${name} is ${is}, and was acknowledged as ${contents}`);
      may.set(name, [is]);
    }
}

test("killed at any moment: each row has its bytes, each acknowledged upload is there", { timeout: 240000 }, async () => {
  const writers = Array.from({ length: WRITERS }, (_, i) => writer(i));
  for (let i = 0; i < KILLS; i++) {
    let going = true;
    const work = Promise.all(writers.map((w) => w.work(() => going)));
    await pause(200 + pick(1000));
    going = false;
    await server.restart("SIGKILL");
    await work;
    await pause(500); // what the killed server had sent to the database may still commit
    await checkWriters(writers, await checkRows());
  }
  assert.ok(writers.every((w) => w.acknowledged() > 0));
  await checkNothingIsLeftOver();
  await checkRows();
});

test("the database's connections die under it: 503 or done, and nothing between", { timeout: 120000 }, async () => {
  const writers = Array.from({ length: WRITERS }, (_, i) => writer(WRITERS + i));
  let going = true;
  const work = Promise.all(writers.map((w) => w.work(() => going)));
  for (let i = 0; i < 15; i++) {
    await pause(50 + pick(150));
    await server.query("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'authenticator' and datname = current_database()");
  }
  going = false;
  await work;
  await pause(500);
  await checkWriters(writers, await checkRows());
  await checkNothingIsLeftOver();
});

test("what the queue says is removed at the next start", async () => {
  const name = `${ann.id}/queue.txt`;
  const type = { contentType: "text/plain" };
  assert.equal((await files().upload(name, "queued", type)).error, null);
  const version = await server.query(`with gone as (delete from storage.objects where name = '${name}' returning bucket_id, version, name)
    insert into private.task_queue (kind, payload) select 'purge_storage', jsonb_agg(to_jsonb(gone)) from gone returning payload -> 0 ->> 'version'`);
  assert.ok((await versionsOnDisk()).some((f) => f.version === version));
  await server.restart();
  for (let i = 0; i < 50 && (await versionsOnDisk()).some((f) => f.version === version); i++) await pause(100);
  assert.ok(!(await versionsOnDisk()).some((f) => f.version === version));
  assert.equal(await server.query("select count(*) from private.task_queue where kind = 'purge_storage'"), "0");
});

// Without room for a file of a megabyte: first by a limit on the process, then, where we may mount one, on a disk of a megabyte.
async function checkFull(name) {
  const type = { contentType: "text/plain", upsert: true };
  const small = randomBytes(100 << 10);
  const big = randomBytes(2 << 20);
  assert.equal((await files().upload(name, small, type)).error, null);
  const before = (await versionsOnDisk()).length;
  for (const content of [big, new Blob([big], { type: "text/plain" })]) {
    const { data, error } = await files().upload(name, content, type);
    assert.equal(data, null);
    assert.deepEqual([error.status, String(error.statusCode)], [507, "507"], JSON.stringify(error));
    assert.match(error.message, /full|space/);
  }
  const none = await files().upload(`${name}.new`, big, type);
  assert.equal(String(none.error.statusCode), "507");
  assert.equal((await files().exists(`${name}.new`)).data, false);
  assert.equal((await versionsOnDisk()).length, before);
  const kept = Buffer.from(await (await files().download(name)).data.arrayBuffer());
  assert.equal(sha(kept), sha(small));
  assert.equal((await files().upload(name, "x", type)).error, null);
}

test("a full disk is answered 507, and costs nothing that was there", async () => {
  await run("prlimit", ["--fsize=1048576", "--pid", String(server.pid)]);
  await checkFull(`${ann.id}/full.txt`);
  await server.restart();
  if (process.getuid() !== 0) return;
  await run("mount", ["-t", "tmpfs", "-o", "size=1m", "none", folder]);
  try {
    await checkFull(`${ann.id}/tmpfs.txt`);
  } finally {
    await run("umount", [folder]);
  }
});
