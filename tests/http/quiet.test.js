// Reads that cannot observe a request are sent without its settings; those that can, find every one of them.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { startServer, client } from "./server.js";

let server, ann;

before(async () => {
  server = await startServer();
  ann = client(server);
  const { error } = await ann.auth.signUp({ email: "ann@example.org", password: "correct horse battery" });
  assert.equal(error, null);
  await server.query(`
    create function public.asked() returns text language sql stable as
      $$ select concat_ws(' ', current_setting('request.method', true), current_setting('request.path', true)) $$;
    create table public.by_function (id int primary key, note text);
    create table public.by_setting (id int primary key);
    create table public.by_claims (id int primary key);
    create table public.by_neighbour (id int primary key);
    insert into public.by_function values (1, 'x'); insert into public.by_setting values (1);
    insert into public.by_claims values (1); insert into public.by_neighbour values (1);
    create policy p on public.by_function  for select to authenticated using (public.asked() = 'GET /rest/v1/by_function');
    create policy p on public.by_setting   for select to authenticated using (current_setting('request.headers', true)::json ->> 'x-door' = 'open');
    create policy p on public.by_claims    for select to authenticated using ((select auth.uid()) is not null and (select auth.role()) = 'authenticated');
    create policy p on public.by_neighbour for select to authenticated using (exists (select from public.by_setting));
    create function public.seen(public.by_claims) returns text language sql stable as $$ select public.asked() $$;
    alter table public.by_function enable row level security; alter table public.by_setting enable row level security;
    alter table public.by_claims enable row level security; alter table public.by_neighbour enable row level security;
    grant select on public.by_function, public.by_setting, public.by_claims, public.by_neighbour to authenticated;
    grant execute on function public.asked, public.seen to authenticated;
  `);
  for (let i = 0; i < 100; i++) {
    const { error: unknown } = await ann.from("by_neighbour").select("id");
    if (!unknown) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});
after(() => server?.stop());

const rows = async (query) => {
  const { data, error } = await query;
  assert.equal(error, null, JSON.stringify(error));
  return data;
};

test("a policy that asks a function about the request gets its answer", async () => {
  assert.deepEqual(await rows(ann.from("by_function").select("id")), [{ id: 1 }]);
});

test("a policy that reads a setting finds it, and only when it was sent", async () => {
  assert.deepEqual(await rows(ann.from("by_setting").select("id")), []);
  assert.deepEqual(await rows(ann.from("by_setting").select("id").setHeader("x-door", "open")), [{ id: 1 }]);
  assert.deepEqual(await rows(ann.from("by_setting").select("id")), []);
});

test("so does a policy that looks into such a table", async () => {
  assert.deepEqual(await rows(ann.from("by_neighbour").select("id").setHeader("x-door", "open")), [{ id: 1 }]);
  assert.deepEqual(await rows(ann.from("by_neighbour").select("id")), []);
});

test("claims are enough for a policy that reads the claims", async () => {
  assert.deepEqual(await rows(ann.from("by_claims").select("id")), [{ id: 1 }]);
});

test("a computed field of such a table sees the request", async () => {
  assert.deepEqual(await rows(ann.from("by_claims").select("id, seen")), [{ id: 1, seen: "GET /rest/v1/by_claims" }]);
  assert.deepEqual(await rows(ann.from("by_claims").select("id").eq("seen", "GET /rest/v1/by_claims")), [{ id: 1 }]);
});
