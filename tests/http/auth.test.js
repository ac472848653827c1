// Accounts and sessions through the real client, and by hand where a client would not go.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { createPublicKey, verify as verifySignature } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { startServer, client } from "./server.js";

const password = "correct horse";
let server;

before(async () => {
  server = await startServer({ env: { RUNG_ANONYMOUS_USERS: "on" } });
});
after(() => server?.stop());

let count = 0;
const address = () => `person${++count}@example.org`;

const ok = ({ data, error }) => {
  assert.equal(error, null, JSON.stringify(error));
  return data;
};
const refused = ({ data, error }, code, status) => {
  assert.equal(error?.code, code, JSON.stringify(data));
  assert.equal(error.status, status);
  return error;
};

async function person({ on = server, ...fields } = {}) {
  const c = client(on);
  const email = address();
  const { user, session } = ok(await c.auth.signUp({ email, password, ...fields }));
  return { c, email, user, session };
}

const version = { "x-supabase-api-version": "2024-01-01" };

async function post(path, body, { headers = {}, method = "POST", on = server } = {}) {
  const res = await fetch(`${on.url}/auth/v1${path}`, {
    method,
    headers: { apikey: on.anonKey, "content-type": "application/json", ...version, ...headers },
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await res.text();
  return { status: res.status, headers: res.headers, text, json: text ? JSON.parse(text) : null };
}
const refresh = (refresh_token) => post("/token?grant_type=refresh_token", { refresh_token });
const bearer = (session) => ({ headers: { authorization: `Bearer ${session.access_token}` } });

const claimsOf = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));

test("signing up gives a session and a user of GoTrue's shape", async () => {
  const before = Date.now();
  const { user, session, email } = await person({ options: { data: { full_name: "Ann Arbor", tags: [1, null] } } });
  assert.equal(session.token_type, "bearer");
  assert.equal(session.expires_in, 3600);
  assert.ok(Math.abs(session.expires_at - before / 1000 - 3600) < 10);
  assert.match(session.refresh_token, /^[0-9a-f]{64}$/);
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
  for (const key of ["created_at", "updated_at", "confirmed_at", "email_confirmed_at", "last_sign_in_at"]) assert.match(user[key], instant, key);
  assert.equal(user.email, email);
  assert.equal(user.phone, "");
  assert.equal(user.aud, "authenticated");
  assert.equal(user.role, "authenticated");
  assert.equal(user.is_anonymous, false);
  assert.deepEqual(user.app_metadata, { provider: "email", providers: ["email"] });
  assert.deepEqual(user.user_metadata, { full_name: "Ann Arbor", tags: [1, null] });
  assert.deepEqual(user.factors, []);
  const [identity] = user.identities;
  assert.equal(identity.provider, "email");
  assert.equal(identity.user_id, user.id);
  assert.equal(identity.id, user.id);
  assert.deepEqual(identity.identity_data, { sub: user.id, email, email_verified: true, phone_verified: false });
  assert.equal("encrypted_password" in user, false);

  const claims = claimsOf(session.access_token);
  assert.equal(claims.sub, user.id);
  assert.equal(claims.iss, `${server.url}/auth/v1`);
  assert.equal(claims.role, "authenticated");
  assert.equal(claims.aal, "aal1");
  assert.equal(claims.amr[0].method, "password");
  assert.equal(claims.exp, session.expires_at);
  assert.match(claims.session_id, /^[0-9a-f-]{36}$/);
  assert.deepEqual(claims.user_metadata, user.user_metadata);
});

test("anyone can check a token by the published keys", async () => {
  const { c, session, user } = await person();
  assert.equal(ok(await c.auth.getClaims()).claims.sub, user.id);
  const res = await fetch(`${server.url}/auth/v1/.well-known/jwks.json`);
  assert.match(res.headers.get("cache-control"), /max-age=600/);
  const { keys } = await res.json();
  const [head, body, signature] = session.access_token.split(".");
  const { alg, kid } = JSON.parse(Buffer.from(head, "base64url"));
  const jwk = keys.find((k) => k.kid === kid);
  assert.equal(alg, "ES256");
  assert.equal(jwk.d, undefined);
  const key = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" };
  assert.ok(verifySignature("sha256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url")));
});

test("a known address cannot sign up again, in whatever case", async () => {
  const { email } = await person();
  refused(await client(server).auth.signUp({ email: email.toUpperCase(), password }), "user_already_exists", 422);
});

test("ten sign-ups with one address make one account", async () => {
  const email = address();
  const all = await Promise.all(Array.from({ length: 10 }, () => client(server).auth.signUp({ email, password })));
  assert.equal(all.filter((r) => r.data.session).length, 1);
  for (const r of all.filter((r) => r.error)) refused(r, "user_already_exists", 422);
});

test("what cannot be an address or a password is refused in GoTrue's words", async () => {
  const sign = (fields) => post("/signup", { email: address(), password, ...fields });
  const cases = [
    [{ email: "nobody" }, 400, "validation_failed", /Unable to validate email address/],
    [{ email: " ann@example.org" }, 400, "validation_failed"],
    [{ email: "ann@example" }, 400, "validation_failed"],
    [{ email: "ann@exa mple.org" }, 400, "validation_failed"],
    [{ email: "a..b@example.org" }, 400, "validation_failed"],
    [{ email: "ann@@example.org" }, 400, "validation_failed"],
    [{ email: "ann@example.org\u0007" }, 400, "validation_failed"],
    [{ email: `${"a".repeat(250)}@example.org` }, 400, "validation_failed", /too long/],
    [{ password: "" }, 400, "validation_failed", /valid password/],
    [{ password: "x".repeat(73) }, 400, "validation_failed", /72/],
    [{ password: "é".repeat(37) }, 400, "validation_failed", /72/],
    [{ phone: "+4915112345678" }, 400, "validation_failed"],
    [{ email: undefined, phone: "+4915112345678" }, 400, "phone_provider_disabled"],
    [{ email: 7 }, 400, "bad_json", /email/],
    [{ password: ["x"] }, 400, "bad_json"],
    [{ data: "text" }, 400, "bad_json"],
    [{ data: { big: "x".repeat(17000) } }, 422, "validation_failed", /16 KB/],
  ];
  for (const [fields, status, code, message] of cases) {
    const res = await sign(fields);
    assert.equal(res.status, status, JSON.stringify([fields, res.json]));
    assert.equal(res.json.code, code);
    if (message) assert.match(res.json.message, message);
  }
  for (const body of ["", "{", "[]", "null", '"x"', '{"email":"a@b.cd","email":"c@d.ef"}', '{"email":"a\\u0000@b.cd","password":"123456"}', "\xff"]) {
    const res = await post("/signup", body);
    assert.ok([400, 422].includes(res.status), `${body}: ${res.text}`);
  }
});

test("a weak password names its reason", async () => {
  const error = refused(await client(server).auth.signUp({ email: address(), password: "short" }), "weak_password", 422);
  assert.deepEqual(error.reasons, ["length"]);
});

test("72 bytes of password count, each of them", async () => {
  const email = address();
  const long = "p".repeat(71);
  ok(await client(server).auth.signUp({ email, password: `${long}a` }));
  ok(await client(server).auth.signInWithPassword({ email, password: `${long}a` }));
  refused(await client(server).auth.signInWithPassword({ email, password: `${long}b` }), "invalid_credentials", 400);
  refused(await client(server).auth.signInWithPassword({ email, password: `${long}ab` }), "invalid_credentials", 400);
});

test("signing in: the address in any case, the password exactly", async () => {
  const { email, user } = await person();
  const again = ok(await client(server).auth.signInWithPassword({ email: email.toUpperCase(), password }));
  assert.equal(again.user.id, user.id);
  assert.ok(again.user.last_sign_in_at > user.last_sign_in_at);
  const wrong = refused(await client(server).auth.signInWithPassword({ email, password: "Correct horse" }), "invalid_credentials", 400);
  const nobody = refused(await client(server).auth.signInWithPassword({ email: address(), password }), "invalid_credentials", 400);
  assert.equal(wrong.message, nobody.message);
});

// The server's own time on a processor, in nanoseconds: what a clock would say on a machine that does nothing else.
const processorTime = () =>
  readdirSync(`/proc/${server.pid}/task`).reduce((sum, id) => sum + Number(readFileSync(`/proc/${server.pid}/task/${id}/schedstat`, "utf8").split(" ")[0]), 0);

test("the answer's time does not tell who has an account", async () => {
  const { email } = await person();
  const costs = { known: [], unknown: [] };
  const ask = async (kind, body) => {
    const start = processorTime();
    const res = await post("/token?grant_type=password", body);
    assert.equal(res.status, 400);
    costs[kind].push(processorTime() - start);
  };
  for (let i = 0; i < 9; i++) {
    await ask("known", { email, password: "wrong" });
    await ask("unknown", { email: address(), password: "wrong" });
  }
  const middle = (a) => a.sort((x, y) => x - y)[a.length >> 1];
  const ratio = middle(costs.known) / middle(costs.unknown);
  assert.ok(ratio > 0.85 && ratio < 1.15, `known/unknown ${ratio}`);
});

test("characters that mean something to SQL or to patterns are only characters", async () => {
  const { email } = await person();
  for (const typed of ["%", "person%@example.org", "person_@example.org", "' or 1=1 --", "\\", `${email}' --`, "*", email.replace("@", "\u0130@")])
    refused(await client(server).auth.signInWithPassword({ email: typed, password }), "invalid_credentials", 400);
  for (const token of ["%", "'", "\\x00", "null", "ü".repeat(40), "a".repeat(64)])
    assert.equal((await refresh(token)).json.code, "refresh_token_not_found", token);
});

test("no text is too long, and no byte too odd, for a clean refusal", async () => {
  const megabyte = "x".repeat(1 << 20);
  for (const field of ["email", "password", "phone", "data"])
    assert.equal((await post("/signup", { email: address(), password, [field]: megabyte })).status, 413, field);
  assert.equal((await post("/token?grant_type=password", { email: megabyte, password })).status, 413);
  assert.equal((await refresh(megabyte)).status, 413);
  const { session } = await person();
  for (const field of ["email", "password", "current_password", "phone", "nonce", "data"])
    assert.equal((await post("/user", { [field]: megabyte }, { method: "PUT", ...bearer(session) })).status, 413, field);
  for (const field of ["email", "password", "phone", "data"]) {
    const nul = await post("/signup", { email: address(), password, [field]: "a\u0000b" });
    assert.ok(nul.status === 400, `${field}: ${nul.text}`);
  }
  assert.equal((await post("/token?grant_type=%00", {})).status, 400);
  assert.equal((await post("/token?grant_type=magic", {})).json.message, "unsupported_grant_type");
  assert.equal((await post(`/token?grant_type=${"x".repeat(4000)}`, {})).json.code, "invalid_credentials");
});

test("a header of odd bytes is no server error", async () => {
  const { hostname, port } = new URL(server.url);
  const body = JSON.stringify({ email: address(), password });
  const head = `POST /auth/v1/signup HTTP/1.1\r\nHost: x\r\nUser-Agent: a\xff\xc3\r\nX-Odd: \xe9\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  const answer = await new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(port, hostname, () => socket.write(Buffer.from(head + body, "latin1")));
    socket.on("data", (bytes) => (text += bytes)).on("close", () => resolve(text)).on("error", reject);
  });
  assert.match(answer, /^HTTP\/1\.1 200 /);
  assert.equal(await server.query("select user_agent from auth.sessions order by created_at desc limit 1"), "a\ufffd\ufffd");
});

test("the token endpoint says what is missing", async () => {
  const token = (body, grant = "password") => post(`/token?grant_type=${grant}`, body).then((r) => [r.status, r.json.code, r.json.message]);
  assert.deepEqual(await token({ password }), [400, "validation_failed", "missing email or phone"]);
  assert.equal((await token({ email: address(), phone: "+4915112345678", password }))[1], "validation_failed");
  assert.deepEqual(await token({ phone: "+4915112345678", password }), [422, "phone_provider_disabled", "Phone logins are disabled"]);
  assert.equal((await token({ email: address() }))[1], "invalid_credentials");
  assert.deepEqual(await token({}, "refresh_token"), [400, "validation_failed", "refresh_token required"]);
  assert.equal((await token("{", "refresh_token"))[1], "bad_json");
});

test("errors in both versions of the API", async () => {
  const old = await post("/token?grant_type=password", { email: address(), password }, { headers: { "x-supabase-api-version": "" } });
  assert.deepEqual(old.json, { code: 400, error_code: "invalid_credentials", msg: "Invalid login credentials" });
  assert.equal(old.headers.get("x-supabase-api-version"), null);
  assert.equal(old.headers.get("x-sb-error-code"), "invalid_credentials");
  assert.equal(old.headers.get("content-type"), "application/json; charset=utf-8");
  const now = await post("/token?grant_type=password", { email: address(), password });
  assert.deepEqual(now.json, { code: "invalid_credentials", message: "Invalid login credentials" });
  assert.equal(now.headers.get("x-supabase-api-version"), "2024-01-01");
  const later = await post("/signup", { email: address(), password: "short" }, { headers: { "x-supabase-api-version": "2030-12-31" } });
  assert.deepEqual(later.json.weak_password, { reasons: ["length"] });
  assert.equal(later.headers.get("x-supabase-api-version"), "2024-01-01");
  for (const odd of ["yesterday", "2024-1-1", "2023-12-31"]) {
    const res = await post("/signup", { email: address(), password: "short" }, { headers: { "x-supabase-api-version": odd } });
    assert.equal(res.json.error_code, "weak_password", odd);
    assert.deepEqual(res.json.weak_password, { reasons: ["length"] });
  }
});

test("renewing: rotated, the same answer within ten seconds, the end of the session after", async () => {
  const { session } = await person();
  const first = await refresh(session.refresh_token);
  assert.equal(first.status, 200);
  assert.notEqual(first.json.refresh_token, session.refresh_token);
  assert.equal(claimsOf(first.json.access_token).session_id, claimsOf(session.access_token).session_id);
  const again = await refresh(session.refresh_token);
  assert.equal(again.json.refresh_token, first.json.refresh_token);

  const third = await refresh(first.json.refresh_token);
  assert.equal(third.status, 200);
  await server.query(`update auth.refresh_tokens set used_at = used_at - interval '11 seconds'
    where session_id = '${claimsOf(session.access_token).session_id}' and used_at is not null`);
  const stolen = await refresh(first.json.refresh_token);
  assert.deepEqual([stolen.status, stolen.json.code], [400, "refresh_token_already_used"]);
  const victim = await refresh(third.json.refresh_token);
  assert.deepEqual([victim.status, victim.json.code], [400, "refresh_token_not_found"]);
  const user = await post("/user", undefined, { method: "GET", ...bearer(third.json) });
  assert.deepEqual([user.status, user.json.code], [403, "session_not_found"]);
});

test("ten tabs that renew at once get the same token, and one session", async () => {
  const { session, user } = await person();
  const all = await Promise.all(Array.from({ length: 10 }, () => refresh(session.refresh_token)));
  for (const r of all) assert.equal(r.status, 200, r.text);
  assert.equal(new Set(all.map((r) => r.json.refresh_token)).size, 1);
  assert.equal(await server.query(`select count(*) from auth.sessions where user_id = '${user.id}'`), "1");
  assert.equal(await server.query(`select count(*) from auth.refresh_tokens t join auth.sessions s on s.id = t.session_id where user_id = '${user.id}'`), "2");
});

test("renewing does not wait behind a crowd at the door", async () => {
  const { email, session } = await person();
  let waiting = 24;
  const crowd = Array.from({ length: waiting }, () => post("/token?grant_type=password", { email, password: "wrong" }).then(() => waiting--));
  await crowd[0];
  assert.equal((await refresh(session.refresh_token)).status, 200);
  const left = waiting;
  await Promise.all(crowd);
  assert.ok(left > 4, `${left} of 24 were still waiting`);
});

test("no token lies in the database, and no secret in the log", async () => {
  const { session } = await person();
  const dump = await server.query("select token_hash::text from auth.refresh_tokens");
  assert.equal(dump.includes(session.refresh_token), false);
  assert.match(await server.query("select min(left(encrypted_password, 7)) from auth.users where encrypted_password is not null"), /^\$2b\$10\$$/);
  await post("/token?grant_type=password", { email: "sesame-address@example.org", password: "sesame-password" });
  for (const secret of ["sesame", session.refresh_token, session.access_token, password]) assert.equal(server.log.text.includes(secret), false);
});

test("a ban closes the account, its renewals and its open tokens", async () => {
  const { email, user, session } = await person();
  await server.query(`update auth.users set banned_until = now() + interval '1 hour' where id = '${user.id}'`);
  refused(await client(server).auth.signInWithPassword({ email, password }), "user_banned", 400);
  refused(await client(server).auth.signInWithPassword({ email, password: "wrong" }), "invalid_credentials", 400);
  assert.equal((await refresh(session.refresh_token)).json.code, "user_banned");
  assert.deepEqual(await post("/user", undefined, { method: "GET", ...bearer(session) }).then((r) => [r.status, r.json.code]), [403, "user_banned"]);
  await server.query(`delete from auth.users where id = '${user.id}'`);
  assert.deepEqual(await post("/user", undefined, { method: "GET", ...bearer(session) }).then((r) => [r.status, r.json.code]), [403, "user_not_found"]);
});

test("a session has an end when it was given one", async () => {
  const { session } = await person();
  await server.query(`update auth.sessions set not_after = now() - interval '1 second' where id = '${claimsOf(session.access_token).session_id}'`);
  assert.equal((await refresh(session.refresh_token)).json.code, "session_expired");
});

test("signing out: this session, the others, all of them", async () => {
  const { email, c: first } = await person();
  const more = async () => {
    const c = client(server);
    ok(await c.auth.signInWithPassword({ email, password }));
    return c;
  };
  const open = async (c) => (await c.auth.getUser()).error === null;
  const token = async (c) => (await c.auth.getSession()).data.session.access_token;
  const second = await more(), third = await more();
  const thirds = await token(third);

  assert.equal((await third.auth.signOut({ scope: "local" })).error, null);
  assert.deepEqual(await post("/user", undefined, { method: "GET", headers: { authorization: `Bearer ${thirds}` } }).then((r) => [r.status, r.json.code]), [403, "session_not_found"]);
  assert.ok((await open(first)) && (await open(second)));
  assert.equal((await first.auth.signOut({ scope: "others" })).error, null);
  assert.ok((await open(first)) && !(await open(second)));
  await more();
  const firsts = await token(first);
  const bad = await post("/logout?scope=everything", {}, { headers: { authorization: `Bearer ${firsts}` } });
  assert.deepEqual([bad.status, bad.json.code], [400, "validation_failed"]);
  const out = await post("/logout", undefined, { headers: { authorization: `Bearer ${firsts}` } });
  assert.deepEqual([out.status, out.text], [204, ""]);
  assert.equal(await server.query(`select count(*) from auth.sessions s join auth.users u on u.id = s.user_id where u.email = '${email}'`), "0");
  assert.equal((await post("/logout", {}, { headers: { authorization: `Bearer ${firsts}` } })).status, 403);
});

test("the account is for its owner's token alone", async () => {
  const get = (headers) => post("/user", undefined, { method: "GET", headers }).then((r) => [r.status, r.json.code]);
  const { session } = await person();
  const [head, body, signature] = session.access_token.split(".");
  const swap = (s) => (s[10] === "A" ? "B" : "A");
  assert.deepEqual(await get({}), [401, "no_authorization"]);
  assert.deepEqual(await get({ authorization: `Bearer ${server.anonKey}` }), [403, "bad_jwt"]);
  assert.deepEqual(await get({ authorization: `Bearer ${server.serviceRoleKey}` }), [403, "bad_jwt"]);
  assert.deepEqual(await get({ authorization: "Bearer nonsense" }), [403, "bad_jwt"]);
  assert.deepEqual(await get({ authorization: `Bearer ${head}.${body}.${signature.slice(0, 10)}${swap(signature)}${signature.slice(11)}` }), [403, "bad_jwt"]);
  const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}.`;
  assert.deepEqual(await get({ authorization: `Bearer ${none}` }), [403, "bad_jwt"]);
  assert.deepEqual(await get({ authorization: `bearer ${session.access_token}` }).then(([s]) => s), 200);
});

test("changing what one has said about oneself merges, and null takes away", async () => {
  const { c } = await person({ options: { data: { a: 1, b: { c: null }, gone: true } } });
  const { user } = ok(await c.auth.updateUser({ data: { a: 2, gone: null, new: [] } }));
  assert.deepEqual(user.user_metadata, { a: 2, b: { c: null }, new: [] });
  assert.deepEqual(ok(await c.auth.getUser()).user.user_metadata, user.user_metadata);
  refused(await c.auth.updateUser({ data: { big: "x".repeat(16000), more: "x".repeat(400) } }), "validation_failed", 422);
  refused(await c.auth.updateUser({ data: { half: "x".repeat(9000) } }).then(() => c.auth.updateUser({ data: { other: "x".repeat(9000) } })), "validation_failed", 422);
  assert.equal("other" in ok(await c.auth.getUser()).user.user_metadata, false);
  refused(await c.auth.updateUser({ data: "text" }), "bad_json", 400);
  const { session } = ok(await c.auth.refreshSession());
  assert.equal(claimsOf(session.access_token).user_metadata.a, 2);
});

test("nobody makes herself an administrator", async () => {
  const { session, user } = await person({ options: { data: { role: "admin" } } });
  const put = (body) => post("/user", body, { method: "PUT", ...bearer(session) });
  const res = await put({ app_metadata: { role: "admin" } });
  assert.deepEqual([res.status, res.json.code], [403, "not_admin"]);
  await put({ role: "service_role", id: "00000000-0000-0000-0000-000000000000", email_confirmed_at: null, banned_until: "2100-01-01", is_anonymous: true });
  const { json } = await post("/user", undefined, { method: "GET", ...bearer(session) });
  assert.deepEqual([json.role, json.id, json.app_metadata.role, json.is_anonymous], ["authenticated", user.id, undefined, false]);
});

test("a new password: another one, not weak, and the other sessions end", async () => {
  const { c, email } = await person();
  const other = client(server);
  ok(await other.auth.signInWithPassword({ email, password }));
  refused(await c.auth.updateUser({ password }), "same_password", 422);
  refused(await c.auth.updateUser({ password: "short" }), "weak_password", 422);
  refused(await c.auth.updateUser({ password: "" }), "weak_password", 422);
  refused(await c.auth.updateUser({ password: "x".repeat(73) }), "validation_failed", 400);
  refused(await c.auth.updateUser({ password: "battery staple", current_password: "wrong" }), "current_password_invalid", 400);
  ok(await c.auth.updateUser({ password: "battery staple", current_password: password }));
  ok(await c.auth.getUser());
  assert.notEqual((await other.auth.getUser()).error, null);
  assert.notEqual((await other.auth.refreshSession()).error, null);
  refused(await client(server).auth.signInWithPassword({ email, password }), "invalid_credentials", 400);
  ok(await client(server).auth.signInWithPassword({ email, password: "battery staple" }));
});

test("a new address: nobody else's, and it is the one that signs in", async () => {
  const { c, email } = await person();
  const { email: hers } = await person();
  const next = address();
  refused(await c.auth.updateUser({ email: hers.toUpperCase() }), "email_exists", 422);
  refused(await c.auth.updateUser({ email: "nowhere" }), "validation_failed", 400);
  const { user } = ok(await c.auth.updateUser({ email: next.toUpperCase() }));
  assert.equal(user.email, next);
  assert.equal(user.identities[0].identity_data.email, next);
  assert.equal(user.identities[0].email, next);
  ok(await client(server).auth.signInWithPassword({ email: next, password }));
  refused(await client(server).auth.signInWithPassword({ email, password }), "invalid_credentials", 400);
  assert.equal(ok(await c.auth.updateUser({ email: next })).user.email, next);
});

test("a phone number: E.164, and one person's", async () => {
  const { c } = await person();
  const { c: other } = await person();
  assert.equal(ok(await c.auth.updateUser({ phone: "+49 151 2345678" })).user.phone, "491512345678");
  refused(await other.auth.updateUser({ phone: "491512345678" }), "phone_exists", 422);
  for (const phone of ["12", "0123456789", "+49x", "1234567890123456", "+"]) refused(await c.auth.updateUser({ phone }), "validation_failed", 400);
});

test("a second factor is asked for before credentials change", async () => {
  const { c, user } = await person();
  await server.query(`insert into auth.mfa_factors (user_id, factor_type, status, friendly_name) values ('${user.id}', 'totp', 'verified', 'phone')`);
  refused(await c.auth.updateUser({ password: "battery staple" }), "insufficient_aal", 401);
  refused(await c.auth.updateUser({ email: address() }), "insufficient_aal", 401);
  assert.equal(ok(await c.auth.updateUser({ data: { x: 1 } })).user.factors[0].friendly_name, "phone");
});

test("anonymous: a session without an address, which an address makes permanent", async () => {
  const c = client(server);
  const { user, session } = ok(await c.auth.signInAnonymously({ options: { data: { seat: 4 } } }));
  assert.equal(user.is_anonymous, true);
  assert.deepEqual([user.email, user.app_metadata, user.identities, user.user_metadata], ["", {}, [], { seat: 4 }]);
  assert.equal(claimsOf(session.access_token).is_anonymous, true);
  assert.equal(claimsOf(session.access_token).amr[0].method, "anonymous");
  refused(await c.auth.updateUser({ password: "battery staple" }), "validation_failed", 422);
  const email = address();
  const changed = ok(await c.auth.updateUser({ email, password: "battery staple" })).user;
  assert.deepEqual([changed.id, changed.is_anonymous, changed.email], [user.id, false, email]);
  assert.equal(changed.identities.length, 1);
  assert.deepEqual(changed.app_metadata, { provider: "email", providers: ["email"] });
  ok(await client(server).auth.signInWithPassword({ email, password: "battery staple" }));
});

test("settings and health", async () => {
  const settings = await (await fetch(`${server.url}/auth/v1/settings`)).json();
  assert.equal(settings.external.email, true);
  assert.equal(settings.external.anonymous_users, true);
  assert.equal(settings.external.github, false);
  assert.deepEqual([settings.disable_signup, settings.mailer_autoconfirm], [false, true]);
  assert.equal((await fetch(`${server.url}/auth/v1/health`)).status, 200);
  const nowhere = await post("/nowhere", {});
  assert.equal(nowhere.status, 404);
  assert.equal(typeof nowhere.json.message, "string");
});

test("budgets: queries that an endpoint may cost", async () => {
  const { email, session } = await person();
  const cost = (res) => Number(/queries=(\d+)/.exec(res.headers.get("x-cost"))[1]);
  assert.equal(cost(await post("/token?grant_type=password", { email, password })), 2);
  assert.equal(cost(await refresh(session.refresh_token)), 1);
  assert.equal(cost(await post("/user", undefined, { method: "GET", ...bearer(session) })), 1);
  assert.equal(cost(await post("/signup", { email: address(), password })), 2);
});

test("where sign-up is closed, those inside still get in", async () => {
  const closed = await startServer({ env: { RUNG_SIGNUP: "closed" } });
  try {
    refused(await client(closed).auth.signUp({ email: address(), password }), "signup_disabled", 422);
    refused(await client(closed).auth.signInAnonymously(), "signup_disabled", 422);
    assert.equal((await (await fetch(`${closed.url}/auth/v1/settings`)).json()).disable_signup, true);
  } finally {
    await closed.stop();
  }
});

test("with approval, a token opens her own profile and nothing else until an administrator agrees", async () => {
  const approving = await startServer({ env: { RUNG_SIGNUP: "approval" } });
  try {
    refused(await client(approving).auth.signInAnonymously(), "anonymous_provider_disabled", 422);
    const { c, session, user, email } = await person({ on: approving });
    assert.equal(claimsOf(session.access_token).role, "unapproved");
    assert.equal(user.role, "authenticated");
    assert.equal(user.app_metadata.approved, false);
    ok(await c.auth.getUser());
    assert.equal(claimsOf(ok(await c.auth.refreshSession()).session.access_token).role, "unapproved");
    await approving.query(`update public.profiles set approved = true where id = '${user.id}'`);
    assert.equal(claimsOf(ok(await c.auth.refreshSession()).session.access_token).role, "authenticated");
    await approving.query(`update public.profiles set approved = false where id = '${user.id}'`);
    assert.notEqual((await c.auth.refreshSession()).error, null);
    const back = ok(await client(approving).auth.signInWithPassword({ email, password }));
    assert.equal(claimsOf(back.session.access_token).role, "unapproved");
  } finally {
    await approving.stop();
  }
});

test("where addresses are confirmed, signing up opens no session and tells nobody who is here", async () => {
  const confirming = await startServer({ env: { RUNG_CONFIRM_EMAIL: "on" } });
  try {
    const email = address();
    const first = ok(await client(confirming).auth.signUp({ email, password }));
    assert.equal(first.session, null);
    assert.equal(first.user.email, email);
    assert.equal(first.user.email_confirmed_at, undefined);
    const second = ok(await client(confirming).auth.signUp({ email, password: "another one" }));
    assert.equal(second.session, null);
    assert.notEqual(second.user.id, first.user.id);
    assert.deepEqual(second.user.identities, []);
    refused(await client(confirming).auth.signInWithPassword({ email, password }), "email_not_confirmed", 400);
    refused(await client(confirming).auth.signInWithPassword({ email, password: "another one" }), "invalid_credentials", 400);

    await confirming.query(`update auth.users set email_confirmed_at = now() where email = '${email}'`);
    const c = client(confirming);
    ok(await c.auth.signInWithPassword({ email, password }));
    const next = address();
    const { user } = ok(await c.auth.updateUser({ email: next }));
    assert.deepEqual([user.email, user.new_email], [email, next]);
  } finally {
    await confirming.stop();
  }
});

test("a restart ends no session and changes no key", async () => {
  const jwks = () => fetch(`${server.url}/auth/v1/.well-known/jwks.json`).then((r) => r.text());
  const { session } = await person();
  const before = await jwks();
  await server.restart();
  assert.equal(await jwks(), before);
  assert.equal((await post("/user", undefined, { method: "GET", ...bearer(session) })).status, 200);
  assert.equal((await refresh(session.refresh_token)).status, 200);
});

test("the API keys say whose they are, for many years", async () => {
  const anon = claimsOf(server.anonKey), service = claimsOf(server.serviceRoleKey);
  assert.deepEqual([anon.role, service.role, anon.iss], ["anon", "service_role", "rung"]);
  assert.ok(anon.exp - Date.now() / 1000 > 10 * 365 * 86400);
});
