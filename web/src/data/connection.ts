// connection.ts — whether the server is reached, and a fetch that waits out what passes by itself.
import { store } from "./store";

export const connection = store<"there" | "gone">("there");

const TRIES = 3;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const isReading = (init?: RequestInit) => !init?.method || init.method === "GET" || init.method === "HEAD";

// Only what changes nothing is asked again: a write may have arrived although its answer did not.
export async function patientFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const tries = isReading(init) ? TRIES : 1;
  for (let n = 1; ; n++) {
    try {
      const response = await fetch(input, init);
      connection.set("there");
      if (response.status !== 503 || n >= tries) return response;
      await pause(Math.min(Number(response.headers.get("retry-after")) || 1, 5) * 1000);
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      if (n >= tries) {
        connection.set("gone");
        watchForReturn();
        throw error;
      }
      await pause(250 * n);
    }
  }
}

let watching = false;

// Until the server answers again; the browser's own event tells of a network, not of a server.
async function watchForReturn() {
  if (watching) return;
  watching = true;
  for (let wait = 1000; connection.get() === "gone"; wait = Math.min(wait * 1.5, 10000)) {
    await Promise.race([pause(wait), new Promise((resolve) => addEventListener("online", resolve, { once: true }))]);
    await fetch("/health/live", { cache: "no-store" }).then(() => connection.set("there"), () => undefined);
  }
  watching = false;
}

// Calls when the server is there: now, or as soon as it is back.
export function whenThere(act: () => void): () => void {
  if (connection.get() === "there") {
    act();
    return () => undefined;
  }
  const stop = connection.watch((state) => {
    if (state !== "there") return;
    stop();
    act();
  });
  return stop;
}
