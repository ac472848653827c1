// What the app makes of the clock, in her zone and not the machine's.
import { test } from "node:test";
import assert from "node:assert/strict";
import { load } from "./load.js";

const { zone, tomorrow } = await load("words/time");

test("an interview is suggested for tomorrow, at an hour at which people work", () => {
  zone.set("Europe/Berlin");
  const suggested = {
    "2026-11-21T09:20:00Z": "2026-11-22T11:00", "2026-11-21T07:30:00Z": "2026-11-22T09:00", "2026-11-21T16:10:00Z": "2026-11-22T10:00",
    "2026-11-21T22:37:00Z": "2026-11-22T10:00", "2026-11-21T23:10:00Z": "2026-11-23T10:00", "2026-12-31T22:59:00Z": "2027-01-01T10:00",
    "2026-10-24T22:30:00Z": "2026-10-26T10:00", "2026-03-28T23:30:00Z": "2026-03-30T10:00", // the clocks are changed on these days
  };
  for (const [now, when] of Object.entries(suggested)) assert.equal(tomorrow(new Date(now)), when, now);
  zone.set("Asia/Tokyo");
  assert.equal(tomorrow(new Date("2026-11-21T22:37:00Z")), "2026-11-23T10:00");
});
