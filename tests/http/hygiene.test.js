// Every answer that an HTTP/1.1 server owes: framing, limits, pipelining, refusals.
import assert from "node:assert/strict";
import net from "node:net";
import { after, before, test } from "node:test";
import { exchange, open, sleep, startEcho } from "./echo.js";
import { refusals as everywhere } from "./refusals.js";

let server;
before(async () => { server = await startEcho(); });
after(() => server.stop());

const HOST = "Host: a\r\n";
const GET = "GET /hello HTTP/1.1\r\n";
const POST = "POST /echo HTTP/1.1\r\n";

const refusals = [
  ...everywhere({ get: "/hello", post: "/echo" }),
  ["a body over the limit, by its length", 413, `POST /echo?limit=10 HTTP/1.1\r\n${HOST}Content-Length: 11\r\n\r\n`],
  ["a body over the limit, in chunks", 413, `POST /echo?limit=10 HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n`],
  ["a spooled body over the limit", 413, `POST /spool?limit=10 HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n`],
  ["a body larger than the arena", 413, `POST /echo HTTP/1.1\r\n${HOST}Content-Length: 20000000\r\n\r\n`],
  ["a handler that uses up its arena", 413, `GET /full HTTP/1.1\r\n${HOST}\r\n`],
];

for (const [name, status, bytes] of refusals)
  test(`refused and closed: ${name}`, async () => {
    const { ended, statuses, answers, error } = await exchange(server.port, bytes);
    assert.deepEqual(statuses, [status]);
    assert.equal(answers[0].headers.connection, "close");
    assert.ok(JSON.parse(answers[0].body).message);
    assert.ok(ended && !error, "the server ends its side, without a reset");
  });

test("a refusal is the last answer: what follows it is never run", async () => {
  const { statuses } = await exchange(server.port, `${GET}${HOST}\r\n${GET}X : y\r\n\r\n${GET}${HOST}\r\n`);
  assert.deepEqual(statuses, [200, 400]);
});

const accepted = [
  ["lower-case and odd methods", 200, `hello /hello HTTP/1.1\r\n${HOST}`],
  ["an absolute target", 200, `GET http://other.example/hello HTTP/1.1\r\n${HOST}`],
  ["OPTIONS *", 200, `OPTIONS * HTTP/1.1\r\n${HOST}`],
  ["two blank lines first", 200, `\r\n\r\n${GET}${HOST}`],
  ["HTTP/1.0 without Host", 200, "GET /hello HTTP/1.0\r\n"],
  ["100 headers", 200, `${GET}${HOST}${"X: y\r\n".repeat(98)}`],
  ["a head of nearly 64 KB", 200, `${GET}${HOST}X: ${"y".repeat(65000)}\r\n`],
  ["a target of 8 KB", 200, `GET /hello?${"t".repeat(8192 - 7)} HTTP/1.1\r\n${HOST}`],
  ["obs-text in a value", 200, `${GET}${HOST}X: \xe9\r\n`],
];

for (const [name, status, head] of accepted)
  test(`accepted: ${name}`, async () => {
    const { statuses } = await exchange(server.port, `${head}Connection: close\r\n\r\n`);
    assert.deepEqual(statuses, [status]);
  });

test("a request arrives byte by byte", async () => {
  const c = await open(server.port);
  c.socket.setNoDelay(true);
  for (const byte of `${POST}${HOST}Transfer-Encoding: chunked\r\n\r\n5;x\r\nhello\r\n0\r\nT: x\r\n\r\n`) {
    await c.send(byte);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.ok(await c.until((s) => s.text.endsWith("hello")));
  c.close();
});

test("three pipelined requests are answered in order", async () => {
  const slow = `POST /slow?ms=150 HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc`;
  const { answers } = await exchange(server.port,
    `${slow}${POST}${HOST}Content-Length: 5\r\n\r\nhello${GET}${HOST}Connection: close\r\n\r\n`);
  assert.deepEqual(answers.map((a) => a.body), ["at last", "hello", '{"hello":"world"}']);
});

test("a thousand pipelined requests, of which the server holds only some", async () => {
  const head = `POST /slow?ms=300 HTTP/1.1\r\n${HOST}\r\n`;
  const one = `POST /echo HTTP/1.1\r\n${HOST}Content-Length: 1000\r\n\r\n${"x".repeat(1000)}`;
  const { statuses } = await exchange(server.port, `${head}${one.repeat(1000)}${GET}${HOST}Connection: close\r\n\r\n`, 20000);
  assert.equal(statuses.length, 1002);
  assert.ok(statuses.every((status) => status === 200));
});

test("keep-alive and close", async () => {
  const c = await open(server.port);
  await c.send(`${GET}${HOST}\r\n`);
  assert.ok(await c.until((s) => s.text.includes("world")));
  assert.ok(!/connection:/i.test(c.text) && !/server:/i.test(c.text));
  await c.send(`${GET}${HOST}Connection: close\r\n\r\n`);
  assert.ok(await c.until((s) => s.ended));
  assert.match(c.text, /Connection: close/);
  const old = await exchange(server.port, "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /hello HTTP/1.0\r\n\r\n");
  assert.deepEqual(old.answers.map((a) => a.headers.connection), ["keep-alive", "close"]);
  const asked = await exchange(server.port, `GET /status?code=200&close=1 HTTP/1.1\r\n${HOST}\r\n`);
  assert.equal(asked.answers[0].headers.connection, "close");
});

test("a status that cannot be sent is a 500", async () => {
  for (const code of [100, 199, 1000, 0]) {
    const { statuses, ended } = await exchange(server.port, `GET /status?code=${code}&close=1 HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    assert.deepEqual([statuses, ended], [[500], true]);
  }
});

test("a half-closed client gets all its answers", async () => {
  const c = await open(server.port);
  c.socket.end(`GET /slow?ms=200 HTTP/1.1\r\n${HOST}\r\n${GET}${HOST}\r\n`);
  assert.ok(await c.until((s) => s.ended));
  assert.match(c.text, /at last[^]*hello/);
});

test("a body that ends early is refused", async () => {
  const c = await open(server.port);
  c.socket.end(`${POST}${HOST}Content-Length: 50\r\n\r\nhello`);
  assert.ok(await c.until((s) => s.ended));
  assert.match(c.text, /^HTTP\/1.1 400/);
});

test("Expect: 100-continue", async () => {
  const c = await open(server.port);
  await c.send(`${POST}${HOST}Expect: 100-continue\r\nContent-Length: 5\r\n\r\n`);
  assert.ok(await c.until((s) => s.text === "HTTP/1.1 100 Continue\r\n\r\n"));
  await c.send("hello");
  assert.ok(await c.until((s) => s.text.endsWith("hello")));
  c.close();
  const refused = await exchange(server.port,
    `POST /echo?limit=4 HTTP/1.1\r\n${HOST}Expect: 100-continue\r\nContent-Length: 5\r\n\r\n`);
  assert.deepEqual(refused.statuses, [413]);
});

test("HEAD, 204 and 304 have no body", async () => {
  const { text, ended } = await exchange(server.port,
    ["HEAD /hello", "GET /status?code=204", "GET /status?code=304", "HEAD /file?size=1000000"]
      .map((line) => `${line} HTTP/1.1\r\n${HOST}\r\n`).join("") + `${GET}${HOST}Connection: close\r\n\r\n`);
  const heads = text.split("\r\n\r\n");
  assert.ok(ended);
  assert.equal(heads.length, 6);
  assert.match(heads[0], /Content-Length: 17/);
  assert.doesNotMatch(heads[1] + heads[2], /Content-Length/);
  assert.match(heads[3], /Content-Length: 1000000/);
  assert.equal(heads[5], '{"hello":"world"}');
});

test("a client that still sends after a refusal reads the answer", async () => {
  const c = await open(server.port);
  await c.send(`POST /echo?limit=1000 HTTP/1.1\r\n${HOST}Content-Length: 30000000\r\n\r\n`);
  const block = "x".repeat(1 << 20);
  for (let i = 0; i < 28; i++) await c.send(block);
  assert.ok(await c.until((s) => s.ended || s.error));
  assert.equal(c.error, null);
  assert.match(c.text, /^HTTP\/1.1 413[^]*body_too_large/);
  c.close();
});

test("an answer before the body spares the connection when the body is there", async () => {
  const { statuses } = await exchange(server.port,
    `POST /nowhere HTTP/1.1\r\n${HOST}Content-Length: 5\r\n\r\nhello${GET}${HOST}Connection: close\r\n\r\n`);
  assert.deepEqual(statuses, [418, 200]);
  const unread = await exchange(server.port, `POST /nowhere HTTP/1.1\r\n${HOST}Content-Length: 500\r\n\r\nhello`);
  assert.deepEqual(unread.statuses, [418]);
  assert.equal(unread.answers[0].headers.connection, "close");
});

test("a header cannot smuggle another one out", async () => {
  const value = encodeURIComponent("a\r\nSet-Cookie: b\0");
  const { answers, text } = await exchange(server.port,
    `GET /header?name=X-Test&value=${value} HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
  assert.equal(answers[0].headers["x-test"], "a  Set-Cookie: b ");
  assert.doesNotMatch(text, /^set-cookie/im);
  const framing = await exchange(server.port,
    `GET /header?name=Content-Length&value=1 HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
  assert.equal(framing.answers[0].body, "ok");
});

test("a connection that is reset while a handler works is noticed", async () => {
  const gone = async () => JSON.parse((await exchange(server.port,
    `GET /stats HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`)).answers[0].body).gone;
  for (const answer of ["", "&rows=1&n=5000"]) {
    const was = await gone();
    const c = await open(server.port);
    await c.send(`GET /slow?ms=200${answer} HTTP/1.1\r\n${HOST}\r\n`);
    await sleep(50);
    c.socket.resetAndDestroy();
    await sleep(900);
    assert.equal(await gone(), was + 1, answer);
  }
  const late = await exchange(server.port, `GET /slow?ms=20&rows=1&n=2000 HTTP/1.1\r\n${HOST}\r\n${GET}${HOST}Connection: close\r\n\r\n`);
  assert.match(late.text, /3e8\r\nr{1000}\r\n3e8\r\nr{1000}\r\n0\r\n\r\nHTTP\/1.1 200[^]*world"}$/);
});

test("request ids are unique, and X-Forwarded-For of a stranger is not believed", async () => {
  const ask = () => exchange(server.port,
    `GET /info HTTP/1.1\r\n${HOST}X-Forwarded-For: 8.8.8.8\r\nX-Request-Id: mine-mine-mine\r\nConnection: close\r\n\r\n`);
  const [a, b] = [await ask(), await ask()].map((r) => /ip=(\S+) id=(\S+)/.exec(r.text));
  assert.equal(a[1], "127.0.0.1");
  assert.match(a[2], /^[0-9A-HJKMNP-TV-Z]{26}$/);
  assert.notEqual(a[2], b[2]);
});

test("a trusted proxy is believed: the right-most address that is not one", async () => {
  const proxied = await startEcho({ trust: "127.0.0.0/8" });
  for (const [chain, ip] of [
    ["8.8.8.8", "8.8.8.8"],
    ["1.1.1.1, 8.8.8.8, 127.0.0.9", "8.8.8.8"],
    ["1.1.1.1, nonsense, 127.0.0.9", "127.0.0.9"],
    ["[2001:db8::1]:443", "2001:db8::1"],
    ["8.8.4.4:1234", "8.8.4.4"],
    ["1.1.1.1\r\nX-Forwarded-For: 9.9.9.9", "9.9.9.9"],
    ["", "127.0.0.1"],
  ]) {
    const { text } = await exchange(proxied.port,
      `GET /info HTTP/1.1\r\n${HOST}X-Forwarded-For: ${chain}\r\nX-Request-Id: from-the-proxy\r\nConnection: close\r\n\r\n`);
    assert.match(text, new RegExp(`ip=${ip.replaceAll(/[.[\]]/g, "\\$&")} id=from-the-proxy`), chain);
  }
  await proxied.stop();
});

test("a streamed answer comes in chunks, and the connection goes on", async () => {
  const { text, ended } = await exchange(server.port, `GET /rows?n=3000 HTTP/1.1\r\n${HOST}\r\n${GET}${HOST}Connection: close\r\n\r\n`);
  const row = `3e8\r\n${"r".repeat(1000)}\r\n`;
  const [head, ...rest] = text.split("\r\n\r\n");
  assert.ok(ended);
  assert.match(head, /Transfer-Encoding: chunked/);
  assert.doesNotMatch(head, /Content-Length/);
  assert.equal(`${rest[0]}\r\n\r\n`, `${row}${row}${row}0\r\n\r\n`);
  assert.match(text, /HTTP\/1.1 200 OK[^]*HTTP\/1.1 200 OK[^]*world"}$/);
  const old = await exchange(server.port, "GET /rows?n=3000 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  assert.match(old.text, /Connection: close\r\n\r\nr{3000}$/);
  assert.ok(old.ended);
});

test("an upgraded connection carries bytes both ways", async () => {
  const c = await open(server.port);
  await c.send(`GET /upgrade HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: shouting\r\n\r\nearly `);
  assert.ok(await c.until((s) => s.text.endsWith("\r\n\r\nEARLY ")));
  assert.match(c.text, /^HTTP\/1.1 101 Switching Protocols[^]*Upgrade: shouting\r\nConnection: Upgrade\r\n\r\n/);
  await c.send("later!");
  assert.ok(await c.until((s) => s.ended && s.text.endsWith("EARLY LATER!")));
  const left = await open(server.port);
  await left.send(`GET /upgrade HTTP/1.1\r\n${HOST}\r\n`);
  assert.ok(await left.until((s) => s.text.includes("101")));
  left.socket.end();
  assert.ok(await left.until((s) => s.ended), "a client that ends is gone");
});

test("a port that is taken is refused, and not shared", async () => {
  const taken = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  await assert.rejects(startEcho({ port: taken.address().port }), /cannot listen on this address: Address already in use/);
  taken.close();
  await assert.rejects(startEcho({ port: server.port }), /Address already in use/, "another server of ours");
});
