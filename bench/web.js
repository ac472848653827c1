// The web app as Lighthouse sees it: home and board, on a phone and at a desk; of each category the median of three.
import lighthouse, { desktopConfig } from "lighthouse";
import { asSomebodyNew, openBrowser } from "./browser.js";
import { median, start } from "./rung.js";

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const LEAST = 95;

const day = (n) => new Date(Date.now() + n * 86400e3).toISOString();
const rung = await start();
const browser = await openBrowser();
const insert = await asSomebodyNew(browser.page, rung.url);
const statuses = ["saved", "saved", "applied", "applied", "screening", "interview", "rejected"];
const jobs = await insert("jobs", Array.from({ length: 40 }, (_, i) => ({
  job_title: `Platform Engineer ${i}`, company: `Halden & Sons ${i}`, location: "Oslo", workplace: "hybrid", status: statuses[i % statuses.length],
  ...(i % 5 === 0 && { deadline: day(i / 5).slice(0, 10) }), ...(i % 3 === 0 && { excitement_level: 1 + (i % 5), tags: ["north", "rail"] }),
})));
await insert("job_events", jobs.slice(0, 3).map((job, i) => ({ job_id: job.id, kind: "interview", title: "Talk with the team", occurred_at: day(i + 1) })));
await insert("job_events", jobs.slice(3, 6).map((job) => ({ job_id: job.id, kind: "task", title: "Ask again", remind_at: day(-1) })));

let below = 0;
for (const path of ["/", "/board"]) {
  for (const [device, config] of [["mobile", undefined], ["desktop", desktopConfig]]) {
    const runs = [];
    for (let i = 0; i < ROUNDS; i++) {
      const result = await lighthouse(rung.url + path, { port: browser.port, logLevel: "error", disableStorageReset: true }, config);
      if (result.lhr.runtimeError) throw new Error(result.lhr.runtimeError.message);
      if (!result.lhr.finalDisplayedUrl.endsWith(path)) throw new Error(`asked for ${path}, was shown ${result.lhr.finalDisplayedUrl}`);
      runs.push(result.lhr);
    }
    const scores = Object.keys(runs[0].categories).map((name) => [name, Math.round(100 * median(runs.map((run) => run.categories[name].score)))]);
    const timing = (audit) => Math.round(median(runs.map((run) => run.audits[audit].numericValue)));
    const shift = median(runs.map((run) => run.audits["cumulative-layout-shift"].numericValue)).toFixed(3);
    console.log(`web ${device} ${path} ${scores.map(([name, n]) => `${name}=${n}`).join(" ")} fcp_ms=${timing("first-contentful-paint")} lcp_ms=${timing("largest-contentful-paint")} blocked_ms=${timing("total-blocking-time")} shift=${shift}`);
    if (scores.every(([, n]) => n >= LEAST)) continue;
    below++;
    const weighted = new Set(Object.values(runs[0].categories).flatMap((category) => category.auditRefs.filter((ref) => ref.weight > 0).map((ref) => ref.id)));
    for (const audit of Object.values(runs[0].audits)) {
      if (!weighted.has(audit.id) || audit.score === null || audit.score >= 0.9) continue;
      const where = (audit.details?.items ?? []).slice(0, 3).map((item) => item.node?.selector ?? item.url ?? item.description ?? item.source?.url ?? "").filter(Boolean);
      console.log(`  ${audit.id}: ${audit.title} ${audit.displayValue ?? ""} ${where.join(" | ")}`);
    }
  }
}
await browser.close();
await rung.stop();
if (below) console.log(`web: ${below} of 4 are below ${LEAST} in a category`);
