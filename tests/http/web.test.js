// The web app's page and files, as a browser asks for them.
import { test } from "node:test";
import assert from "node:assert/strict";
import { get } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { startServer } from "./server.js";

const server = await startServer();
test.after(() => server.stop());

// Bytes as they come: fetch would undo the coding.
const ask = (path, headers = {}) =>
  new Promise((resolve, reject) => {
    get(server.url + path, { headers }, (res) => {
      const chunks = [];
      res.on("data", (c) => chunks.push(c));
      res.on("end", () => resolve({ status: res.statusCode, headers: res.headers, body: Buffer.concat(chunks) }));
    }).on("error", reject);
  });

const page = await ask("/");
const html = page.body.toString();
const links = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map((m) => m[1]);

test("the page is the same at every address, and knows the server's public key", async () => {
  assert.equal(page.status, 200);
  assert.match(page.headers["content-type"], /^text\/html/);
  const key = html.match(/name="rung-anon-key" content="([^"]+)"/)[1];
  assert.equal(key, server.anonKey);
  assert.match(html, /name="rung-signup" content="open"/);
  assert.match(html, /name="rung-version" content="\d+\.\d+/);
  for (const path of ["/sign-in", "/sign-up", "/board", "/board/x", "/resumes", "/resumes/x", "/practice", "/practice/x", "/settings", "/settings/x", "/people/x"]) {
    const there = await ask(path);
    assert.equal(there.status, 200, path);
    assert.equal(there.body.toString(), html, path);
  }
});

test("only what is ours may run in it", () => {
  const policy = page.headers["content-security-policy"];
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  assert.equal(page.headers["x-content-type-options"], "nosniff");
  assert.doesNotMatch(html, /<script(?![^>]*src=)|style="|onload=/);
});

test("every file that the page names is there, once for good, in every coding the same", async () => {
  assert.ok(links.length > 5);
  for (const path of links) {
    const [plain, gzip, brotli] = await Promise.all([ask(path), ask(path, { "accept-encoding": "gzip" }), ask(path, { "accept-encoding": "gzip, br" })]);
    assert.equal(plain.status, 200, path);
    assert.equal(plain.headers["content-encoding"], undefined);
    if (path.startsWith("/assets/")) assert.match(plain.headers["cache-control"], /immutable/, path);
    if (gzip.headers["content-encoding"]) {
      assert.deepEqual(gunzipSync(gzip.body), plain.body, path);
      assert.equal(brotli.headers["content-encoding"], "br");
      assert.deepEqual(brotliDecompressSync(brotli.body), plain.body, path);
      assert.match(plain.headers.vary, /accept-encoding/i);
    } else assert.match(plain.headers["content-type"], /font|svg|text|json/, path);
  }
});

test("an address that nobody has is the app for a person, who is told there, and JSON for a program", async () => {
  for (const path of ["/nothing", "/boards/3", "/people/"]) {
    const shown = await ask(path, { accept: "text/html,application/xhtml+xml,*/*;q=0.8", "if-none-match": page.headers.etag });
    assert.equal(shown.status, 404, path);
    assert.equal(shown.body.toString(), html, path);
    assert.equal(shown.headers["content-security-policy"], page.headers["content-security-policy"]);
    const read = await ask(path, { accept: "*/*" });
    assert.equal(read.status, 404, path);
    assert.equal(JSON.parse(read.body).code, "not_found");
  }
  assert.equal((await ask("/rest/v1/nothing", { accept: "text/html" })).headers["content-type"].split(";")[0], "application/json");
});

test("what a browser has already is not sent again", async () => {
  for (const path of ["/", links.find((l) => l.startsWith("/assets/"))]) {
    const first = await ask(path);
    const again = await ask(path, { "if-none-match": first.headers.etag });
    assert.equal(again.status, 304, path);
    assert.equal(again.body.length, 0);
    assert.equal((await ask(path, { "if-none-match": '"another"' })).status, 200);
  }
});

test("the small files are there, and an unknown one is refused", async () => {
  assert.equal((await ask("/icon.svg")).headers["content-type"], "image/svg+xml");
  assert.match((await ask("/robots.txt")).body.toString(), /User-agent/);
  assert.equal(JSON.parse((await ask("/app.webmanifest")).body).name, "Rung");
  for (const path of ["/assets/nothing.js", "/assets/../index.html", "/assets/app.js.br", "/index.html"]) {
    const answer = await ask(path);
    assert.equal(answer.status, 404, path);
    assert.ok(JSON.parse(answer.body).message);
  }
});
