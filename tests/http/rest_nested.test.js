// Related rows in one payload.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startServer } from "./server.js";
import { person } from "./people.js";

let server, ann, bo;
const count = async (table, where = "true") => Number(await server.query(`select count(*) from public.${table} where ${where}`));

async function insert(who, path, body, headers = {}) {
  const answer = await fetch(`${server.url}/rest/v1/${path}`, {
    method: "POST", body: JSON.stringify(body),
    headers: { apikey: server.anonKey, authorization: `Bearer ${who.token}`, "content-type": "application/json", ...headers },
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text && JSON.parse(text) };
}
const rows = "return=representation";
const post = (path, body, prefer) => ({ method: "POST", path, body, ...(prefer && { headers: { Prefer: prefer } }) });
const get = (path) => ({ method: "GET", path });
const send = (who, operations, headers) => insert(who, "", operations, headers);

before(async () => {
  server = await startServer();
  ann = await person(server, "ann");
  bo = await person(server, "bo");
  await server.query(`
    create table public.bands (id int generated always as identity primary key, name text not null unique, fee numeric, facts json,
      owner uuid not null default auth.uid());
    create table public.labels (id int generated always as identity primary key, name text not null, boss int references public.labels,
      owner uuid not null default auth.uid());
    alter table public.bands add label_id int constraint signed_with references public.labels;
    alter table public.bands add former_id int constraint left_behind references public.labels;
    create table public.songs (id int generated always as identity primary key, band_id int not null references public.bands on delete cascade,
      title text not null check (title <> ''), seconds int not null default 180, owner uuid not null default auth.uid());
    create table public.takes (id int generated always as identity primary key, song_id int not null references public.songs, number int not null);
    create table public.players (id int generated always as identity primary key, name text not null, owner uuid not null default auth.uid());
    create table public.line_up (band_id int references public.bands, player_id int references public.players, primary key (band_id, player_id));
    create table public.sites (band_id int primary key references public.bands, url text not null);
    alter table public.bands enable row level security; alter table public.songs enable row level security;
    alter table public.players enable row level security;
    create policy own on public.bands to authenticated using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
    create policy own on public.players to authenticated using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
    create policy own on public.songs to authenticated using (owner = (select auth.uid()))
      with check (owner = (select auth.uid()) and exists (select from public.bands b where b.id = band_id));
    create function public.quiet_song() returns trigger language plpgsql as $$ begin if new.title = 'skip' then return null; end if; return new; end $$;
    create trigger quiet before insert on public.songs for each row execute function public.quiet_song();
    grant all on public.bands, public.labels, public.songs, public.takes, public.players, public.line_up, public.sites to authenticated;
    notify rung_schema;`);
  for (let i = 0; i < 100; i++) {
    const answer = await fetch(`${server.url}/rest/v1/sites`, { headers: { apikey: server.anonKey, authorization: `Bearer ${ann.token}` } });
    if (answer.ok) break;
    await pause(50);
  }
});
after(() => server.stop());

test("children, parents, both ends of a junction and one-to-one, at once", async () => {
  const { data, error, status } = await ann.client.from("bands").insert({
    name: "Reed", fee: "1.50",
    facts: { b: 1, a: { "$from": "x" } },
    "labels!signed_with": { name: "Small", labels: undefined },
    songs: [{ title: "One", takes: [{ number: 1 }, { number: 2 }] }, { title: "Two", seconds: 90 }],
    players: [{ name: "Ida" }, { name: "Jo" }],
    sites: { url: "https://reed.example" },
  }).select("name, fee, label:labels!signed_with(name), songs(title, seconds, takes(number)), players(name), sites(url)")
    .order("title", { referencedTable: "songs" }).single();
  assert.equal(error, null, JSON.stringify(error));
  assert.equal(status, 201);
  assert.deepEqual(data, {
    name: "Reed", fee: 1.5, label: { name: "Small" },
    songs: [{ title: "One", seconds: 180, takes: [{ number: 1 }, { number: 2 }] }, { title: "Two", seconds: 90, takes: [] }],
    players: [{ name: "Ida" }, { name: "Jo" }], sites: { url: "https://reed.example" },
  });
  assert.equal(await server.query("select facts from public.bands where name = 'Reed'"), '{"b":1,"a":{"$from":"x"}}');
});

test("several rows, each with its own", async () => {
  const answer = await insert(ann, "bands?select=name,songs(title)", [
    { name: "A", songs: [{ title: "a1" }, { title: "a2" }] }, { name: "B", songs: [] }, { name: "C", songs: [{ title: "c1" }] }, { name: "D", songs: null },
  ], { Prefer: "return=representation, count=exact" });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  assert.equal(answer.headers.get("content-range"), "*/4");
  assert.deepEqual(answer.body, [
    { name: "A", songs: [{ title: "a1" }, { title: "a2" }] }, { name: "B", songs: [] }, { name: "C", songs: [{ title: "c1" }] }, { name: "D", songs: [] },
  ]);
});

test("without a body, and where it lies", async () => {
  const quiet = await insert(ann, "bands", { name: "Quiet", songs: [{ title: "q" }] }, { Prefer: "count=exact" });
  assert.deepEqual([quiet.status, quiet.body, quiet.headers.get("content-range")], [201, "", "*/1"]);
  const placed = await insert(ann, "bands", { name: "Placed", songs: [{ title: "p" }] }, { Prefer: "return=headers-only" });
  const id = await server.query("select id from public.bands where name = 'Placed'");
  assert.deepEqual([placed.status, placed.headers.get("location")], [201, `/bands?id=eq.${id}`]);
  assert.equal(await count("songs", "title in ('q', 'p')"), 2);
});

test("an error has its place, and nothing is left", async () => {
  const before = [await count("bands"), await count("songs"), await count("labels"), await count("players")];
  const song = { title: "fine" };
  const tries = [
    [{ name: "E", songs: [song, { title: "" }] }, 400, "23514", "songs[1].title"],
    [{ name: "E", songs: [song, { titel: "x" }] }, 400, "PGRST204", "songs[1].titel", "songs[1].titel"],
    [{ name: "E", songs: [{ title: "x", takes: [{ number: 1 }, { number: "one" }] }] }, 400, "22P02", "songs[0].takes[1]"],
    [{ name: "E", songs: song }, 400, "PGRST102", "songs", "songs is not an array"],
    [{ name: "E", songs: ["x"] }, 400, "PGRST102", "songs[0]", "songs[0] is not an object"],
    [{ name: "E", sites: [{ url: "x" }] }, 400, "PGRST102", "sites", "sites is not an object"],
    [{ name: "A", songs: [song] }, 409, "23505", "name"],
    [[{ name: "E", songs: [song] }, { name: "A", songs: [song] }], 409, "23505", "[1].name"],
    [{ name: "E", players: [{ name: "Kim" }, { name: null }] }, 400, "23502", "players[1].name"],
    [{ name: "E", "labels!signed_with": { name: null }, songs: [song] }, 400, "23502", "labels!signed_with.name"],
    [{ name: "E", labels: { name: "L" } }, 300, "PGRST201", undefined], // its keys are looked at before its rows
    [{ name: "E", songs: [song, { title: "x", albums: {} }] }, 400, "PGRST204", "songs[1].albums"],
    [{ name: "E", nothing: [] }, 400, "PGRST204", undefined, null],
    [{ name: "E", songs: [{ title: "skip", takes: [{ number: 1 }] }] }, 409, "RUNG103", "songs[0]"],
    [{ name: "E", songs: Array(1000).fill(song) }, 400, "PGRST102", undefined],
  ];
  for (const [body, status, code, place, details] of tries) {
    const answer = await insert(ann, "bands", body);
    assert.deepEqual([answer.status, answer.body.code, answer.body.place], [status, code, place], JSON.stringify(answer.body));
    if (details !== undefined) assert.equal(answer.body.details, details);
  }
  const merged = await insert(ann, "bands?on_conflict=name", { name: "A", songs: [song] }, { Prefer: "resolution=merge-duplicates" });
  assert.deepEqual([merged.status, merged.body.code], [400, "PGRST127"]);
  const two = await insert(ann, "bands?select=name", [{ name: "E", songs: [] }, { name: "F", songs: [] }],
    { Accept: "application/vnd.pgrst.object+json", Prefer: "return=representation" });
  assert.deepEqual([two.status, two.body.code], [406, "PGRST116"]);
  assert.deepEqual([await count("bands"), await count("songs"), await count("labels"), await count("players")], before);
});

test("the place names the column where PostgreSQL or its constraint does", async () => {
  await server.query(`
    create table public.rules (id int primary key, word varchar(3) not null, low int check (low > 0), high int, day date, mood text unique, part int, half int,
      band_id int not null references public.bands, label_id int constraint known references public.labels, song_id int references public.songs on delete cascade,
      constraint wider check (low < high), unique (part, half));
    create unique index rules_once on public.rules (day) where high is null;
    create unique index rules_said on public.rules (lower(mood));
    create function public.strict_rule() returns trigger language plpgsql as $$ begin
      if new.mood = 'sad' then insert into public.labels (name) values (null); end if;
      if new.mood = 'mad' then raise check_violation using message = 'no', table = tg_table_name, schema = tg_table_schema, column = 'mood'; end if; return new; end $$;
    create trigger strict before insert on public.rules for each row execute function public.strict_rule();
    grant all on public.rules to authenticated; insert into public.rules values (0, 'a', 1, null, '2026-01-01', 'glad', 1, 1, (select min(id) from public.bands));
    notify rung_schema`);
  const tries = [
    [{ id: null }, "23502", "id"], [{ word: null }, "23502", "word"], [{}, "23502", "word"], [{ word: "long" }, "22001"],
    [{ word: "a", low: 0 }, "23514", "low"], [{ word: "a", low: 2, high: 1 }, "23514"],
    [{ word: "a", mood: "glad" }, "23505", "mood"], [{ word: "a", mood: "GLAD" }, "23505"], [{ word: "a", part: 1, half: 1 }, "23505"],
    [{ word: "a", day: "2026-01-01" }, "23505", "day"], [{ word: "a", day: "never" }, "22007"], [{ word: "a", low: "one" }, "22P02"],
    [{ id: 0, word: "a" }, "23505", "id"], [{ word: "a", label_id: -1 }, "23503", "label_id"],
    [{ word: "a", mood: "sad" }, "23502"], [{ word: "a", mood: "mad" }, "23514", "mood"],
  ];
  for (const [rule, code, column] of tries) {
    const body = { name: "Ruled", rules: [{ id: 1, word: "ok" }, { id: 2, ...rule }] };
    const { body: error } = await insert(ann, "bands", body);
    assert.deepEqual([error.code, error.place], [code, column ? `rules[1].${column}` : "rules[1]"], JSON.stringify([rule, error]));
    const { body: among } = await send(ann, [post("players", { name: "Al" }), post("bands", [body])]);
    assert.deepEqual([among.code, among.operation, among.place, among.message], [code, 1, `[0].${error.place}`, error.message]);
  }
  assert.equal(await count("bands", "name = 'Ruled'"), 0);
});

test("the place is the row's own, however many there are", async () => {
  const songs = Array.from({ length: 40 }, (_, i) => ({ title: `song ${i}` }));
  const put = (i, title) => songs.map((song, at) => (at === i ? { title } : song));
  const before = await count("songs");
  for (const i of [0, 10, 11, 12, 25, 39]) {
    const answer = await insert(ann, "bands", { name: "Many", songs: put(i, "") });
    assert.deepEqual([answer.body.code, answer.body.place], ["23514", `songs[${i}].title`]);
    const skipped = await insert(ann, "bands", { name: "Many", songs: put(i, "skip") });
    assert.deepEqual([skipped.body.code, skipped.body.place], ["RUNG103", `songs[${i}]`]);
  }
  const behind = put(14, "skip");
  behind[33] = { title: "" };
  assert.deepEqual((await insert(ann, "bands", { name: "Many", songs: behind })).body.place, "songs[14]");
  assert.equal(await count("songs"), before);
  const bands = Array.from({ length: 30 }, (_, i) => ({ name: `many ${i}`, songs: [{ title: `of ${i}` }] }));
  const all = await insert(ann, "bands?select=name,songs(title)", bands, { Prefer: rows });
  assert.deepEqual(all.body, bands);
});

test("one of several operations: it takes from those before it, and gives to those behind it", async () => {
  const { status, body } = await send(ann, [
    post("labels", { name: "First" }, rows),
    post("bands?select=id,name,songs(id,title)", { name: "Origin", label_id: { $from: "0.id" },
      songs: [{ title: "o1", takes: [{ number: { $from: "0.id" } }] }, { title: { $from: "0.name" } }] }, rows),
    post("takes", { song_id: { $from: "1.songs.1.id" }, number: 7 }),
    get("bands?id=eq.{$1.id}&select=name,fee,songs(title,takes(number))&songs.order=id"),
    post("bands?select=name,songs(title,takes(number))&songs.order=id", [
      { name: "Copy", fee: { $from: "3.fee" }, songs: { $from: "3.songs" }, "labels!signed_with": { name: "Second" } },
      { name: "Part", fee: 2, songs: [{ $from: "3.songs.1" }, { title: "own" }, { $from: "3.fee" }], "labels!signed_with": { $from: "3.fee" } },
    ], rows),
    post("bands", { name: "Unread", players: [{ name: "Kim" }] }),
    get("bands?name=in.({$4.*.name},Unread)&select=name,labels!signed_with(name),players(name)&order=name"),
  ]);
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(body.map((answer) => answer.status), [201, 201, 201, 200, 201, 201, 200]);
  const label = await server.query("select id from public.labels where name = 'First'");
  assert.deepEqual(body[1].body.map(({ name, songs }) => [name, songs.map(({ title }) => title)]), [["Origin", ["o1", "First"]]]);
  const songs = [{ title: "o1", takes: [{ number: Number(label) }] }, { title: "First", takes: [{ number: 7 }] }];
  assert.deepEqual(body[3].body, [{ name: "Origin", fee: null, songs }]);
  assert.deepEqual(body[4].body, [{ name: "Copy", songs }, { name: "Part", songs: [songs[1], { title: "own", takes: [] }] }]);
  assert.equal(body[5].body, null);
  assert.deepEqual(body[6].body, [
    { name: "Copy", labels: { name: "Second" }, players: [] }, { name: "Part", labels: null, players: [] },
    { name: "Unread", labels: null, players: [{ name: "Kim" }] },
  ]);
});

test("among several operations an error has its operation and its place, and nothing is left", async () => {
  const before = [await count("bands"), await count("songs"), await count("labels"), await count("takes")];
  const song = { title: "fine" };
  const fine = post("bands?select=id,songs(title)", { name: "G", songs: [song, song] }, rows);
  const made = (...songs) => post("bands", { name: "H", songs });
  const tries = [
    [[fine, made(song, { title: "" })], 400, "23514", 1, "songs[1].title"],
    [[made(song, { title: "" }), fine], 400, "23514", 0, "songs[1].title"],
    [[fine, made(song), post("players", { name: null })], 400, "23502", 2],
    [[fine, fine], 409, "23505", 1, "name"],
    [[fine, post("bands", [{ name: "H", songs: [song] }, { name: "G", songs: [song] }])], 409, "23505", 1, "[1].name"],
    [[fine, made(song, { titel: "x" })], 400, "PGRST204", 1, "songs[1].titel", "songs[1].titel"],
    [[fine, made(song, { titel: { $from: "0.id" } })], 400, "PGRST204", 1, "songs[1].titel", "songs[1].titel"],
    [[fine, made(song, { title: "x", takes: { $from: "0.songs" } })], 400, "PGRST204", 1, "songs[1].takes[0].title", "songs[1].takes[0].title"],
    [[fine, made(song, { title: "x", takes: { $from: "0.id" } })], 400, "PGRST102", 1, "songs[1].takes", "songs[1].takes is not an array"],
    [[fine, made(song, { title: "skip" })], 409, "RUNG103", 1, "songs[1]"],
    [[made({ title: "skip", takes: [{ number: 1 }] }), fine], 409, "RUNG103", 0, "songs[0]"],
    [[made(song), get("songs?band_id=eq.{$0.id}")], 400, "RUNG101", 1],
    [[fine, made(...Array(1000).fill(song))], 400, "PGRST102", 1],
    [[fine, { ...made(song), path: "bands?select=name", body: [{ name: "H", songs: [song] }, { name: "I", songs: [] }],
      headers: { Accept: "application/vnd.pgrst.object+json", Prefer: rows } }], 406, "PGRST116", 1],
    [[fine, { ...made(song), headers: { Accept: "application/vnd.pgrst.plan+json" } }], 406, "PGRST107", 1],
  ];
  for (const [operations, status, code, operation, place, details] of tries) {
    const answer = await send(ann, operations);
    assert.deepEqual([answer.status, answer.body.code, answer.body.operation, answer.body.place], [status, code, operation, place], JSON.stringify(answer.body));
    if (details !== undefined) assert.equal(answer.body.details, details);
  }
  const hers = Number(await server.query("select id from public.bands where name = 'A'"));
  const theft = await send(bo, [post("bands", { name: "His", songs: [song] }), post("takes", { number: 1, songs: { title: "y", band_id: hers } })]);
  assert.deepEqual([theft.status, theft.body.code, theft.body.operation, theft.body.place], [403, "42501", 1, "songs"]);
  assert.deepEqual([await count("bands"), await count("songs"), await count("labels"), await count("takes")], before);
});

test("every table's row security holds, and a relationship's column is the relationship's", async () => {
  const taken = await insert(bo, "bands", { name: "Theft", songs: [{ title: "x", owner: ann.id }] });
  assert.deepEqual([taken.status, taken.body.code, taken.body.place], [403, "42501", "songs[0]"]);
  const hers = Number(await server.query("select id from public.bands where name = 'A'"));
  const songs = await count("songs", `band_id = ${hers}`);
  const aimed = await insert(bo, "bands?select=name,songs(band_id)", { name: "Aimed", songs: [{ title: "x", band_id: hers }] }, { Prefer: "return=representation" });
  assert.equal(aimed.status, 201, JSON.stringify(aimed.body));
  assert.notEqual(aimed.body[0].songs[0].band_id, hers);
  assert.equal(await count("songs", `band_id = ${hers}`), songs);
  const song = await insert(bo, "songs", { title: "x", bands: { name: "Other", owner: ann.id } });
  assert.deepEqual([song.status, song.body.code, song.body.place], [403, "42501", "bands"]);
  const wall = await insert(bo, "takes", { number: 1, songs: { title: "y", band_id: hers } });
  assert.deepEqual([wall.status, wall.body.code, wall.body.place], [403, "42501", "songs"]);
});

test("columns= and the defaults of what is missing", async () => {
  const answer = await insert(ann, "bands?columns=name,fee,songs&select=name,fee,songs(title)",
    [{ name: "Col 1", songs: [{ title: "x" }], ignored: true }, { name: "Col 2", fee: 3 }], { Prefer: "return=representation, missing=default" });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  const wrong = await insert(ann, "bands?columns=name,helicopter", [{ name: "Col 3" }]);
  assert.deepEqual([wrong.status, wrong.body.code, wrong.body.details], [400, "PGRST204", null]);
  assert.deepEqual(answer.body, [{ name: "Col 1", fee: null, songs: [{ title: "x" }] }, { name: "Col 2", fee: 3, songs: [] }]);
});

test("the tracker's own: a job with its history, contacts and the resume that was sent", async () => {
  const { data, error } = await ann.client.from("jobs").insert({
    job_title: "Engineer", company: "Halden & Sons", "resumes!jobs_sent_resume": { title: "For Halden" },
    job_events: [{ kind: "note", title: "Met at the fair" }, { kind: "task", title: "Call back" }], contacts: [{ name: "Ida" }],
  }).select("company, resumes!jobs_sent_resume(title), job_events(title), contacts(name)").eq("job_events.kind", "task").single();
  assert.equal(error, null, JSON.stringify(error));
  assert.deepEqual(data, { company: "Halden & Sons", resumes: { title: "For Halden" }, job_events: [{ title: "Call back" }], contacts: [{ name: "Ida" }] });
  assert.deepEqual((await bo.client.from("jobs").select("id")).data, []);
});

test("a plain insert costs what it did", async () => {
  const answer = await insert(ann, "bands", { name: "Plain" });
  assert.match(answer.headers.get("x-cost"), /^queries=1 /);
});
