// Random filters, each with what it means: text for the URL, and a function of a row to true, false or null, as SQL counts.

// The same numbers for the same seed: mulberry32.
export function randomOf(seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  const pick = (list) => list[below(list.length)];
  const some = (most, make) => Array.from({ length: below(most + 1) }, make);
  return { below, pick, some, chance: (p) => next() < p };
}

// --- three values ---------------------------------------------------------------------------
const not = (v) => (v === null ? null : !v);
const every = (values) => (values.includes(false) ? false : values.includes(null) ? null : true);
const any = (values) => not(every(values.map(not)));
const strict = (f) => (v, w) => (v === null || w === null ? null : f(v, w));

// --- the rows -------------------------------------------------------------------------------
const odd = ["", " ", "a", "b", "ab", "AB", "a,b", "a)b(", '"', 'say "hi"', "\\", "a\\b", "{a}", "null", "100%", "a_b", "a*b",
  "né", "日本語", "🎈b", " a ", "a.b", "eq.a", "not.and(x)", "l\nine", "'; drop", "$1", "a:b::c", "->>a", "%20", "&or=("];
const words = ["red", "blue", "green", "long"];
const dates = ["1969-12-31", "2024-02-29", "2026-01-01", "9999-12-31"];
const bytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const numbers = (a, b) => a - b;

export function makeRows(n, { below, pick, some, chance }) {
  const maybe = (make) => (chance(0.15) ? null : make());
  const json = (depth) => {
    const kind = below(depth ? 7 : 5);
    return kind < 1 ? null : kind < 2 ? chance(0.5) : kind < 3 ? below(4) : kind < 5 ? pick(odd)
      : kind < 6 ? some(3, () => json(depth - 1)) : Object.fromEntries(some(3, () => [pick(["a", "b", "k e,y"]), json(depth - 1)]));
  };
  const range = () => (chance(0.1) ? "empty" : [below(8), 0].map((from, i, both) => (i ? both[0] + 1 + below(6) : from)));
  return Array.from({ length: n }, (_, id) => ({
    id, n: maybe(() => below(9) - 4), t: maybe(() => pick(odd)), b: maybe(() => chance(0.5)), d: maybe(() => pick(dates)),
    j: maybe(() => ({ a: json(2), b: json(0), "k e,y": json(1), list: some(3, () => json(0)) })),
    tags: maybe(() => some(3, () => pick(odd))), span: maybe(range), w: maybe(() => some(4, () => pick(words)).join(" ")),
    'a.b,(c) "é"': maybe(() => below(4)),
  }));
}

const literal = (list) => `{${list.map((v) => `"${String(v).replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
const rangeText = (r) => (r === "empty" ? r : `[${r[0]},${r[1]})`);
const sqlText = (v) => (v === null ? "null" : `E'${String(v).replace(/['\\]/g, "\\$&")}'`);

export function insertOf(rows, table) {
  const value = (name, v) => sqlText(v === null ? null : name === "tags" ? literal(v) : name === "span" ? rangeText(v) : name === "j" ? JSON.stringify(v) : v);
  return `create table ${table} (id int primary key, n int, t text collate "C", b bool, d date, j jsonb, tags text[], span int4range, w text,
    "a.b,(c) ""é""" int);
    insert into ${table} values ${rows.map((row) => `(${Object.entries(row).map(([name, v]) => value(name, v)).join(",")})`).join(",\n")};`;
}

// --- what each operator says ----------------------------------------------------------------
const lower = (s) => s.replace(/[A-Z]/g, (c) => c.toLowerCase());

function like(text, pattern) {
  let re = "";
  const chars = [...pattern.replaceAll("*", "%")];
  for (let i = 0; i < chars.length; i++) {
    const escaped = chars[i] === "\\", c = escaped ? chars[++i] : chars[i];
    re += escaped || !"%_".includes(c) ? c.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&") : c === "%" ? "[^]*" : "[^]";
  }
  return new RegExp(`^${re}$`, "u").test(text);
}

const ordered = (compare) => ({
  eq: (a, b) => compare(a, b) === 0, neq: (a, b) => compare(a, b) !== 0, gt: (a, b) => compare(a, b) > 0,
  gte: (a, b) => compare(a, b) >= 0, lt: (a, b) => compare(a, b) < 0, lte: (a, b) => compare(a, b) <= 0,
});
const patterns = {
  like, ilike: (t, p) => like(lower(t), lower(p)),
  match: (t, p) => new RegExp(p, "us").test(t), imatch: (t, p) => new RegExp(p, "usi").test(t),
};
const full = (a) => a !== "empty";
const within = (a, b) => !full(a) || (full(b) && b[0] <= a[0] && a[1] <= b[1]);
const both = (f) => (a, b) => full(a) && full(b) && f(a, b);
const ranges = {
  eq: (a, b) => rangeText(a) === rangeText(b), neq: (a, b) => rangeText(a) !== rangeText(b), cs: (a, b) => within(b, a), cd: within,
  ov: both((a, b) => a[0] < b[1] && b[0] < a[1]), sl: both((a, b) => a[1] <= b[0]), sr: both((a, b) => a[0] >= b[1]),
  nxr: both((a, b) => a[1] <= b[1]), nxl: both((a, b) => a[0] >= b[0]), adj: both((a, b) => a[1] === b[0] || b[1] === a[0]),
};
const contains = (a, b) => b.every((v) => a.includes(v));
const arrays = {
  eq: (a, b) => literal(a) === literal(b), neq: (a, b) => literal(a) !== literal(b), cs: contains, cd: (a, b) => contains(b, a),
  ov: (a, b) => a.some((v) => b.includes(v)),
};
const has = (text, list) => contains(text.split(" "), list);
const searches = {
  plfts: (t, list) => list.length > 0 && has(t, list),
  phfts: (t, list) => list.length > 0 && ` ${t} `.includes(` ${list.join(" ")} `),
  wfts: (t, list) => list.length > 0 && has(t, list),
};

// jsonb as PostgreSQL prints it: keys by length, then bytes.
function jsonText(v) {
  if (Array.isArray(v)) return `[${v.map(jsonText).join(", ")}]`;
  if (v === null || typeof v !== "object") return JSON.stringify(v);
  const keys = Object.keys(v).sort((a, b) => Buffer.byteLength(a) - Buffer.byteLength(b) || bytes(a, b));
  return `{${keys.map((k) => `${JSON.stringify(k)}: ${jsonText(v[k])}`).join(", ")}}`;
}

// What is no array counts as one of itself, where PostgreSQL takes an element by its number.
function step(v, key) {
  if (v === undefined) return undefined;
  if (v === null || typeof v !== "object") return key === 0 || key === -1 ? v : undefined;
  if (typeof key === "number") return Array.isArray(v) ? v.at(key) : undefined;
  return Array.isArray(v) || !Object.hasOwn(v, key) ? undefined : v[key];
}

// --- a condition: { name, op, value, holds } --------------------------------------------------
// A value is { text }, or { list } of in's, or { word } that needs no quotes.
function condition(random) {
  const { below, pick, some, chance } = random;
  const number = () => below(9) - 4;
  const string = () => pick(odd);
  const pattern = () => some(4, () => pick(["a", "b", "*", "%", "_", "é", ",", ")", '"', "\\\\", "\\%", "B"])).join("");
  const regex = () => (chance(0.3) ? "^" : "") + some(3, () => pick(["a", "b", ".", "[ab]", "(a|b)", "a*", ",", '"', "\\.", "\\\\", "B"])).join("") + (chance(0.3) ? "$" : "");

  const compared = (name, get, ops, makeOf) => {
    const op = pick(Object.keys(ops));
    const make = typeof makeOf === "function" ? makeOf : makeOf[op];
    const quantifier = op === "neq" ? "" : pick(["", "", "", "(any)", "(all)"]);
    const test = strict(ops[op]);
    if (!quantifier) {
      const value = make();
      return { name, op, value: { text: String(value) }, holds: (row) => test(get(row), value) };
    }
    const list = some(3, make);
    const fold = quantifier === "(any)" ? any : every;
    return { name, op: op + quantifier, value: { text: literal(list) }, holds: (row) => fold(list.map((v) => test(get(row), v))) };
  };
  const listed = (name, get, make) => {
    // One empty text is how no value at all is said.
    const list = some(3, make), said = list.length === 1 && list[0] === "" ? [] : list;
    return { name, op: "in", value: { list }, holds: (row) => any(said.map((v) => strict((a, b) => a === b)(get(row), v))) };
  };
  const is = (name, get, words) => {
    const word = pick(words);
    const test = { null: (v) => v === null, not_null: (v) => v !== null, true: (v) => v === true, false: (v) => v === false, unknown: (v) => v === null }[word];
    return { name, op: "is", value: { word: chance(0.2) ? word.toUpperCase() : word }, holds: (row) => test(get(row)) };
  };
  const distinct = (name, get, make) => {
    const value = make();
    return { name, op: "isdistinct", value: { text: String(value) }, holds: (row) => get(row) !== value };
  };
  const plain = (name, get, ops, make, write) => {
    const op = pick(Object.keys(ops)), value = make();
    return { name, op, value: { text: write(value) }, holds: (row) => strict(ops[op])(get(row), value) };
  };
  const ofColumn = (name) => (row) => row[name];

  const inJson = () => {
    const path = [pick(["a", "b", "list", "k e,y", "none"]), ...some(2, () => pick(["a", "b", "k e,y", 0, 1, -1]))];
    const get = (row) => path.reduce(step, row.j ?? undefined);
    const asText = chance(0.6);
    const key = (k) => (typeof k === "number" || (k !== "k e,y" && chance(0.7)) ? k : `"${k}"`);
    const name = `j${path.map((k, i) => `${asText && i === path.length - 1 ? "->>" : "->"}${key(k)}`).join("")}`;
    if (asText) {
      const text = (row) => { const v = get(row); return v === undefined || v === null ? null : typeof v === "string" ? v : jsonText(v); };
      const value = () => pick([...odd, "1", "2", "true"]);
      return pick([
        () => compared(name, text, { eq: (a, b) => a === b }, value), () => listed(name, text, value), () => is(name, text, ["null", "not_null"]),
        () => distinct(name, text, value), () => compared(name, text, { like, match: patterns.match }, { like: pattern, match: regex }),
      ])();
    }
    const printed = (row) => { const v = get(row); return v === undefined ? null : jsonText(v); };
    const value = () => pick([1, 2, "a", "a,b", 'say "hi"', true, null, [], {}]);
    return pick([
      () => plain(name, printed, { eq: (a, b) => a === b, neq: (a, b) => a !== b }, () => jsonText(value()), (text) => text),
      () => is(name, printed, ["null", "not_null"]),
    ])();
  };
  const kinds = [
    () => compared("n", ofColumn("n"), ordered(numbers), number),
    () => compared('"a.b,(c) \\"é\\""', ofColumn('a.b,(c) "é"'), ordered(numbers), number),
    () => compared("t", ofColumn("t"), ordered(bytes), string),
    () => compared("d", ofColumn("d"), ordered(bytes), () => pick(dates)),
    () => compared("t", ofColumn("t"), patterns, { like: pattern, ilike: pattern, match: regex, imatch: regex }),
    () => listed("n", ofColumn("n"), number),
    () => listed("t", ofColumn("t"), string),
    () => is("t", ofColumn("t"), ["null", "not_null"]),
    () => is("tags", ofColumn("tags"), ["null", "not_null"]),
    () => is("b", ofColumn("b"), ["null", "not_null", "true", "false", "unknown"]),
    () => distinct("t", ofColumn("t"), string),
    () => distinct("n", ofColumn("n"), number),
    () => plain("tags", ofColumn("tags"), arrays, () => some(3, string), literal),
    () => plain("span", ofColumn("span"), ranges, () => (chance(0.1) ? "empty" : [below(6), 7 + below(4)]), rangeText),
    () => {
      const op = pick(Object.keys(searches)), list = some(2, () => pick(words));
      return { name: "w", op: `${op}(simple)`, value: { text: list.join(" ") }, holds: (row) => strict(searches[op])(row.w, list) };
    },
    inJson,
    inJson,
  ];
  return pick(kinds)();
}

// --- as text ----------------------------------------------------------------------------------
const quoted = (text) => `"${text.replace(/["\\]/g, "\\$&")}"`;
const needsQuotes = (text) => /[,()"]|^[ \t{]|[ \t]$/.test(text);

function valueText(value, inGroup, { chance }) {
  const said = (text) => (needsQuotes(text) || chance(0.3) ? quoted(text) : text);
  if (value.list) return `(${value.list.map((v) => said(String(v))).join(",")})`;
  return value.word ?? (inGroup ? said(value.text) : value.text);
}

function tree(random, depth) {
  const { below, pick, chance } = random;
  const negated = chance(0.25);
  const finish = (holds, write) => ({ holds: negated ? (row) => not(holds(row)) : holds, write });
  if (depth === 0 || chance(0.4)) {
    const c = condition(random);
    const said = (inGroup) => `${negated ? "not." : ""}${c.op}.${valueText(c.value, inGroup, random)}`;
    return finish(c.holds, (inGroup) => (inGroup ? `${c.name}.${said(true)}` : [c.name, said(false)]));
  }
  const word = pick(["and", "or"]);
  const children = Array.from({ length: 1 + below(4) }, () => tree(random, depth - 1));
  const holds = (row) => (word === "and" ? every : any)(children.map((c) => c.holds(row)));
  const name = `${negated ? "not." : ""}${word}`;
  const group = () => `(${children.map((c) => c.write(true)).join(chance(0.2) ? ", " : ",")})`;
  return finish(holds, (inGroup) => (inGroup ? `${name}${group()}` : [name, group()]));
}

const order = ({ pick, some }) => {
  const terms = [...some(2, () => pick(["n", "t", "d"])), "id"].filter((name, i, all) => all.indexOf(name) === i)
    .map((name) => ({ name, down: pick(["", ".asc", ".desc"]), nulls: name === "id" ? "" : pick(["", ".nullsfirst", ".nullslast"]) }));
  const compare = (a, b) => {
    for (const { name, down, nulls } of terms) {
      const [v, w] = [a[name], b[name]];
      if (v === w) continue;
      const first = nulls ? nulls === ".nullsfirst" : down === ".desc";
      if (v === null || w === null) return (v === null) === first ? -1 : 1;
      return (typeof v === "number" ? v - w : bytes(v, w)) * (down === ".desc" ? -1 : 1);
    }
    return 0;
  };
  return { text: terms.map((t) => t.name + t.down + t.nulls).join(","), compare };
};

// { query, rows(all) }: the query string, and the rows that it must give, in their order.
export function randomQuery(random) {
  const filters = Array.from({ length: 1 + random.below(3) }, () => tree(random, 3));
  const sorted = order(random);
  const pairs = [...filters.map((f) => f.write(false)), ["order", sorted.text]];
  return {
    query: pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&"),
    rows: (all) => all.filter((row) => every(filters.map((f) => f.holds(row))) === true).sort(sorted.compare),
  };
}
