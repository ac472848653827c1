// sign_in.tsx — e-mail and password, and in.
import { useState } from "preact/hooks";
import { ask, rung, signupPolicy } from "~/data/rung";
import { Button } from "~/parts/button";
import { TextField } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Notice } from "~/parts/state";
import { t } from "~/words/t";
import { Door } from "./door";

export default function SignIn() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { busy, problem, send } = useSending();
  const submit = (e: Event) => {
    e.preventDefault();
    void send(() => ask(rung.auth.signInWithPassword({ email: email.trim(), password })));
  };
  return (
    <Door title={t("Welcome back")} below={signupPolicy !== "closed" && <>{t("New here?")} <a href={`/sign-up${location.search}`}>{t("Make an account")}</a></>}>
      <form class="stack" onSubmit={submit}>
        {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
        <TextField label={t("E-mail")} type="email" autoComplete="username" required value={email} onValue={setEmail} />
        <TextField label={t("Password")} type="password" autoComplete="current-password" required value={password} onValue={setPassword} />
        <Button kind="primary" type="submit" busy={busy} full>{t("Sign in")}</Button>
      </form>
    </Door>
  );
}
