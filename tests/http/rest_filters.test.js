// Random trees of filters over one table give the rows that a plain reading of them in JavaScript gives.
// SEED=... repeats a run.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { insertOf, makeRows, randomOf, randomQuery } from "./filters.js";
import { Pipeline } from "./pipeline.js";
import { startServer } from "./server.js";

const SEED = Number(process.env.SEED ?? randomInt(2 ** 31));
const QUERIES = Number(process.env.QUERIES ?? 4000);
const CONNECTIONS = 4, DEPTH = 4;

const random = randomOf(SEED);
const all = makeRows(60, random);
let server, lines;
const ask = (line, query, headers) =>
  line.send("GET", `/rest/v1/grains?select=id&${query}`, { apikey: server.anonKey, ...headers });

before(async () => {
  server = await startServer();
  await server.query(`${insertOf(all, "public.grains")} grant select on public.grains to anon`);
  lines = Array.from({ length: CONNECTIONS }, () => new Pipeline(server.url));
  for (let i = 0; (await ask(lines[0], "limit=1")).status !== 200; i++) {
    assert.ok(i < 100, "the table never came");
    await pause(50);
  }
});
after(() => {
  lines.forEach((line) => line.close());
  return server.stop();
});

test(`${QUERIES} random queries, seed ${SEED}`, async () => {
  let left = QUERIES, some = 0;
  const one = async (line) => {
    const { query, rows } = randomQuery(random);
    const want = rows(all).map((row) => row.id);
    const counted = random.chance(0.2); // the total is another statement's
    const answer = await ask(line, counted ? `${query}&limit=1` : query, counted ? { prefer: "count=exact" } : {});
    const where = `seed ${SEED}: ${decodeURIComponent(query)}`;
    assert.ok([200, 206].includes(answer.status), `${where}\n${answer.text}`);
    assert.deepEqual(JSON.parse(answer.text).map((row) => row.id), counted ? want.slice(0, 1) : want, where);
    if (counted) assert.equal(answer.headers["content-range"].split("/")[1], String(want.length), where);
    some += want.length > 0 && want.length < all.length;
  };
  const lane = async (line) => {
    while (left-- > 0) await one(line);
  };
  await Promise.all(lines.flatMap((line) => Array.from({ length: DEPTH }, () => lane(line))));
  assert.ok(some > QUERIES / 3, `only ${some} of ${QUERIES} queries chose between rows`);
});
