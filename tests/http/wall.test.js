// The wall around a person's data, tried from outside by every door: each table and function that the server itself
// lists, each verb, each kind of stranger; forged and odd tokens; files; and answers that functions try to bend.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { exchange, open } from "./echo.js";
import { person, secret, token } from "./people.js";
import { startServer } from "./server.js";

const here = new URL(".", import.meta.url);
let server, port, ann, bob, emil, strangers, tables, routines;

const call = (method, path, who, body, headers = {}) =>
  fetch(server.url + path, {
    method,
    headers: {
      apikey: server.anonKey,
      ...(who ? { authorization: `Bearer ${who}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  });

// PostgREST's table has 500 for what SQL itself refuses: no such row (P0002), a view that is not written to (55000).
const calm = (answer, text) => assert.ok(answer.status < 500 || /"code":"(P0002|55000)"/.test(text), `${answer.status} ${text}`);

before(async () => {
  server = await startServer({ env: { RUNG_JWT_SECRET: secret } });
  port = Number(new URL(server.url).port);
  ann = await person(server, "ann");
  bob = await person(server, "bob");
  emil = await person(server, "emil", { role: "unapproved" });
  strangers = { "another person": bob.token, "one who waits for approval": emil.token, nobody: null };
  // The rows that tests/sql gives a person: one in every table.
  const rows = await readFile(new URL("../sql/helpers/rows.sql", here), "utf8");
  await server.query(`create schema tests; ${rows.slice(0, rows.indexOf("end $$;") + 7)} select tests.fill('${ann.id}')`);
  const api = await (await call("GET", "/rest/v1/", null, undefined, { apikey: server.serviceRoleKey })).json();
  const paths = Object.keys(api.paths);
  tables = paths.filter((p) => p !== "/" && !p.startsWith("/rpc/")).map((p) => p.slice(1));
  routines = paths.filter((p) => p.startsWith("/rpc/"));
  assert.ok(tables.length > 25 && tables.includes("jobs") && routines.length > 10);
});
after(() => server?.stop());

// All that is hers, wherever it lies, as one text: changes with every write.
const everything = () =>
  server.query(`
    select string_agg(t || ' ' || (xpath('/row/n/text()', query_to_xml(format(
             'select md5(coalesce(string_agg(x::text, E''\\n'' order by x::text), '''')) as n from %s x where x.%I::text = %L', t, private.owner_column(t), '${ann.id}'),
             false, true, '')))[1]::text, E'\\n' order by t::text)
      from (select c.oid::regclass as t from pg_class c where c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace, 'storage'::regnamespace,
            'private'::regnamespace) and c.relkind in ('r', 'p') and not c.relispartition) tables
     where private.owner_column(t) is not null`);

test("each table: who she is not reads nothing of hers, and changes nothing", async (t) => {
  const before = await everything();
  for (const table of tables) {
    const url = `/rest/v1/${table}`;
    const all = await (await call("GET", url, null, undefined, { apikey: server.serviceRoleKey })).json();
    const hers = Array.isArray(all) ? all.filter((row) => JSON.stringify(row).includes(ann.id)) : [];
    const column = hers[0] && Object.keys(hers[0]).find((name) => hers[0][name] === ann.id);
    const filter = column ? `${column}=eq.${ann.id}` : "limit=1000";
    for (const [name, who] of Object.entries(strangers))
      await t.test(`${table}: ${name}`, async () => {
        const answers = [
          await call("GET", url, who),
          await call("GET", `${url}?${filter}`, who),
          await call("GET", `${url}?select=*,profiles(*)`, who),
          await call("HEAD", `${url}?${filter}`, who, undefined, { prefer: "count=exact" }),
        ];
        for (const answer of answers) {
          const text = await answer.text();
          calm(answer, text);
          assert.ok(!text.includes(ann.id), text);
        }
        if (answers[3].status < 300 && column) assert.match(answers[3].headers.get("content-range"), /\/0$/);
        const row = hers[0] ?? {};
        const some = Object.keys(row).find((key) => typeof row[key] === "string" && key !== column) ?? "id";
        for (const answer of [
          await call("POST", url, who, row),
          await call("POST", url, who, row, { prefer: "resolution=merge-duplicates,return=representation" }),
          await call("POST", url, who, row, { prefer: "resolution=ignore-duplicates,return=representation" }),
          await call("PUT", `${url}?id=eq.${row.id ?? 1}`, who, row),
          await call("PATCH", `${url}?${filter}`, who, { [some]: row[some] ?? "x" }, { prefer: "return=representation" }),
          await call("DELETE", `${url}?${filter}`, who, undefined, { prefer: "return=representation" }),
        ]) {
          const text = await answer.text();
          calm(answer, text);
          assert.ok(!text.includes(ann.id) || answer.status >= 400, text);
        }
      });
  }
  assert.equal(await everything(), before);
});

test("each function: none gives a stranger what is hers, or changes it", async (t) => {
  const before = await everything();
  const values = [ann.id, { p_user_id: ann.id }, {}];
  for (const path of routines)
    for (const [name, who] of Object.entries(strangers))
      await t.test(`${path}: ${name}`, async () => {
        if (path === "/rpc/delete_my_account" && who === bob.token) return;
        const api = await (await call("GET", "/rest/v1/", null, undefined, { apikey: server.serviceRoleKey })).json();
        const body = api.paths[path].post.parameters.find((p) => p.in === "body")?.schema;
        const names = Object.keys(body?.properties ?? {});
        for (const value of [ann.id, "1", values[2]]) {
          const answer = await call("POST", `/rest/v1${path}`, who, Object.fromEntries(names.map((n) => [n, value])));
          const text = await answer.text();
          calm(answer, text);
          assert.ok(!text.includes(ann.id) || answer.status >= 400, text);
        }
      });
  assert.equal(await everything(), before);
});

const part = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const signed = (header, claims, key = secret) => {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
};

test("no token that we did not give opens a door", async (t) => {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: ann.id, role: "authenticated", exp: now + 3600 };
  const jwks = await (await call("GET", "/auth/v1/.well-known/jwks.json")).json();
  const hs = { alg: "HS256", typ: "JWT" };
  const forged = {
    "alg none": `${part({ alg: "none" })}.${part(claims)}.`,
    "alg None with a signature": signed({ alg: "None" }, claims),
    "signed with the anonymous key": signed(hs, claims, server.anonKey),
    "signed with the public key as a secret": signed({ ...hs, kid: jwks.keys[0].kid }, claims, JSON.stringify(jwks.keys[0])),
    "HS256 said to be ES256": signed({ alg: "ES256", kid: jwks.keys[0].kid }, claims),
    "a key in its header": signed({ ...hs, jwk: { kty: "oct", k: part("x") } }, claims, "x"),
    "critical extensions": signed({ ...hs, crit: ["exp"] }, claims),
    expired: signed(hs, { ...claims, exp: now - 60 }),
    "not yet": signed(hs, { ...claims, nbf: now + 600 }),
    "exp as text": signed(hs, { ...claims, exp: "never" }),
    "claims changed": token(claims).replace(/\.[^.]+\./, `.${part({ ...claims, sub: bob.id })}.`),
    "duplicate claims": signed(hs, `{"role":"authenticated","role":"service_role","sub":"${ann.id}"}`),
    "role as a list": signed(hs, { ...claims, role: ["service_role"] }),
    "role as an object": signed(hs, { ...claims, role: { role: "service_role" } }),
    "sub as a number": signed(hs, { ...claims, sub: 1 }),
    "a sub that is no UUID": signed(hs, { ...claims, sub: "ann" }),
    "a sub with a quote": signed(hs, { ...claims, sub: `${ann.id}'` }),
    "an empty sub": signed(hs, { ...claims, sub: "" }),
    "a list of claims": signed(hs, [claims]),
    "NUL in its role": signed(hs, `{"role":"service_role\\u0000","sub":"${ann.id}"}`),
    "role postgres": signed(hs, { ...claims, role: "postgres" }),
    "role authenticator": signed(hs, { ...claims, role: "authenticator" }),
    "role none": signed(hs, { ...claims, role: "none" }),
    "role pg_read_all_data": signed(hs, { ...claims, role: "pg_read_all_data" }),
    "role with SQL": signed(hs, { ...claims, role: "anon'; set role postgres; --" }),
    "nested beyond reason": signed(hs, `{"a":${"[".repeat(5000)}${"]".repeat(5000)},"role":"authenticated","sub":"${ann.id}"}`),
  };
  for (const [name, jwt] of Object.entries(forged))
    await t.test(name, async () => {
      const paths = ["/rest/v1/jobs", "/storage/v1/object/resumes/x/y", "/storage/v1/bucket"];
      // Of roles that are not for requests the database says no; what she is called is still hers to see.
      for (const path of [...paths, ...(/^role [a-z_]+$|^role with SQL/.test(name) ? [] : ["/auth/v1/user"])]) {
        const answer = await call("GET", path, jwt);
        const text = await answer.text();
        assert.ok(answer.status >= 400 && answer.status < 500, `${path}: ${answer.status} ${text}`);
        assert.ok(!text.includes(ann.id) && !/stack|\/src\//.test(text), text);
      }
    });
  await t.test("60 KB of claims are one person's all the same", async () => {
    const long = token({ ...claims, pad: "x".repeat(40000) });
    const answer = await call("GET", "/rest/v1/profiles?select=id", long);
    if (answer.status === 200) assert.deepEqual(await answer.json(), [{ id: ann.id }]);
    else assert.equal(answer.status, 431);
  });
});

test("a sub that is no UUID is refused with 401 before the database is asked", async () => {
  const answer = await call("GET", "/rest/v1/questions?limit=1", token({ sub: "not-a-uuid", role: "authenticated" }));
  assert.equal(answer.status, 401);
});

test("files: no stranger gets in by any door, nor by any spelling of the path", async () => {
  const path = `${ann.id}/diary.txt`;
  const put = await call("POST", `/storage/v1/object/resumes/${path}`, ann.token, "hers alone", { "content-type": "text/plain" });
  assert.equal(put.status, 200, await put.text());
  const before = await everything();
  const spelled = [path, path.replace("/", "%2f"), `x/../${path}`, `%2e%2e/resumes/${path}`, `${path}%00`, `${path}/`, `//${path}`, path.replace("/", "%5c")];
  for (const who of Object.values(strangers))
    for (const name of spelled)
      for (const [method, door, body] of [
        ["GET", "object", undefined], ["HEAD", "object", undefined], ["GET", "object/authenticated", undefined], ["GET", "object/public", undefined],
        ["GET", "object/info", undefined], ["GET", "object/info/public", undefined], ["GET", "object/sign", undefined],
        ["POST", "object/sign", { expiresIn: 60 }], ["POST", "object/upload/sign", {}], ["DELETE", "object", undefined],
        ["POST", "object", "theirs"], ["PUT", "object", "theirs"], ["PUT", "object/upload/sign", "theirs"],
      ]) {
        const answer = await call(method, `/storage/v1/${door}/resumes/${name}`, who, body);
        const text = await answer.text();
        assert.ok(answer.status >= 400 && answer.status < 500, `${method} ${door} ${name}: ${answer.status} ${text}`);
        assert.ok(!text.includes("hers alone"));
      }
  for (const who of Object.values(strangers)) {
    for (const [door, body] of [
      ["object/move", { bucketId: "resumes", sourceKey: path, destinationKey: `${bob.id}/x` }],
      ["object/copy", { bucketId: "resumes", sourceKey: path, destinationKey: `${bob.id}/x` }],
      ["object/sign/resumes", { expiresIn: 60, paths: [path] }],
      ["object/list/resumes", { prefix: ann.id }], ["object/list-v2/resumes", { prefix: ann.id }],
      ["bucket", { name: "mine", public: true }], ["bucket/resumes/empty", {}],
    ]) {
      const text = await (await call("POST", `/storage/v1/${door}`, who, body)).text();
      assert.ok(!text.includes("diary.txt\",\"id") && !text.includes("token="), text);
    }
    await call("DELETE", "/storage/v1/bucket/resumes", who);
    await call("PUT", "/storage/v1/bucket/resumes", who, { public: true });
    await call("DELETE", "/storage/v1/object/resumes", who, { prefixes: [path] });
  }
  assert.equal(await everything(), before);
  assert.equal(await server.query("select count(*) from storage.buckets where public <> (id = 'avatars')"), "0");
});

test("an upload that may not be is refused before its bytes are sent", async () => {
  const grant = await (await call("POST", `/storage/v1/object/upload/sign/resumes/${ann.id}/new.txt`, ann.token, {})).json();
  const huge = "Content-Length: 400000000\r\nContent-Type: text/plain\r\nExpect: 100-continue\r\n\r\n";
  for (const [method, path, who] of [
    ["POST", `/storage/v1/object/resumes/${ann.id}/x`, null],
    ["PUT", `/storage/v1/object/resumes/${ann.id}/x`, emil.token],
    ["PUT", `/storage/v1/object/upload/sign/resumes/${ann.id}/new.txt?token=${token({ role: "authenticated", sub: ann.id })}`, null],
    ["PUT", `/storage/v1/object/upload/sign/resumes/${ann.id}/other.txt?token=${grant.token}`, null],
    ["PUT", `/storage/v1/object/upload/sign/resumes/${ann.id}/new.txt`, ann.token],
  ]) {
    const bearer = who ? `Authorization: Bearer ${who}\r\n` : "";
    const { statuses, answers } = await exchange(port, `${method} ${path} HTTP/1.1\r\nHost: a\r\napikey: ${server.anonKey}\r\n${bearer}${huge}`);
    assert.deepEqual(statuses, [400], `${method} ${path}`);
    assert.equal(answers[0].headers.connection, "close");
  }
  const wanted = await open(port);
  await wanted.send(`PUT /storage/v1/object/upload/sign/resumes/${ann.id}/new.txt?token=${grant.token} HTTP/1.1\r\nHost: a\r\n${huge}`);
  assert.ok(await wanted.until((s) => s.text.startsWith("HTTP/1.1 100")), wanted.text);
  wanted.close();
});

test("a signed link is no session, and a session no signed link", async () => {
  const { signedURL } = await (await call("POST", `/storage/v1/object/sign/resumes/${ann.id}/diary.txt`, ann.token, { expiresIn: 60 })).json();
  const link = new URL(signedURL, server.url).searchParams.get("token");
  assert.equal((await call("GET", "/auth/v1/user", link)).status, 403);
  const seen = await (await call("GET", "/rest/v1/jobs", link)).text();
  assert.ok(!seen.includes(ann.id));
  assert.equal((await call("GET", `/storage/v1/object/sign/resumes/${ann.id}/diary.txt?token=${ann.token}`)).status, 400);
});

test("functions cannot break an answer's frame, nor the server", async (t) => {
  await server.query(`
    create function public.many_headers() returns void language plpgsql as $$ begin
      perform set_config('response.headers', (select jsonb_agg(jsonb_build_object('x-h' || i, 'v')) from generate_series(1, 60) i)::text, true); end $$;
    create function public.raised_headers() returns void language plpgsql as $$ begin
      raise sqlstate 'PGRST' using message = '{"code":"1","message":"m"}', detail = jsonb_build_object('status', 418, 'headers',
        (select jsonb_object_agg('x-h' || i, 'v') from generate_series(1, 60) i))::text; end $$;
    create function public.raised_status(n int) returns void language plpgsql as $$ begin
      raise sqlstate 'PGRST' using message = '{"code":"1","message":"m"}', detail = jsonb_build_object('status', n, 'headers', '{}'::jsonb)::text; end $$;
    create function public.status(n text) returns void language plpgsql as $$ begin perform set_config('response.status', n, true); end $$;
    create function public.pt(code text) returns void language plpgsql as $$ begin raise exception 'x' using errcode = code; end $$;
    create function public.split() returns text language plpgsql as $$ begin
      perform set_config('response.headers', '[{"x-a": "b\\r\\nx-injected: yes"}, {"content-length": "0"}, {"transfer-encoding": "chunked"}]', true); return 'whole'; end $$;
    grant execute on all functions in schema public to anon`);
  for (let i = 0; (await call("POST", "/rest/v1/rpc/pt", null, { code: "PT404" })).status !== 404 ||
       (await (await call("POST", "/rest/v1/rpc/pt", null, { code: "PT404" })).json()).code !== "PT404"; i++) {
    assert.ok(i < 100);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const [name, body] of [
    ["many_headers", {}], ["raised_headers", {}], ["split", {}], ...[-5, 0, 5, 100, 101, 600, 1000, 99999].map((n) => ["raised_status", { n }]),
    ...["0", "99", "100", "101", "199", "600", "x"].map((n) => ["status", { n }]), ...["PT000", "PT001", "PT100", "PT199", "PT999"].map((code) => ["pt", { code }]),
  ])
    await t.test(`${name} ${JSON.stringify(body)}`, async () => {
      const answer = await call("POST", `/rest/v1/rpc/${name}`, null, body);
      assert.ok(answer.status >= 200 && answer.status < 600);
      assert.equal(answer.headers.get("x-injected"), null);
      await answer.text();
      assert.equal((await call("GET", "/health/live")).status, 200);
    });
});

test("neither passwords nor tokens nor addresses are in a log or on a command line", async () => {
  const mail = "secret.person@example.org", password = "a-password-in-no-log";
  const up = await (await call("POST", "/auth/v1/signup", null, { email: mail, password })).json();
  await call("POST", "/auth/v1/signup", null, { email: mail, password });
  await call("POST", "/auth/v1/token?grant_type=password", null, { email: mail, password: `${password}x` });
  await call("GET", `/rest/v1/jobs?apikey=${up.access_token}&id=eq.${password}`, up.access_token);
  await call("POST", "/rest/v1/jobs", up.access_token, { job_title: "x", company: "y", status: "no such", notes: password });
  await call("POST", "/rest/v1/resumes", up.access_token, `{"title": "${password}`);
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(processes.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")));
  const logs = server.log.text + lines.filter((line) => /rung|postgres/.test(line)).join("\n");
  assert.ok(logs.includes("path=/auth/v1/signup") && logs.includes(String(port)) );
  for (const hidden of [mail, password, up.access_token, up.refresh_token, secret, server.serviceRoleKey])
    assert.ok(!logs.includes(hidden), hidden);
});
