// In and out: accounts in the browser, and what happens to the page when a session ends by itself.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open, settled, story } from "./browser.js";
import { PASSWORD, signIn, signOut, signUp } from "./people.js";

const rung = await open();
test.after(() => rung.close());

story("a stranger who follows a link signs in and lands where it led; wrong words are told apart from nothing", async () => {
  const ann = await rung.visit();
  const email = await signUp(ann);
  await ann.check("home-new");
  await signOut(ann);
  await ann.go("/board?q=engineer");
  await ann.page.getByRole("heading", { name: "Welcome back" }).waitFor();
  await ann.check("sign-in");
  ann.allow(/400: POST .*token/);
  await signIn(ann, email, "not her password");
  await ann.page.getByRole("alert").getByText("do not belong together").waitFor();
  assert.equal(await ann.page.getByLabel("E-mail").inputValue(), email);
  await signIn(ann, email);
  await ann.page.waitForURL("**/board?q=engineer");
});

story("signing up says what is missing before anything is sent, and that a name is taken", async () => {
  const bea = await rung.visit({ width: 360, dark: true });
  const email = await signUp(bea, "Bea Lind");
  await signOut(bea);
  await bea.go("/sign-up");
  await bea.check("sign-up");
  await bea.page.getByLabel("E-mail").fill(email);
  await bea.page.getByLabel("Password").fill("short");
  await bea.page.getByRole("button", { name: "Make my account" }).click();
  await bea.page.getByText("That password is too short.").waitFor();
  await bea.check("sign-up-short", { shift: false });
  bea.allow(/42.: POST .*signup/);
  await bea.page.getByLabel("Password").fill("long enough by far");
  await bea.page.getByRole("button", { name: "Make my account" }).click();
  await bea.page.getByRole("alert").getByText("There is an account with this e-mail already.").waitFor();
});

story("a session that ends by itself asks for the password over the page, and the page is still there", async () => {
  const cleo = await rung.visit();
  cleo.allow(/40.: /);
  const email = await signUp(cleo, "Cleo Park");
  await cleo.page.evaluate(() => (window.stillHere = true));
  await rung.server.query(`delete from auth.sessions where user_id = (select id from auth.users where email = '${email}')`);
  // Its token is good for an hour; the browser is made to think that the hour is over.
  await cleo.page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem("rung.session"));
    localStorage.setItem("rung.session", JSON.stringify({ ...kept, expires_at: 1, expires_in: 0 }));
  });
  await cleo.page.getByRole("link", { name: "Board" }).click();
  const dialog = cleo.page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.waitFor();
  await cleo.check("session-ended", { shift: false });
  await dialog.getByLabel("Password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await dialog.waitFor({ state: "detached" });
  await settled(cleo);
  assert.equal(await cleo.page.evaluate(() => window.stillHere), true);
});

story("two people in two browsers, and neither sees the other", async () => {
  const [dora, emil] = [await rung.visit(), await rung.visit()];
  await signUp(dora, "Dora Ek");
  await signUp(emil, "Emil Roy");
  await dora.page.reload();
  await dora.page.getByRole("heading", { name: "Dora" }).waitFor();
  await emil.page.getByRole("heading", { name: "Emil" }).waitFor();
});

story("where an administrator lets people in, a newcomer waits inside and is let in without doing anything", async () => {
  const house = await open({ env: { RUNG_SIGNUP: "approval" } });
  try {
    const finn = await house.visit({ width: 360 });
    await finn.go("/sign-up");
    await finn.page.getByLabel("E-mail").fill("finn@example.org");
    await finn.page.getByLabel("Password").fill(PASSWORD);
    await finn.page.getByRole("button", { name: "Make my account" }).click();
    await finn.page.getByRole("heading", { name: "Almost there" }).waitFor();
    await finn.check("waiting");
    await house.server.query("update public.profiles set approved = true where email = 'finn@example.org'");
    await finn.page.getByRole("button", { name: "Look now" }).click();
    await finn.page.getByRole("link", { name: "Board" }).waitFor();
  } finally {
    await house.close();
  }
});

story("where accounts are closed, the page says whom to ask", async () => {
  const house = await open({ env: { RUNG_SIGNUP: "closed" } });
  try {
    const gast = await house.visit();
    await gast.go("/sign-up");
    await gast.page.getByText("New accounts are not open here.").waitFor();
    await gast.go("/sign-in");
    assert.equal(await gast.page.getByRole("link", { name: "Make an account" }).count(), 0);
  } finally {
    await house.close();
  }
});
