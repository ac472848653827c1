// Documents: both templates on both papers, the version that was sent, pictures of templates, previews that ask no database, and data from hell.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inflateSync } from "node:zlib";
import { startServer, client } from "./server.js";
import { person, secret } from "./people.js";

const run = promisify(execFile);
const senior = JSON.parse(await readFile(new URL("../data/resume-senior.json", import.meta.url), "utf8"));

let server, ann, bob, folder;

const ok = ({ data, error }) => {
  assert.equal(error, null, JSON.stringify(error));
  return data;
};
const render = async (who, body) => {
  const { data, error, response } = await who.client.functions.invoke("resume-render", { body });
  return error ? { status: error.context.status, ...(await error.context.json()) } : { status: 200, bytes: Buffer.from(await data.arrayBuffer()), response };
};
const rendered = async (who, body) => {
  const answer = await render(who, body);
  assert.equal(answer.status, 200, JSON.stringify(answer));
  return answer.bytes;
};
const raw = (body, headers = {}) =>
  fetch(`${server.url}/functions/v1/resume-render`, { method: "POST", headers: { apikey: server.anonKey, "content-type": "application/json", ...headers }, body });
// What poppler reads of it: { text, size, pages }
async function read(pdf) {
  const path = join(folder, "read.pdf");
  await writeFile(path, pdf);
  const [{ stdout: text }, { stdout: info }] = await Promise.all([run("pdftotext", [path, "-"]), run("pdfinfo", [path])]);
  return { text, size: info.match(/Page size:\s+([\d.]+) x ([\d.]+)/).slice(1).map(Number), pages: Number(info.match(/Pages:\s+(\d+)/)[1]) };
}
// { width, height, inks }: how many of its pixels each colour has, as 0xRRGGBB
function pixels(png) {
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  const chunks = {};
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) chunks[png.toString("latin1", at + 4, at + 8)] = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
  const [width, height] = [chunks.IHDR.readUInt32BE(0), chunks.IHDR.readUInt32BE(4)];
  const rows = inflateSync(chunks.IDAT);
  const inks = new Map();
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const ink = chunks.PLTE.readUIntBE(3 * rows[y * (width + 1) + 1 + x], 3);
      inks.set(ink, (inks.get(ink) ?? 0) + 1);
    }
  return { width, height, inks };
}

before(async () => {
  server = await startServer({ env: { RUNG_JWT_SECRET: secret } });
  ann = await person(server, "ann");
  bob = await person(server, "bob");
  folder = await mkdtemp(join(process.env.RUNG_TEST_DIR ?? tmpdir(), "paper-"));
});
after(() => server?.stop());

test("each template on each paper has its size, its look and all the words", async () => {
  const papers = { A4: [595.276, 841.89], Letter: [612, 792] };
  const templates = ok(await ann.client.from("templates").select("slug, config, thumbnail_url, preview_url").eq("type", "resume"));
  assert.deepEqual(templates.map((t) => t.slug).sort(), ["classic-elegant", "modern-professional"]);
  for (const { slug, config } of templates)
    for (const [paper, size] of Object.entries(papers)) {
      const pdf = await read(await rendered(ann, { data: senior, config, paper }));
      assert.deepEqual(pdf.size, size, `${slug} on ${paper}`);
      assert.ok(pdf.pages === 2 || (slug === "classic-elegant" && paper === "Letter" && pdf.pages === 3), `${pdf.pages} pages of ${slug} on ${paper}`);
      for (const word of ["Maren Okonkwo-Lindqvist", "Stockholm", "Fraktverket", "pg_ledger", "Chalmers University of Technology", "Aug 2014 - Feb 2019"])
        assert.ok(pdf.text.includes(word), `${word} in ${slug} on ${paper}`);
      const { width, height, inks } = pixels(await rendered(ann, { data: senior, config, paper, format: "png", page: 1, dpi: 72 }));
      assert.deepEqual([width, height], size.map(Math.round));
      assert.ok(inks.get(0xffffff) > 0.7 * width * height, "mostly paper");
      assert.ok([...inks.keys()].some((ink) => ink === Number(config.accent.replace("#", "0x"))), "with its accent");
    }
});

test("a preview asks no database", async () => {
  const answer = await raw(JSON.stringify({ data: senior, template: "modern-professional", format: "png", page: 2, dpi: 96, paper: "Letter" }), { authorization: `Bearer ${ann.token}` });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("x-cost"), /^queries=0 /);
  assert.equal(answer.headers.get("x-pages"), "2");
});

test("the version that was sent is rendered as it was sent", async () => {
  const template = ok(await ann.client.from("templates").select("id").eq("slug", "classic-elegant").single());
  const { id } = ok(await ann.client.from("resumes").insert({ title: "CV", data: { basics: { name: "Ann First" } }, template_id: template.id }).select("id").single());
  assert.equal(ok(await ann.client.rpc("save_version", { resume: id })), 1);
  ok(await ann.client.from("resumes").update({ data: { basics: { name: "Ann Second" } } }).eq("id", id));
  const nameOf = async (body) => (await read(await rendered(ann, { resume_id: id, ...body }))).text.trim();
  assert.equal(await nameOf({}), "Ann Second");
  assert.equal(await nameOf({ version: 1 }), "Ann First");
  assert.deepEqual(await rendered(ann, { resume_id: id, version: 1 }), await rendered(ann, { data: { basics: { name: "Ann First" } }, template: "classic-elegant" }));
  for (const [who, body, status, code] of [
    [ann, { resume_id: id, version: 2 }, 404, "no_such_version"],
    [ann, { resume_id: id, version: 0 }, 404, "no_such_version"],
    [ann, { resume_id: id, version: -7 }, 400, "bad_request"],
    [ann, { resume_id: id, version: 2 ** 40 }, 400, "bad_request"],
    [ann, { data: {}, version: 1 }, 400, "bad_request"],
    [ann, { resume_id: "x", version: 1 }, 404, "no_such_version"],
    [bob, { resume_id: id, version: 1 }, 404, "no_such_version"],
  ]) {
    const answer = await render(who, body);
    assert.deepEqual([answer.status, answer.code], [status, code], JSON.stringify(body));
  }
  assert.equal(ok(await ann.client.from("resumes").select("download_count").single()).download_count, 3);
  const other = ok(await ann.client.from("templates").select("id").eq("slug", "modern-professional").single());
  ok(await ann.client.from("resumes").update({ template_id: other.id }).eq("id", id));
  assert.deepEqual(await rendered(ann, { resume_id: id, version: 1 }), await rendered(ann, { data: { basics: { name: "Ann First" } }, template: "classic-elegant" }), "in the template of then");
  ok(await ann.client.from("resumes").update({ deleted_at: new Date().toISOString() }).eq("id", id));
  assert.equal((await render(ann, { resume_id: id })).status, 404, "in the trash");
  assert.equal(await nameOf({ version: 1 }), "Ann First", "but what was sent was sent");
});

test("a resume's own look goes with it: into previews, downloads and kept versions", async () => {
  const layout = { paper: "Letter", titles: { work: "Posts held" }, sections: ["references", "work"] };
  const data = { ...senior, meta: { ...senior.meta, layout } };
  const row = ok(await ann.client.from("resumes").insert({ title: "Own look", data }).select("id").single());
  const kept = ok(await ann.client.rpc("save_version", { resume: row.id }));
  const download = await read(await rendered(ann, { resume_id: row.id }));
  assert.deepEqual(download.size, [612, 792]);
  assert.match(download.text, /Posts held/);
  assert.doesNotMatch(download.text, /Education/);
  ok(await ann.client.from("resumes").update({ data: senior }).eq("id", row.id));
  assert.ok((await read(await rendered(ann, { resume_id: row.id }))).size[0] < 600, "A4 again");
  assert.match((await read(await rendered(ann, { resume_id: row.id, version: kept }))).text, /Posts held/);
  const wrong = await render(ann, { data: { meta: { layout: { paper: "A5" } } } });
  assert.equal(wrong.status, 422);
});

test("a preview says how full the last page is", async () => {
  const lines = async (data) => Number((await render(ann, { data, format: "png", dpi: 36 })).response.headers.get("x-last-page-lines"));
  assert.equal(await lines({ basics: { name: "Ann" } }), 1);
  assert.equal(await lines({ basics: { name: "Ann", label: "Engineer" } }), 2);
});

test("a template's row names its pictures, and anybody may see them", async () => {
  const rows = ok(await ann.client.from("templates").select("slug, config, thumbnail_url, preview_url").eq("type", "resume"));
  for (const row of rows)
    for (const [address, width] of [[row.thumbnail_url, 480], [row.preview_url, 1240]]) {
      const answer = await fetch(server.url + address);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "image/png");
      assert.equal(answer.headers.get("cache-control"), "public, max-age=31536000, immutable");
      const image = pixels(Buffer.from(await answer.arrayBuffer()));
      assert.equal(image.width, width);
      assert.ok(Math.abs(image.height / width - Math.SQRT2) < 0.01, "a page of A4");
      assert.ok(image.inks.get(0xffffff) < 0.99 * image.width * image.height, "with something on it");
    }
  const [a, b] = await Promise.all(rows.map((row) => fetch(server.url + row.thumbnail_url).then((r) => r.arrayBuffer())));
  assert.ok(!Buffer.from(a).equals(Buffer.from(b)), "each its own");
});

test("a picture is drawn once, and sent to who has not got it", async () => {
  const { thumbnail_url: address } = ok(await ann.client.from("templates").select("thumbnail_url").eq("slug", "classic-elegant").single());
  const first = await fetch(server.url + address);
  const again = await fetch(server.url + address);
  assert.match(again.headers.get("x-cost"), /^queries=0 /);
  assert.equal(again.headers.get("etag"), first.headers.get("etag"));
  assert.deepEqual(Buffer.from(await again.arrayBuffer()), Buffer.from(await first.arrayBuffer()));
  const has = await fetch(server.url + address, { headers: { "if-none-match": first.headers.get("etag") } });
  assert.equal(has.status, 304);
  assert.equal((await has.arrayBuffer()).byteLength, 0);
  const head = await fetch(server.url + address, { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.ok(Number(head.headers.get("content-length")) > 5000);
  for (const other of [address.replace(/v=.*/, "v=000000000000"), "/templates/classic-elegant.png"]) {
    const answer = await fetch(server.url + other);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("cache-control"), "no-cache", "an address of another time is asked again");
    assert.equal(answer.headers.get("etag"), first.headers.get("etag"));
    await answer.arrayBuffer();
  }
});

test("a new row has pictures at once; no row, none", async () => {
  await server.query(`insert into public.templates (slug, name, config) values ('quiet-green', 'Quiet Green', '{"base": "modern-professional", "accent": "#0f766e"}'),
    ('broken', 'Broken', '{"accent": "green"}'), ('gone', 'Gone', '{}')`);
  await server.query("update public.templates set is_active = false where slug = 'gone'");
  const { thumbnail_url: address } = ok(await ann.client.from("templates").select("thumbnail_url").eq("slug", "quiet-green").single());
  const before = await fetch(server.url + address);
  assert.ok(pixels(Buffer.from(await before.arrayBuffer())).inks.has(0x0f766e));
  await server.query(`update public.templates set config = '{"base": "modern-professional", "accent": "#b91c1c"}' where slug = 'quiet-green'`);
  const changed = await fetch(`${server.url}/templates/quiet-green.png`);
  assert.ok(pixels(Buffer.from(await changed.arrayBuffer())).inks.has(0xb91c1c), "as it is now");
  for (const [path, status, code] of [
    ["/templates/gone.png", 404, "no_such_template"],
    ["/templates/none.png", 404, "no_such_template"],
    ["/templates/quiet-green.jpg", 404, "no_such_template"],
    ["/templates/quiet-green.png?width=481", 400, "bad_request"],
    ["/templates/quiet-green.png?width=x", 400, "bad_request"],
    ["/templates/broken.png", 422, "paper_unknown_template"],
    ["/templates/%ff%22.png", 404, "no_such_template"],
  ]) {
    const answer = await fetch(server.url + path);
    assert.deepEqual([answer.status, (await answer.json()).code], [status, code], path);
  }
  await server.query("delete from public.templates where slug in ('quiet-green', 'broken', 'gone')");
});

test("data from hell ends in a page or in a plain error, and soon", async () => {
  const bullets = (n, text) => ({ basics: { name: "Ann" }, work: [{ position: "Boss", highlights: Array(n).fill(text) }] });
  const cases = [
    [{ data: bullets(10000, "Did a thing") }, 422, "paper_bad_resume"],
    [{ data: bullets(500, "Did a thing") }, 200],
    [{ data: { basics: { summary: "w".repeat(1e6) } } }, 422, "paper_bad_resume"],
    [{ data: { basics: { summary: "w".repeat(59999) } } }, 200],
    [{ data: { work: Array(15).fill({ summary: "w".repeat(59999) }) } }, 422, "paper_too_large"],
    [{ data: { basics: { name: "Rocket \u{1f680}" } } }, 422, "paper_missing_glyph"],
    [{ data: { basics: { name: "\u202eAnn\u0007\u001b[31m \u2066Lee" } } }, 200],
    [{ data: { basics: { name: "\u05d0\u05e0\u05d4", summary: "\u05d0b ".repeat(2000) } } }, 200],
    [{ data: { basics: { name: 7 } } }, 422, "paper_bad_resume"],
    [{ data: { work: [{ startDate: "2024-13" }] } }, 422, "paper_bad_resume"],
    ['{"data": {"basics": {"name": NaN}}}', 400],
    ['{"data": {"basics": {"name": 1e999}}}', 400],
    [`{"data": ${"[".repeat(50000)}${"]".repeat(50000)}}`, 400],
    [`{"data": ${'{"a":'.repeat(1000)}1${"}".repeat(1000)}}`, 200],
    [Buffer.from('{"data": {"basics": {"name": "\xff"}}}', "latin1"), 400],
    ['{"data": {"basics": {"name": "A\\u0000B"}}}', 400],
    [{ data: {}, config: { sizes: { body: 1e300 } } }, 422, "paper_bad_config"],
    [{ data: {}, format: "png", dpi: 1000 }, 422, "paper_bad_request"],
  ];
  for (const [body, status, code] of cases) {
    const text = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const begun = performance.now();
    const answer = await raw(text);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const name = `${text.subarray ? text.toString("latin1") : text.slice(0, 80)}`;
    assert.equal(answer.status, status, `${name} ${bytes.subarray(0, 300)}`);
    if (code) assert.equal(JSON.parse(bytes).code, code, name);
    if (status === 200) assert.equal(bytes.subarray(0, 5).toString(), "%PDF-", name);
    assert.ok(performance.now() - begun < 15000, `${name} took ${performance.now() - begun} ms`);
  }
});
