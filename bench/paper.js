// A resume of two pages: to PDF by the engine alone; and what an editor waits for, a page's picture after each pause in typing, through HTTP as
// supabase-js asks. The peer draws the same page of our PDF at the same resolution: poppler, which has the layout done already.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { start, token, root, scratch, median } from "./rung.js";

const run = promisify(execFile);
const ROUNDS = 25, EACH = 4; // requests of one round, so that the machine's moods fall on both
const file = join(root, "tests/data/resume-senior.json");
const pdf = join(scratch, "resume.pdf");
const engine = async (out, ...more) => {
  const { stderr } = await run(join(root, "build/release/rung"), ["render", file, "-o", join(scratch, out), "--time", ...more]);
  const [, ms, pages] = stderr.match(/median ([\d.]+) ms.*?(\d+) pages/);
  return { ms: Number(ms), pages: Number(pages) };
};

const { ms, pages } = await engine("resume.pdf");
console.log(`paper pdf ms_per_page=${(ms / pages).toFixed(1)} pages=${pages}`);

const rung = await start();
const resume = JSON.parse(readFileSync(file, "utf8"));
const headers = { "content-type": "application/json", apikey: token(1), authorization: `Bearer ${token(1)}`, "x-client-info": "supabase-js-web/2.78.0" };

async function preview(dpi, typed) {
  resume.basics.summary = `Engineer of data platforms, ${typed} pauses in.`;
  const body = JSON.stringify({ data: resume, template: "modern-professional", format: "png", page: 1, paper: "A4", dpi });
  const begun = performance.now();
  const answer = await fetch(`${rung.url}/functions/v1/resume-render`, { method: "POST", headers, body });
  const { byteLength } = await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`resume-render: ${answer.status}`);
  return { ms: performance.now() - begun, kb: byteLength / 1024 };
}

async function poppler(dpi) {
  const begun = performance.now();
  await run("pdftoppm", ["-png", "-r", String(dpi), "-f", "1", "-l", "1", "-singlefile", pdf, join(scratch, "peer")]);
  return performance.now() - begun;
}

try {
  const first = (await preview(144, 0)).ms;
  console.log(`paper preview first_ms=${first.toFixed(0)}`);
  for (const dpi of [96, 144, 200]) {
    const times = [], peers = [];
    let kb;
    for (let round = 0; round < ROUNDS; round++) {
      for (let i = 0; i < EACH; i++) {
        const one = await preview(dpi, round * EACH + i);
        times.push(one.ms);
        kb = one.kb;
      }
      peers.push(await poppler(dpi));
    }
    const sorted = times.sort((a, b) => a - b);
    const p = (share) => sorted[Math.floor(share * sorted.length)];
    const alone = (await engine("page.png", "--dpi", String(dpi))).ms;
    console.log(`paper preview dpi=${dpi} p50_ms=${p(0.5).toFixed(1)} p95_ms=${p(0.95).toFixed(1)} kb=${kb.toFixed(0)} of_engine=${(p(0.5) / alone).toFixed(2)} of_poppler=${(p(0.5) / median(peers)).toFixed(2)}`);
  }
} finally {
  await rung.stop();
}
