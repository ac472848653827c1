// sent.tsx — which resume went out with this application, in which version, and what it looked like.
import { useEffect, useState } from "preact/hooks";
import { stale, useQuery } from "~/data/query";
import { ask, invokeFile, rung } from "~/data/rung";
import { Button, ButtonLink } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { Select } from "~/parts/field";
import { useSending } from "~/parts/form";
import { saveFile } from "~/parts/save_file";
import { Loaded, Notice, Skeleton } from "~/parts/state";
import { complain } from "~/parts/toast";
import { t } from "~/words/t";
import { date } from "~/words/time";
import { changeJob } from "./jobs";
import type { Job } from "./rows";

interface Resume {
  id: string;
  title: string;
  current_version: number;
}

interface Version {
  version_number: number;
  label: string | null;
  created_at: string;
}

const useResumes = () => useQuery("board/resumes", () => ask<Resume[]>(rung.from("resumes").select("id,title,current_version").is("deleted_at", null).order("updated_at", { ascending: false })));
const useVersions = (resume: string | null) =>
  useQuery(resume && `board/versions/${resume}`, () => ask<Version[]>(rung.from("document_versions").select("version_number,label,created_at").eq("resume_id", resume!).order("version_number", { ascending: false })));

const AS_IT_IS = "now";

export function Sent({ job }: { job: Job }) {
  const resumes = useResumes();
  const versions = useVersions(job.resume_id);
  const [looking, setLooking] = useState(false);
  const keeping = useSending();
  const choose = (id: string) => void changeJob(job.id, { resume_id: id || null, resume_version: null }).catch(complain);
  // What was sent must not change with the resume: it is kept as a version first.
  const chooseVersion = (value: string) => {
    if (value !== AS_IT_IS) return void changeJob(job.id, { resume_version: value ? Number(value) : null }).catch(complain);
    void keeping.send(async () => {
      const version = await ask<number>(rung.rpc("save_version", { resume: job.resume_id, label: t("Sent to {company}", { company: job.company }) }));
      await changeJob(job.id, { resume_version: version });
      stale(`board/versions/${job.resume_id}`, "resumes/");
    });
  };
  const words = (v: Version) => [t("Version {n}", { n: v.version_number }), v.label, date(v.created_at)].filter(Boolean).join(" · ");
  return (
    <section aria-labelledby="sent" class="side-part">
      <h2 id="sent">{t("Resume sent")}</h2>
      <Loaded query={resumes} wait={<Skeleton height="2.75rem" />}>
        {(all) =>
          !all.length ? (
            <><p class="soft small">{t("There is no resume yet.")}</p><ButtonLink small href="/resumes" icon="resume">{t("To your resumes")}</ButtonLink></>
          ) : (
            <div class="stack tight">
              <Select label={t("Resume")} hideLabel value={job.resume_id ?? ""} onValue={choose} options={[["", t("None chosen")], ...all.map((r) => [r.id, r.title] as const)]} />
              {job.resume_id && (
                <>
                  <Select label={t("Version")} hideLabel disabled={keeping.busy} value={job.resume_version === null ? "" : String(job.resume_version)} onValue={chooseVersion}
                    options={[["", t("As it is at any time")], ...(versions.value ?? []).map((v) => [String(v.version_number), words(v)] as const), [AS_IT_IS, t("Keep it as it is now")]]} />
                  {keeping.problem && <Notice kind="bad" icon="alert">{keeping.problem.message}</Notice>}
                  <div class="row tight">
                    <Button small icon="eye" onClick={() => setLooking(true)}>{t("Look at it")}</Button>
                    <ButtonLink small kind="plain" href={`/resumes/${job.resume_id}`}>{t("Edit")}</ButtonLink>
                  </div>
                </>
              )}
            </div>
          )
        }
      </Loaded>
      {looking && job.resume_id && <Preview job={job} title={resumes.value?.find((r) => r.id === job.resume_id)?.title ?? t("Resume")} onClose={() => setLooking(false)} />}
    </section>
  );
}

function Preview({ job, title, onClose }: { job: Job; title: string; onClose(): void }) {
  const which = { resume_id: job.resume_id, ...(job.resume_version !== null && { version: job.resume_version }) };
  const [page, setPage] = useState(1);
  const [shown, setShown] = useState<{ url: string; pages: number }>();
  const drawing = useSending();
  const saving = useSending();
  useEffect(() => {
    const stop = new AbortController();
    let url = "";
    void drawing.send(async () => {
      const { file, pages } = await invokeFile("resume-render", { ...which, format: "png", page, dpi: 120 }, stop.signal);
      if (stop.signal.aborted) return;
      url = URL.createObjectURL(file.slice(0, file.size, "image/png"));
      setShown({ url, pages });
    });
    return () => {
      stop.abort();
      URL.revokeObjectURL(url);
    };
  }, [page]);
  const download = () =>
    void saving.send(async () => {
      const { file } = await invokeFile("resume-render", which);
      saveFile(`${title}.pdf`.replace(/[\\/:*?"<>|]/g, " "), file);
    });
  const problem = saving.problem ?? drawing.problem;
  return (
    <Dialog wide title={job.resume_version === null ? title : `${title} · ${t("Version {n}", { n: job.resume_version })}`} onClose={onClose} footer={<Button kind="primary" icon="download" busy={saving.busy} onClick={download}>{t("Download PDF")}</Button>}>
      {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
      <div class="sent-page">{shown ? <img src={shown.url} alt={t("Page {n} of {all}", { n: page, all: shown.pages })} /> : !drawing.problem && <div class="skeleton" />}</div>
      {shown && shown.pages > 1 && (
        <div class="row sent-pages">
          <Button small icon="back" disabled={page === 1} onClick={() => setPage(page - 1)}>{t("Before")}</Button>
          <span class="small soft" role="status">{t("Page {n} of {all}", { n: page, all: shown.pages })}</span>
          <Button small icon="forward" disabled={page === shown.pages} onClick={() => setPage(page + 1)}>{t("Next")}</Button>
        </div>
      )}
    </Dialog>
  );
}
