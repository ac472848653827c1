// A keep-alive connection that sends many requests before the first answer, as a proxy in front of us does.
import net from "node:net";

const ANSWER_SECONDS = 30;

export class Pipeline {
  #waiting = [];
  #bytes = Buffer.alloc(0);

  constructor(url) {
    const { hostname, port } = new URL(url);
    this.socket = net.connect({ host: hostname, port: Number(port) });
    this.socket.on("data", (bytes) => this.#take(bytes));
    this.socket.on("close", () => this.#waiting.splice(0).forEach((w) => w.reject(new Error("the connection was closed"))));
    this.socket.on("error", () => {});
  }

  // Resolves with { status, headers, text }.
  send(method, path, headers = {}, body = "") {
    const lines = Object.entries({ host: "a", ...headers, ...(body || method !== "GET" ? { "content-length": Buffer.byteLength(body) } : {}) });
    this.socket.write(`${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no answer to ${method} ${path}`)), ANSWER_SECONDS * 1000);
      this.#waiting.push({ method, resolve: (answer) => (clearTimeout(late), resolve(answer)), reject: (error) => (clearTimeout(late), reject(error)) });
    });
  }

  #take(bytes) {
    this.#bytes = this.#bytes.length ? Buffer.concat([this.#bytes, bytes]) : bytes;
    for (;;) {
      const end = this.#bytes.indexOf("\r\n\r\n");
      if (end < 0) return;
      const [line, ...fields] = this.#bytes.toString("latin1", 0, end).split("\r\n");
      const headers = Object.fromEntries(fields.map((f) => [f.slice(0, f.indexOf(":")).toLowerCase(), f.slice(f.indexOf(":") + 2)]));
      const length = this.#waiting[0]?.method === "HEAD" ? 0 : Number(headers["content-length"] ?? 0);
      if (this.#bytes.length < end + 4 + length) return;
      const text = this.#bytes.toString("utf8", end + 4, end + 4 + length);
      this.#bytes = this.#bytes.subarray(end + 4 + length);
      this.#waiting.shift().resolve({ status: Number(line.split(" ")[1]), headers, text });
    }
  }

  close() {
    this.socket.destroy();
  }
}
