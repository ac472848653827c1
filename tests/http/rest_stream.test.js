// Answers and payloads that are too large to be kept: they pass through.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { anon, startAlone } from "./alone.js";

const run = promisify(execFile);
const MB = 1 << 20;
// Megabytes: less than the smallest of these takes when it is kept, in PostgreSQL's form and in ours; more than the 32 that a run under ASan may step up by, once.
const ROOM = 50;
let server;
const csv = { headers: { accept: "text/csv" } };
const ask = (path, options) => fetch(`${server.url}${path}`, options);

before(async () => {
  server = await startAlone({
    env: { ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ""}:quarantine_size_mb=1` },
    sql: `
      create view api.numbers as select n as id, 'number ' || n || repeat('.', 100) as text from generate_series(1, 1000000) n;
      create view api.broken as select n as id, case when n < 100000 then 1 else 1 / (n - 100000) end as part, repeat('.', 100) as text
        from generate_series(1, 200000) n;
      create function api.many(n int) returns setof api.numbers language sql stable as 'select * from api.numbers limit n';
      create function api.gaps(n int) returns table (id int, "a note" text, gone text) language sql stable as
        $$ select i, nullif('note, ' || i, 'note, 2'), null from generate_series(1, n) i $$;
      create function api.st_asgeojson(record) returns text language plpgsql immutable as $$ begin return json_build_object('properties', $1); end $$;
      create type api.three as (n int, a text, b text);
      create view api.odd as select n as id, chr(n) as letter, nullif(repeat(chr(n), n % 3), '') as letters, n % 2 = 0 as even, n::numeric / 7 as part,
          '{"a": "b, c"}'::json as json, jsonb_build_object('k', chr(n)) as jsonb, array[chr(n), 'é', null] as list, row(n, chr(n), '')::api.three as pair,
          convert_to(chr(n), 'utf8') as bytes, '' as empty, null as "the last, ""quoted"""
        from unnest(array(select generate_series(1, 127)) || array[133, 160, 233, 8195, 8232, 12288, 128578]) n;
      create function api.plain(n int) returns setof int language sql stable as 'select i from generate_series(1, n) i';
      create table api.pieces (id int primary key, text text, made timestamptz default now());
      create table api.counts (n int);
      create function api.note_count() returns trigger language plpgsql as
        $$ begin insert into api.counts select count(*) from made; return null; end $$;
      create trigger note after insert on api.pieces referencing new table as made for each statement execute function api.note_count();
      grant all on all tables in schema api to ${anon}`,
  });
  await (await ask("/numbers?limit=1")).json();
});
after(() => server.stop());

test("a million rows pass through, whole and in order", async () => {
  const before = await server.peakMB();
  const answer = await ask("/numbers?select=id,text");
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-range"), "0-*/*");
  assert.equal(answer.headers.get("content-type"), "application/json; charset=utf-8");
  const rows = await answer.json();
  assert.equal(rows.length, 1000000);
  assert.ok(rows.every((row, i) => row.id === i + 1));
  const grown = (await server.peakMB()) - before;
  assert.ok(grown < ROOM, `grew by ${grown} MB`);
});

test("the range and the count are said ahead", async () => {
  const answer = await ask("/numbers?select=text&offset=10&limit=50000", { headers: { prefer: "count=exact" } });
  assert.deepEqual([answer.status, answer.headers.get("content-range")], [206, "10-50009/1000000"]);
  assert.equal((await answer.json()).length, 50000);
});

test("a function's rows pass through as well, with their range", async () => {
  const before = await server.peakMB();
  const answer = await ask("/rpc/many?n=300000&select=id,text", { headers: { "accept-encoding": "identity" } });
  assert.deepEqual([answer.status, answer.headers.get("content-range")], [200, "0-299999/*"]);
  const rows = await answer.json();
  assert.deepEqual([rows.length, rows[299999].id], [300000, 300000]);
  assert.deepEqual(await (await ask("/rpc/plain?n=3")).json(), [1, 2, 3]);
  assert.deepEqual(await (await ask("/rpc/plain?n=0")).json(), []);
  const grown = (await server.peakMB()) - before;
  assert.ok(grown < ROOM, `grew by ${grown} MB`);
});

test("a million rows pass through as CSV", async () => {
  const before = await server.peakMB();
  const answer = await ask("/numbers?select=id,text", csv);
  assert.deepEqual([answer.status, answer.headers.get("content-type"), answer.headers.get("content-range")], [200, "text/csv; charset=utf-8", "0-*/*"]);
  const lines = (await answer.text()).split("\n");
  assert.deepEqual([lines.length, lines[0], lines[1000000]], [1000001, "id,text", `1000000,"number 1000000${".".repeat(100)}"`]);
  assert.ok(lines.every((line, i) => i === 0 || line.startsWith(`${i},"number ${i}.`)));
  const grown = (await server.peakMB()) - before;
  assert.ok(grown < ROOM, `grew by ${grown} MB`);
});

// The row's own text without its parentheses is what this API's CSV has always been.
test("CSV is what PostgreSQL writes of a row, to the byte", async () => {
  for (const select of ["*", "id,letter,letters", "pair,list,jsonb,id", "nothing:empty,id"]) {
    const columns = select === "*" ? "*" : select.split(",").map((c) => c.split(":").reverse().join(" as ")).join(", ");
    const rows = `(select ${columns} from api.odd order by id) t`;
    const names = await server.query(`select string_agg(k, ',') from (select json_object_keys(row_to_json(t)) k from (select * from ${rows} limit 1) t) k`);
    const lines = await server.query(`select string_agg(replace(substring(t::text, 2, length(t::text) - 2), E'\\n', '<line>'), E'\\n') from ${rows}`);
    const answer = await (await ask(`/odd?select=${select}&order=id`, csv)).text();
    assert.equal(answer, `${names}\n${lines.replaceAll("<line>", "\n")}`);
  }
  assert.equal(await (await ask("/odd?id=gt.1000000", csv)).text(), "\n");
  assert.equal(await (await ask("/odd?select=id&id=eq.65", csv)).text(), "id\n65");
  assert.equal(await (await ask("/rpc/gaps?n=2", csv)).text(), 'id,a note,gone\n1,"note, 1",\n2,,');
  assert.equal(await (await ask("/rpc/plain?n=2", csv)).text(), "pgrst_scalar\n1\n2");
  assert.equal(await (await ask("/rpc/plain?n=0", csv)).text(), "\n");
});

test("with an exact count the range is whole, and the rows pass through all the same", async () => {
  const before = await server.peakMB();
  const exact = { prefer: "count=exact", "accept-encoding": "identity" };
  for (const [path, accept, status, range, size] of [
    ["/numbers?select=id,text&id=lte.300000", "application/json", 200, "0-299999/300000", 300000],
    ["/numbers?select=id,text&id=lte.300000", "text/csv", 200, "0-299999/300000", 300001],
    ["/numbers?select=id,text&limit=200000&id=lte.300000", "text/csv", 206, "0-199999/300000", 200001],
    ["/rpc/many?n=300000", "application/json", 200, "0-299999/300000", 300000],
    ["/rpc/many?n=300000", "text/csv", 200, "0-299999/300000", 300001],
    ["/rpc/many?n=300000&limit=200000&offset=100&id=gt.1000", "application/json", 206, "100-200099/299000", 200000],
    ["/rpc/many?n=300000&limit=200000&select=text", "text/csv", 206, "0-199999/300000", 200001],
    ["/rpc/plain?n=300000&limit=250000", "application/json", 206, "0-249999/300000", 250000],
    ["/rpc/plain?n=5&limit=2", "application/json", 206, "0-1/5", 2],
    ["/rpc/plain?n=0", "application/json", 200, "*/0", 0],
    ["/rpc/plain?n=5&offset=5", "application/json", 206, "*/5", 0],
  ]) {
    const answer = await ask(path, { headers: { ...exact, accept } });
    const body = await answer.text();
    assert.deepEqual([answer.status, answer.headers.get("content-range"), accept === "text/csv" ? body.split("\n").length : JSON.parse(body).length],
      [status, range, size], path);
  }
  const beyond = await ask("/rpc/many?n=5&offset=9", { headers: exact });
  assert.deepEqual([beyond.status, beyond.headers.get("content-range")], [416, "*/5"]);
  const grown = (await server.peakMB()) - before;
  assert.ok(grown < ROOM, `grew by ${grown} MB`);
});

test("GeoJSON and arrays without nulls pass through", async () => {
  const before = await server.peakMB();
  const features = async (path) => (await ask(path, { headers: { accept: "application/geo+json" } })).text();
  assert.equal(await features("/rpc/gaps?n=0"), '{"type" : "FeatureCollection", "features" : []}');
  assert.equal(await features("/odd?select=id&id=in.(65,66)&order=id"),
    '{"type" : "FeatureCollection", "features" : [{"properties" : {"id":65}}, {"properties" : {"id":66}}]}');
  const many = JSON.parse(await features("/numbers?limit=200000"));
  assert.deepEqual([many.type, many.features.length, many.features[199999].properties.id], ["FeatureCollection", 200000, 200000]);
  const bare = async (path) => (await ask(path, { headers: { accept: "application/vnd.pgrst.array+json;nulls=stripped" } })).text();
  assert.equal(await bare("/rpc/gaps?n=2"), '[{"id":1,"a note":"note, 1"},{"id":2}]');
  assert.equal(await bare("/rpc/gaps?n=0"), "[]");
  assert.equal(JSON.parse(await bare("/rpc/many?n=300000")).length, 300000);
  const grown = (await server.peakMB()) - before;
  assert.ok(grown < ROOM, `grew by ${grown} MB`);
});

test("what is not large has its length, and its exact range", async () => {
  const answer = await ask("/numbers?limit=5000&select=id");
  assert.ok(Number(answer.headers.get("content-length")) > 50000);
  assert.equal(answer.headers.get("content-range"), "0-4999/*");
  assert.equal((await answer.json()).length, 5000);
});

test("one object of many rows is refused with their number", async () => {
  const answer = await ask("/numbers", { headers: { accept: "application/vnd.pgrst.object+json" } });
  assert.equal(answer.status, 406);
  assert.equal((await answer.json()).details, "The result contains 1000000 rows");
});

test("an error in mid-stream is seen: the answer ends without its end", async () => {
  const answer = await ask("/broken");
  assert.equal(answer.status, 200);
  await assert.rejects(answer.text());
  assert.equal((await ask("/broken?limit=5")).status, 200);
});

test("an answer that finds no room on the disk says so, and the next one that fits is answered", async () => {
  const limit = (bytes) => run("prlimit", [`--fsize=${bytes}:unlimited`, "--pid", String(server.pid)]);
  await limit(4 * MB);
  try {
    const answer = await ask("/rpc/many?n=100000");
    assert.deepEqual([answer.status, (await answer.json()).code], [507, "RUNG104"]);
    assert.equal((await (await ask("/rpc/many?n=20000")).json()).length, 20000);
  } finally {
    await limit("unlimited");
  }
  assert.equal((await (await ask("/rpc/many?n=100000")).json()).length, 100000);
});

test("an answer that waits on the disk is whole when several come at once, and nobody waits for one that was left", async () => {
  const leaving = new AbortController();
  const left = Array.from({ length: 3 }, () => assert.rejects(ask("/rpc/many?n=200000", { signal: leaving.signal })));
  await pause(100);
  leaving.abort();
  await Promise.all(left);
  const answers = await Promise.all([30000, 60000, 90000].map(async (n) => (await ask(`/rpc/many?n=${n}`)).json()));
  answers.forEach((rows, i) => assert.ok(rows.length === 30000 * (i + 1) && rows.every((row, k) => row.id === k + 1)));
  const busy = "select count(*) from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()";
  for (let i = 0; i < 100 && (await server.query(busy)) !== "0"; i++) await pause(100);
  assert.equal(await server.query(busy), "0", "every connection is free again");
});

test("a slow reader stops the reading of rows, and others go on", async () => {
  const { port } = new URL(server.url);
  const readers = [];
  for (let i = 0; i < 3; i++) {
    const socket = connect({ port: Number(port), host: "127.0.0.1" });
    socket.on("error", () => {});
    socket.write("GET /numbers HTTP/1.1\r\nHost: x\r\n\r\n");
    socket.pause();
    readers.push(socket);
  }
  const waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'ClientWrite'";
  for (let i = 0; i < 100 && (await server.query(waiting)) !== "3"; i++) await pause(50);
  await pause(500);
  assert.equal(await server.query(waiting), "3", "PostgreSQL waits for whoever reads slowly");
  assert.equal((await (await ask("/numbers?limit=3")).json()).length, 3);
  for (const socket of readers) socket.destroy();
});

test("a client that leaves in mid-stream gives its connection back", async () => {
  for (let i = 0; i < 12; i++) {
    const leaving = new AbortController();
    const answer = await ask("/numbers", { signal: leaving.signal });
    await answer.body.getReader().read();
    leaving.abort();
  }
  const answer = await ask("/numbers?offset=999000&limit=20000");
  assert.equal((await answer.json()).length, 1000);
});

// About 50 MB; with what must be escaped, and characters of several bytes wherever pieces are cut.
const text = (i) => `"row" ${i} — ${"é漢🙂".repeat(40)}\n`;
const post = (path, body, headers) => ask(path, { method: "POST", headers, body });
const sum = async () => server.query("select count(*), sum(length(text)), (select string_agg(n::text, ',') from api.counts) from api.pieces");
const empty = () => server.query("truncate api.pieces, api.counts");

test("a payload of 50 MB passes through, as one statement", async () => {
  const rows = Array.from({ length: 130000 }, (_, i) => JSON.stringify({ id: i, text: text(i) }));
  const body = `[${rows.join(",\n")}]`;
  assert.ok(Buffer.byteLength(body) > 50 * MB);
  const before = await server.peakMB();
  const answer = await post("/pieces", body, { "content-type": "application/json" });
  assert.equal(answer.status, 201, await answer.text());
  const grown = (await server.peakMB()) - before;
  assert.ok(grown < ROOM, `grew by ${grown} MB`);
  const length = Array.from({ length: 130000 }, (_, i) => [...text(i)].length).reduce((a, b) => a + b);
  assert.equal(await sum(), `130000|${length}|130000`);
});

test("rows of a large payload come back, and an upsert counts them", async () => {
  const rows = Array.from({ length: 20000 }, (_, i) => ({ id: i + 200000, text: text(i) }));
  const answer = await post("/pieces?select=id,text,made", JSON.stringify(rows), {
    "content-type": "application/json", prefer: "return=representation, resolution=merge-duplicates, count=exact" });
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get("content-range"), "*/20000");
  assert.ok(Number(answer.headers.get("content-length")) > 5 * MB);
  const back = await answer.json();
  assert.deepEqual(back.map(({ id, text }) => ({ id, text })), rows);
  const sheet = await post("/pieces?select=id,text", JSON.stringify(rows.slice(0, 9000)), {
    "content-type": "application/json", accept: "text/csv", prefer: "return=representation, resolution=merge-duplicates, count=exact" });
  assert.deepEqual([sheet.status, sheet.headers.get("content-range")], [200, "*/9000"]);
  assert.equal(await sheet.text(), ["id,text", ...rows.slice(0, 9000).map(({ id, text }) => `${id},"${text.replaceAll('"', '""')}"`)].join("\n"));
  await empty();
});

test("CSV passes through, too", async () => {
  const lines = Array.from({ length: 60000 }, (_, i) => `${i},"${text(i).replaceAll('"', '""')}"`);
  const before = await server.peakMB();
  const answer = await post("/pieces", `id,text\n${lines.join("\r\n")}`, { "content-type": "text/csv" });
  assert.equal(answer.status, 201, await answer.text());
  const grown = (await server.peakMB()) - before;
  assert.ok(grown < ROOM, `grew by ${grown} MB`);
  assert.match(await sum(), /^60000\|\d+\|60000$/);
  assert.equal(await server.query("select text from api.pieces where id = 59999"), text(59999).trimEnd());
});

test("a large payload that is wrong is refused as a small one is, and nothing is left of it", async () => {
  await empty();
  const rows = (n) => Array.from({ length: n }, (_, i) => ({ id: i, text: text(i) }));
  const json = { "content-type": "application/json" };
  const errors = [];
  for (const [body, headers] of [
    [JSON.stringify([...rows(5000), { id: 5000 }]), json],
    [JSON.stringify(rows(5000)).slice(0, -1), json],
    [JSON.stringify([...rows(5000), { id: 7, text: "twice" }]), json],
    [JSON.stringify([...rows(5000), { id: 9000, text: "\u0000" }]), json],
    [`id,text\n${"1,a\n".repeat(100000)}2`, { "content-type": "text/csv" }],
    [JSON.stringify({ argument: "x".repeat(40 * MB) }), json],
  ]) {
    const answer = await post(errors.length === 5 ? "/rpc/nothing" : "/pieces", body, headers);
    errors.push(`${answer.status} ${(await answer.json()).message}`);
  }
  assert.deepEqual(errors.slice(0, 3), ["400 All object keys must match", "400 Empty or invalid json",
    'duplicate key value violates unique constraint "pieces_pkey"'].map((message, i) => (i === 2 ? `409 ${message}` : message)));
  assert.match(errors[3], /^400 /);
  assert.equal(errors[4], "400 All lines must have same number of fields");
  assert.match(errors[5], /^(413|404) /);
  assert.equal(await server.query("select count(*) from api.pieces"), "0");
});
