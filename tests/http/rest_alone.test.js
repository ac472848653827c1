// `rung rest`: any database, told by PGRST_* as PostgREST is.
import assert from "node:assert/strict";
import { spawn, execFile } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { refusedTokens } from "./people.js";

const run = promisify(execFile);
const rung = join(fileURLToPath(new URL("../..", import.meta.url)), process.env.BUILD ?? "build/asan", "rung");
const cluster = process.env.RUNG_TEST_DATABASE;
const database = `alone_${process.pid}_${randomBytes(4).toString("hex")}`;
const secret = "a secret that PostgREST would take, too";
const psql = (db, ...sql) => run("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", `${cluster} dbname=${db}`, ...sql.flatMap((s) => ["-c", s])]);
const free = () => new Promise((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

let child, url;
const ask = (path, options) => fetch(`${url}${path}`, options);
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = (claims, key = secret) => {
  const text = `${part({ alg: "HS256" })}.${part(claims)}`;
  return `${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
};
const bearer = (text) => ({ headers: { authorization: `Bearer ${text}` } });

async function serve(env = {}) {
  const port = await free();
  const child = spawn(rung, ["rest"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, PGRST_DB_URI: `${cluster} dbname=${database}`, PGRST_DB_SCHEMAS: "api", PGRST_DB_ANON_ROLE: "alone_anon",
      PGRST_JWT_SECRET: secret, PGRST_JWT_AUD: "us", PGRST_DB_MAX_ROWS: "1", PGRST_SERVER_HOST: "127.0.0.1", PGRST_SERVER_PORT: String(port),
      PGRST_SERVER_CORS_ALLOWED_ORIGINS: "https://good.example", ...env },
  });
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => resolve(line.replace("rung: ready on ", "")));
    child.once("exit", (code) => reject(new Error(`rung rest ended with ${code}`)));
  });
  return { child, url };
}

async function stop(child) {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  assert.equal(await ended, 0);
}

before(async () => {
  await psql("postgres", `create database ${database}`);
  await psql(database, `
    create schema api; create role alone_anon; create role alone_member;
    create table api.notes (id int primary key, text text); insert into api.notes values (1, 'one'), (2, 'two');
    create table api.secrets (id int primary key); insert into api.secrets values (7);
    create function api.whoami() returns json language sql stable
      as $$ select json_build_object('role', current_setting('role'), 'sub', current_setting('request.jwt.claims')::json->>'sub') $$;
    grant usage on schema api to alone_anon, alone_member;
    grant select on api.notes to alone_anon, alone_member; grant all on api.secrets to alone_member`);
  ({ child, url } = await serve());
});
after(async () => {
  await stop(child).finally(() =>
    psql("postgres", `drop database ${database} with (force)`, "drop role alone_anon", "drop role alone_member"));
});

test("anybody reads what the anonymous role may, up to max-rows", async () => {
  const answer = await ask("/notes?order=id", { headers: { prefer: "count=exact" } });
  assert.deepEqual([answer.status, answer.headers.get("content-range")], [206, "0-0/2"]);
  assert.deepEqual(await answer.json(), [{ id: 1, text: "one" }]);
  assert.equal((await ask("/secrets")).status, 401);
});

test("a token says the role", async () => {
  const member = bearer(token({ role: "alone_member", sub: "me", aud: "us" }));
  assert.deepEqual(await (await ask("/secrets", member)).json(), [{ id: 7 }]);
  assert.deepEqual(await (await ask("/rpc/whoami", member)).json(), { role: "alone_member", sub: "me" });
});

for (const [name, text, code, message] of [
  ...refusedTokens(token), ["another audience", token({ role: "alone_member", aud: ["them"] }), "PGRST303", "JWT not in audience"]])
  test(`a token is refused: ${name}`, async () => {
    const answer = await ask("/notes", bearer(text));
    const body = await answer.json();
    assert.deepEqual([answer.status, body.code, body.message], [401, code, message]);
    assert.equal(answer.headers.get("www-authenticate"), `Bearer error="invalid_token", error_description="${message}"`);
  });

test("pages of listed origins may call", async () => {
  const good = await ask("/notes", { headers: { origin: "https://good.example" } });
  assert.equal(good.headers.get("access-control-allow-origin"), "https://good.example");
  const bad = await ask("/notes", { headers: { origin: "https://bad.example" } });
  assert.equal(bad.headers.get("access-control-allow-origin"), null);
});

test("the root describes what the role may see", async () => {
  const { paths, swagger } = await (await ask("/")).json();
  assert.equal(swagger, "2.0");
  assert.deepEqual(Object.keys(paths).sort(), ["/", "/notes", "/rpc/whoami"]);
});

test("several operations at the root: a pre-request before each, and a rollback of all", async () => {
  await psql(database, `create schema guard; create table guard.seen (path text);
    create function guard.before() returns void language plpgsql security definer as $$ begin
      if current_setting('request.method') <> 'GET' then insert into guard.seen values (current_setting('request.path')); end if;
      perform set_config('response.headers', format('[{"x-before": "%s"}]', current_setting('request.path')), true);
      if current_setting('request.headers')::json->>'x-refuse' is not null then raise 'refused' using errcode = 'PT403'; end if; end $$;
    grant usage on schema guard to alone_anon, alone_member; grant insert on api.secrets to alone_member;
    create table api.pages (id int primary key, secret_id int not null references api.secrets, next int references api.pages deferrable initially deferred);
    grant select, insert on api.pages to alone_member`);
  const other = await serve({ PGRST_DB_PRE_REQUEST: "guard.before", PGRST_DB_TX_END: "commit-allow-override", PGRST_DB_MAX_ROWS: "" });
  const send = (operations, headers) => fetch(other.url, {
    method: "POST", body: JSON.stringify(operations),
    headers: { "content-type": "application/json", ...bearer(token({ role: "alone_member", aud: "us" })).headers, ...headers },
  });
  try {
    const two = [{ method: "POST", path: "secrets", body: { id: 8 } }, { method: "GET", path: "secrets?order=id" }];
    const back = await send(two, { prefer: "tx=rollback" });
    assert.deepEqual((await back.json()).map((a) => [a.status, a.headers["x-before"], a.body]),
      [[201, "/secrets", null], [200, "/secrets", [{ id: 7 }, { id: 8 }]]]);
    const refused = await send([...two, { ...two[1], headers: { "X-Refuse": "1" } }]);
    assert.deepEqual([refused.status, (await refused.json()).operation], [403, 2]);
    assert.equal((await psql(database, "copy (select count(*) from guard.seen, api.secrets) to stdout")).stdout, "0\n");
    const book = { id: 9, pages: [{ id: 1, next: 2 }, { id: 2, next: 1 }] };
    const nested = { method: "POST", path: "secrets?select=id,pages(id,next)", body: book, headers: { Prefer: "return=representation" } };
    const tried = await (await send([...two, nested], { prefer: "tx=rollback" })).json();
    assert.deepEqual([tried[2].status, tried[2].headers["x-before"], tried[2].body], [201, "/secrets", [book]], JSON.stringify(tried));
    const alone = await fetch(`${other.url}/${nested.path}`, { method: "POST", body: JSON.stringify(book), headers: {
      "content-type": "application/json", ...bearer(token({ role: "alone_member", aud: "us" })).headers, prefer: "return=representation, tx=rollback" } });
    assert.deepEqual([alone.status, alone.headers.get("x-before"), await alone.json()], [201, "/secrets", [book]]);
    const stopped = await (await send([...two, { ...nested, headers: { "X-Refuse": "1" } }])).json();
    assert.deepEqual([stopped.code, stopped.operation, stopped.place], ["PT403", 2, undefined]);
    const dangling = await (await send([nested, { ...nested, body: { id: 10, pages: [{ id: 3, next: 4 }] } }])).json();
    assert.deepEqual([dangling.code, "operation" in dangling], ["23503", false]);
    assert.equal((await psql(database, "copy (select count(*) from guard.seen, api.secrets) to stdout")).stdout, "0\n");
    assert.equal((await send(two)).status, 200);
    assert.equal((await psql(database, "copy (select count(*) from guard.seen, api.secrets) to stdout")).stdout, "2\n");
  } finally {
    await stop(other.child);
  }
});

test("the schema is read anew when told to", async () => {
  await psql(database, "create table api.later (id int); grant select on api.later to alone_anon", "notify pgrst, 'reload schema'");
  for (let i = 0; i < 100; i++)
    if ((await ask("/later")).status === 200) return;
    else await new Promise((resolve) => setTimeout(resolve, 50));
  assert.fail("the new table never came");
});

test("a configuration may have any number of settings", async () => {
  const settings = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`PGRST_APP_SETTINGS_N${i}`, String(i)]));
  await psql(database, "create function api.last_setting() returns text language sql stable as $$ select current_setting('app.settings.n149') $$");
  const other = await serve(settings);
  try {
    assert.equal(await (await fetch(`${other.url}/rpc/last_setting`)).json(), "149");
  } finally {
    await stop(other.child);
  }
});
