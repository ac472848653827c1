// Many tenants on few connections, while every kind of request fails beside theirs: nobody ever gets
// another's rows, role, claims, headers or settings, nor a header that a function set for another.
// tenants.test.js is about functions that leave a session in another state.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { person, secret, token } from "./people.js";
import { Pipeline } from "./pipeline.js";
import { startServer } from "./server.js";

const REQUESTS = 10000, PEOPLE = 30, CONNECTIONS = 5, DEPTH = 12;

const application = `
create function public.witness() returns jsonb language sql volatile set search_path = '' as $$
  select jsonb_build_object('role', current_user, 'uid', auth.uid(),
    'claims', nullif(current_setting('request.jwt.claims', true), '')::jsonb,
    'tag', current_setting('request.headers', true)::jsonb ->> 'x-tag', 'cookies', nullif(current_setting('request.cookies', true), '')::jsonb,
    'method', current_setting('request.method', true), 'path', current_setting('request.path', true), 'timezone', current_setting('timezone')) $$;
create function public.witness_reading() returns jsonb language sql stable as 'select public.witness()';
create function public.slow() returns void language sql volatile set statement_timeout = '30ms' as 'select pg_sleep(5)';
create function public.signs(word text) returns text language plpgsql volatile as $$
begin
  perform set_config('response.headers', json_build_array(json_build_object('x-word', word))::text, true);
  perform set_config('response.status', '202', true);
  return word;
end $$;
create function public.raises(word text) returns void language plpgsql volatile as $$
begin
  perform set_config('response.headers', json_build_array(json_build_object('x-word', word))::text, true);
  raise exception '% of %', word, auth.uid() using errcode = 'P0001';
end $$;
create function public.raises_status(word text) returns void language plpgsql volatile as $$
begin
  raise sqlstate 'PGRST' using message = json_build_object('code', '418', 'message', word)::text,
    detail = json_build_object('status', 418, 'headers', json_build_object('x-word', word))::text;
end $$;
create table public.boxes (id int generated always as identity primary key, owner uuid not null, name text not null);
create table public.gems (id int generated always as identity primary key, owner uuid not null default auth.uid(),
  name text not null unique check (name <> ''), box_id int references public.boxes);
alter table public.boxes enable row level security;
alter table public.gems enable row level security;
create policy own on public.boxes to authenticated using (owner = (select auth.uid()));
create policy own on public.gems to authenticated using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
grant select on public.boxes to authenticated, service_role;
grant select, insert, update, delete on public.gems to authenticated, service_role;
grant execute on all functions in schema public to anon, authenticated, service_role;
`;

let server, people, service;
const lines = [];
const connect = () => lines[lines.push(new Pipeline(server.url)) - 1];

before(async () => {
  server = await startServer({ env: { RUNG_JWT_SECRET: secret } });
  await server.query(application);
  people = [];
  for (let i = 0; i < PEOPLE; i++) {
    const { id } = await person(server, `p${i}`);
    const claims = { sub: id, role: "authenticated", tenant: `tenant ${i} "é"`, nested: { list: [i, null] }, exp: 4102444800, iat: 1 };
    people.push({ id, claims, token: token(claims), late: token({ ...claims, exp: 1 }), forged: token(claims, "another secret, as long as it has to be") });
  }
  service = { id: null, claims: { role: "service_role", exp: 4102444800, iat: 1 } };
  service.token = token(service.claims);
  await server.query(people.map(({ id }, i) => `with box as (insert into public.boxes (owner, name) values ('${id}', 'box of ${id}') returning id)
    insert into public.gems (owner, name, box_id) select '${id}', 'gem ${i}-' || n, box.id from box, generate_series(1, 3) n;`).join("\n"));
});
after(() => {
  lines.forEach((line) => line.close());
  return server?.stop();
});

let count = 0;
async function ask(line, who, method, path, { body, headers = {}, status = 200, word = undefined, bearer = who?.token } = {}) {
  const tag = `tag-${++count}`;
  const answer = await line.send(method, `/rest/v1/${path}`, {
    apikey: server.anonKey, "x-tag": tag, cookie: `tag=${tag}`,
    ...(bearer && { authorization: `Bearer ${bearer}` }), ...(body && { "content-type": "application/json" }), ...headers,
  }, body && JSON.stringify(body));
  const where = `${method} ${path}: ${answer.status} ${answer.text}`;
  assert.equal(answer.status, status, where);
  assert.equal(answer.headers["x-word"], word, where);
  return { ...answer, tag, where, json: () => JSON.parse(answer.text) };
}

const role = (who) => who?.claims.role ?? "anon";
function saw(who, method, path, answer, seen, timezone = "UTC") {
  const { claims, ...rest } = seen;
  assert.deepEqual(rest, {
    role: role(who), uid: who?.id ?? null, tag: answer.tag, cookies: { tag: answer.tag }, method, path: `/rest/v1/${path}`, timezone,
  }, answer.where);
  if (who) assert.deepEqual(claims, who.claims, answer.where);
  else assert.ok(!claims?.sub && !claims?.tenant, answer.where);
}
const owned = (who, list, least) => {
  assert.ok(list.length >= least && list.every((row) => row.owner === who.id), JSON.stringify(list));
};

let unique = 0;
const name = () => `gem ${++unique} of now`;
const some = (list) => list[unique++ % list.length];
const only = (f) => (line, who) => who && who !== service && f(line, who);
const requests = {
  "a call": async (line, who) => saw(who, "POST", "rpc/witness", ...(await seen(line, who, "POST", "rpc/witness"))),
  "a call that reads": async (line, who) => saw(who, "GET", "rpc/witness_reading", ...(await seen(line, who, "GET", "rpc/witness_reading"))),
  "a call elsewhere on earth": async (line, who) =>
    saw(who, "POST", "rpc/witness", ...(await seen(line, who, "POST", "rpc/witness", { headers: { prefer: "timezone=Asia/Tokyo" } })), "Asia/Tokyo"),
  "a call that signs": async (line, who) => {
    const word = `word-${count}`;
    assert.equal((await ask(line, who, "POST", "rpc/signs", { body: { word }, status: 202, word })).json(), word);
  },
  "a quiet read": only(async (line, who) => owned(who, (await ask(line, who, "GET", "gems?select=owner,name&limit=50")).json(), 3)),
  "a quiet read on a connection of its own": only(async (line, who) => owned(who, (await ask(line, who, "GET", "gems?select=owner")).json(), 3)),
  "a read with an embed": only(async (line, who) => {
    const list = (await ask(line, who, "GET", "boxes?select=owner,name,gems(owner)&limit=9")).json();
    assert.deepEqual([list.length, list[0].name], [1, `box of ${who.id}`]);
    owned(who, [...list, ...list[0].gems], 4);
  }),
  "a counted read": only(async (line, who) => {
    const answer = await ask(line, who, "GET", "boxes?limit=1", { headers: { prefer: "count=exact" } });
    assert.equal(answer.headers["content-range"], "0-0/1");
  }),
  "an insert": only(async (line, who) => {
    const prefer = "return=representation";
    owned(who, (await ask(line, who, "POST", "gems", { body: { name: name() }, status: 201, headers: { prefer } })).json(), 1);
  }),
  "a change of everything": only(async (line, who) => {
    const prefer = "return=representation";
    owned(who, (await ask(line, who, "PATCH", "gems?box_id=not.is.null", { body: { owner: who.id }, headers: { prefer } })).json(), 3);
  }),
  "several operations": async (line, who) => {
    const answer = await ask(line, who, "POST", "", { body: [{ method: "POST", path: "rpc/witness", body: {} }, { method: "GET", path: "rpc/witness_reading" }] });
    for (const part of answer.json()) {
      assert.equal(part.status, 200, answer.where);
      assert.deepEqual([part.body.role, part.body.uid], [role(who), who?.id ?? null], answer.where);
    }
  },
};
async function seen(line, who, method, path, more) {
  const answer = await ask(line, who, method, path, more);
  return [answer, answer.json()];
}

const failing = {
  "a forged token": only((line, who) => ask(line, who, "GET", "gems", { bearer: who.forged, status: 401 })),
  "a token of yesterday": only((line, who) => ask(line, who, "GET", "gems", { bearer: who.late, status: 401 })),
  "no token at all": (line) => ask(line, null, "GET", "gems?limit=1", { status: 401 }), // 42501
  "another's row": only((line, who) =>
    ask(line, who, "POST", "gems", { body: { name: name(), owner: some(people.filter((p) => p !== who)).id }, status: 403 })), // 42501
  "a broken constraint": only((line, who) => ask(line, who, "POST", "gems", { body: { name: "" }, status: 400 })),
  "a name that is taken, among many": only((line, who) =>
    ask(line, who, "POST", "gems", { body: [{ name: name() }, { name: "gem 0-1" }, { name: name() }], status: 409 })),
  "a function that raises": async (line, who) => {
    const { message } = (await ask(line, who, "POST", "rpc/raises", { body: { word: "woe" }, status: 400 })).json();
    assert.equal(message, `woe of ${who?.id ?? "<NULL>"}`);
  },
  "a function that raises a status": (line, who) => {
    const word = `word-${count}`;
    return ask(line, who, "POST", "rpc/raises_status", { body: { word }, status: 418, word });
  },
  "a call that takes too long": (line, who) => ask(line, who, "POST", "rpc/slow", { status: 500 }),
  "a filter that does not parse": (line, who) => ask(line, who, "GET", "gems?id=nonsense", { status: 400 }),
  "a filter that does not cast": only((line, who) => ask(line, who, "GET", "gems?id=eq.x&limit=1", { status: 400 })),
  "a table that is not there": (line, who) => ask(line, who, "GET", "germs", { status: 404 }),
  "a body of another kind than it says": only((line, who) =>
    ask(line, who, "POST", "gems", { body: { name: "x" }, headers: { "content-type": "text/csv" }, status: 400 })),
  "an operation that fails behind one that does not": only((line, who) =>
    ask(line, who, "POST", "", { body: [{ method: "POST", path: "gems", body: { name: name() } }, { method: "POST", path: "gems", body: { name: "" } }], status: 400 })),
  "a client that leaves in the middle of its body": only((line, who) => leave(who, (gone) =>
    gone.socket.write(`POST /rest/v1/gems HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${who.token}\r\ncontent-type: application/json\r\n` +
      `content-length: 1000\r\n\r\n[{"name": "half of`))),
  "a client that leaves before its answers": only((line, who) => leave(who, (gone) => {
    for (const path of ["rpc/witness", "rpc/raises", "rpc/slow"])
      ask(gone, who, "POST", path, { body: path.endsWith("raises") ? { word: "gone" } : {} }).catch(() => {});
    ask(gone, who, "GET", "gems?select=owner").catch(() => {});
  })),
};
async function leave(who, say) {
  const gone = new Pipeline(server.url);
  await new Promise((resolve) => gone.socket.once("connect", resolve));
  say(gone);
  await pause(unique++ % 5);
  gone.close();
}

test("each kind of failure, and each kind of request right behind it", async (t) => {
  const line = connect();
  for (const [kind, fail] of Object.entries(failing))
    await t.test(kind, () =>
      Promise.all(Array.from({ length: 6 }, (_, i) => [fail(line, people[i % 3]), ...Object.values(requests).map((what) => what(line, people[3 + i % 3]))]).flat()));
});

test(`${REQUESTS} mixed requests of ${PEOPLE} tenants over ${CONNECTIONS} connections`, async () => {
  const kinds = [...Object.values(requests), ...Object.values(requests), ...Object.values(failing)];
  let left = REQUESTS, random = 20260101; // the same mixture each time
  const below = (n) => ((random = (Math.imul(random, 1103515245) + 12345) >>> 0) >>> 8) % n;
  const busy = Array.from({ length: CONNECTIONS }, connect);
  const lane = async (line) => {
    while (left-- > 0) await kinds[below(kinds.length)](line, below(9) ? people[below(PEOPLE)] : below(2) ? service : null);
  };
  await Promise.all(busy.flatMap((line) => Array.from({ length: DEPTH }, () => lane(line))));
});

test("afterwards there is no half of anything, and no transaction left open", async () => {
  assert.equal(await server.query("select count(*) from public.gems where name like 'half of%' or name = ''"), "0");
  assert.equal(await server.query(`select count(*) from public.gems g join public.boxes b on b.id = g.box_id where b.owner <> g.owner`), "0");
  for (let i = 0; ; i++) {
    const open = await server.query("select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'");
    if (open === "0") break;
    assert.ok(i < 100, `${open} transactions are open`);
    await pause(50);
  }
});
