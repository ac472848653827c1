// build.js — the web app into build/web: bundled, named by content, and compressed once for all requests to come.
import { build } from "esbuild";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../build/web");
const assets = join(out, "assets");
const TEXTS = /\.(js|css|svg|txt|webmanifest)$/;

rmSync(out, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { app: "src/app/main.tsx", style: "style/index.css" },
  outdir: assets,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "safari16"],
  minify: true,
  metafile: true,
  legalComments: "none",
  loader: { ".woff2": "file" },
  alias: { "~": join(here, "src") },
  define: { "process.env.NODE_ENV": '"production"' },
});

// What the first screen needs, asked for at once and not one after the other.
const files = Object.entries(metafile.outputs).map(([path, output]) => ({ path: "/" + relative(out, join(here, path)), ...output }));
const entry = (source) => files.find((f) => f.entryPoint === source);
const app = entry("src/app/main.tsx");
const style = entry("style/index.css");
const first = app.imports.filter((i) => i.kind === "import-statement").map((i) => "/" + relative(out, join(here, i.path)));
const fonts = files.filter((f) => /^\/assets\/(figtree-latin-wght|newsreader-latin-500)-normal-[^/]*\.woff2$/.test(f.path)).map((f) => f.path);
const links = [
  ...fonts.map((path) => `<link rel="preload" href="${path}" as="font" type="font/woff2" crossorigin>`),
  `<link rel="stylesheet" href="${style.path}">`,
  ...first.map((path) => `<link rel="modulepreload" href="${path}">`),
  `<script type="module" src="${app.path}"></script>`,
];
const page = readFileSync(join(here, "index.html"), "utf8").replace("<!-- links -->", links.join("\n  "));

for (const name of readdirSync(join(here, "public"))) copyFileSync(join(here, "public", name), join(out, name));
for (const name of [...readdirSync(out), ...readdirSync(assets).map((n) => join("assets", n))].filter((n) => TEXTS.test(n))) {
  const text = readFileSync(join(out, name));
  if (text.length < 512) continue;
  writeFileSync(join(out, name + ".gz"), gzipSync(text, { level: 9 }));
  writeFileSync(join(out, name + ".br"), brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }));
}
// Last: make takes it for the sign that all is there.
writeFileSync(join(out, "index.html"), page);

const size = (path) => statSync(join(out, existsSync(join(out, path + ".br")) ? path + ".br" : path)).size;
const kb = [app.path, style.path, ...first, ...fonts].map(size).reduce((a, b) => a + b, 0) / 1000;
console.log(`web: ${files.length} files; ${kb.toFixed(0)} KB go before the first room`);
