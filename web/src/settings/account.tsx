// account.tsx — how she signs in, and where she is signed in.
import { useState } from "preact/hooks";
import { go } from "~/app/router";
import { stale } from "~/data/query";
import { ask, rung } from "~/data/rung";
import { session, signOut, type Who } from "~/data/session";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { TextField } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Notice } from "~/parts/state";
import { say } from "~/parts/toast";
import { t } from "~/words/t";
import { Line, Section } from "./section";

const SHORTEST = 8;

function EmailDialog({ user, onClose }: { user: Who; onClose(): void }) {
  const [email, setEmail] = useState("");
  const { busy, problem, send } = useSending();
  const submit = async (e: Event) => {
    e.preventDefault();
    const wanted = email.trim();
    const sent = await send(async () => {
      const { user: now } = await ask<{ user: { email?: string } }>(rung.auth.updateUser({ email: wanted }));
      stale("me/profile/");
      if (now.email?.toLowerCase() === wanted.toLowerCase()) say(t("You sign in with {email} from now on.", { email: wanted }));
      else say(t("A letter is on its way to {email}. The link in it changes your address.", { email: wanted }));
    });
    if (sent) onClose();
  };
  return (
    <Dialog title={t("Change your e-mail")} onClose={onClose}>
      <form class="stack" onSubmit={(e) => void submit(e)}>
        {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
        <p class="soft">{t("You sign in with {email} now.", { email: user.email })}</p>
        <TextField label={t("New e-mail")} type="email" autoComplete="email" required autoFocus value={email} onValue={setEmail} />
        <div class="row apart">
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button kind="primary" type="submit" busy={busy}>{t("Change e-mail")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function PasswordDialog({ user, onClose }: { user: Who; onClose(): void }) {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const { busy, problem, send } = useSending();
  const short = [...password].length < SHORTEST;
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (short) return;
    const changes: Parameters<typeof rung.auth.updateUser>[0] & { current_password: string } = { password, current_password: current };
    if (!(await send(() => ask(rung.auth.updateUser(changes))))) return;
    say(t("Your password is changed. Everywhere else you are signed out."));
    onClose();
  };
  return (
    <Dialog title={t("Change your password")} onClose={onClose}>
      <form class="stack" onSubmit={(e) => void submit(e)}>
        {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
        <input type="email" autoComplete="username" value={user.email} readOnly hidden />
        <TextField label={t("Current password")} type="password" autoComplete="current-password" required autoFocus value={current} onValue={setCurrent} />
        <TextField label={t("New password")} type="password" autoComplete="new-password" required value={password} onValue={setPassword}
          hint={t("At least {n} characters. Three words do well.", { n: SHORTEST })} error={tried && short ? t("That password is too short.") : undefined} />
        <div class="row apart">
          <Button onClick={onClose}>{t("Cancel")}</Button>
          <Button kind="primary" type="submit" busy={busy}>{t("Change password")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Sessions() {
  const others = useSending();
  const here = useSending();
  const leave = (scope: "local" | "global") => here.send(() => signOut(scope)).then((left) => left && go("/sign-in"));
  const problem = others.problem ?? here.problem;
  return (
    <Line label={t("Signed in")}>
      <p class="soft small">{t("On this device and wherever else you have signed in and not out.")}</p>
      {problem && <p class="settings-error" role="alert">{problem.message} {problem.hint}</p>}
      <div class="row tight settings-acts">
        <Button small icon="leave" busy={here.busy} onClick={() => void leave("local")}>{t("Sign out here")}</Button>
        <Button small busy={others.busy} onClick={() => void others.send(() => signOut("others")).then((done) => done && say(t("Everywhere else you are signed out.")))}>{t("Sign out everywhere else")}</Button>
        <Button small busy={here.busy} onClick={() => void leave("global")}>{t("Sign out everywhere")}</Button>
      </div>
    </Line>
  );
}

export function AccountSection() {
  const [asked, setAsked] = useState<"email" | "password">();
  const user = session.get().user!;
  const close = () => setAsked(undefined);
  return (
    <Section id="account" title={t("Account")}>
      <Line label={t("E-mail")} act={<Button small onClick={() => setAsked("email")}>{t("Change e-mail")}</Button>}>
        <p class="soft settings-value">{user.email}</p>
      </Line>
      <Line label={t("Password")} act={<Button small onClick={() => setAsked("password")}>{t("Change password")}</Button>}>
        <p class="soft small">{t("Changing it signs you out everywhere else.")}</p>
      </Line>
      <Sessions />
      {asked === "email" && <EmailDialog user={user} onClose={close} />}
      {asked === "password" && <PasswordDialog user={user} onClose={close} />}
    </Section>
  );
}
