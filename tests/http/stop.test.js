// SIGTERM: what is in flight is answered, nobody new comes in, and a client that does not read keeps nothing up.
import { test } from "node:test";
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import http from "node:http";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { person, secret } from "./people.js";
import { startServer } from "./server.js";

const DEADLINE = 20000; // DRAIN_SECONDS

function ask(server, options, body) {
  return new Promise((resolve, reject) => {
    const req = http.request(server.url + options.path, { agent: false, ...options }, (res) => {
      const parts = [];
      res.on("data", (part) => parts.push(part));
      res.on("end", () => resolve({ status: res.statusCode, headers: res.headers, bytes: Buffer.concat(parts) }));
      res.on("error", reject);
      options.onResponse?.(res);
    });
    req.on("error", reject);
    if (body !== undefined) req.end(body);
    else options.onRequest?.(req);
    if (body === undefined && !options.onRequest) req.end();
  });
}

async function startWithSlow() {
  const server = await startServer({ env: { RUNG_JWT_SECRET: secret } });
  await server.query(`create function public.slow(seconds float) returns int language sql as 'select 1 from pg_sleep(seconds)';
    grant execute on function public.slow to anon, authenticated;`);
  const call = (seconds) => ask(server, { method: "POST", path: "/rest/v1/rpc/slow",
    headers: { apikey: server.anonKey, "content-type": "application/json", connection: "keep-alive" } }, JSON.stringify({ seconds }));
  for (let i = 0; i < 100 && (await call(0)).status !== 200; i++) await pause(100);
  return { server, call };
}

test("what is in flight is answered, and nobody new comes in", { timeout: 90000 }, async () => {
  const { server, call } = await startWithSlow();
  const ann = await person(server, "ann");
  const auth = { authorization: `Bearer ${ann.token}`, apikey: server.anonKey };
  const big = randomBytes(4 << 20);
  const path = `/storage/v1/object/resumes/${ann.id}/big.txt`;
  const type = { ...auth, "content-type": "text/plain" };
  assert.equal((await ask(server, { method: "POST", path, headers: type }, big)).status, 200);

  const idle = connect(new URL(server.url).port, "127.0.0.1");
  const idleEnded = new Promise((resolve) => idle.on("close", resolve));
  const slow = call(4);
  const upload = ask(server, { method: "POST", path: `${path}2.txt`, headers: { ...type, "content-length": 200000 },
    onRequest: async (req) => {
      for (let i = 0; i < 20; i++) { req.write(big.subarray(i * 10000, (i + 1) * 10000)); await pause(150); }
      req.end();
    } });
  const download = ask(server, { path, headers: auth, onResponse: (res) => {
    res.pause();
    const timer = setInterval(() => { res.resume(); setTimeout(() => res.pause(), 5); }, 100);
    res.on("end", () => clearInterval(timer));
    res.on("close", () => clearInterval(timer));
  } });
  await pause(1000); // all of them have come in

  const start = Date.now();
  const stopped = server.stop();
  await pause(500);
  await idleEnded;
  await assert.rejects(ask(server, { path: "/health/live" }), { code: "ECONNREFUSED" });
  const [called, uploaded, downloaded] = await Promise.all([slow, upload, download]);
  assert.equal(called.status, 200);
  assert.equal(called.headers.connection, "close");
  assert.equal(uploaded.status, 200);
  assert.equal(uploaded.headers.connection, "close");
  assert.ok(downloaded.bytes.equals(big), "the slow reader has every byte");
  await stopped; // with status 0, and nothing for ASan to report
  assert.ok(Date.now() - start < DEADLINE);
});

test("a client that never reads, one that never sends, and a query without end keep nothing up", { timeout: 90000 }, async () => {
  const { server, call } = await startWithSlow();
  const ann = await person(server, "ann");
  const auth = { authorization: `Bearer ${ann.token}`, apikey: server.anonKey };
  const path = `/storage/v1/object/resumes/${ann.id}/big.txt`;
  const big = randomBytes(4 << 20);
  assert.equal((await ask(server, { method: "POST", path, headers: { ...auth, "content-type": "text/plain" } }, big)).status, 200);
  const deaf = ask(server, { path, headers: auth, onResponse: (res) => res.pause() }).catch((error) => error);
  const mute = ask(server, { method: "POST", path: `${path}2.txt`, headers: { ...auth, "content-type": "text/plain", "content-length": 200000 },
    onRequest: (req) => req.write("x") }).catch((error) => error);
  const endless = call(50).catch((error) => error);
  await pause(500);
  const start = Date.now();
  await server.stop();
  const took = Date.now() - start;
  assert.ok(took < DEADLINE + 8000, `${took} ms`);
  const answer = await endless; // dropped, or told to come again: which, depends on what closes first
  assert.ok(answer instanceof Error || answer.status === 503, `${answer.status} ${answer.bytes}`);
  await mute;
  void deaf;
});
