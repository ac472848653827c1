// import.tsx — a resume that she has already: chosen, read, looked through, and only then saved.
import { useRef, useState } from "preact/hooks";
import { Room } from "~/app/room";
import { go } from "~/app/router";
import { useDraft } from "~/data/draft";
import { problemOf, type Problem } from "~/data/problem";
import { invoke } from "~/data/rung";
import { Button, ButtonLink } from "~/parts/button";
import { useSending } from "~/parts/form";
import { announce, say } from "~/parts/toast";
import { t } from "~/words/t";
import { chosen, type Answer, type Choices } from "./brought";
import { ChooseFile } from "./import_choose";
import { Review } from "./import_review";
import { templateOf } from "./look";
import { addResume, useTemplates } from "./rows";

interface Brought {
  answer?: Answer;
  choices: Choices;
}

const nothing: Brought = { choices: { values: {}, out: [], places: {}, title: "" } };

const titleOf = (fileName: string) => fileName.replace(/\.[^.]{1,5}$/, "").replace(/[_-]+/g, " ").trim() || t("My resume");

export default function Import() {
  const draft = useDraft<Brought>("resumes.import", nothing);
  const [reading, setReading] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const stop = useRef<AbortController | undefined>(undefined);
  const templates = useTemplates().value;
  const saving = useSending();
  const { answer, choices } = draft.value;

  const read = async (file: File) => {
    const mine = (stop.current = new AbortController());
    setProblem(undefined);
    setReading(file.name);
    announce(t("Reading {name}", { name: file.name }));
    try {
      const form = new FormData();
      form.append("file", file, file.name);
      const got = await invoke<Answer>("resume-import", form, mine.signal);
      draft.set({ answer: got, choices: { ...nothing.choices, title: titleOf(got.file_name || file.name) } });
      announce(t("Read. Look through what was found."));
    } catch (error) {
      if (!mine.signal.aborted) setProblem(await problemOf(error));
    } finally {
      if (stop.current === mine) setReading(undefined);
    }
  };
  const cancel = () => {
    stop.current?.abort();
    setReading(undefined);
  };
  const startOver = () => {
    const before = draft.value;
    draft.set(nothing);
    draft.drop();
    say(t("The review is put away"), { label: t("Undo"), onAct: () => draft.set(before) });
  };
  const save = () =>
    saving.send(async () => {
      const row = await addResume({ title: choices.title.trim() || titleOf(answer!.file_name), data: chosen(answer!, choices), template_id: templateOf(templates, null)?.id ?? null });
      draft.drop();
      go(`/resumes/${row.id}`, { replace: true });
      say(t("Saved as “{title}”", { title: row.title }));
    });

  if (!answer)
    return (
      <Room key="choose" title={t("Bring your resume")} width="narrow" actions={<ButtonLink href="/resumes" icon="back">{t("Resumes")}</ButtonLink>}>
        <ChooseFile reading={reading} problem={problem} onFile={(file) => void read(file)} onCancel={cancel} onProblem={setProblem} />
      </Room>
    );
  return (
    <Room key="review" title={t("Look through it")} width="full"
      actions={<><Button onClick={startOver}>{t("Another file")}</Button><Button kind="primary" icon="check" busy={saving.busy} onClick={() => void save()}>{t("Save as resume")}</Button></>}>
      <Review answer={answer} choices={choices} problem={saving.problem} onChoices={(change) => draft.set((before) => ({ ...before, choices: change(before.choices) }))} />
    </Room>
  );
}
