// What the resumes' rooms make of what people write: dates, lists of words, file names; two changes of one resume; a file that was read.
import { test } from "node:test";
import assert from "node:assert/strict";
import { load } from "./load.js";

const { parseDate, showDate, meansNow, wordsOf, fileName, placeOf, merge, chosen, linesOf, spotOf, modern } = await load("resumes/dates", "resumes/words_field", "resumes/file_name", "resumes/place", "resumes/document", "resumes/brought", "resumes/older");

test("dates are understood as people write them, and what is none is not guessed at", () => {
  const read = {
    "Mar 2019": "2019-03", "March 2019": "2019-03", "march, 2019": "2019-03", "Sept 2019": "2019-09", "Mar. 19": "2019-03", "Mar ’98": "1998-03", "03/2019": "2019-03", "3.2019": "2019-03", "2019-3": "2019-03",
    "2019": "2019", " 2019-03-07 ": "2019-03-07", "7. March 2019": "2019-03-07", "7.3.2019": "2019-03-07", "Mar 7, 2019": "2019-03-07", "29 Feb 2020": "2020-02-29",
  };
  for (const [text, iso] of Object.entries(read)) assert.equal(parseDate(text), iso, text);
  for (const text of ["", "soon", "13/2019", "0/2019", "31 Feb 2019", "29.2.2019", "32 Mar 2019", "M 2019", "Foo 2019", "20190", "1/2/3", "3/4/2019", "1234"]) assert.equal(parseDate(text), undefined, text);
});

test("a date that is shown is read back as itself", () => {
  for (const iso of ["2019", "2019-03", "2019-12", "2019-03-07", "2020-02-29"]) assert.equal(parseDate(showDate(iso)), iso);
  assert.equal(showDate("spring"), "spring");
});

test("the end of what has not ended", () => {
  for (const text of ["", "Present", " now ", "heute", "current"]) assert.ok(meansNow(text), text);
  assert.ok(!meansNow("2019"));
});

test("words are parted by commas, but not within brackets", () => {
  assert.deepEqual(wordsOf("C, Go ,, AWS (EC2, S3); SQL\nRust,"), ["C", "Go", "AWS (EC2, S3)", "SQL", "Rust"]);
  assert.deepEqual(wordsOf(" , "), []);
  assert.deepEqual(wordsOf("half (open, Go"), ["half (open", "Go"]);
});

test("files are named after the person and the title, in any script, with nothing that a file system minds", () => {
  assert.equal(fileName("Maren Solberg", "For Halden", "pdf"), "Maren Solberg - For Halden.pdf");
  assert.equal(fileName("Maren Solberg", "Maren Solberg, resume", "pdf"), "Maren Solberg, resume.pdf");
  assert.equal(fileName("李雷", "../a/b:c*?\u0000", "json"), "李雷 - a b c.json");
  assert.equal(fileName("", "...", "png"), "resume.png");
  assert.ok([...fileName("x".repeat(300), "y", "pdf")].length < 90);
});

test("where the renderer found something wrong", () => {
  assert.deepEqual(placeOf('work[0].startDate: expected a date, found "soon"'), { path: ["work", 0, "startDate"], says: 'expected a date, found "soon"' });
  assert.deepEqual(placeOf('work[1].highlights[2], character 4: no font has U+1F680 "x"')?.path, ["work", 1, "highlights", 2]);
  assert.deepEqual(placeOf("basics.profiles[0].url: expected a text, found a number")?.path, ["basics", "profiles", 0, "url"]);
  assert.equal(placeOf("the JSON is larger than 1 MB"), undefined);
});

test("two changes of one resume are brought together; only what both changed differently is a question", () => {
  const base = { title: "A", data: { basics: { name: "N", phone: "1" }, work: [{ name: "X" }], custom: { kept: true } } };
  const mine = { title: "A", data: { basics: { name: "M", phone: "1" }, work: [{ name: "X" }], custom: { kept: true }, skills: [{ name: "C" }] } };
  const theirs = { title: "B", data: { basics: { name: "N", phone: "2" }, custom: { kept: true } } };
  assert.deepEqual(merge(base, mine, theirs, 3), { merged: { title: "B", data: { basics: { name: "M", phone: "2" }, custom: { kept: true }, skills: [{ name: "C" }] } }, both: [] });
  const other = { title: "A", data: { ...base.data, basics: { name: "O", phone: "1" } } };
  const met = merge(base, mine, other, 3);
  assert.deepEqual(met.both, [["data", "basics", "name"]]);
  assert.equal(met.merged.data.basics.name, "M");
  assert.deepEqual(merge(base, mine, structuredClone(mine), 3).both, []);
});

const answer = {
  data: { basics: { name: "Ann" }, work: [{ name: "X", highlights: ["one", "two"] }, { name: "Y" }], skills: [{ name: "L", keywords: ["C", "Go"] }], "x/y": { z: 1 } },
  left_over: [{ text: "Licence B" }, { text: "For X" }],
};

test("of a file that was read, what she corrected, left out and placed is what is saved, and nothing else changes", () => {
  const asked = { title: "", values: { "/basics/name": "Ann Lee", "/skills/0/keywords": "C, Rust" }, out: ["/work/1", "/work/0/highlights/0"], places: { 0: "skills", 1: "work/0" } };
  assert.deepEqual(chosen(answer, asked), {
    basics: { name: "Ann Lee" }, work: [{ name: "X", highlights: ["two", "For X"] }], skills: [{ name: "L", keywords: ["C", "Rust"] }, { name: "Licence B" }], "x/y": { z: 1 },
  });
  assert.deepEqual(chosen(answer, { title: "", values: {}, out: [], places: {} }), answer.data);
});

test("the place of a field in the file's text: by its number, or by its words where that is another line", () => {
  const pages = linesOf("Ann\n\nWork\nX, Oslo\fSkills\nC, Go");
  assert.deepEqual(pages.map((lines) => lines.map((l) => l.text)), [["Ann", "Work", "X, Oslo"], ["Skills", "C, Go"]]);
  assert.deepEqual(spotOf(pages, { page: 2, line: 2, source: "C, Go" }), { page: 1, from: 1, to: 2 });
  assert.deepEqual(spotOf(pages, { page: 1, line: 1, source: "X, Oslo" }), { page: 0, from: 2, to: 3 });
  assert.equal(spotOf(pages, { page: 1, line: 1, source: "nowhere" }), undefined);
});

test("fields under the names that they had before JSON Resume 1.0 are shown under those of today, and nothing is lost", () => {
  const older = { basics: { website: "https://ann.example" }, work: [{ company: "X", website: "w" }, { name: "Y", company: "Z" }], education: [{ gpa: "1.0" }], mine: 1 };
  assert.deepEqual(modern(older), { basics: { url: "https://ann.example" }, work: [{ name: "X", url: "w" }, { name: "Y" }], education: [{ score: "1.0" }], mine: 1 });
  const today = { work: [{ name: "X", url: "w" }] };
  assert.deepEqual(modern(today), today);
});
