// Slow clients, many clients, large bodies, few resources: the server keeps its deadlines and its size.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import http from "node:http";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { exchange, memory, open, sleep, startEcho } from "./echo.js";

const HOST = "Host: a\r\n";
const GET = "GET /hello HTTP/1.1\r\n";
const MB = 1 << 20;

async function withEcho(options, run) {
  const server = await startEcho(options);
  try {
    await run(server);
  } catch (error) {
    server.child.kill("SIGKILL");
    if (server.errors()) error.message += `\n${server.errors()}`;
    throw error;
  }
  await server.stop();
}

async function stats(server) {
  const { answers } = await exchange(server.port, `GET /stats HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
  return JSON.parse(answers[0].body);
}

// Milliseconds until the server ended its side, and what it said.
async function timed(port, run, ms = 8000) {
  const c = await open(port);
  const start = Date.now();
  const going = run(c).catch(() => {});
  await c.until((s) => s.ended || s.error, ms);
  const took = Date.now() - start;
  c.close();
  await going;
  return { took, text: c.text, ended: c.ended };
}

test("slow clients are closed at their deadlines", () => withEcho({ head: 1, body: 1, idle: 1, write: 2 }, async ({ port }) => {
  const [idle, kept, head, body, dripped] = await Promise.all([
    timed(port, async () => {}),
    timed(port, async (c) => c.send(`${GET}${HOST}\r\n`)),
    timed(port, async (c) => c.send(GET)),
    timed(port, async (c) => c.send(`POST /echo HTTP/1.1\r\n${HOST}Content-Length: 5\r\n\r\nhell`)),
    timed(port, async (c) => {
      await c.send(`POST /spool HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n`);
      for (;;) { await c.send("1\r\nx\r\n"); await sleep(50); }
    }),
  ]);
  for (const { took, ended } of [idle, kept, head, body, dripped])
    assert.ok(ended && took >= 900 && took < 4000, `closed after ${took} ms`);
  assert.equal(idle.text, "");
  assert.match(kept.text, /^HTTP\/1.1 200[^]*world"}$/);
  for (const { text } of [head, body, dripped]) assert.match(text, /^HTTP\/1.1 408/);
}));

test("a slow head is answered 408, however its bytes drip", () => withEcho({ head: 1 }, async ({ port }) => {
  const { text, took } = await timed(port, async (c) => {
    await c.send(`${GET}${HOST}`);
    for (;;) { await c.send("X: y\r\n"); await sleep(100); }
  });
  assert.match(text, /^HTTP\/1.1 408/);
  assert.ok(took < 3000);
}));

test("a slow body may take longer than its deadline while it keeps coming", () => withEcho({ body: 1 }, async ({ port }) => {
  const { text } = await timed(port, async (c) => {
    await c.send(`POST /spool HTTP/1.1\r\n${HOST}Connection: close\r\nContent-Length: 40000\r\n\r\n`);
    for (let i = 0; i < 40; i++) { await c.send("x".repeat(1000)); await sleep(80); }
  });
  assert.match(text, /^HTTP\/1.1 200[^]*40000 /);
}));

test("a client that does not read is closed; one that reads slowly is not", () => withEcho({ write: 2, idle: 60 }, async (server) => {
  const deaf = await open(server.port);
  const slow = await open(server.port);
  deaf.socket.pause();
  slow.socket.pause();
  for (const c of [deaf, slow]) await c.send(`GET /file?size=30000000 HTTP/1.1\r\n${HOST}\r\n`);
  await sleep(100);
  assert.equal((await stats(server)).open, 3);
  for (let i = 0; i < 50; i++) { // 5 seconds in which it reads a little, again and again
    slow.socket.once("data", () => slow.socket.pause()).resume();
    await sleep(100);
  }
  assert.equal((await stats(server)).open, 2, "the deaf one is gone");
  slow.socket.resume();
  assert.ok(await slow.until((s) => s.text.length > 30000000, 20000));
  slow.close();
  deaf.close();
}));

test("a stream waits for its reader, and gives up on one that does not read", () => withEcho({ write: 2, idle: 60 }, async (server) => {
  const reader = await open(server.port);
  const deaf = await open(server.port);
  reader.socket.pause();
  deaf.socket.pause();
  const grown = await growth(server, async () => {
    for (const c of [reader, deaf]) await c.send(`GET /rows?n=40000000 HTTP/1.1\r\n${HOST}\r\n`);
    await sleep(500);
    reader.socket.resume();
    assert.ok(await reader.until((s) => s.text.endsWith("\r\n0\r\n\r\n"), 20000));
    assert.ok(reader.text.length > 40000000);
    for (let i = 0; i < 60 && (await stats(server)).gone === 0; i++) await sleep(100);
  });
  const { gone, open: left } = await stats(server);
  assert.deepEqual([gone, left], [1, 2]);
  assert.ok(grown < 8192, `grew by ${grown} KB`); // of 80 MB; ASan keeps freed memory for a while
  reader.close();
  deaf.close();
}));

test("a silent upgraded connection outlives every deadline", () => withEcho({ head: 1, body: 1, idle: 1, write: 1 }, async (server) => {
  const c = await open(server.port);
  await c.send(`GET /upgrade HTTP/1.1\r\n${HOST}\r\n`);
  await sleep(3500);
  await c.send("still here!");
  assert.ok(await c.until((s) => s.text.endsWith("STILL HERE!")));
  c.close();
}));

function upload(server, path, size, chunked) {
  return new Promise((resolve, reject) => {
    const headers = chunked ? { "transfer-encoding": "chunked" } : { "content-length": size };
    const req = http.request(`${server.url}${path}`, { method: "POST", headers, agent: false }, (res) => {
      let text = "";
      res.on("data", (part) => { text += part; });
      res.on("end", () => resolve({ status: res.statusCode, text }));
    });
    req.on("error", reject);
    const block = Buffer.alloc(65536, "0123456789abcdef");
    let left = size;
    const pump = () => {
      while (left > 0) {
        const part = block.subarray(0, Math.min(left, block.length));
        left -= part.length;
        if (!req.write(part)) return req.once("drain", pump);
      }
      req.end();
    };
    pump();
  });
}

// Kilobytes by which the process grew at most while `run` ran.
async function growth(server, run) {
  writeFileSync(`/proc/${server.pid}/clear_refs`, "5"); // the high-water mark starts anew
  const was = memory(server.pid);
  await run();
  return memory(server.pid, "VmHWM") - was;
}

test("50 MB go into a file, by length and in chunks, without the process growing", () => withEcho({ limit: 60 * MB }, async (server) => {
  let hash;
  for (const chunked of [false, true]) await upload(server, "/spool", MB, chunked); // what is used once is kept
  for (const chunked of [false, true]) {
    const grown = await growth(server, async () => {
      const { status, text } = await upload(server, "/spool", 50 * MB, chunked);
      assert.equal(status, 200);
      assert.match(text, /^52428800 [0-9a-f]{16}$/);
      assert.equal(text, hash ?? (hash = text));
    });
    assert.ok(grown < 2048, `grew by ${grown} KB`);
  }
}));

test("a spooled body over its limit is refused in the middle", () => withEcho({ limit: 3 * MB }, async (server) => {
  const refused = await exchange(server.port,
    `POST /spool HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n400000\r\n${"x".repeat(4 * MB)}\r\n0\r\n\r\n`);
  assert.deepEqual(refused.statuses, [413]);
}));

test("a spool that cannot be written is a 500", () => withEcho({ spool: "/nonexistent" }, async (server) => {
  const { statuses } = await exchange(server.port, `POST /spool HTTP/1.1\r\n${HOST}Content-Length: 5\r\n\r\nhello`);
  assert.deepEqual(statuses, [500]);
}));

test("bodies in memory, pipelined and spooled, keep their order", () => withEcho({ idle: 30 }, async (server) => {
  const big = "b".repeat(300000);
  const { answers } = await exchange(server.port, [
    `POST /echo HTTP/1.1\r\n${HOST}Content-Length: ${big.length}\r\n\r\n${big}`,
    `POST /spool HTTP/1.1\r\n${HOST}Content-Length: ${big.length}\r\n\r\n${big}`,
    `POST /spool HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n${big.length.toString(16)}\r\n${big}\r\n0\r\n\r\n`,
    `POST /echo HTTP/1.1\r\n${HOST}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nend\r\n0\r\n\r\n`,
  ].join(""), 10000);
  assert.equal(answers[0].body, big);
  assert.match(answers[1].body, /^300000 /);
  assert.equal(answers[2].body, answers[1].body);
  assert.equal(answers[3].body, "end");
}));

test("50 MB from a file, without the process growing", () => withEcho({ idle: 30 }, async (server) => {
  await fetch(`${server.url}/file?size=100000`).then((res) => res.text());
  const grown = await growth(server, async () => {
    const res = await fetch(`${server.url}/file?size=${50 * MB}&from=7`);
    const bytes = new Uint8Array(await res.arrayBuffer());
    assert.equal(bytes.length, 50 * MB);
    for (let i = 0; i < bytes.length; i += 999983) assert.equal(bytes[i], 97 + ((i + 7) % 26));
  });
  assert.ok(grown < 2048, `grew by ${grown} KB`);
  await assert.rejects(fetch(`${server.url}/file?size=1000000&cut=500000`).then((res) => res.text()), "a file that shrank");
  assert.equal((await fetch(`${server.url}/file?size=10&from=5&cut=-1`)).status, 200);
}));

test("4,000 idle connections cost less than 40 MB", () => withEcho({ idle: 60, max: 5000 }, async (server) => {
  const clients = [];
  const grown = await growth(server, async () => {
    while (clients.length < 4000) {
      const some = await Promise.all(Array.from({ length: 100 }, () => open(server.port)));
      await Promise.all(some.map((c) => c.send(`${GET}${HOST}\r\n`)));
      await Promise.all(some.map((c) => c.until((s) => s.text.includes("world"))));
      clients.push(...some);
    }
  });
  assert.equal((await stats(server)).open, 4001);
  assert.ok(grown < 40 << 10, `grew by ${grown} KB`);
  clients.forEach((c) => c.close());
}));

test("one connection too many is told so, and the next is welcome again", () => withEcho({ max: 3, idle: 30 }, async (server) => {
  const clients = await Promise.all([1, 2, 3].map(() => open(server.port)));
  await sleep(50);
  const { answers, ended, error } = await exchange(server.port, `${GET}${HOST}\r\n`);
  assert.deepEqual(answers.map((a) => [a.status, a.headers["retry-after"]]), [[503, "2"]]);
  assert.ok(ended && !error);
  clients.forEach((c) => c.close());
  await sleep(100);
  assert.deepEqual((await exchange(server.port, `${GET}${HOST}Connection: close\r\n\r\n`)).statuses, [200]);
}));

test("no descriptors left: those who wait are served when there are some", () => withEcho({ files: 40, idle: 30 }, async (server) => {
  const clients = await Promise.all(Array.from({ length: 60 }, () => open(server.port)));
  await Promise.all(clients.map((c) => c.send(`${GET}${HOST}\r\n`)));
  const served = () => clients.filter((c) => c.text.includes("world")).length;
  await clients[0].until(() => served() > 10);
  await sleep(300);
  assert.ok(served() < 60, "the limit is felt");
  const all = await clients[0].until(() => {
    for (const c of clients) if (c.text.includes("world")) c.close();
    return served() === 60;
  });
  assert.ok(all, `${served()} of 60 were served`);
  clients.forEach((c) => c.close());
}));

test("draining: answers in flight are finished, idle connections end, new ones are refused", async () => {
  const server = await startEcho({ idle: 30 });
  const idle = await open(server.port);
  await idle.send(`${GET}${HOST}\r\n`);
  const busy = await open(server.port);
  await busy.send(`GET /slow?ms=700 HTTP/1.1\r\n${HOST}\r\n`);
  await sleep(150);
  const stopped = server.stop();
  assert.ok(await idle.until((s) => s.ended, 300), "an idle connection ends at once");
  await assert.rejects(new Promise((resolve, reject) => http.get(server.url, resolve).on("error", reject)), /ECONNREFUSED|ECONNRESET/);
  assert.ok(await busy.until((s) => s.ended));
  assert.match(busy.text, /Connection: close[^]*at last$/);
  await stopped;
});

test("gzip, for whom and for what", () => withEcho({ idle: 30 }, async (server) => {
  const ask = (path, accepts = "gzip") => new Promise((resolve) => {
    http.get(`${server.url}${path}`, { headers: { "accept-encoding": accepts }, agent: false }, (res) => {
      const parts = [];
      res.on("data", (part) => parts.push(part));
      res.on("end", () => resolve({ headers: res.headers, body: Buffer.concat(parts) }));
    });
  });
  const packed = await ask("/text?n=20000&type=application/json&etag=%22x%22&vary=Origin");
  assert.equal(packed.headers["content-encoding"], "gzip");
  assert.equal(packed.headers.vary, "Accept-Encoding, Origin");
  assert.equal(packed.headers.etag, 'W/"x"');
  assert.ok(packed.body.length < 2000);
  const text = gunzipSync(packed.body).toString();
  assert.equal(text, "the quick brown fox ".repeat(1000));
  assert.deepEqual(gunzipSync((await ask("/text?n=1000000")).body).length, 1000000, "and again");
  const plain = await ask("/text?n=20000&etag=%22x%22", "gzip;q=0, br");
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.equal(plain.headers.vary, "Accept-Encoding");
  assert.equal(plain.headers.etag, '"x"');
  assert.equal(plain.body.toString(), text);
  for (const path of ["/text?n=1000", "/text?n=20000&type=image/png", "/text?n=20000&status=206", "/text?n=1100000"]) {
    const { headers } = await ask(path);
    assert.equal(headers["content-encoding"], undefined, path);
    assert.equal(headers.vary, undefined, path);
  }
}));

test("two loops share a port", () => withEcho({ loops: 2, idle: 30 }, async (server) => {
  const clients = await Promise.all(Array.from({ length: 40 }, () => open(server.port)));
  for (let round = 1; round <= 20; round++) {
    await Promise.all(clients.map((c) => c.send(`POST /slow?ms=1 HTTP/1.1\r\n${HOST}Content-Length: 2\r\n\r\nab`)));
    for (const c of clients) assert.ok(await c.until((s) => s.text.split("at last").length === round + 1));
  }
  assert.equal((await stats(server)).open, 41);
  clients.forEach((c) => c.close());
}));

// The same every time: a failure can be run again.
function random(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const manners = [
  `${GET}${HOST}\r\n`,
  `POST /echo HTTP/1.1\r\n${HOST}Content-Length: 5000\r\n\r\n${"e".repeat(5000)}`,
  `POST /echo HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n1f4\r\n${"c".repeat(500)}\r\n0\r\n\r\n`,
  `POST /spool HTTP/1.1\r\n${HOST}Content-Length: 90000\r\n\r\n${"s".repeat(90000)}`,
  `POST /spool HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n15f90\r\n${"t".repeat(90000)}\r\n0\r\nTrailer: x\r\n\r\n`,
  `POST /slow?ms=3 HTTP/1.1\r\n${HOST}Content-Length: 2\r\n\r\nab`,
  `GET /file?size=150000 HTTP/1.1\r\n${HOST}\r\n`,
  `GET /text?n=30000 HTTP/1.1\r\n${HOST}Accept-Encoding: gzip\r\n\r\n`,
  `GET /rows?n=70000 HTTP/1.1\r\n${HOST}\r\n`,
  `HEAD /file?size=150000 HTTP/1.1\r\n${HOST}\r\n`,
  `POST /nowhere HTTP/1.1\r\n${HOST}Content-Length: 4\r\n\r\nhere`,
];

async function visit(port, pick) {
  const requests = Array.from({ length: 1 + pick(8) }, () => manners[pick(manners.length)]);
  const bytes = requests.join("");
  const stays = pick(3) === 0;
  const until = stays ? bytes.length : pick(bytes.length);
  const c = await open(port);
  c.socket.setNoDelay(true);
  for (let at = 0; at < until && !c.error;) {
    const n = Math.min(until - at, 1 + pick(pick(2) ? 40 : 60000));
    await c.send(bytes.slice(at, at + n)).catch(() => {});
    at += n;
    if (pick(4) === 0) await sleep(pick(4));
  }
  if (stays) {
    c.socket.end();
    assert.ok(await c.until((s) => s.ended, 20000), "it gets its answers");
    const answers = c.text.match(/HTTP\/1\.1 (200|418) /g)?.length;
    // An early answer may end the connection, when its body had not come yet.
    assert.ok(answers === requests.length || /Connection: close/.test(c.text), `${answers} of ${requests.length}`);
  } else if (pick(2)) {
    c.socket.resetAndDestroy();
  }
  c.close();
}

test("rude clients: pieces of any size, ends at any byte", () => withEcho({ loops: 2, head: 5, body: 5, idle: 5 }, async (server) => {
  const pick = random(Number(process.env.SEED ?? 20240607));
  for (let round = 0; round < 12; round++) await Promise.all(Array.from({ length: 30 }, () => visit(server.port, random(pick(2 ** 32)))));
  let now;
  for (let i = 0; i < 50 && (now = await stats(server)).open > 1; i++) await sleep(100);
  assert.ok(now.requests > 300);
  assert.equal(now.open, 1, "no connection is left behind");
  assert.ok(now.ended >= now.requests - 1, "every exchange has ended");
}));
