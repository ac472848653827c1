// for_job.tsx — the job that a resume is tailored for.
import { useState } from "preact/hooks";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { Select } from "~/parts/field";
import { Loaded, Skeleton } from "~/parts/state";
import { t } from "~/words/t";
import { dedicate, useJobNames, type ResumeCard } from "./rows";

export function ForJob({ row, onClose }: { row: ResumeCard; onClose(): void }) {
  const jobs = useJobNames();
  const [job, setJob] = useState(row.job?.id ?? "");
  const submit = (e: Event) => {
    e.preventDefault();
    if (job !== (row.job?.id ?? "")) void dedicate(row, job || null);
    onClose();
  };
  return (
    <Dialog title={t("For which job")} onClose={onClose} footer={<><Button onClick={onClose}>{t("Leave it")}</Button><Button kind="primary" type="submit" form="for-job">{t("Use it")}</Button></>}>
      <form id="for-job" onSubmit={submit}>
        <Loaded query={jobs} wait={<Skeleton height="4.25rem" />}>
          {(all) => {
            const own = row.job && !all.some((one) => one.id === row.job!.id) ? [row.job] : []; // archived since
            return <Select label={t("Job")} hint={t("It stands beside the resume in the list.")} autoFocus value={job} onValue={setJob} options={[["", t("None in particular")], ...[...own, ...all].map((one) => [one.id, `${one.company}: ${one.job_title}`] as const)]} />;
          }}
        </Loaded>
      </form>
    </Dialog>
  );
}
