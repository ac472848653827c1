// kill -9 of the whole server at any moment, alone and with its PostgreSQL: each start needs no hand, what was
// acknowledged is there, and sessions go on.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { startServer } from "./server.js";

const KILLS = Number(process.env.KILLS ?? 8);
const password = "correct horse battery";

let server, ann;
const json = { "content-type": "application/json" };

async function ask(method, path, body, { token, type = json } = {}) {
  const res = await fetch(server.url + path, {
    method,
    headers: { apikey: server.anonKey, ...(token && { authorization: `Bearer ${token}` }), ...type },
    body: type === json && body ? JSON.stringify(body) : body,
    signal: AbortSignal.timeout(30000),
  });
  return { status: res.status, bytes: Buffer.from(await res.arrayBuffer()), get body() { return JSON.parse(this.bytes); } };
}

const signUp = (email) => ask("POST", "/auth/v1/signup", { email, password });

before(async () => {
  server = await startServer({ own: true });
  await server.query(`create table public.kept (id uuid primary key);
    grant all on public.kept to authenticated;`);
  ann = (await signUp("ann@example.org")).body;
});
after(() => server?.stop());

// Each kind of write, and how one sees later that it is there.
const kinds = {
  async row() {
    const id = randomUUID();
    const { status } = await ask("POST", "/rest/v1/kept", { id }, { token: ann.access_token });
    return { status, async check() {
      const { body } = await ask("GET", `/rest/v1/kept?id=eq.${id}`, null, { token: ann.access_token });
      assert.deepEqual(body, [{ id }]);
    } };
  },
  async person() {
    const email = `${randomUUID()}@example.org`;
    const answer = await signUp(email);
    return { status: answer.status, async check() {
      const user = await ask("GET", "/auth/v1/user", null, { token: answer.body.access_token });
      assert.deepEqual([user.status, user.body.email], [200, email], "her session goes on");
      const login = await ask("POST", "/auth/v1/token?grant_type=refresh_token", { refresh_token: answer.body.refresh_token });
      assert.equal(login.status, 200, "and can be renewed");
    } };
  },
  async file() {
    const path = `/storage/v1/object/resumes/${ann.user.id}/${randomUUID()}.txt`;
    const bytes = randomBytes(1 + Math.floor(Math.random() * 100000));
    const { status } = await ask("POST", path, bytes, { token: ann.access_token, type: { "content-type": "text/plain" } });
    return { status, async check() {
      const got = await ask("GET", path, null, { token: ann.access_token });
      assert.equal(got.status, 200);
      assert.ok(got.bytes.equals(bytes), "every byte");
    } };
  },
};

async function postmaster() {
  return Number((await readFile(`${server.data}/pg/postmaster.pid`, "utf8")).split("\n")[0]);
}

test("killed at any moment", { timeout: 240000 }, async () => {
  const seen = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 0]));
  for (let i = 0; i < KILLS; i++) {
    const acknowledged = [];
    let going = true;
    const work = Promise.all(Object.keys(kinds).flatMap((kind) => [kind, kind]).map(async (kind) => {
      while (going) {
        const write = await kinds[kind]().catch(() => ({}));
        if (!write.status) { await pause(20); continue; } // it was killed in the middle
        if (write.status === 503) continue;
        if (kind === "row" && write.status === 404) { await pause(50); continue; } // before the new table is known
        assert.ok(write.status === 200 || write.status === 201, `${kind}: ${write.status}`);
        seen[kind]++;
        acknowledged.push(write);
      }
    }));
    await pause(100 + Math.random() * 900);
    if (i % 2) process.kill(await postmaster(), "SIGKILL");
    if (i % 4 === 3) await pause(Math.random() * 300); // the restart is under way, too
    await server.restart("SIGKILL");
    going = false;
    await work;
    for (const write of acknowledged.slice(-40)) await write.check();
    assert.equal((await ask("GET", "/auth/v1/user", null, { token: ann.access_token })).status, 200);
  }
  for (const kind of Object.keys(kinds)) assert.ok(seen[kind] > 0, kind);
});
