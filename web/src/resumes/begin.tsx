// begin.tsx — a new resume: from nothing with a few words, from the profile, from a file, or one to try.
import { useState } from "preact/hooks";
import { go } from "~/app/router";
import { useDraft } from "~/data/draft";
import { useProfile } from "~/data/me";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { TextField } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Icon, type IconName } from "~/parts/icon";
import { Notice } from "~/parts/state";
import { t } from "~/words/t";
import { DateField } from "./date_field";
import { isBlank, type Tree } from "./document";
import { fromProfile } from "./from_profile";
import { templateOf } from "./look";
import { addResume, useTemplates } from "./rows";
import { sample } from "./sample";
import { wordsOf } from "./words_field";

interface Choice {
  icon: IconName;
  name: string;
  says: string;
  act(): void;
}

export function NewResume({ onClose }: { onClose(): void }) {
  const profile = useProfile().value;
  const templates = useTemplates().value;
  const [asking, setAsking] = useState(false);
  const { busy, problem, send } = useSending();

  const make = (title: string, data: () => Promise<Tree> | Tree) =>
    send(async () => {
      const row = await addResume({ title, data: await data(), template_id: templateOf(templates, null)?.id ?? null });
      onClose();
      go(`/resumes/${row.id}`);
    });
  const name = profile?.full_name || "";
  const titled = (given: string) => (given ? t("{name}, resume", { name: given }) : t("My resume"));
  if (asking) return <FirstWords onClose={onClose} onBack={() => setAsking(false)} make={(data) => make(titled(String((data.basics as Tree).name ?? "")), () => data)} busy={busy} problem={problem && `${problem.message} ${problem.hint}`} />;

  const choices: Choice[] = [
    { icon: "import", name: t("Bring a file"), says: t("A PDF, Word file or JSON Resume. You see what was read before it is saved."), act: () => { onClose(); go("/resumes/import"); } },
    { icon: "edit", name: t("Start with a few words"), says: t("Name, last job, three skills; the rest in the editor."), act: () => setAsking(true) },
    { icon: "person", name: t("Use my profile"), says: t("What you have told about yourself in Rung, set as a resume."), act: () => void make(titled(name), () => fromProfile(profile!)) },
    { icon: "eye", name: t("Try a sample"), says: t("Somebody else's, to look around with."), act: () => void make(t("Sample resume"), () => sample) },
  ];
  return (
    <Dialog title={t("New resume")} onClose={onClose}>
      <div class="stack">
        {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
        <ul class="begin-choices">
          {choices.map((choice) => (
            <li key={choice.name}>
              <button type="button" disabled={busy || !templates || !profile} onClick={choice.act}>
                <Icon name={choice.icon} />
                <span><strong>{choice.name}</strong><span class="soft small">{choice.says}</span></span>
                <Icon name="more" small />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

interface FirstWordsProps {
  onClose(): void;
  onBack(): void;
  make(data: Tree): Promise<boolean>;
  busy: boolean;
  problem: string | undefined;
}

function FirstWords({ onClose, onBack, make, busy, problem }: FirstWordsProps) {
  const profile = useProfile().value;
  const draft = useDraft("resumes.begin", {
    name: profile?.full_name ?? "", email: profile?.email ?? "", role: profile?.target_role ?? profile?.job_title ?? "", position: "", company: "", since: "", skills: "",
  });
  const words = draft.value;
  const field = (key: keyof typeof words) => ({ value: words[key], onValue: (value: string) => draft.set((before) => ({ ...before, [key]: value })) });
  const submit = async (e: Event) => {
    e.preventDefault();
    const keywords = wordsOf(words.skills);
    const work = { ...(words.position && { position: words.position }), ...(words.company && { name: words.company }), ...(words.since && { startDate: words.since }) };
    const data: Tree = {
      basics: { name: words.name.trim(), ...(words.role && { label: words.role }), ...(words.email && { email: words.email }) },
      ...(!isBlank(work) && { work: [work] }),
      ...(keywords.length && { skills: [{ name: t("Skills"), keywords }] }),
    };
    if (await make(data)) draft.drop();
  };
  return (
    <Dialog title={t("A few words to start with")} onClose={onClose}
      footer={<><Button kind="plain" icon="back" onClick={onBack}>{t("Back")}</Button><span class="grow" /><Button kind="primary" type="submit" form="first-words" busy={busy}>{t("Open the editor")}</Button></>}>
      <form class="stack" id="first-words" onSubmit={submit}>
        {problem && <Notice kind="bad" icon="alert">{problem}</Notice>}
        <div class="field-grid">
          <TextField label={t("Name")} autoComplete="name" required autoFocus {...field("name")} />
          <TextField label={t("E-mail")} type="email" autoComplete="email" {...field("email")} />
        </div>
        <TextField label={t("The role that you want")} {...field("role")} />
        <div class="field-grid">
          <TextField label={t("Last position")} {...field("position")} optional />
          <TextField label={t("Employer")} {...field("company")} optional />
        </div>
        <DateField label={t("Since")} kind="start" {...field("since")} />
        <TextField label={t("Three skills")} hint={t("With commas between them.")} {...field("skills")} />
      </form>
    </Dialog>
  );
}
