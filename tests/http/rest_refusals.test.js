// Why PostgreSQL refused: told to those whom the settings name, and to nobody else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { anon, as, member, service, startAlone } from "./alone.js";
import { startServer } from "./server.js";

let server;
async function refusal(path, { role = member, ...options } = {}) {
  const answer = await fetch(`${server.url}${path}`, {
    method: options.body ? "POST" : "GET", ...options, headers: { ...(role ? as(role, { sub: "7" }) : {}), "content-type": "application/json", ...options.headers } });
  const { code, message, hint } = await answer.json();
  assert.equal(code, "42501", message);
  return hint;
}

before(async () => {
  server = await startAlone({
    env: { PGRST_CLIENT_ERROR_EXPLAIN: `${service},${member}` },
    sql: `
      create function api.me() returns int language sql stable as $$ select (current_setting('request.jwt.claims', true)::json->>'sub')::int $$;
      create table api.notes (id int primary key, owner int, kind text default 'plain');
      alter table api.notes enable row level security;
      create policy own on api.notes to ${member} using (owner = api.me());
      create policy kinds on api.notes as restrictive for insert to ${member} with check (kind <> 'secret');
      create policy elsewhere on api.notes to ${service} using (true);
      grant all on api.notes to ${member}, ${service}, ${anon};
      create table api.closed (id serial primary key, name text, note text);
      grant select (id), update (note) on api.closed to ${member};
      create table api.numbered (id serial primary key, name text); grant insert, select on api.numbered to ${member};
      create table api.guarded (id int); alter table api.guarded enable row level security; grant all on api.guarded to ${member};
      create function api.secret() returns int language sql as 'select 1'; revoke execute on function api.secret from public;
      create schema hidden; create table hidden.things (id int); create function api.peek() returns bigint language sql as 'select count(*) from hidden.things';
      create table api.log (id int); alter table api.log enable row level security; create policy nobody on api.log using (false); grant all on api.log to ${member};
      create function api.note_log() returns trigger language plpgsql as $$ begin insert into api.log values (1); return new; end $$;
      create table api.traced (id int); grant all on api.traced to ${member}; create trigger t before insert on api.traced for each row execute function api.note_log();
      create view api.through as select * from hidden.things; create role ${member}_owner; grant create, usage on schema api to ${member}_owner;
      create table api.books (id int primary key); grant all on api.books to ${member};
      alter table api.notes add book_id int references api.books;
      alter view api.through owner to ${member}_owner; grant select on api.through to ${member}`,
  });
});
after(async () => {
  await server.query(`drop owned by ${member}_owner; drop role ${member}_owner`);
  await server.stop();
});

const own = "own (for ALL) using ((owner = me()))";

test("a row that no policy lets in: which ones there are, and how each is meant", async () => {
  assert.equal(await refusal("/notes", { body: '{"id": 1, "owner": 8}' }),
    `INSERT on api.notes as ${member}: a row must pass one of the permissive policies ${own}, and each of the restrictive policies kinds (for INSERT) with check ((kind <> 'secret'::text)).`);
});

test("of related rows it keeps its place, alone and among several operations", async () => {
  const book = { id: 1, notes: [{ id: 3, owner: 7 }, { id: 4, owner: 8 }] };
  const send = async (path, body) => (await fetch(`${server.url}/${path}`, { method: "POST", body: JSON.stringify(body),
    headers: { ...as(member, { sub: "7" }), "content-type": "application/json" } })).json();
  const told = await send("books", book);
  assert.deepEqual([told.code, told.place], ["42501", "notes[1]"]);
  assert.match(told.hint, /^INSERT on api.notes as \S+: a row must pass one of the permissive policies own [^.]*\(\)\)\), and each [^.]*\.$/);
  const among = await send("", [{ method: "GET", path: "books" }, { method: "POST", path: "books", body: book }]);
  assert.deepEqual([among.code, among.operation, among.place, among.hint.replace("api.me()", "me()")], ["42501", 1, "notes[1]", told.hint]);
});

test("an update names its own policies, and those of the reading that it needs", async () => {
  const mine = await fetch(`${server.url}/notes`, { method: "POST", headers: { ...as(member, { sub: "7" }), "content-type": "application/json" }, body: '{"id": 2, "owner": 7}' });
  assert.equal(mine.status, 201);
  assert.equal(await refusal("/notes?id=eq.2", { method: "PATCH", body: '{"owner": 9}' }),
    `UPDATE on api.notes as ${member}: a row must pass one of the permissive policies ${own}. SELECT on api.notes as ${member}: a row must pass one of the permissive policies ${own}.`);
});

test("where no policy applies, it says so", async () => {
  assert.equal(await refusal("/guarded", { body: '{"id": 1}' }), `INSERT on api.guarded as ${member}: no permissive policy applies, so that no row passes.`);
});

test("a trigger's table is explained, not the request's", async () => {
  assert.match(await refusal("/traced", { body: '{"id": 1}' }), new RegExp(`^INSERT on api.log as ${member}: a row must pass one of the permissive policies nobody \\(for ALL\\) using \\(false\\)`));
});

test("a missing GRANT is said as the statement that gives it", async () => {
  assert.equal(await refusal("/closed", { role: service }), `GRANT SELECT ON api.closed TO ${service};`);
  assert.equal(await refusal("/closed?select=id,name"), `GRANT SELECT ON api.closed TO ${member}; Now it is granted for some columns.`);
  assert.equal(await refusal("/closed", { body: '{"name": "x"}', headers: { prefer: "return=representation" } }),
    `GRANT INSERT, SELECT ON api.closed TO ${member}; Now it is granted for some columns.`);
  assert.equal(await refusal("/closed?id=eq.1", { method: "DELETE" }), `GRANT DELETE, SELECT ON api.closed TO ${member}; Now it is granted for some columns.`);
  assert.equal(await refusal("/numbered", { body: '{"name": "x"}' }), `GRANT USAGE ON SEQUENCE api.numbered_id_seq TO ${member};`);
  assert.equal(await refusal("/rpc/secret", { body: "{}" }), `GRANT EXECUTE ON FUNCTION api.secret() TO ${member};`);
  assert.equal(await refusal("/rpc/peek", { body: "{}" }), `GRANT USAGE ON SCHEMA hidden TO ${member};`);
});

test("of several operations, the one that failed", async () => {
  const body = JSON.stringify([{ method: "GET", path: "notes" }, { method: "POST", path: "guarded", body: { id: 1 } }]);
  assert.match(await refusal("/", { body }), /^INSERT on api\.guarded/);
});

test("strangers get what they ever got", async () => {
  assert.equal(await refusal("/notes", { role: null, body: '{"id": 1, "owner": 8}' }), null);
  assert.equal(await refusal("/closed", { role: anon }), null);
  assert.equal(await refusal("/rpc/secret", { role: null, body: "{}" }), null);
});

test("in development everybody is told, in production the service role alone", async () => {
  for (const [env, hint] of [["development", /^GRANT SELECT ON public\.kept TO anon;/], ["production", /^null$/]]) {
    const rung = await startServer({ env: { RUNG_ENV: env } });
    try {
      await rung.query("create table public.kept (id int); revoke all on public.kept from anon, service_role");
      const hints = [];
      for (const key of [rung.anonKey, rung.serviceRoleKey])
        hints.push((await (await fetch(`${rung.url}/rest/v1/kept`, { headers: { apikey: key } })).json()).hint);
      assert.match(`${hints[0]}`, hint);
      assert.equal(hints[1], "GRANT SELECT ON public.kept TO service_role;");
    } finally {
      await rung.stop();
    }
  }
});
