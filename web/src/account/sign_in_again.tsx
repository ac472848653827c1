// sign_in_again.tsx — over the page that she was on, when her session has ended: what she typed stays where it is.
import { useState } from "preact/hooks";
import { ask, rung } from "~/data/rung";
import { session, signOut } from "~/data/session";
import { useStore } from "~/data/store";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { TextField } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Notice } from "~/parts/state";
import { t } from "~/words/t";

export function SignInAgain() {
  const { user } = useStore(session);
  const [password, setPassword] = useState("");
  const { busy, problem, send } = useSending();
  const email = user?.email ?? "";
  const leave = () => {
    session.set({ status: "out", user: null });
    void signOut();
  };
  const submit = (e: Event) => {
    e.preventDefault();
    void send(() => ask(rung.auth.signInWithPassword({ email, password })));
  };
  return (
    <Dialog title={t("Your session has ended")} onClose={leave} stays>
      <form class="stack" onSubmit={submit}>
        <p class="soft">{t("Sign in to go on. Nothing that you typed is lost.")}</p>
        {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
        <TextField label={t("E-mail")} type="email" autoComplete="username" readOnly value={email} onValue={() => undefined} />
        <TextField label={t("Password")} type="password" autoComplete="current-password" required autoFocus value={password} onValue={setPassword} />
        <div class="row apart">
          <Button kind="plain" onClick={leave}>{t("I am someone else")}</Button>
          <Button kind="primary" type="submit" busy={busy}>{t("Sign in")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
