// How much memory large answers and payloads take: the peak of `rung rest` before and after each.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { psql, root, start } from "./rung.js";

const PORT = 18432, ROWS = 1000000, MOST_MB = 20;
const rung = await start();
psql("-c", `set client_min_messages = warning; drop schema if exists bench_memory cascade; create schema bench_memory;
  create view bench_memory.numbers as select n as id, 'number ' || n || repeat('.', 100) as text from generate_series(1, ${ROWS}) n;
  create function bench_memory.many() returns setof bench_memory.numbers language sql stable as 'select * from bench_memory.numbers';
  create function bench_memory.values() returns setof text language sql stable as 'select text from bench_memory.numbers';
  create function bench_memory.st_asgeojson(record) returns text language plpgsql immutable as $$ begin return json_build_object('properties', $1); end $$;
  create table bench_memory.pieces (id int primary key, text text);
  grant usage on schema bench_memory to anon; grant all on all tables in schema bench_memory to anon; grant execute on all functions in schema bench_memory to anon`);
const socket = psql("-c", "show unix_socket_directories").trim();
const child = spawn(join(root, "build/release/rung"), ["rest"], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env,
  PGRST_DB_URI: `host=${socket} user=authenticator dbname=rung`, PGRST_DB_SCHEMAS: "bench_memory", PGRST_DB_ANON_ROLE: "anon", PGRST_SERVER_HOST: "127.0.0.1", PGRST_SERVER_PORT: PORT } });
process.once("exit", () => child.kill());
await once(child.stdout, "data");

const peakMB = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024;
const csv = { accept: "text/csv" }, exact = { prefer: "count=exact" };
const ask = (path, options) => fetch(`http://127.0.0.1:${PORT}${path}`, options);
const text = (i) => `"row" ${i} — ${"é漢🙂".repeat(40)}`;
function* pieces(first, last, row, between) {
  yield first;
  for (let i = 0; i < 130000; i++) yield (i ? between : "") + row(i);
  yield last;
}
const post = (type, lines) => ask("/pieces", { method: "POST", duplex: "half", headers: { "content-type": type }, body: Readable.toWeb(Readable.from(lines)) });

async function size(answer) {
  let n = 0;
  for await (const chunk of answer.body ?? []) n += chunk.length;
  return n;
}

let failed = false;
async function measure(what, request) {
  const before = peakMB(), begun = performance.now();
  const answer = await request();
  const bytes = await size(answer);
  const seconds = (performance.now() - begun) / 1000, grown = peakMB() - before;
  failed ||= grown > MOST_MB || answer.status >= 300;
  console.log(`memory ${what} status=${answer.status} answer_mb=${(bytes / (1 << 20)).toFixed(1)} seconds=${seconds.toFixed(2)} grown_mb=${grown.toFixed(1)}`);
}

try {
  await size(await ask("/numbers?limit=1"));
  await measure("rows", () => ask("/numbers"));
  await measure("rows_csv", () => ask("/numbers", { headers: csv }));
  await measure("rows_counted", () => ask("/numbers", { headers: exact }));
  await measure("rows_counted_csv", () => ask("/numbers?limit=900000", { headers: { ...csv, ...exact } }));
  await measure("function", () => ask("/rpc/many"));
  await measure("function_csv", () => ask("/rpc/many", { headers: csv }));
  await measure("function_counted", () => ask("/rpc/many?limit=900000", { headers: exact }));
  await measure("function_values", () => ask("/rpc/values", { headers: exact }));
  await measure("geojson", () => ask("/numbers?limit=300000", { headers: { accept: "application/geo+json" } }));
  await measure("json", () => post("application/json", pieces("[", "]", (id) => JSON.stringify({ id, text: text(id) }), ",\n")));
  psql("-c", "truncate bench_memory.pieces");
  await measure("csv", () => post("text/csv", pieces("id,text\n", "\n", (i) => `${i},"${text(i).replaceAll('"', '""')}"`, "\n")));
} finally {
  psql("-c", "set client_min_messages = warning; drop schema bench_memory cascade");
  child.kill();
  await rung.stop();
}
if (failed) throw new Error(`more than ${MOST_MB} MB`);
