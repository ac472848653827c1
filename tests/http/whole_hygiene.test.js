// The whole server keeps the HTTP layer's promises: what must be refused is refused, in its own words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { exchange } from "./echo.js";
import { refusals } from "./refusals.js";
import { startServer } from "./server.js";

let server;
let port;
before(async () => {
  server = await startServer();
  port = Number(new URL(server.url).port);
});
after(() => server.stop());

test("every refusal", async (t) => {
  const rows = refusals({ get: "/health/live", post: "/auth/v1/signup", headers: `apikey: ${server.anonKey}\r\n` });
  for (const [name, status, bytes] of rows)
    await t.test(name, async () => {
      const { statuses, answers, ended, error } = await exchange(port, bytes);
      assert.deepEqual(statuses, [status]);
      assert.equal(answers[0].headers.connection, "close");
      assert.ok(Object.keys(JSON.parse(answers[0].body)).length > 0);
      assert.ok(ended && !error);
    });
});

test("three pipelined requests are answered in order", async () => {
  const get = (path) => `GET ${path} HTTP/1.1\r\nHost: a\r\napikey: ${server.anonKey}\r\n`;
  const { statuses } = await exchange(port,
    `${get("/auth/v1/settings")}\r\n${get("/health/live")}\r\n${get("/nowhere")}Connection: close\r\n\r\n`);
  assert.deepEqual(statuses, [200, 200, 404]);
});
