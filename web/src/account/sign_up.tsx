// sign_up.tsx — a new account.
import { useState } from "preact/hooks";
import { ask, rung, signupPolicy } from "~/data/rung";
import { Button } from "~/parts/button";
import { TextField } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Notice } from "~/parts/state";
import { t } from "~/words/t";
import { Door } from "./door";

const SHORTEST = 8;

export default function SignUp() {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState(false);
  const { busy, problem, send } = useSending();
  const short = [...password].length < SHORTEST;
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (short) return;
    void send(async () => {
      const { session } = await ask<{ session: unknown }>(rung.auth.signUp({ email: email.trim(), password, options: { data: { full_name: name.trim() } } }));
      if (!session) setWritten(true);
    });
  };
  const below = <>{t("You have an account?")} <a href={`/sign-in${location.search}`}>{t("Sign in")}</a></>;
  if (signupPolicy === "closed")
    return <Door title={t("Make an account")} below={below}><Notice icon="info">{t("New accounts are not open here. Ask the person who runs this server.")}</Notice></Door>;
  if (written)
    return <Door title={t("Look into your mail")} below={below}><p>{t("A letter is on its way to {email}. The link in it opens your account.", { email })}</p></Door>;
  return (
    <Door title={t("Make an account")} below={below}>
      <form class="stack" onSubmit={submit}>
        {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
        {signupPolicy === "approval" && <Notice icon="info">{t("An administrator lets new people in. You can sign in at once and wait inside.")}</Notice>}
        <TextField label={t("Your name")} autoComplete="name" value={name} onValue={setName} optional />
        <TextField label={t("E-mail")} type="email" autoComplete="username" required value={email} onValue={setEmail} />
        <TextField label={t("Password")} type="password" autoComplete="new-password" required value={password} onValue={setPassword}
          hint={t("At least {n} characters. Three words do well.", { n: SHORTEST })} error={tried && short ? t("That password is too short.") : undefined} />
        <Button kind="primary" type="submit" busy={busy} full>{t("Make my account")}</Button>
      </form>
    </Door>
  );
}
