// data.tsx — everything that is hers: to take along, or to end.
import { useState } from "preact/hooks";
import { go } from "~/app/router";
import { dropAllDrafts } from "~/data/draft";
import { ask, rung } from "~/data/rung";
import { session, signOut } from "~/data/session";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { TextField } from "~/parts/field";
import { useSending } from "~/parts/form";
import { saveFile } from "~/parts/save_file";
import { Notice } from "~/parts/state";
import { say } from "~/parts/toast";
import { t } from "~/words/t";
import { today } from "~/words/time";
import { Line, Section } from "./section";

function DeleteDialog({ email, onClose }: { email: string; onClose(): void }) {
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const { busy, problem, send } = useSending();
  const sure = typed.trim().toLowerCase() === email.toLowerCase();
  const submit = async (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!sure || !(await send(() => ask(rung.rpc("delete_my_account"))))) return;
    dropAllDrafts();
    await signOut().catch(() => undefined); // the session went with the account
    go("/sign-in");
    say(t("Your account is deleted, and everything in it."));
  };
  return (
    <Dialog title={t("Delete your account")} onClose={onClose}>
      <form class="stack" onSubmit={(e) => void submit(e)}>
        {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
        <p>{t("Your jobs, resumes, answers and files are deleted at once. Nobody can bring them back, and links that you have shared stop working.")}</p>
        <p class="soft">{t("You may want to download your data first.")}</p>
        <TextField label={t("Type {email} to go on", { email })} autoFocus autoComplete="off" spellcheck={false} value={typed} onValue={setTyped}
          error={tried && !sure ? t("That is not your e-mail.") : undefined} />
        <div class="row apart">
          <Button onClick={onClose}>{t("Keep my account")}</Button>
          <Button kind="danger" type="submit" busy={busy}>{t("Delete my account")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

export function DataSection() {
  const [deleting, setDeleting] = useState(false);
  const { busy, problem, send } = useSending();
  const download = () => send(async () => {
    const everything = await ask<unknown>(rung.rpc("export_my_data"));
    saveFile(`rung-${today()}.json`, JSON.stringify(everything, null, 2), "application/json");
  });
  return (
    <Section id="data" title={t("Your data")}>
      <Line label={t("Take it along")} act={<Button small icon="download" busy={busy} onClick={() => void download()}>{t("Download my data")}</Button>}>
        <p class="soft small">{t("Everything that Rung holds about you, in one JSON file.")}</p>
        {problem && <p class="settings-error" role="alert">{problem.message} {problem.hint}</p>}
      </Line>
      <Line label={t("Leave")} act={<Button small kind="danger" onClick={() => setDeleting(true)}>{t("Delete my account")}</Button>}>
        <p class="soft small">{t("Deletes your account and everything in it, for good.")}</p>
      </Line>
      {deleting && <DeleteDialog email={session.get().user!.email} onClose={() => setDeleting(false)} />}
    </Section>
  );
}
