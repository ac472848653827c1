// alike.tsx — a word of warning when she seems to have a job already.
import { useEffect, useState } from "preact/hooks";
import { useQuery } from "~/data/query";
import { ask, rung } from "~/data/rung";
import type { Status } from "~/data/types";
import { stageName } from "~/parts/stage";
import { Notice } from "~/parts/state";
import { t } from "~/words/t";
import { date } from "~/words/time";
import { titleWords } from "./words";

interface Alike {
  id: string;
  company_: string;
  job_title_: string;
  status: Status;
  date_applied: string | null;
  reason: "same_posting" | "same_link" | "similar";
}

const WEB = /^https?:\/\/\S+$/i;

export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

export function AlikeNotice({ company, title, url }: { company: string; title: string; url: string }) {
  const given = { company: company.trim(), job_title: title.trim(), ...(WEB.test(url.trim()) && { job_url: url.trim() }) };
  const asked = useSettled(JSON.stringify(given), 400);
  const enough = "job_url" in given || (given.company.length > 1 && given.job_title.length > 1);
  const alike = useQuery(enough ? `board/alike/${asked}` : null, () => ask<Alike[]>(rung.rpc("similar_jobs", JSON.parse(asked)))).value;
  if (!alike?.length) return null;
  const words = (job: Alike) => (job.date_applied && job.status !== "saved" ? t("{stage}, applied {date}", { stage: stageName(job.status), date: date(job.date_applied) }) : stageName(job.status));
  return (
    <div role="status">
      <Notice kind="warn" icon="info">
        <p><strong>{alike[0]!.reason === "similar" ? t("You may have this already.") : t("You have this already.")}</strong></p>
        <ul class="stack tight">{alike.slice(0, 3).map((job) => <li key={job.id}><a href={`/board/${job.id}`}>{titleWords(job.job_title_)}, {job.company_}</a> · {words(job)}</li>)}</ul>
      </Notice>
    </div>
  );
}
