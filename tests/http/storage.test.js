// Files through the real client: every way in, every way out, and every door locked to others.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { request } from "node:http";
import { Readable } from "node:stream";
import { startServer, client } from "./server.js";
import { person, secret, token } from "./people.js";

let server, ann, bob, stranger, service, files, hers;

const ok = ({ data, error }) => {
  assert.equal(error, null, JSON.stringify(error));
  return data;
};
// A refusal, by the status and the code that the body names.
async function refused(answer, status, message) {
  let { data, error } = await answer;
  assert.equal(data, null, JSON.stringify(data));
  if (error.originalError?.json) error = await error.originalError.json(); // of a download
  assert.equal(String(error.statusCode), String(status), JSON.stringify(error));
  if (message) assert.match(error.message, message);
}
const bytesOf = async (blob) => Buffer.from(await blob.arrayBuffer());
const sha = (bytes) => createHash("sha256").update(bytes).digest("hex");
const url = (path) => `${server.url}/storage/v1${path}`;
const as = (who) => ({ Authorization: `Bearer ${who.token}` });
const raw = (path, options = {}) => fetch(url(path), options);
const body = async (response) => JSON.parse(await response.text());

// fetch tidies a path up before it sends it.
const exactly = (method, path, headers, content) =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      let text = "";
      response.on("data", (piece) => (text += piece)).on("end", () => resolve(JSON.parse(text)));
    });
    sent.on("error", reject).end(content);
  });

before(async () => {
  server = await startServer({ env: { RUNG_JWT_SECRET: secret } });
  ann = await person(server, "ann");
  bob = await person(server, "bob");
  stranger = client(server);
  service = client(server, { key: server.serviceRoleKey });
  files = ann.client.storage.from("resumes");
  hers = ann.id;
});
after(() => server?.stop());

test("a Buffer goes up and comes down, with what is known of it", async () => {
  const text = Buffer.from("# Ann Arbor\n");
  const up = ok(await files.upload(`${hers}/cv.md`, text, { contentType: "text/plain", cacheControl: "60", metadata: { kind: "cv", n: 1 } }));
  assert.equal(up.path, `${hers}/cv.md`);
  assert.equal(up.fullPath, `resumes/${hers}/cv.md`);
  assert.deepEqual(await bytesOf(ok(await files.download(`${hers}/cv.md`))), text);
  const info = ok(await files.info(`${hers}/cv.md`));
  assert.equal(info.id, up.id);
  assert.equal(info.size, text.length);
  assert.equal(info.contentType, "text/plain");
  assert.equal(info.cacheControl, "max-age=60");
  assert.equal(info.etag, `"${sha(text)}"`);
  assert.deepEqual(info.metadata, { kind: "cv", n: 1 });
  assert.equal(info.bucketId, "resumes");
  const again = await body(await raw(`/object/info/authenticated/resumes/${hers}/cv.md`, { headers: as(ann) }));
  assert.equal(again.etag, info.etag);
  assert.equal(ok(await files.exists(`${hers}/cv.md`)), true);
});

test("a Blob, a File, a FormData, a stream and an empty file go up the same way", async () => {
  const blob = new Blob(["blob's ", "bytes\r\n--"], { type: "text/plain" });
  ok(await files.upload(`${hers}/blob.txt`, blob, { cacheControl: "7", metadata: { from: "blob" } }));
  const info = ok(await files.info(`${hers}/blob.txt`));
  assert.equal(info.contentType, "text/plain");
  assert.equal(info.cacheControl, "max-age=7");
  assert.deepEqual(info.metadata, { from: "blob" });
  assert.equal(await ok(await files.download(`${hers}/blob.txt`)).text(), "blob's bytes\r\n--");

  const form = new FormData();
  form.append("document", new Blob(["{}"], { type: "application/json" }), "data.json");
  ok(await files.upload(`${hers}/form.json`, form, { cacheControl: "8" }));
  assert.equal(ok(await files.info(`${hers}/form.json`)).contentType, "application/json");
  assert.equal(await ok(await files.download(`${hers}/form.json`)).text(), "{}");

  const big = randomBytes(3 << 20);
  const pieces = Array.from({ length: 48 }, (_, i) => big.subarray(i << 16, (i + 1) << 16));
  ok(await files.upload(`${hers}/stream.pdf`, Readable.from(pieces), { contentType: "application/pdf", duplex: "half" }));
  assert.equal(sha(await bytesOf(ok(await files.download(`${hers}/stream.pdf`)))), sha(big));

  ok(await files.upload(`${hers}/empty.txt`, Buffer.alloc(0), { contentType: "text/plain" }));
  assert.equal(ok(await files.download(`${hers}/empty.txt`)).size, 0);
  ok(await files.upload(`${hers}/empty2.txt`, new Blob([], { type: "text/plain" })));
  assert.equal(ok(await files.download(`${hers}/empty2.txt`)).size, 0);
});

test("a name is taken once; upsert and update replace, and no file is left behind", async () => {
  const path = `${hers}/twice.txt`;
  const type = { contentType: "text/plain" };
  await refused(files.update(path, "none yet", type), 404);
  const first = ok(await files.upload(path, "one", type));
  await refused(files.upload(path, "two", type), 409, /already exists/);
  assert.equal(await ok(await files.download(path)).text(), "one");
  const second = ok(await files.upload(path, "two", { ...type, upsert: true }));
  assert.equal(second.id, first.id);
  assert.equal(await ok(await files.download(path)).text(), "two");
  ok(await files.update(path, "three", type));
  assert.equal(await ok(await files.download(path)).text(), "three");
  ok(await files.upload(`${hers}/fresh.txt`, "new", { ...type, upsert: true }));
});

test("twenty at once to one name: one wins without upsert, all do with it", async () => {
  const type = { contentType: "text/plain" };
  const once = await Promise.all(Array.from({ length: 20 }, (_, i) => files.upload(`${hers}/race.txt`, `r${i}`, type)));
  assert.equal(once.filter((r) => !r.error).length, 1);
  assert.ok(once.filter((r) => r.error).every((r) => r.error.statusCode === "409"));
  const all = await Promise.all(Array.from({ length: 20 }, (_, i) => files.upload(`${hers}/race2.txt`, `s${i}`, { ...type, upsert: true })));
  assert.deepEqual(all.filter((r) => r.error), []);
  assert.match(await ok(await files.download(`${hers}/race2.txt`)).text(), /^s\d+$/);
});

test("the bucket's limits hold: size and type", async () => {
  const avatars = ann.client.storage.from("avatars");
  await refused(avatars.upload(`${hers}/big.png`, Buffer.alloc((2 << 20) + 1), { contentType: "image/png" }), 413, /exceeded/);
  ok(await avatars.upload(`${hers}/edge.png`, Buffer.alloc(2 << 20), { contentType: "image/png" }));
  await refused(avatars.upload(`${hers}/x.svg`, "<svg/>", { contentType: "image/svg+xml" }), 415, /image\/svg\+xml is not supported/);
  await refused(avatars.upload(`${hers}/x.png`, new Blob(["x"], { type: "text/html" })), 415);
  await refused(files.upload(`${hers}/x`, "x", { contentType: "nonsense" }), 415);
  const audio = ann.client.storage.from("audio-recordings");
  ok(await audio.upload(`${hers}/a.webm`, Buffer.from("x"), { contentType: "audio/webm;codecs=opus" }));
  ok(await service.storage.createBucket("pictures", { public: false, allowedMimeTypes: ["image/*"], fileSizeLimit: "1kB" }));
  const pictures = service.storage.from("pictures");
  ok(await pictures.upload("a.gif", "x", { contentType: "image/gif" }));
  await refused(pictures.upload("a.txt", "x", { contentType: "text/plain" }), 415);
  await refused(pictures.upload("b.gif", Buffer.alloc(1025), { contentType: "image/gif" }), 413);
  await refused(pictures.copy("a.gif", `${hers}/a.gif`, { destinationBucket: "resumes" }), 415);
  await refused(files.upload("x", "x", { contentType: "text/plain" }), 403, /row-level security/);
  await refused(ann.client.storage.from("none").upload("x", "x"), 404, /Bucket not found/);
});

test("odd names go both ways; impossible ones are refused and touch nothing", async () => {
  const type = { contentType: "text/plain" };
  const odd = ["späce & plus+.txt", "日本/ключ/🎉.txt", "100%.txt", "a'b(c)[d]{e}!$@=;,.txt", "...", "..a/b..", '"quoted".txt', "x".repeat(900)];
  for (const name of odd) {
    const path = `${hers}/odd/${name}`;
    ok(await files.upload(encodeURI(path), name, type).then((r) => (r.error ? { ...r, error: { name, ...r.error } } : r)));
    const response = await raw(`/object/resumes/${path.split("/").map(encodeURIComponent).join("/")}`, { headers: as(ann) });
    assert.equal(response.status, 200, name);
    assert.equal(await response.text(), name);
  }
  const put = (encoded) => exactly("POST", `/storage/v1/object/resumes/${hers}/${encoded}`, { ...as(ann), "content-type": "text/plain" }, "x");
  const bad = ["", "a//b", "a/", "%2E%2E/%2E%2E/etc/passwd", "a/%2e%2e/b", "%2e", "a%5Cb", "a%0Ab", "a%7Fb", "a%C2%85b", "a%FFb", "x".repeat(1024)];
  for (const encoded of bad) {
    const { statusCode, code } = await put(encoded);
    assert.deepEqual([statusCode, code], ["400", "InvalidKey"], encoded);
  }
  // A segment that is escaped as a whole is a path all the same, of that very name.
  ok(await files.upload(`${hers}/deep/er.txt`, "deep", type));
  const escaped = await raw(`/object/resumes/${hers}%2Fdeep%2Fer.txt`, { headers: as(ann) });
  assert.equal(await escaped.text(), "deep");
  await refused(files.download(`${hers}/%00`), 404);
});

test("lists show folders and files, sorted, searched and in pages", async () => {
  const type = { contentType: "text/plain" };
  for (const name of ["b.txt", "a.txt", "C.txt", "sub/x.txt", "sub/y.txt", "sub/deep/z.txt", "other/q.txt"]) ok(await files.upload(`${hers}/list/${name}`, name, type));
  const names = async (folder, options) => ok(await files.list(`${hers}/list${folder}`, options)).map((f) => f.name);
  assert.deepEqual(await names(""), ["other", "sub", "C.txt", "a.txt", "b.txt"]);
  assert.deepEqual(await names("/"), ["other", "sub", "C.txt", "a.txt", "b.txt"]);
  assert.deepEqual(await names("/sub"), ["deep", "x.txt", "y.txt"]);
  assert.deepEqual(await names("", { sortBy: { column: "name", order: "desc" } }), ["sub", "other", "b.txt", "a.txt", "C.txt"]);
  assert.deepEqual(await names("", { sortBy: { column: "created_at", order: "desc" } }), ["sub", "other", "C.txt", "a.txt", "b.txt"]);
  assert.deepEqual(await names("", { search: "c" }), ["C.txt"]);
  assert.deepEqual(await names("", { search: "100%" }), []);
  assert.deepEqual(await names("", { limit: 2, offset: 1 }), ["sub", "C.txt"]);
  const [folder, , file] = ok(await files.list(`${hers}/list`));
  assert.equal(folder.id, null);
  assert.equal(folder.metadata, null);
  assert.match(file.id, /^[0-9a-f-]{36}$/);
  assert.equal(file.metadata.size, 5);
  assert.equal(file.metadata.mimetype, "text/plain");
  await refused(files.list("", { limit: 0 }), 400);
  await refused(files.list("", { sortBy: { column: "owner_id; drop table x" } }), 400);

  const page = async (options) => body(await raw("/object/list-v2/resumes", { method: "POST", headers: { ...as(ann), "content-type": "application/json" }, body: JSON.stringify({ prefix: `${hers}/list/`, ...options }) }));
  const seen = [];
  for (let cursor, i = 0; i < 9; i++) {
    const answer = await page({ with_delimiter: true, limit: 2, cursor });
    seen.push(...answer.folders.map((f) => f.name), ...answer.objects.map((f) => f.name));
    cursor = answer.nextCursor;
    assert.equal(answer.hasNext, cursor !== null);
    if (!answer.hasNext) break;
  }
  assert.deepEqual(seen.map((n) => n.slice(hers.length + 6)).sort(), ["C.txt", "a.txt", "b.txt", "other/", "sub/"]);
  const flat = await page({ sortBy: { column: "name", order: "desc" } });
  assert.deepEqual(flat.objects.map((f) => f.name.slice(hers.length + 6)), ["sub/y.txt", "sub/x.txt", "sub/deep/z.txt", "other/q.txt", "b.txt", "a.txt", "C.txt"]);
});

test("moved, copied and removed", async () => {
  const type = { contentType: "text/plain", metadata: { a: 1 } };
  const id = ok(await files.upload(`${hers}/m/one.txt`, "one", type)).id;
  ok(await files.move(`${hers}/m/one.txt`, `${hers}/m/two.txt`));
  await refused(files.download(`${hers}/m/one.txt`), 404);
  assert.equal(ok(await files.info(`${hers}/m/two.txt`)).id, id);
  assert.deepEqual(ok(await files.copy(`${hers}/m/two.txt`, `${hers}/m/three.txt`)), { path: `resumes/${hers}/m/three.txt` });
  ok(await files.upload(`${hers}/m/two.txt`, "changed", { ...type, upsert: true }));
  assert.equal(await ok(await files.download(`${hers}/m/three.txt`)).text(), "one");
  assert.deepEqual(ok(await files.info(`${hers}/m/three.txt`)).metadata, { a: 1 });
  await refused(files.copy(`${hers}/m/two.txt`, `${hers}/m/three.txt`), 409);
  await refused(files.move(`${hers}/m/two.txt`, `${hers}/m/three.txt`), 409);
  await refused(files.move(`${hers}/m/none.txt`, `${hers}/m/x.txt`), 404);
  await refused(files.copy(`${hers}/m/none.txt`, `${hers}/m/x.txt`), 404);
  await refused(files.move(`${hers}/m/two.txt`, `${hers}/m/../x`), 400);

  ok(await service.storage.createBucket("archive", { public: false }));
  const all = service.storage.from("resumes");
  ok(await all.move(`${hers}/m/two.txt`, "kept/two.txt", { destinationBucket: "archive" }));
  ok(await all.copy(`${hers}/m/three.txt`, "kept/three.txt", { destinationBucket: "archive" }));
  const archive = service.storage.from("archive");
  assert.equal(await ok(await archive.download("kept/two.txt")).text(), "changed");
  assert.equal(await ok(await archive.download("kept/three.txt")).text(), "one");
  await refused(files.download(`${hers}/m/two.txt`), 404);

  const gone = ok(await files.remove([`${hers}/m/three.txt`, `${hers}/m/none.txt`, `${bob.id}/x`]));
  assert.deepEqual(gone.map((o) => o.name), [`${hers}/m/three.txt`]);
  assert.equal(gone[0].bucket_id, "resumes");
  await refused(files.download(`${hers}/m/three.txt`), 404);
  assert.equal(await ok(await archive.download("kept/three.txt")).text(), "one");
  const one = await raw(`/object/archive/kept/three.txt`, { method: "DELETE", headers: { Authorization: `Bearer ${server.serviceRoleKey}` } });
  assert.deepEqual(await body(one), { message: "Successfully deleted" });
  await refused(archive.download("kept/three.txt"), 404);
});

test("ranges, conditions and dispositions", async () => {
  const text = Buffer.from("0123456789");
  ok(await files.upload(`${hers}/r.txt`, text, { contentType: "text/plain", cacheControl: "5" }));
  const get = (headers = {}, query = "") => raw(`/object/authenticated/resumes/${hers}/r.txt${query}`, { headers: { ...as(ann), ...headers } });
  const whole = await get();
  assert.equal(whole.status, 200);
  const etag = whole.headers.get("etag");
  const modified = whole.headers.get("last-modified");
  assert.equal(etag, `"${sha(text)}"`);
  assert.equal(whole.headers.get("cache-control"), "private, max-age=5");
  assert.equal(whole.headers.get("accept-ranges"), "bytes");
  assert.equal(whole.headers.get("content-type"), "text/plain");
  assert.equal(whole.headers.get("content-disposition"), null);
  for (const [range, status, wanted, content] of [
    ["bytes=2-4", 206, "234", "bytes 2-4/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=-2", 206, "89", "bytes 8-9/10"],
    ["bytes=0-999", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=1-2,4-5", 200, "0123456789", null],
    ["rows=1-2", 200, "0123456789", null],
  ]) {
    const part = await get({ range });
    assert.deepEqual([part.status, await part.text(), part.headers.get("content-range")], [status, wanted, content], range);
  }
  const beyond = await get({ range: "bytes=10-" });
  assert.equal(beyond.status, 416);
  assert.equal(beyond.headers.get("content-range"), "bytes */10");
  assert.equal((await body(beyond)).code, "InvalidRange");
  assert.equal((await get({ range: "bytes=0-1", "if-range": etag })).status, 206);
  assert.equal((await get({ range: "bytes=0-1", "if-range": '"old"' })).status, 200);

  for (const headers of [{ "if-none-match": etag }, { "if-none-match": `"x", W/${etag}` }, { "if-none-match": "*" }, { "if-modified-since": modified }]) {
    const same = await get(headers);
    assert.equal(same.status, 304, JSON.stringify(headers));
    assert.equal(same.headers.get("etag"), etag);
    assert.equal(await same.text(), "");
  }
  assert.equal((await get({ "if-none-match": '"x"', "if-modified-since": modified })).status, 200);
  assert.equal((await get({ "if-modified-since": "Sun, 06 Nov 1994 08:49:37 GMT" })).status, 200);

  const head = await raw(`/object/resumes/${hers}/r.txt`, { method: "HEAD", headers: as(ann) });
  assert.equal(head.status, 200);
  assert.equal(head.headers.get("content-length"), "10");
  const named = await get({}, `?download=${encodeURIComponent('my "cv"; é.txt')}`);
  assert.equal(named.headers.get("content-disposition"), `attachment; filename="my _cv__ __.txt"; filename*=UTF-8''my%20%22cv%22%3B%20%C3%A9.txt`);
  assert.match(named.headers.get("x-cost"), /^queries=1 /);
  const unnamed = await get({}, "?download=");
  assert.equal(unnamed.headers.get("content-disposition"), `attachment; filename="r.txt"; filename*=UTF-8''r.txt`);
});

test("what is uploaded cannot run on our origin", async () => {
  ok(await service.storage.createBucket("site", { public: true }));
  ok(await service.storage.from("site").upload("x.html", "<script>alert(1)</script>", { contentType: "text/html", cacheControl: "30" }));
  const page = await raw("/object/public/site/x.html");
  assert.equal(page.status, 200);
  assert.equal(page.headers.get("x-content-type-options"), "nosniff");
  assert.match(page.headers.get("content-security-policy"), /sandbox/);
  assert.match(page.headers.get("content-security-policy"), /default-src 'none'/);
  assert.equal(page.headers.get("cache-control"), "max-age=30");
  const bad = await raw("/object/site/y.txt", { method: "POST", headers: { Authorization: `Bearer ${server.serviceRoleKey}`, "content-type": "text/plain", "cache-control": "max-age=1\u00e9" }, body: "x" });
  assert.equal((await body(bad)).code, "InvalidRequest");
});

test("public buckets are open by name, and only by name", async () => {
  const avatars = ann.client.storage.from("avatars");
  ok(await avatars.upload(`${hers}/me.png`, Buffer.from("png"), { contentType: "image/png" }));
  const { data } = stranger.storage.from("avatars").getPublicUrl(`${hers}/me.png`);
  assert.equal(await (await fetch(data.publicUrl)).text(), "png");
  assert.equal(await (await fetch(data.publicUrl, { headers: { Authorization: "Bearer nonsense" } })).text(), "png");
  assert.equal(await ok(await stranger.storage.from("avatars").download(`${hers}/me.png`)).text(), "png");
  assert.equal((await body(await raw(`/object/info/public/avatars/${hers}/me.png`))).size, 3);
  assert.deepEqual(ok(await bob.client.storage.from("avatars").list(hers)), []);
  await refused(stranger.storage.from("avatars").list(hers), 403);
  assert.equal((await body(await raw(`/object/public/resumes/${hers}/cv.md`))).code, "NoSuchKey");
  assert.equal((await body(await raw(`/object/info/public/resumes/${hers}/cv.md`))).code, "NoSuchKey");
});

test("another person and a stranger find every door locked, and learn nothing", async () => {
  const path = `${hers}/cv.md`;
  const missing = await body(await raw(`/object/resumes/${hers}/no-such.md`, { headers: as(bob) }));
  for (const who of [bob.client, stranger]) {
    const theirs = who.storage.from("resumes");
    await refused(theirs.download(path), 404);
    await refused(theirs.info(path), 404);
    assert.equal((await theirs.exists(path)).data, false);
    await refused(theirs.update(path, "x", { contentType: "text/plain" }), who === stranger ? 403 : 404);
    await refused(theirs.upload(path, "x", { contentType: "text/plain" }), 403);
    await refused(theirs.upload(path, "x", { contentType: "text/plain", upsert: true }), 403);
    await refused(theirs.upload(`${hers}/new.md`, "x", { contentType: "text/plain" }), 403);
    await refused(theirs.move(path, `${bob.id}/cv.md`), 404);
    await refused(theirs.copy(path, `${bob.id}/cv.md`), 404);
    await refused(theirs.createSignedUrl(path, 60), 404);
    await refused(theirs.createSignedUploadUrl(`${hers}/new.md`), 403);
    const gone = await theirs.remove([path]);
    assert.deepEqual(gone.data ?? [], []);
  }
  assert.deepEqual(ok(await bob.client.storage.from("resumes").createSignedUrls([path], 60)).map((s) => s.signedURL), [null]);
  assert.deepEqual(await body(await raw(`/object/resumes/${path}`, { headers: as(bob) })), missing);
  const one = await raw(`/object/resumes/${path}`, { method: "DELETE", headers: as(bob) });
  assert.deepEqual(await body(one), missing);
  // Into her folder by moving or copying one's own: the policy looks at where it goes.
  const his = bob.client.storage.from("resumes");
  ok(await his.upload(`${bob.id}/his.md`, "his", { contentType: "text/plain" }));
  await refused(his.move(`${bob.id}/his.md`, `${hers}/his.md`), 403);
  await refused(his.move(`${bob.id}/his.md`, path), 403);
  await refused(his.copy(`${bob.id}/his.md`, `${hers}/his.md`), 403);
  assert.equal(await ok(await files.download(path)).text(), "# Ann Arbor\n");

  const forged = await raw(`/object/resumes/${path}`, { headers: { Authorization: `Bearer ${token({ sub: hers, role: "authenticated" }, "another secret of some length 0123456789")}` } });
  assert.deepEqual([forged.status, (await body(forged)).code], [400, "InvalidJWT"]);

  const waiting = await person(server, "waiting", { role: "unapproved" });
  await refused(waiting.client.storage.from("resumes").upload(`${waiting.id}/x.md`, "x", { contentType: "text/plain" }), 403);
  await refused(waiting.client.storage.from("resumes").download(path), 404);
});

test("signed URLs open one object for a while, and are no session", async () => {
  const path = `${hers}/signed é?#%.md`;
  const put = await raw(`/object/resumes/${encodeURIComponent(path)}`, { method: "POST", headers: { ...as(ann), "content-type": "text/plain" }, body: "signed" });
  assert.equal(put.status, 200);
  const answer = await body(await raw(`/object/sign/resumes/${encodeURIComponent(path)}`, { method: "POST", headers: { ...as(ann), "content-type": "application/json" }, body: '{"expiresIn":60}' }));
  const signed = encodeURI(url(answer.signedURL));
  const response = await fetch(`${signed}&download=x.md`);
  assert.equal(response.status, 200, signed);
  assert.equal(await response.text(), "signed");
  assert.match(response.headers.get("content-disposition"), /x\.md/);
  assert.match(response.headers.get("cache-control"), /^private/);

  const { signedUrl } = ok(await files.createSignedUrl(`${hers}/cv.md`, 60));
  assert.equal(await (await fetch(signedUrl)).text(), "# Ann Arbor\n");
  const many = ok(await files.createSignedUrls([`${hers}/cv.md`, `${hers}/no.md`], 60));
  assert.equal(await (await fetch(many[0].signedUrl)).text(), "# Ann Arbor\n");
  assert.match(many[1].error, /does not exist/);
  assert.equal(many[1].signedURL, null);

  const key = new URL(signedUrl).searchParams.get("token");
  const elsewhere = await body(await raw(`/object/sign/resumes/${hers}/blob.txt?token=${key}`));
  assert.equal(elsewhere.code, "InvalidSignature");
  for (const bad of ["", "x", ann.token, server.serviceRoleKey, `${key.slice(0, -2)}xx`, token({ purpose: "storage.read", url: `resumes/${hers}/cv.md` }, "another secret of some length 0123456789")])
    assert.equal((await body(await raw(`/object/sign/resumes/${hers}/cv.md?token=${bad}`))).code, "InvalidSignature", bad);
  const old = token({ purpose: "storage.read", url: `resumes/${hers}/cv.md`, exp: Math.floor(Date.now() / 1000) - 1 });
  assert.equal((await body(await raw(`/object/sign/resumes/${hers}/cv.md?token=${old}`))).code, "InvalidJWT");
  // As a session it is worth no more than none.
  const asBearer = await raw(`/object/resumes/${hers}/cv.md`, { headers: { Authorization: `Bearer ${key}` } });
  assert.equal((await body(asBearer)).code, "NoSuchKey");
  const upload = await raw(`/object/upload/sign/resumes/${hers}/cv.md?token=${key}`, { method: "PUT", headers: { "content-type": "text/plain" }, body: "x" });
  assert.equal((await body(upload)).code, "InvalidSignature");
  await refused(files.createSignedUrl(`${hers}/cv.md`, 0), 400);
});

test("signed uploads belong to who signed, once", async () => {
  const { path, token: key } = ok(await files.createSignedUploadUrl(`${hers}/by-link é.txt`));
  const theirs = stranger.storage.from("resumes");
  ok(await theirs.uploadToSignedUrl(path, key, "by link", { contentType: "text/plain" }));
  assert.equal(await ok(await files.download(path)).text(), "by link");
  assert.equal(await server.query(`select owner_id from storage.objects where name like '%by-link%'`), hers);
  await refused(theirs.uploadToSignedUrl(path, key, "again", { contentType: "text/plain" }), 409);
  await refused(theirs.uploadToSignedUrl(`${hers}/other.txt`, key, "x", { contentType: "text/plain" }), 400);
  await refused(theirs.uploadToSignedUrl(path, key, "x", { contentType: "text/html" }), 415);
  await refused(files.createSignedUploadUrl(path), 409);
  const over = ok(await files.createSignedUploadUrl(path, { upsert: true }));
  ok(await theirs.uploadToSignedUrl(path, over.token, new Blob(["over"], { type: "text/plain" })));
  assert.equal(await ok(await files.download(path)).text(), "over");
});

test("buckets are the operator's; people see them", async () => {
  const admin = service.storage;
  ok(await admin.createBucket("temp", { public: false, fileSizeLimit: "5MB", allowedMimeTypes: ["text/plain"] }));
  await refused(admin.createBucket("temp", { public: false }), 409);
  const bucket = ok(await admin.getBucket("temp"));
  assert.equal(bucket.file_size_limit, 5 << 20);
  assert.deepEqual(bucket.allowed_mime_types, ["text/plain"]);
  assert.equal(bucket.public, false);
  ok(await admin.updateBucket("temp", { public: true }));
  const opened = ok(await admin.getBucket("temp"));
  assert.equal(opened.public, true);
  assert.equal(opened.file_size_limit, 5 << 20);
  ok(await admin.updateBucket("temp", { public: true, fileSizeLimit: null, allowedMimeTypes: null }));
  assert.equal(ok(await admin.getBucket("temp")).file_size_limit, null);
  assert.equal(ok(await admin.getBucket("temp")).allowed_mime_types, null);
  for (const id of ["", "..", "a/b", "é", "x".repeat(101)]) await refused(admin.createBucket(id, { public: false }), 400);
  await refused(admin.createBucket("temp2", { public: false, fileSizeLimit: "much" }), 400);
  await refused(admin.getBucket("none"), 404);
  await refused(admin.updateBucket("none", { public: true }), 404);
  await refused(admin.deleteBucket("none"), 404);

  ok(await admin.from("temp").upload("a.txt", "a"));
  ok(await admin.from("temp").upload("b.txt", "b"));
  await refused(admin.deleteBucket("temp"), 409, /not empty/);
  ok(await admin.emptyBucket("temp"));
  assert.deepEqual(ok(await admin.from("temp").list()), []);
  assert.equal(await server.query("select jsonb_array_length(payload) from private.task_queue where kind = 'purge_storage'"), "2");
  ok(await admin.deleteBucket("temp"));

  const names = ok(await ann.client.storage.listBuckets()).map((b) => b.id);
  assert.ok(names.includes("resumes") && names.includes("avatars"));
  await refused(ann.client.storage.createBucket("mine", { public: true }), 403);
  await refused(ann.client.storage.updateBucket("resumes", { public: true }), 403);
  await refused(ann.client.storage.deleteBucket("resumes"), 403);
  await refused(ann.client.storage.emptyBucket("archive"), 403);
  await refused(stranger.storage.listBuckets(), 403);
});

test("what is no upload says so", async () => {
  const send = (headers, content) => raw(`/object/resumes/${hers}/form.txt`, { method: "POST", headers: { ...as(ann), ...headers }, body: content }).then(body);
  const form = { "content-type": "multipart/form-data; boundary=b" };
  assert.match((await send(form, "no form")).message, /cut off/);
  assert.match((await send({ "content-type": "multipart/form-data" }, "x")).message, /boundary/);
  assert.match((await send(form, '--b\r\nContent-Disposition: form-data; name="cacheControl"\r\n\r\n1\r\n--b--')).message, /no file/);
  assert.match((await send({ "content-type": "text/plain", "x-metadata": "!!" }, "x")).message, /base64/);
  assert.match((await send({ "content-type": "text/plain", "x-metadata": Buffer.from("[1]").toString("base64") }, "x")).message, /JSON object/);
  assert.match((await send({ "content-type": "text/plain", "x-metadata": Buffer.from('{"a":"\\u0000"}').toString("base64") }, "x")).code, /InvalidRequest/);
  await refused(files.info(`${hers}/form.txt`), 404);
});
