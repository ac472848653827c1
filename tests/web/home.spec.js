// Home: a newcomer's first steps, and what is due on a day in the middle of it all.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open, story } from "./browser.js";
import { eventually } from "./hands.js";
import { must, person } from "./people.js";

const rung = await open();
test.after(() => rung.close());

const HOUR = 3600e3;
const at = (hours) => new Date(Date.now() + hours * HOUR).toISOString();
const day = (n) => at(n * 24).slice(0, 10);

async function busy(name) {
  const who = await person(rung.server, name);
  const jobs = await must(
    who.rung.from("jobs").insert(
      [
        { job_title: "Platform Engineer", company: "Halden & Sons", status: "interview" },
        { job_title: "Staff Software Engineer, Payments Infrastructure and More of the Kind", company: "Northwind Logistics International", status: "saved", deadline: day(1) },
        { job_title: "Data Engineer", company: "Kiruna Maps", status: "applied" },
        { job_title: "Site Reliability Engineer", company: "Ostrava Rail", status: "rejected" },
      ],
      { defaultToNull: false },
    ).select("id"),
  );
  await must(
    who.rung.from("job_events").insert(
      [
        { job_id: jobs[0].id, kind: "interview", title: "Second talk with the team", occurred_at: at(30) },
        { job_id: jobs[2].id, kind: "task", title: "Write to Maja", remind_at: at(-2) },
        { job_id: jobs[2].id, kind: "task", title: "Send the certificate", remind_at: at(-1) },
      ],
      { defaultToNull: false },
    ),
  );
  return { ...who, jobs };
}

story("a newcomer sees three steps and nothing else, and each is ticked when she has been there", async () => {
  const ann = await person(rung.server);
  const visit = await rung.visit({ storage: ann.storage, width: 360 });
  const { page } = visit;
  await visit.go("/");
  await page.getByRole("heading", { name: "Bring your resume" }).waitFor();
  await visit.check("home-new-phone");
  await must(ann.rung.from("jobs").insert({ job_title: "Data Engineer", company: "Kiruna Maps" }));
  await page.reload();
  await page.getByRole("heading", { name: /^Add a job .*\(done\)$/ }).waitFor();
  await page.getByRole("link", { name: "Import a resume" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Add a job", exact: true }).count(), 1);
});

story("a full day: what is due is done, put off and taken back; numbers lead to where they come from", async () => {
  const bea = await busy("Bea Lind");
  const visit = await rung.visit({ storage: bea.storage });
  const { page } = visit;
  await visit.go("/");
  const due = page.getByRole("region", { name: "What is due" });
  await due.getByRole("link", { name: "Second talk with the team" }).waitFor();
  await visit.check("home");
  const reminder = (title) => due.getByRole("listitem").filter({ hasText: title });
  const doneAt = (title) => async () => (await must(bea.rung.from("job_events").select("done_at").eq("title", title).single())).done_at !== null;
  await reminder("Write to Maja").getByRole("button", { name: "Done" }).click();
  await reminder("Write to Maja").waitFor({ state: "detached" });
  await eventually(doneAt("Write to Maja"), true);
  await page.getByRole("button", { name: "Undo" }).click();
  await reminder("Write to Maja").waitFor();
  await eventually(doneAt("Write to Maja"), false);
  await reminder("Send the certificate").getByRole("button", { name: "Remind me tomorrow" }).click();
  await reminder("Send the certificate").waitFor({ state: "detached" });
  await eventually(async () => new Date((await must(bea.rung.from("job_events").select("remind_at").eq("title", "Send the certificate").single())).remind_at) > new Date(at(20)), true);

  await page.getByRole("region", { name: "Where your jobs stand" }).getByRole("link", { name: /Applied/ }).click();
  await page.waitForURL("**/board?status=applied");
  await page.getByRole("link", { name: "Data Engineer" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Platform Engineer" }).count(), 0);
  await page.goBack();
  await due.getByRole("link", { name: "Practise" }).click();
  await page.waitForURL(`**/practice?job=${bea.jobs[0].id}`);
  await visit.go("/");
  await page.getByRole("region", { name: "Where your jobs stand" }).getByRole("link", { name: /Closed/ }).click();
  await page.getByRole("link", { name: "Site Reliability Engineer" }).waitFor();

  const phone = await rung.visit({ storage: bea.storage, width: 360, dark: true });
  await phone.go("/");
  await phone.check("home-phone");
});

story("what changes in one window is seen in the other", async () => {
  const cleo = await busy("Cleo Park");
  const visit = await rung.visit({ storage: cleo.storage });
  await visit.go("/");
  const other = await visit.context.newPage();
  await other.goto("/board");
  await other.getByRole("button", { name: /^More for Data Engineer/ }).click();
  await other.getByRole("menuitem", { name: "Move to Screening" }).click();
  await visit.page.getByRole("region", { name: "Where your jobs stand" }).getByRole("link", { name: "1 Screening" }).waitFor();
});
