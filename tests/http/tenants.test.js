// Many people on few connections, and an application whose functions leave the session in any state:
// each answer is its own asker's, whatever came before it on the same connection to the database.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { person, secret } from "./people.js";
import { sleep } from "./echo.js";
import { Pipeline } from "./pipeline.js";
import { client, startServer } from "./server.js";

const REQUESTS = 10000;
const PEOPLE = 50;
const CONNECTIONS = 6;
const DEPTH = 16;

// What an answer's own transaction knows of who asks, and what others have left behind.
const application = `
create function public.seen() returns jsonb language sql volatile set search_path = '' as $$
  select jsonb_build_object(
    'sub', auth.uid(), 'role', current_user, 'claimed', auth.role(),
    'tag', pg_catalog.current_setting('request.headers', true)::jsonb ->> 'x-tag',
    'id', pg_catalog.current_setting('request.id', true),
    'path', pg_catalog.current_setting('request.path', true),
    'method', pg_catalog.current_setting('request.method', true),
    'left', pg_catalog.concat_ws(',',
       nullif(pg_catalog.current_setting('app.left', true), ''),
       (select 'lock' from pg_catalog.pg_locks where locktype = 'advisory' and pid = pg_catalog.pg_backend_pid() limit 1),
       (select 'channel ' || c from pg_catalog.pg_listening_channels() c where c <> 'rung_schema' limit 1),
       (select 'table ' || relname from pg_catalog.pg_class where relnamespace = pg_catalog.pg_my_temp_schema() limit 1),
       (select 'timezone' where pg_catalog.current_setting('timezone') <> 'UTC'),
       (select 'timeout' where pg_catalog.current_setting('statement_timeout') not in ('8s', '1min')),
       (select 'lock_timeout' where pg_catalog.current_setting('lock_timeout') <> '0'),
       (select 'cursor' from pg_catalog.pg_cursors where is_holdable limit 1))) $$;

-- Everything that outlives a transaction and that its role may do.
create function public.linger(word text) returns void language plpgsql volatile as $$
begin
  perform set_config('app.left', word, false);
  perform set_config('request.jwt.claims', '{"sub": "00000000-0000-4000-8000-000000000666", "role": "service_role"}', false);
  perform set_config('request.headers', '{"x-tag": "left"}', false);
  perform set_config('request.id', 'left', false);
  perform set_config('request.path', '/left', false);
  perform set_config('timezone', 'Asia/Tokyo', false);
  perform set_config('lock_timeout', '1234', false);
  perform set_config('statement_timeout', '4321', false);
  perform set_config('search_path', 'pg_temp', false);
  perform set_config('row_security', 'off', false);
  perform pg_try_advisory_lock(hashtext(word));
end $$;
create function public.linger_more(word text) returns void language plpgsql volatile as $$
begin
  perform public.linger(word);
  execute 'listen gossip';
  set session default_transaction_read_only = on;
  set role anon;
end $$;
create function public.linger_table() returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  create temp table if not exists jobs (id int);
  execute 'grant all on pg_temp.jobs to public';
end $$;
create function public.linger_reading(word text) returns text language plpgsql stable as $$
begin
  perform public.linger(word);
  return word;
end $$;
create function public.refuse(word text) returns void language plpgsql as $$
declare
  tag text := current_setting('request.headers', true)::jsonb ->> 'x-tag';
begin
  perform public.linger(word);
  raise exception 'refused %', tag using errcode = 'P0001';
end $$;

create table public.notes (id bigint generated always as identity primary key, user_id uuid not null default auth.uid(),
                           body text not null unique, saw jsonb);
call private.protect('public.notes');
grant select, delete, insert (body), update (body) on public.notes to authenticated;
create policy "Own" on public.notes for all to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create function public.note() returns trigger language plpgsql as $$
begin
  new.saw := public.seen();
  return new;
end $$;
create function public.note_lingers() returns trigger language plpgsql as $$
begin
  perform public.linger('trigger');
  return null;
end $$;
create trigger note before insert on public.notes for each row execute function public.note();
create constraint trigger note_lingers after insert on public.notes initially deferred for each row execute function public.note_lingers();
create view public.mirror with (security_invoker = true) as select public.seen() as seen;
create view public.tempting with (security_invoker = true) as select public.linger_reading('view') as word;
grant select on public.mirror, public.tempting to anon, authenticated;

-- Workers' connections: uploads write rows as the caller.
create function storage.witness() returns trigger language plpgsql security invoker as $$
begin
  new.user_metadata := public.seen();
  return new;
end $$;
create function storage.linger() returns trigger language plpgsql security invoker as $$
begin
  perform public.linger('upload');
  return null;
end $$;
create trigger witness before insert on storage.objects for each row execute function storage.witness();
create constraint trigger linger after insert on storage.objects initially deferred for each row execute function storage.linger();
grant execute on all functions in schema public to anon, authenticated;
`;

let server;
let people;
const lines = [];
const connect = () => lines[lines.push(new Pipeline(server.url)) - 1];
before(async () => {
  server = await startServer({ env: { RUNG_JWT_SECRET: secret } });
  await server.query(application);
  people = [];
  for (let i = 0; i < PEOPLE; i++) people.push(await person(server, `p${i}`));
  const ann = client(server, { accessToken: async () => people[0].token });
  for (let tries = 0; (await ann.rpc("seen")).error; tries++) {
    assert.ok(tries < 100, "the schema cache follows");
    await sleep(50);
  }
});
after(() => {
  lines.forEach((line) => line.close());
  return server?.stop();
});

let count = 0;
const nextTag = () => `tag-${++count}`;

// Asks, and checks that what the transaction saw is this very request.
async function ask(line, who, method, path, { headers = {}, body = "", read = JSON.parse, status = 200 } = {}) {
  const tag = nextTag();
  const answer = await line.send(method, path, {
    apikey: server.anonKey,
    ...(who ? { authorization: `Bearer ${who.token}` } : {}),
    ...(body ? { "content-type": "application/json" } : {}),
    "x-tag": tag,
    ...headers,
  }, body && JSON.stringify(body));
  const where = `${method} ${path}: ${answer.status} ${answer.text}`;
  assert.equal(answer.status, status, where);
  const seen = read(answer.text, tag);
  if (!seen) return answer;
  assert.deepEqual(seen, {
    sub: who?.id ?? null,
    role: who ? "authenticated" : "anon",
    claimed: who ? "authenticated" : "anon",
    tag,
    id: answer.headers["x-request-id"],
    path: path.split("?")[0],
    method,
    left: "",
  }, where);
  return answer;
}

const nothing = () => null;
const includes = (what) => (text, tag) => assert.ok(text.includes(what ?? tag), text) ?? null;
const rpc = "/rest/v1/rpc";
let unique = 0;
const asking = {
  "a read down a shared connection": (line, who) => ask(line, who, "GET", "/rest/v1/mirror?limit=1", { read: (t) => JSON.parse(t)[0].seen }),
  "a read of its own": (line, who) => ask(line, who, "GET", "/rest/v1/mirror", { read: (t) => JSON.parse(t)[0].seen }),
  "a counted read": (line, who) =>
    ask(line, who, "GET", "/rest/v1/mirror?limit=1", { headers: { prefer: "count=exact" }, read: (t) => JSON.parse(t)[0].seen }),
  "a call": (line, who) => ask(line, who, "POST", `${rpc}/seen`),
  "a call that reads": (line, who) => ask(line, who, "GET", `${rpc}/seen`),
  "a small write": (line, who) =>
    who && ask(line, who, "POST", "/rest/v1/notes", {
      headers: { prefer: "return=representation" }, body: { body: `note ${++unique}` }, status: 201, read: (t) => JSON.parse(t)[0].saw,
    }),
  "a write that must decide": (line, who) =>
    who && ask(line, who, "POST", "/rest/v1/notes?select=saw", {
      headers: { prefer: "return=representation", accept: "application/vnd.pgrst.object+json" },
      body: { body: `note ${++unique}` }, status: 201, read: (t) => JSON.parse(t).saw,
    }),
};
const disturbing = {
  "a function": (line, who) => ask(line, who, "POST", `${rpc}/linger`, { body: { word: "call" }, status: 204, read: nothing }),
  "a function that changes its role": (line, who) =>
    ask(line, who, "POST", `${rpc}/linger_more`, { body: { word: "more" }, status: 204, read: nothing }),
  "a function that only reads": (line, who) => ask(line, who, "GET", `${rpc}/linger_reading?word=reading`, { read: nothing }),
  "a view": (line, who) => ask(line, who, "GET", "/rest/v1/tempting?limit=1", { read: nothing }),
  "a trigger": (line, who) =>
    who && ask(line, who, "POST", "/rest/v1/notes", { body: { body: `note ${++unique}` }, status: 201, read: nothing }),
  "a function that fails": (line, who) =>
    ask(line, who, "POST", `${rpc}/refuse`, { body: { word: "failed" }, status: 400, read: includes() }),
  "a filter that does not parse": (line, who) => ask(line, who, "GET", "/rest/v1/notes?id=nonsense.1", { status: 400, read: nothing }),
  "a filter that does not cast": (line, who) =>
    who && ask(line, who, "GET", `/rest/v1/notes?id=eq.word${++unique}&limit=1`, { status: 400, read: (t) => includes(`word${unique}`) && null }),
  "a broken constraint": (line, who) =>
    who && ask(line, who, "POST", "/rest/v1/notes", { body: { body: "the one" }, status: 409, read: nothing }),
  "a write refused for its many rows": (line, who) =>
    who && ask(line, who, "POST", "/rest/v1/notes", {
      headers: { prefer: "return=representation", accept: "application/vnd.pgrst.object+json" },
      body: [{ body: `note ${++unique}` }, { body: `note ${++unique}` }], status: 406, read: nothing,
    }),
  "a change of too much": (line, who) =>
    who && ask(line, who, "PATCH", `/rest/v1/notes?body=eq.${who.first}`, {
      headers: { prefer: "handling=strict,max-affected=0" }, body: { body: who.first }, status: 400, read: nothing,
    }),
};

test("what one request leaves in its session never reaches the next", async (t) => {
  const line = connect();
  const [ann, bob] = people;
  await ask(line, ann, "POST", "/rest/v1/notes", { body: { body: "the one" }, status: 201, read: nothing });
  for (const who of people) {
    who.first = `first-${who.id}`;
    await ask(line, who, "POST", "/rest/v1/notes", { body: { body: who.first }, status: 201, read: nothing });
  }
  for (const [name, disturb] of Object.entries({
    ...disturbing,
    "a function that makes a temporary table": (l, who) => ask(l, who, "POST", `${rpc}/linger_table`, { status: 204, read: nothing }),
  }))
    await t.test(name, async () => {
      // More than there are connections, so that each has been disturbed; behind them at once, and then in peace.
      await Promise.all(Array.from({ length: 12 }, () => disturb(line, ann)));
      for (let round = 0; round < 2; round++)
        await Promise.all(Array.from({ length: 4 }, () => Object.values(asking).map((what) => [what(line, bob), what(line, null)])).flat(2));
    });
});

test("nor does it on the connections of workers", async () => {
  const line = connect();
  const put = async (who, name) => {
    const tag = nextTag();
    const path = `/storage/v1/object/resumes/${who.id}/${name}`;
    const { status, text, headers } = await line.send("POST", path, {
      apikey: server.anonKey, authorization: `Bearer ${who.token}`, "content-type": "text/plain", "x-tag": tag,
    }, name);
    assert.equal(status, 200, text);
    const saw = JSON.parse(await server.query(`select user_metadata from storage.objects where name = '${who.id}/${name}'`));
    assert.deepEqual(saw, {
      sub: who.id, role: "authenticated", claimed: "authenticated", tag, id: headers["x-request-id"], path, method: "POST", left: "",
    });
  };
  for (let i = 0; i < 24; i++) await put(people[i % 3], `${i}.txt`);
  const listed = await line.send("POST", "/storage/v1/object/list/resumes", {
    apikey: server.anonKey, authorization: `Bearer ${people[1].token}`, "content-type": "application/json",
  }, JSON.stringify({ prefix: people[0].id }));
  assert.equal(listed.text, "[]");
});

test(`${REQUESTS} requests of ${PEOPLE} people over ${CONNECTIONS} connections each see their own asker`, async () => {
  const kinds = [...Object.values(asking), ...Object.values(asking), ...Object.values(disturbing)];
  let left = REQUESTS;
  let random = 12345; // the same mixture each time
  const pick = (list) => list[(random = (Math.imul(random, 1103515245) + 12345) >>> 0) % list.length | 0];
  const busy = Array.from({ length: CONNECTIONS }, connect);
  const lane = async (line) => {
    while (left-- > 0) await pick(kinds)(line, random % 9 ? pick(people) : null);
  };
  await Promise.all(busy.flatMap((line) => Array.from({ length: DEPTH }, () => lane(line))));
  const strays = await server.query("select count(*) from public.notes where saw ->> 'sub' is distinct from user_id::text or saw ->> 'left' <> ''");
  assert.equal(strays, "0");
});

test("without such functions no connection is ever set back", async () => {
  const plain = await startServer({ env: { RUNG_JWT_SECRET: secret } });
  const { client: dora } = await person(plain, "dora");
  const resets = () => plain.query("select coalesce(sum(calls), 0) from extensions.pg_stat_statements s join pg_database d on d.oid = s.dbid and d.datname = current_database() where query = 'reset all'");
  await dora.from("jobs").select("id").limit(1);
  const before = await resets();
  for (let i = 0; i < 20; i++) assert.equal((await dora.from("jobs").select("id").limit(1)).error, null);
  assert.equal((await dora.from("jobs").insert({ job_title: "x", company: "y" })).error, null);
  assert.equal(await resets(), before);
  await plain.stop();
});
