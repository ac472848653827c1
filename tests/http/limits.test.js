// Too much of anything has an answer: long statements, large bodies and results, deep and wide requests, many clients.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import http from "node:http";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { startServer } from "./server.js";

let server;

before(async () => {
  server = await startServer();
  await server.query(`create table public.many as select n, md5(n::text) as text from generate_series(1, 1000000) n;
    alter table public.many add primary key (n);
    grant select, insert, update on public.many to anon;
    create function public.slow(seconds float) returns int language sql as 'select 1 from pg_sleep(seconds)';
    grant execute on function public.slow to anon;
    create view public.slow_rows as select n, (select 1 from pg_sleep(60)) from public.many;
    grant select on public.slow_rows to anon;`);
  for (let i = 0; i < 200 && (await ask("/rest/v1/slow_rows?limit=0")).status === 404; i++) await pause(100);
});
after(() => server?.stop());

const agent = new http.Agent({ keepAlive: true, maxSockets: 2000 });

function ask(path, { method = "GET", body, headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const req = http.request(server.url + path, { agent, method,
      headers: { apikey: server.anonKey, ...(body && { "content-type": "application/json", "content-length": Buffer.byteLength(body) }), ...headers } }, (res) => {
      const parts = [];
      res.on("data", (part) => parts.push(part));
      res.on("error", reject);
      res.on("end", () => {
        const text = Buffer.concat(parts).toString();
        resolve({ status: res.statusCode, headers: res.headers, text, ms: performance.now() - start, get json() { return JSON.parse(text); } });
      });
    });
    req.on("error", reject);
    req.end(body);
  });
}

const fine = async () => assert.equal((await ask("/rest/v1/many?n=eq.7&select=n")).text, '[{"n":7}]');

test("a statement that takes too long ends, and says so; those beside it do not notice", { timeout: 60000 }, async () => {
  const long = ask("/rest/v1/slow_rows?limit=1");
  await pause(200);
  for (let i = 0; i < 20; i++) assert.ok((await ask("/rest/v1/many?n=eq.7")).ms < 3000);
  const { status, json, ms } = await long;
  assert.equal(status, 500);
  assert.equal(json.code, "57014");
  assert.match(json.message, /statement timeout/);
  assert.ok(ms > 7000 && ms < 12000, `${ms}`);
  assert.equal((await ask("/rest/v1/rpc/slow", { method: "POST", body: '{"seconds": 9}' })).status, 200, "a call may take longer");
  await fine();
});

test("large results end at the limit of rows", async () => {
  const { status, json, headers } = await ask("/rest/v1/many?select=n,text");
  assert.equal(status, 200);
  assert.equal(json.length, 10000);
  assert.equal(headers["content-range"], "0-9999/*");
  await fine();
});

test("large bodies, long addresses, deep and wide requests", { timeout: 60000 }, async () => {
  const huge = await ask("/rest/v1/many", { method: "POST", body: `[${" ".repeat(129 << 20)}]` }).catch((error) => error);
  assert.ok(huge.status === 413 || huge.code === "EPIPE" || huge.code === "ECONNRESET", `${huge.status} ${huge}`);
  assert.equal((await ask(`/rest/v1/many?n=eq.${"1".repeat(100 << 10)}`).catch(() => ({ status: 414 }))).status, 414);
  const deep = await ask("/rest/v1/many", { method: "POST", body: "[".repeat(1 << 20) });
  assert.ok(deep.status === 400, `${deep.status} ${deep.text.slice(0, 200)}`);
  const nested = await ask("/rest/v1/many", { method: "POST", body: `{"n":${"[".repeat(100000)}1${"]".repeat(100000)}}` });
  assert.ok(nested.status >= 400 && nested.status < 500, `${nested.status} ${nested.text.slice(0, 200)}`);
  const list = await ask(`/rest/v1/many?select=n&n=in.(${Array.from({ length: 1500 }, (_, i) => i + 1)})`);
  assert.equal(list.status, 200, list.text.slice(0, 200));
  assert.equal(list.json.length, 1500);
  const filters = await ask(`/rest/v1/many?${Array(256).fill("n=lt.9").join("&")}&select=n`);
  assert.ok(filters.status === 200 || filters.status === 400, filters.text.slice(0, 200));
  const and = await ask(`/rest/v1/many?and=${"(and".repeat(1500)}(n.lt.3)${")".repeat(1500)}`);
  assert.ok(and.status >= 400 && and.status < 500, `${and.status} ${and.text.slice(0, 200)}`);
  const select = await ask(`/rest/v1/many?select=${"a(".repeat(2000)}n${")".repeat(2000)}`);
  assert.ok(select.status >= 400 && select.status < 500, `${select.status} ${select.text.slice(0, 200)}`);
  await fine();
});

test("one who counts everything five hundred times holds up nobody", { timeout: 120000 }, async (t) => {
  const counts = Array.from({ length: 500 }, () => ask("/rest/v1/many?select=n&limit=1", { headers: { prefer: "count=exact" } }));
  const times = [];
  await pause(100);
  for (let i = 0; i < 200; i++) times.push((await ask(`/rest/v1/many?n=eq.${i + 1}`)).ms);
  times.sort((a, b) => a - b);
  const answers = await Promise.all(counts);
  const statuses = {};
  for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  for (const { status, text, headers } of answers) {
    assert.ok(status === 206 || status === 503, `${status} ${text}`);
    if (status === 503) assert.equal(headers["retry-after"], "2");
  }
  t.diagnostic(`p50 ${times[100].toFixed(1)} ms, p99 ${times[197].toFixed(1)} ms; ${JSON.stringify(statuses)}`);
  assert.ok(times[197] < 1000, `p99 is ${times[197]} ms`);
  await fine();
});

test("300 slow bodies hold up nobody", { timeout: 60000 }, async () => {
  const port = new URL(server.url).port;
  const sockets = Array.from({ length: 300 }, () => connect(port, "127.0.0.1"));
  for (const socket of sockets) {
    socket.on("error", () => {});
    socket.write(`POST /rest/v1/many HTTP/1.1\r\nHost: a\r\napikey: ${server.anonKey}\r\nContent-Type: application/json\r\nContent-Length: 30000000\r\n\r\n[`);
  }
  for (let i = 0; i < 20; i++) {
    for (const socket of sockets) socket.write(" ".repeat(100));
    assert.ok((await ask("/rest/v1/many?n=eq.7")).ms < 2000);
    await pause(20);
  }
  for (const socket of sockets) socket.destroy();
  await fine();
});

test("4,000 idle connections, and one more", { timeout: 60000 }, async () => {
  const port = new URL(server.url).port;
  const sockets = [];
  for (let i = 0; i < 3900; i += 100) {
    const some = Array.from({ length: 100 }, () => connect(port, "127.0.0.1").on("error", () => {}));
    await Promise.all(some.map((s) => new Promise((resolve) => s.once("connect", resolve).once("error", resolve))));
    sockets.push(...some);
  }
  await fine();
  for (const socket of sockets) socket.destroy();
  await pause(300);
  await fine();
});
