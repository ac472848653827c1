// A resume to PDF: milliseconds when fonts are warm, as `rung render --time` says.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { join } from "node:path";
import { mkdirSync } from "node:fs";
import { root, scratch } from "./rung.js";

mkdirSync(scratch, { recursive: true });
const args = ["render", join(root, "tests/data/resume-sample.json"), "-o", join(scratch, "resume.pdf"), "--time"];
const { stderr } = await promisify(execFile)(join(root, "build/release/rung"), args);
const [, ms, pages] = stderr.match(/median ([\d.]+) ms.*?(\d+) pages/);
console.log(`paper ms_per_page=${(Number(ms) / Number(pages)).toFixed(1)} pages=${pages}`);
