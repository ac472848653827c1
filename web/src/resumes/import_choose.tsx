// import_choose.tsx — a file dropped, chosen, or its text pasted.
import { useRef, useState } from "preact/hooks";
import { Problem } from "~/data/problem";
import { Button } from "~/parts/button";
import { TextArea } from "~/parts/field";
import { Icon } from "~/parts/icon";
import { Notice } from "~/parts/state";
import { t } from "~/words/t";

interface ChooseFileProps {
  reading: string | undefined; // the file's name
  problem: Problem | undefined;
  onFile(file: File): void;
  onCancel(): void;
  onProblem(problem: Problem | undefined): void;
}

const MOST = 10 * 1024 * 1024; // the bucket's limit

export function ChooseFile({ reading, problem, onFile, onCancel, onProblem }: ChooseFileProps) {
  const [over, setOver] = useState(false);
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined) => {
    setOver(false);
    if (!file) return;
    if (file.size > MOST) return onProblem(new Problem(t("“{name}” is larger than 10 MB.", { name: file.name }), "refused", t("Save it without its pictures, or paste its text below.")));
    if (!file.size) return onProblem(new Problem(t("“{name}” is empty.", { name: file.name }), "refused", t("Choose another file.")));
    onFile(file);
  };
  const paste = (e: Event) => {
    e.preventDefault();
    if (text.trim()) onFile(new File([text], `${t("Pasted resume")}.txt`, { type: "text/plain" }));
  };
  return (
    <div class="stack wide">
      {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
      {reading ? (
        <div class="drop-zone" aria-busy="true">
          <span class="spinner" aria-hidden="true" />
          <p role="status">{t("Reading {name}", { name: reading })}</p>
          <Button small onClick={onCancel}>{t("Stop")}</Button>
        </div>
      ) : (
        <div class={over ? "drop-zone over" : "drop-zone"} onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={(e) => { e.preventDefault(); take(e.dataTransfer?.files[0]); }}>
          <Icon name="import" />
          <p class="drop-words">{t("Drop your resume here")}</p>
          <p class="soft small">{t("PDF, Word (.docx), OpenDocument, JSON Resume, Markdown or text, up to 10 MB")}</p>
          <Button kind="primary" onClick={() => input.current!.click()}>{t("Choose a file")}</Button>
          <input ref={input} class="unseen" type="file" tabIndex={-1} aria-label={t("Resume file")} accept=".pdf,.docx,.odt,.json,.md,.txt,application/pdf,application/json,text/plain,text/markdown"
            onChange={(e) => { take(e.currentTarget.files?.[0]); e.currentTarget.value = ""; }} />
        </div>
      )}
      <form class="stack" onSubmit={paste}>
        <TextArea label={t("Or paste its text")} hint={t("From a document, a letter, or your profile on another site.")} rows={5} value={text} onValue={setText} disabled={!!reading} />
        <div><Button type="submit" icon="paste" disabled={!text.trim() || !!reading}>{t("Read this text")}</Button></div>
      </form>
      <p class="soft small">{t("The file stays on this server. You see what was read, and correct it, before anything becomes a resume.")}</p>
    </div>
  );
}
