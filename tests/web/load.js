// Modules of the web app that need no page, by their names below web/src: what they export, in one object.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("../../web/", import.meta.url));
const { build } = createRequire(`${web}package.json`)("esbuild");

export async function load(...names) {
  const contents = names.map((name) => `export * from "~/${name}";`).join("\n");
  const { outputFiles } = await build({ stdin: { contents, resolveDir: web }, absWorkingDir: web, bundle: true, format: "esm", write: false, jsx: "automatic", jsxImportSource: "preact", alias: { "~": `${web}src` } });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
