// Guessing: whoever tries too often is told to wait, in each surface's words; everybody else goes on.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { person, secret } from "./people.js";
import { startServer } from "./server.js";

const ATTEMPTS = 5;
let server;
before(async () => {
  server = await startServer({ env: { RUNG_JWT_SECRET: secret, RUNG_RATE_LIMIT: String(ATTEMPTS), RUNG_TRUSTED_PROXIES: "127.0.0.1" } });
});
after(() => server?.stop());

const post = (path, from, body, headers = {}) =>
  fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { apikey: server.anonKey, "content-type": "application/json", "x-forwarded-for": from, ...headers },
    body: JSON.stringify(body),
  });
const signIn = (from, email, password = "wrong password", headers) =>
  post("/auth/v1/token?grant_type=password", from, { email, password }, headers);
const times = async (n, what) => {
  const statuses = [];
  for (let i = 0; i < n; i++) statuses.push((await what(i)).status);
  return statuses;
};

async function tooMany(answer, expected) {
  assert.equal(answer.status, 429);
  const wait = Number(answer.headers.get("retry-after"));
  assert.ok(wait >= 1 && wait <= 300 / ATTEMPTS, `Retry-After ${wait}`);
  assert.deepEqual(await answer.json(), expected);
}

test("an address that guesses waits, with either version's words; its neighbour does not", async () => {
  assert.deepEqual(await times(ATTEMPTS, (i) => signIn("192.0.2.1", `nobody${i}@example.org`)), Array(ATTEMPTS).fill(400));
  await tooMany(await signIn("192.0.2.1", "nobody@example.org"),
    { code: 429, error_code: "over_request_rate_limit", msg: "Request rate limit reached" });
  await tooMany(await signIn("192.0.2.1", "nobody@example.org", "x", { "x-supabase-api-version": "2024-01-01" }),
    { code: "over_request_rate_limit", message: "Request rate limit reached" });
  assert.equal((await signIn("192.0.2.2", "somebody@example.org")).status, 400);
});

test("a network of IPv6 addresses is one address", async () => {
  const statuses = await times(ATTEMPTS + 1, (i) => signIn(`2001:db8:1:2::${i + 1}`, `six${i}@example.org`));
  assert.deepEqual(statuses, [...Array(ATTEMPTS).fill(400), 429]);
  assert.equal((await signIn("2001:db8:1:3::1", "six@example.org")).status, 400);
});

test("an account is guessed at from everywhere no more often, and its session still renews", async () => {
  const ann = { email: "ann@example.org", password: "correct horse battery" };
  const session = await (await post("/auth/v1/signup", "192.0.2.10", ann)).json();
  assert.ok(session.refresh_token);
  const statuses = await times(ATTEMPTS + 1, (i) => signIn(`198.51.100.${i}`, ann.email.toUpperCase()));
  assert.deepEqual(statuses, [...Array(ATTEMPTS).fill(400), 429]);
  assert.equal((await signIn("198.51.100.77", ann.email, ann.password)).status, 429);
  assert.equal((await post("/auth/v1/token?grant_type=refresh_token", "198.51.100.1", { refresh_token: session.refresh_token })).status, 200);
});

test("signing in rightly costs an account nothing", async () => {
  const bob = { email: "bob@example.org", password: "correct horse battery" };
  assert.equal((await post("/auth/v1/signup", "192.0.2.20", bob)).status, 200);
  assert.deepEqual(await times(ATTEMPTS + 3, (i) => signIn(`203.0.113.${i}`, bob.email, bob.password)), Array(ATTEMPTS + 3).fill(200));
});

test("accounts are opened no faster", async () => {
  const statuses = await times(ATTEMPTS + 1, (i) => post("/auth/v1/signup", "192.0.2.30", { email: `new${i}@example.org`, password: "long enough" }));
  assert.deepEqual(statuses, [...Array(ATTEMPTS).fill(200), 429]);
});

test("a link's password is guessed at no faster, however its function is written in the URL", async () => {
  const names = ["get_public_generated_resume", "get_public_generated_%72esume", "get_public_cover_letter"];
  const statuses = await times(ATTEMPTS + 1, (i) => post(`/rest/v1/rpc/${names[i % 3]}`, "192.0.2.40", { share_token: "x", password: `guess ${i}` }));
  assert.deepEqual(statuses.slice(-1), [429]);
  assert.ok(statuses.slice(0, ATTEMPTS).every((s) => s !== 429));
  await tooMany(await post("/rest/v1/rpc/get_public_generated_resume", "192.0.2.40", { share_token: "x" }),
    { code: "over_request_rate_limit", message: "Request rate limit reached", details: null, hint: null });
  const { token } = await person(server, "carla");
  const hers = { authorization: `Bearer ${token}` };
  const set = await times(ATTEMPTS + 1, () => post("/rest/v1/rpc/set_share_password", "192.0.2.41", { share_token: "x", password: "y" }, hers));
  assert.equal(set.at(-1), 429);
  const read = await fetch(`${server.url}/rest/v1/questions?limit=1`, { headers: { apikey: server.anonKey, "x-forwarded-for": "192.0.2.40" } });
  assert.equal(read.status, 200);
});
