// An answer of about 300 words judged: milliseconds, as `rung score --time` says.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { join } from "node:path";
import { mkdirSync, writeFileSync } from "node:fs";
import { root, scratch } from "./rung.js";

mkdirSync(scratch, { recursive: true });
const sentence = "First I measured the slow query, because I wanted a number, and then I rewrote it so that it took 40 ms instead of 900. ";
const file = join(scratch, "answer.txt");
writeFileSync(file, sentence.repeat(13));
const args = ["score", "--question", "Tell me about a performance problem you solved.", "--category", "technical", "--time", file];
const { stderr, stdout } = await promisify(execFile)(join(root, "build/release/rung"), args);
const line = (stderr + stdout).split("\n").find((text) => /median/.test(text));
console.log(`score ${line.trim()} words=${sentence.trim().split(/\s+/).length * 13}`);
