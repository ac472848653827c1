// Every allocation of a request fails in turn, and every query: the error is in its surface's words, nothing leaks
// (ASan tells when the server stops), no connection is lost, and the next request is fine.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import http from "node:http";
import { startServer } from "./server.js";

const ENOUGH = 8; // successes in a row: there are no more allocations than that

let server, ann;
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

before(async () => {
  server = await startServer({ env: { RUNG_TEST_TORTURE: "1" } });
  ann = await ask({ method: "POST", path: "/auth/v1/signup", body: { email: "ann@example.org", password: "correct horse battery" } });
  assert.equal(ann.status, 200, ann.text);
  ann = ann.json;
});
after(async () => {
  agent.destroy();
  await server?.stop();
});

function ask({ method = "GET", path, body, type = "application/json", headers = {} }) {
  return new Promise((resolve, reject) => {
    const who = ann?.access_token ? { authorization: `Bearer ${ann.access_token}` } : {};
    const bytes = body === undefined ? undefined : type === "application/json" ? JSON.stringify(body) : body;
    const req = http.request(server.url + path, {
      agent, method, timeout: 20000,
      headers: { apikey: server.anonKey, ...who, ...(bytes && { "content-type": type, "content-length": Buffer.byteLength(bytes) }), ...headers },
    }, (res) => {
      const parts = [];
      res.on("data", (part) => parts.push(part));
      res.on("error", reject);
      res.on("end", () => {
        const text = Buffer.concat(parts).toString();
        resolve({ status: res.statusCode, headers: res.headers, text, get json() { return JSON.parse(text); } });
      });
    });
    req.on("timeout", () => req.destroy(new Error("it hangs")));
    req.on("error", reject);
    req.end(bytes);
  });
}

const rest = (e) => "code" in e && "message" in e && "hint" in e && "details" in e;
const auth = (e) => "error_code" in e && "msg" in e;
const storage = (e) => "statusCode" in e && "error" in e && "message" in e;

const document = { basics: { name: "Ann", summary: "Long. ".repeat(200) }, work: Array.from({ length: 12 }, (_, i) => ({
  name: `Firm ${i}`, position: "Maker", startDate: "2019-01", highlights: ["Made one thing", "Made another"] })) };

let serial = 0;
const cases = [
  ["a read", rest, () => ({ path: "/rest/v1/profiles?select=id,email,full_name&order=id&limit=3&or=(id.not.is.null,full_name.eq.a)" })],
  ["a write", rest, () => ({ method: "PATCH", path: `/rest/v1/profiles?id=eq.${ann.user.id}`, body: { full_name: "Ann" }, headers: { prefer: "return=representation" } })],
  ["several operations", rest, () => ({ method: "POST", path: "/rest/v1/", body: [
    { method: "PATCH", path: `profiles?id=eq.${ann.user.id}`, body: { full_name: "Ann" }, headers: { prefer: "return=representation" } },
    { method: "GET", path: "profiles?id=eq.{$0.id}&select=id" },
    { method: "POST", path: "jobs", body: { job_title: { $from: "1.id" }, company: "Halden", contacts: [{ name: "Jo" }] } }] })],
  ["related rows", rest, () => ({ method: "POST", path: "/rest/v1/jobs?select=id,contacts(name)", headers: { prefer: "return=representation" },
    body: { job_title: "Engineer", company: "Halden", contacts: [{ name: "Ida" }] } })],
  ["the schema", rest, () => ({ path: "/rest/v1/nothing_here" }), 404],
  ["a preflight", rest, () => ({ method: "OPTIONS", path: "/rest/v1/profiles", headers: { origin: "http://a", "access-control-request-method": "GET" } })],
  ["a sign-up", auth, () => ({ method: "POST", path: "/auth/v1/signup", body: { email: `a${serial++}@example.org`, password: "correct horse battery" } })],
  ["a login", auth, () => ({ method: "POST", path: "/auth/v1/token?grant_type=password", body: { email: "ann@example.org", password: "correct horse battery" } })],
  ["a user", auth, () => ({ path: "/auth/v1/user" })],
  ["an upload", storage, () => ({ method: "POST", path: `/storage/v1/object/resumes/${ann.user.id}/${serial++}.txt`, body: "x".repeat(5000), type: "text/plain" })],
  ["a list", storage, () => ({ method: "POST", path: "/storage/v1/object/list/resumes", body: { prefix: ann.user.id } })],
  ["a rendering", (e) => "code" in e && "message" in e, () => ({ method: "POST", path: "/functions/v1/resume-render", body: { data: document, format: "pdf" } })],
  ["a picture", (e) => "code" in e && "message" in e, () => ({ path: `/templates/classic-elegant.png?v=${serial++}` })],
  ["an address that nothing has", (e) => "code" in e, () => ({ path: "/nothing" }), 404],
];

for (const [header, refusal] of [["x-test-fail-arena", 413], ["x-test-fail-query", 503]])
  for (const [name, says, request, usual] of cases)
    test(`${name}: ${header}`, { timeout: 120000 }, async (t) => {
      const good = await ask(request());
      const well = usual ? (status) => status === usual : (status) => status >= 200 && status < 300;
      assert.ok(well(good.status), `${good.status} ${good.text.slice(0, 300)}`);
      let failures = 0;
      let last = 0;
      for (let n = 1, fine = 0; fine < ENOUGH && n < 100000; n += 1 + (n >> 6)) {
        const plain = request();
        const res = await ask({ ...plain, headers: { ...plain.headers, [header]: String(n) } })
          .catch((error) => assert.fail(`${name}, ${n}: ${error}\n${server.log.text.slice(-4000)}`));
        fine = well(res.status) ? fine + 1 : 0;
        if (well(res.status)) continue;
        failures++;
        last = n;
        // Storage says 413 as 400, and means it in the body.
        assert.equal(says === storage && res.status === 400 ? Number(res.json.statusCode) : res.status, refusal, `${n}: ${res.text}`);
        assert.ok(says(res.json), `${n}: ${res.text}`);
        assert.ok(res.headers["x-request-id"], `${n}`);
        if (refusal === 503) assert.equal(res.headers["retry-after"], "2");
      }
      t.diagnostic(`${failures} failures, the last at ${last}`);
      // Where the usual answer is an error, the reserve makes room for that one.
      if (refusal === 413 && !usual) assert.ok(failures > 0, "the hook does not work");
      assert.ok(well((await ask(request())).status));
    });

test("no connection was lost", async () => {
  const { text } = await ask({ path: "/metrics", headers: { authorization: `Bearer ${server.serviceRoleKey}` } });
  const lost = text.split("\n").filter((line) => /reconnect/.test(line) && !line.startsWith("#"));
  assert.ok(lost.length > 0, text);
  for (const line of lost) assert.match(line, / 0$/);
});
