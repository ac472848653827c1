// Node's tests as TAP that prove reads: a line for each test, and what went wrong as comments under it.
// (Node's own reporter writes YAML that prove's parser refuses.)

const comment = (text) => text.trimEnd().split("\n").map((line) => `# ${line}\n`).join("");

function reason(error) {
  const cause = error?.cause ?? error;
  if (!(cause instanceof Error)) return String(cause?.stack ?? cause);
  return cause.stack.includes(cause.message) ? cause.stack : `${cause.message}\n${cause.stack}`;
}

export default async function* tap(source) {
  let count = 0;
  const names = []; // of the tests around this one
  for await (const { type, data } of source) {
    if (type === "test:start") names[data.nesting] = data.name;
    if (type === "test:diagnostic" && data.nesting > 0) yield comment(data.message);
    if (type !== "test:pass" && type !== "test:fail") continue;
    const failed = type === "test:fail";
    if (failed && data.details.error?.failureType === "subtestsFailed") continue; // they have said it
    const name = [...names.slice(0, data.nesting), data.name].join(" > ").replaceAll("#", "\\#");
    const note = data.skip !== undefined ? " # SKIP" : data.todo !== undefined ? " # TODO" : "";
    yield `${failed ? "not " : ""}ok ${++count} - ${name}${note}\n`;
    if (failed) yield comment(reason(data.details.error));
  }
  yield `1..${count}\n`;
}
