// Documents cost a processor: whoever asks for many waits for herself, is told when it is too much, and holds up nobody else.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { startServer } from "./server.js";
import { person, secret } from "./people.js";

const senior = JSON.parse(await readFile(new URL("../data/resume-senior.json", import.meta.url), "utf8"));
const page = JSON.stringify({ data: senior, format: "png", dpi: 150 });

let server, ann, mallory;
before(async () => {
  server = await startServer({ env: { RUNG_JWT_SECRET: secret } });
  [ann, mallory] = await Promise.all([person(server, "ann"), person(server, "mallory")]);
});
after(() => server?.stop());

const render = (on, headers = {}, body = page) =>
  fetch(`${on.url}/functions/v1/resume-render`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
const as = (who) => ({ authorization: `Bearer ${who.token}` });
const said = async (answer, status, code) => {
  assert.equal(answer.status, status);
  assert.equal((await answer.json()).code, code);
  return Number(answer.headers.get("retry-after"));
};

test("a resume is rendered for whoever shows a key: the anonymous one, or her own token", async () => {
  const small = JSON.stringify({ data: { basics: { name: "Ann" } } });
  await said(await render(server, {}, small), 401, "key_first");
  for (const headers of [{ apikey: server.anonKey }, { authorization: `Bearer ${server.anonKey}` }, as(ann), { apikey: server.serviceRoleKey }])
    assert.equal((await render(server, headers, small)).status, 200);
});

test("one who renders in a loop holds up nobody, and no more of hers wait than may", { timeout: 120000 }, async () => {
  let going = true;
  let answered = 0;
  let refused = 0;
  const loop = async () => {
    while (going) {
      const answer = await render(server, as(mallory));
      if (answer.status === 200) answered++;
      else if ((await said(answer, 429, "too_many_at_once")) === 2) refused++;
      if (answer.status === 200) await answer.arrayBuffer();
      else await pause(100);
    }
  };
  const loops = Array.from({ length: 30 }, loop);
  while (answered < 2) await pause(20);
  for (let i = 0; i < 3; i++) {
    const before = answered;
    assert.equal((await render(server, as(ann))).status, 200);
    assert.ok(answered - before <= 8, `${answered - before} of hers came first`);
  }
  going = false;
  await Promise.all(loops);
  assert.ok(refused > 0);
});

test("whoever has used up her time is told when to come again; her neighbour goes on", { timeout: 120000 }, async () => {
  const strict = await startServer({ env: { RUNG_JWT_SECRET: secret, RUNG_WORK_LIMIT: "1", RUNG_TRUSTED_PROXIES: "127.0.0.1" } });
  try {
    const [eve, zoe] = await Promise.all([person(strict, "eve"), person(strict, "zoe")]);
    const from = (address) => ({ apikey: strict.anonKey, "x-forwarded-for": address });
    const uses = async (headers) => {
      assert.equal((await render(strict, headers)).status, 200);
      return said(await render(strict, headers), 429, "over_request_rate_limit");
    };
    const wait = await uses(as(eve)); // a second is all that there is, and some of it is gone
    assert.ok(wait >= 1 && wait <= 3000, `Retry-After ${wait}`);
    assert.equal((await render(strict, as(zoe))).status, 200);
    await uses(from("192.0.2.1"));
    assert.equal((await render(strict, from("192.0.2.2"))).status, 200, "another address");
    const post = (name, body) => fetch(`${strict.url}/functions/v1/${name}`, { method: "POST", headers: { ...as(eve), "content-type": "text/plain" }, body });
    await said(await post("resume-import", "Eve"), 429, "over_request_rate_limit");
    const rows = await fetch(`${strict.url}/rest/v1/jobs`, { headers: { apikey: strict.anonKey, ...as(eve) } });
    assert.equal(rows.status, 200, "the rest is hers as ever");
    for (let i = 0; i < 3; i++) assert.equal((await render(strict, { apikey: strict.serviceRoleKey })).status, 200, "the operator's own");
  } finally {
    await strict.stop();
  }
});
