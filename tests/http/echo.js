// What the tests of the HTTP layer share: a server of their own, and raw sockets.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = join(process.env.BUILD ?? "build/asan", "http/echo");

/** Starts build/.../http/echo with its options and at most so many open files. */
export async function startEcho({ files, ...options } = {}) {
  const spool = mkdtempSync(join(tmpdir(), "echo-"));
  const args = Object.entries({ spool, ...options }).map(([name, value]) => `${name}=${value}`);
  const [command, ...rest] = files ? ["prlimit", `--nofile=${files}`, program, ...args] : [program, ...args];
  const child = spawn(command, rest, { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (text) => { errors += text; });
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
  const port = await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => resolve(Number(/ready (\d+)/.exec(text)?.[1])));
    ended.then((how) => reject(new Error(`echo ended (${how}): ${errors}`)));
  });
  return {
    port,
    errors: () => errors,
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    child,
    /** Drains it: it must end by itself, and clean. */
    async stop() {
      child.kill("SIGTERM");
      const how = await ended;
      rmSync(spool, { recursive: true, force: true });
      if (how !== 0 || errors) throw new Error(`echo ended (${how}): ${errors}`);
    },
  };
}

/** Kilobytes of the process's own memory. */
export function memory(pid, field = "VmRSS") {
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A socket that remembers what it read. */
export async function open(port) {
  const socket = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const state = { socket, text: "", ended: false, error: null };
  socket.on("data", (bytes) => { state.text += bytes.toString("latin1"); });
  socket.on("end", () => { state.ended = true; });
  socket.on("error", (error) => { state.error = error; });
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  state.send = (bytes) => new Promise((resolve, reject) => {
    socket.write(Buffer.from(bytes, "latin1"), (error) => (error ? reject(error) : resolve()));
  });
  /** Waits until `what` (a function of the state) holds; false after `ms`. */
  state.until = async (what, ms = 5000) => {
    for (const end = Date.now() + ms; Date.now() < end; await sleep(10))
      if (what(state)) return true;
    return what(state);
  };
  state.close = () => socket.destroy();
  return state;
}

/** Sends bytes, reads until the server ends its side; the answers in order. */
export async function exchange(port, bytes, ms = 5000) {
  const c = await open(port);
  c.send(bytes).catch(() => {}); // an answer may come before all is sent
  const ended = await c.until((s) => s.ended || s.error, ms);
  c.close();
  return { ended, error: c.error, ...parse(c.text), text: c.text };
}

/** The answers in a text, each by its Content-Length. */
export function parse(text) {
  const answers = [];
  for (let rest = text; rest.startsWith("HTTP/1.1 ");) {
    const end = rest.indexOf("\r\n\r\n");
    if (end < 0) break;
    const [line, ...fields] = rest.slice(0, end).split("\r\n");
    const headers = Object.fromEntries(fields.map((f) => [f.slice(0, f.indexOf(":")).toLowerCase(), f.slice(f.indexOf(":") + 2)]));
    const length = Number(headers["content-length"] ?? 0);
    answers.push({ status: Number(line.split(" ")[1]), headers, body: rest.slice(end + 4, end + 4 + length) });
    rest = rest.slice(end + 4 + length);
  }
  return { answers, statuses: answers.map((a) => a.status) };
}
