// How long a second start takes, from the command to the line that says ready.
import { start, median, residentMB } from "./rung.js";

await (await start()).stop(); // the first one makes the cluster
const times = [];
let idle;
for (let i = 0; i < 5; i++) {
  const rung = await start();
  times.push(rung.startMs);
  idle = residentMB(rung.child.pid);
  await rung.stop();
}
console.log(`start seconds=${(median(times) / 1000).toFixed(2)} idle_mb=${idle.toFixed(1)}`);
