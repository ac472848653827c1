// person.tsx — the public page of someone who has chosen to have one: who she is, and the documents that she lists.
import { useEffect, useState } from "preact/hooks";
import { Brand } from "~/app/frame";
import { useQuery } from "~/data/query";
import { ask, invokeFile, rung } from "~/data/rung";
import { Avatar } from "~/parts/avatar";
import { Button, ButtonLink } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { Icon } from "~/parts/icon";
import { useSending } from "~/parts/form";
import { saveFile } from "~/parts/save_file";
import { Empty, Loaded, Skeleton } from "~/parts/state";
import { t } from "~/words/t";

interface Listed {
  token: string;
  kind: "resume" | "cover_letter";
  title: string;
}

interface Person {
  username: string;
  full_name: string;
  job_title: string | null;
  location: string | null;
  profile_picture_url: string | null;
  findable: boolean;
  documents: Listed[];
}

interface Shown {
  title: string;
  template: string | null;
  config: Record<string, unknown> | null;
  content: Record<string, unknown>;
}

// Search engines read the page as it stands in the end.
function useFindable(findable: boolean) {
  useEffect(() => {
    if (findable) return;
    const meta = document.createElement("meta");
    meta.name = "robots";
    meta.content = "noindex";
    document.head.append(meta);
    return () => meta.remove();
  }, [findable]);
}

const shown = (fn: "get_public_generated_resume" | "get_public_cover_letter", token: string) => ask<Shown | null>(rung.rpc(fn, { share_token: token }));

function Resume({ of }: { of: Listed }) {
  const { busy, problem, send } = useSending();
  const download = () => send(async () => {
    const resume = await shown("get_public_generated_resume", of.token);
    if (!resume) return;
    const { content: data, template, config } = resume;
    const { file } = await invokeFile("resume-render", { data, ...(template && { template }), ...(config && { config }), format: "pdf" });
    saveFile(`${of.title}.pdf`, file);
  });
  return (
    <li class="listed">
      <Icon name="resume" />
      <div class="grow">
        <p class="label">{of.title}</p>
        {problem && <p class="settings-error" role="alert">{problem.message} {problem.hint}</p>}
      </div>
      <Button small icon="download" busy={busy} aria-label={t("Download {title}", { title: of.title })} onClick={() => void download()}>{t("Download")}</Button>
    </li>
  );
}

function Letter({ of }: { of: Listed }) {
  const { busy, problem, send } = useSending();
  const [text, setText] = useState<string>();
  const read = () => send(async () => {
    const letter = await shown("get_public_cover_letter", of.token);
    setText(String(letter?.content.content ?? ""));
  });
  return (
    <li class="listed">
      <Icon name="mail" />
      <div class="grow">
        <p class="label">{of.title}</p>
        {problem && <p class="settings-error" role="alert">{problem.message} {problem.hint}</p>}
      </div>
      <Button small icon="eye" busy={busy} aria-label={t("Read {title}", { title: of.title })} onClick={() => void read()}>{t("Read")}</Button>
      {text !== undefined && <Dialog title={of.title} onClose={() => setText(undefined)}><p class="letter read">{text}</p></Dialog>}
    </li>
  );
}

function Page({ person }: { person: Person }) {
  useFindable(person.findable);
  useEffect(() => {
    document.title = `${person.full_name || person.username} · Rung`;
  }, [person]);
  return (
    <>
      <header class="person-head">
        <Avatar name={person.full_name || person.username} url={person.profile_picture_url} large />
        <div>
          <h1>{person.full_name || person.username}</h1>
          {person.job_title && <p class="person-title">{person.job_title}</p>}
          {person.location && <p class="soft row tight"><Icon name="place" small />{person.location}</p>}
        </div>
      </header>
      {person.documents.length > 0 && (
        <section aria-labelledby="documents">
          <h2 id="documents" class="unseen">{t("Documents")}</h2>
          <ul class="card people">
            {person.documents.map((of) => (of.kind === "resume" ? <Resume key={of.token} of={of} /> : <Letter key={of.token} of={of} />))}
          </ul>
        </section>
      )}
    </>
  );
}

function Nobody() {
  useFindable(false);
  return <Empty icon="person" page title={t("No page here")} action={<ButtonLink href="/">{t("Go home")}</ButtonLink>}>{t("Nobody shows a page at this address. It may have been taken back.")}</Empty>;
}

export default function PersonRoom({ params: [username = ""] }: { params: string[] }) {
  const page = useQuery(`people/page/${username}`, () => ask<Person | null>(rung.rpc("get_public_profile", { username })));
  return (
    <div class="person-page">
      <main>
        <Loaded query={page} wait={<Skeleton height="6rem" />}>{(person) => (person ? <Page person={person} /> : <Nobody />)}</Loaded>
      </main>
      <footer><a href="/"><Brand /> {t("Made with Rung")}</a></footer>
    </div>
  );
}
