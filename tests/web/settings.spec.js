// Settings: what she changes is saved as she changes it; who may see her; and the ways out.
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import assert from "node:assert/strict";
import { open, settled, story } from "./browser.js";
import { eventually } from "./hands.js";
import { must, PASSWORD, person, signIn } from "./people.js";

const rung = await open();
test.after(() => rung.close());

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEUlEQVR4nGOQj/WRj/VhgFAAFToDIWEO9jUAAAAASUVORK5CYII=", "base64");

story("each field saves itself; the look and the time follow at once; a stranger sees as much as she allows", async () => {
  const ann = await person(rung.server);
  const profile = (columns) => async () => must(ann.rung.from("profiles").select(columns).eq("id", ann.id).single());
  const settings = (columns) => async () => must(ann.rung.from("user_settings").select(columns).eq("user_id", ann.id).single());
  const visit = await rung.visit({ storage: ann.storage });
  const { page } = visit;
  await visit.go("/");
  await page.getByRole("navigation").getByRole("button", { name: "You" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  await visit.check("settings");

  await page.getByRole("textbox", { name: "Headline" }).fill("Head of Moving Parcels");
  await page.getByRole("textbox", { name: "Username" }).fill("ann!");
  await page.getByText("Use 2 to 39 small letters").waitFor();
  await page.getByRole("textbox", { name: "Username" }).fill("ann-marlow");
  await page.getByRole("textbox", { name: "Username" }).blur();
  await eventually(profile("job_title, username"), { job_title: "Head of Moving Parcels", username: "ann-marlow" });

  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Choose a picture" }).click()]);
  await chooser.setFiles({ name: "me.png", mimeType: "image/png", buffer: PNG });
  await page.getByText("Your picture is saved.").waitFor();
  assert.match((await profile("profile_picture_url")()).profile_picture_url, /^\/storage\/v1\/object\/public\/avatars\//);

  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  await eventually(() => page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await eventually(settings("theme"), { theme: "dark" });
  await visit.check("settings-dark", { shift: false });
  await page.getByRole("radio", { name: "As the device" }).check({ force: true });
  const zone = page.getByRole("combobox", { name: "Time zone" });
  await zone.click();
  await zone.fill("tokyo");
  await page.getByRole("option", { name: /Tokyo/ }).first().click();
  await eventually(settings("timezone"), { timezone: "Asia/Tokyo" });
  await page.getByRole("button", { name: "Use the time of this device" }).click();
  await eventually(settings("timezone"), { timezone: "Europe/Berlin" });

  const stranger = await rung.visit({ width: 360 });
  stranger.allow(/40[46]: GET .*people/);
  await stranger.page.goto("/people/ann-marlow");
  await settled(stranger);
  assert.equal(await stranger.page.getByText("Head of Moving Parcels").count(), 0);
  await page.getByRole("radio", { name: /^Public/ }).check({ force: true });
  await page.getByRole("link", { name: /\/people\/ann-marlow$/ }).waitFor();
  await eventually(settings("privacy_level"), { privacy_level: "public" });
  await stranger.page.reload();
  await stranger.page.getByRole("heading", { level: 1, name: "Ann Marlow" }).waitFor();
  await stranger.page.getByText("Head of Moving Parcels").waitFor();
  await stranger.check("person-phone");
});

story("her name, her language and what she is told follow at once and stay; signing out elsewhere ends it there", async () => {
  const cleo = await person(rung.server, "Cleo Park");
  const settings = (columns) => async () => must(cleo.rung.from("user_settings").select(columns).eq("user_id", cleo.id).single());
  const visit = await rung.visit({ storage: cleo.storage });
  const { page } = visit;
  await visit.go("/settings");
  await page.getByRole("textbox", { name: "Short name" }).fill("Clee");
  await page.getByRole("textbox", { name: "Short name" }).blur();
  const tasks = page.getByRole("switch", { name: "Tasks" });
  await tasks.uncheck();
  await eventually(settings("notifications"), { notifications: { task: false } });
  const mail = page.getByRole("switch", { name: "By e-mail" });
  const before = await mail.isChecked();
  await mail.setChecked(!before);
  await eventually(settings("notification_email"), { notification_email: !before });

  await page.getByLabel("Language", { exact: true }).selectOption("de");
  await page.getByRole("heading", { level: 1, name: "Einstellungen" }).waitFor();
  await eventually(settings("language"), { language: "de" });
  assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Clee" }).waitFor();
  await visit.go("/settings");
  await page.getByRole("heading", { level: 1, name: "Einstellungen" }).waitFor();
  assert.equal(await page.getByRole("switch", { name: "Aufgaben" }).isChecked(), false);
  await page.getByLabel("Sprache", { exact: true }).selectOption("en");
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();

  // With the address: whoever has it sees her page, and search engines are asked to pass.
  await page.getByRole("textbox", { name: "Username" }).fill("cleo-park");
  await page.getByRole("textbox", { name: "Username" }).blur();
  await page.getByRole("radio", { name: /^With the address/ }).check({ force: true });
  await eventually(settings("privacy_level"), { privacy_level: "link" });
  const stranger = await rung.visit();
  await stranger.go("/people/cleo-park");
  await stranger.page.locator('meta[name="robots"][content="noindex"]').waitFor({ state: "attached" });
  stranger.allow(/40[46]: GET .*people|40[46]: POST .*get_public_profile/);
  await page.getByRole("radio", { name: /^Private/ }).check({ force: true });
  await eventually(settings("privacy_level"), { privacy_level: "private" });
  await stranger.go("/people/cleo-park");
  await stranger.page.getByRole("heading", { level: 1, name: "No page here" }).waitFor();

  const elsewhere = await rung.visit({ width: 360 });
  elsewhere.allow(/^40[0139]: /, /Invalid Refresh Token/);
  for (const [button, here] of [["Sign out everywhere else", "Settings"], ["Sign out everywhere", "Welcome back"]]) {
    await elsewhere.page.goto("/sign-in");
    await elsewhere.page.evaluate(() => localStorage.clear());
    await elsewhere.go("/sign-in");
    await signIn(elsewhere, cleo.email);
    await elsewhere.page.getByRole("heading", { level: 1, name: "Clee" }).waitFor();
    await page.getByRole("button", { name: button, exact: true }).click();
    if (here === "Settings") await page.getByText("Everywhere else you are signed out.").waitFor();
    else await page.getByRole("heading", { name: here }).waitFor();
    // Within the hour, when its token has run out, it is at the door.
    await elsewhere.page.evaluate(() => localStorage.setItem("rung.session", JSON.stringify({ ...JSON.parse(localStorage.getItem("rung.session")), expires_at: 1 })));
    await elsewhere.page.reload();
    await elsewhere.page.getByRole("heading", { name: /Your session has ended|Welcome back/ }).waitFor();
    await page.reload();
    await page.getByRole("heading", { level: 1, name: here }).waitFor();
  }
});

story("she moves to another address, and signs in with it", async () => {
  const dora = await person(rung.server, "Dora Ek");
  const visit = await rung.visit({ storage: dora.storage });
  visit.allow(/4\d\d: (PUT .*\/user|POST .*\/token)/);
  const { page } = visit;
  await visit.go("/settings");
  await page.getByRole("button", { name: "Change e-mail" }).click();
  const dialog = page.getByRole("dialog");
  const taken = (await person(rung.server, "Emil Roy")).email;
  await dialog.getByLabel("New e-mail").fill(taken);
  await dialog.getByRole("button", { name: "Change e-mail" }).click();
  await dialog.getByText("There is an account with this e-mail already.").waitFor();
  await dialog.getByLabel("New e-mail").fill(`new-${dora.email}`);
  await dialog.getByRole("button", { name: "Change e-mail" }).click();
  await page.getByText(`You sign in with new-${dora.email} from now on.`).waitFor();
  await page.getByRole("button", { name: "Sign out here" }).click();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  await signIn(visit, `new-${dora.email}`);
  await page.getByRole("heading", { level: 1, name: "Dora" }).waitFor();
});

story("a new password ends other sessions; everything can be taken along, and the account ended", async () => {
  const bea = await person(rung.server, "Bea Lind");
  await must(bea.rung.from("jobs").insert({ job_title: "Data Engineer", company: "Kiruna Maps" }));
  const visit = await rung.visit({ storage: bea.storage, width: 360, dark: true });
  visit.allow(/4\d\d: (PUT .*\/user|POST .*\/(token|logout))/);
  const { page } = visit;
  await visit.go("/settings");
  await visit.check("settings-phone");
  await page.getByRole("button", { name: "Change password" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Current password").fill("not this one");
  await dialog.getByLabel("New password").fill("a battery of horses");
  await dialog.getByRole("button", { name: "Change password" }).click();
  await dialog.getByRole("alert").waitFor();
  await visit.check("settings-password", { shift: false });
  await dialog.getByLabel("Current password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Change password" }).click();
  await page.getByText("Your password is changed.").waitFor();

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download my data" }).click()]);
  const everything = await readFile(await download.path(), "utf8");
  assert.match(everything, /Kiruna Maps/);
  JSON.parse(everything);

  await page.getByRole("button", { name: "Delete my account" }).click();
  await dialog.getByLabel(`Type ${bea.email} to go on`).fill("somebody@example.org");
  await dialog.getByRole("button", { name: "Delete my account" }).click();
  await dialog.getByText("That is not your e-mail.").waitFor();
  await visit.check("settings-delete", { shift: false });
  await dialog.getByLabel(`Type ${bea.email} to go on`).fill(bea.email);
  await dialog.getByRole("button", { name: "Delete my account" }).click();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  assert.equal(await rung.server.query(`select count(*) from public.jobs where company = 'Kiruna Maps'`), "0");
  await signIn(visit, bea.email, "a battery of horses");
  await page.getByText("do not belong together").waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("draft"))), []);
});

story("an administrator sees who waits, and lets her in", async () => {
  const house = await open({ env: { RUNG_SIGNUP: "approval" } });
  try {
    const admin = await house.visit();
    await admin.go("/sign-up");
    await admin.page.getByLabel("Your name").fill("Ada Root");
    await admin.page.getByLabel("E-mail").fill("ada@example.org");
    await admin.page.getByLabel("Password").fill(PASSWORD);
    await admin.page.getByRole("button", { name: "Make my account" }).click();
    await admin.page.getByRole("heading", { name: "Almost there" }).waitFor();
    await house.server.query("select private.make_admin('ada@example.org')");
    await admin.page.getByRole("button", { name: "Look now" }).click();
    await admin.page.getByRole("link", { name: "Board" }).waitFor();
    const finn = await person(house.server, "Finn Olsen", { settle: false });
    await admin.go("/settings/people");
    await admin.page.getByText("1 person waits.").waitFor();
    await admin.check("people");
    await admin.page.getByRole("button", { name: "Let in: Finn Olsen" }).click();
    await admin.page.getByRole("heading", { name: "Nobody waits" }).waitFor();
    const visit = await house.visit({ width: 360 });
    await visit.go("/sign-in");
    await signIn(visit, finn.email);
    await visit.page.getByRole("heading", { level: 1, name: "Finn" }).waitFor();
    await visit.go("/settings/people");
    await visit.page.getByRole("heading", { name: "Only administrators see this" }).waitFor();
  } finally {
    await house.close();
  }
});
