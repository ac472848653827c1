// resumes.tsx — every resume that she has, as the paper it is.
import { useState } from "preact/hooks";
import { Room } from "~/app/room";
import { go, useAddress } from "~/app/router";
import { Button, ButtonLink } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { TextField } from "~/parts/field";
import { Icon } from "~/parts/icon";
import { Menu } from "~/parts/menu";
import { Empty, Loaded, Skeleton } from "~/parts/state";
import { many, t } from "~/words/t";
import { NewResume } from "./begin";
import { ResumeSheet } from "./card";
import { rename, useCards, type ResumeCard } from "./rows";
import { TrashList } from "./trash";

const MANY = 8; // from here on there is a search

const Waiting = () => (
  <div class="resume-grid" aria-hidden="true">
    {[0, 1, 2].map((n) => (
      <div key={n} class="resume-card"><span class="page-picture skeleton" /><Skeleton height="1.25rem" width="70%" /><Skeleton height="1rem" width="50%" /></div>
    ))}
  </div>
);

export default function Resumes() {
  const cards = useCards();
  const address = useAddress().searchParams;
  const [renaming, setRenaming] = useState<ResumeCard>();
  const inTrash = address.has("trash");
  const show = (what: string) => go(what ? `/resumes?${what}` : "/resumes");
  if (inTrash)
    return (
      <Room title={t("Trash")} actions={<ButtonLink href="/resumes" icon="back">{t("Resumes")}</ButtonLink>}>
        <TrashList />
      </Room>
    );
  const actions = (
    <>
      <Menu label={t("More")} className="icon-button" items={[{ label: t("Import a file"), icon: "import", href: "/resumes/import" }, { label: t("Trash"), icon: "remove", href: "/resumes?trash" }]}><Icon name="menu" /></Menu>
      <span class="when-wide"><ButtonLink href="/resumes/import" icon="import">{t("Import")}</ButtonLink></span>
      <Button kind="primary" icon="add" onClick={() => show("new")}>{t("New resume")}</Button>
    </>
  );
  return (
    <Room title={t("Resumes")} actions={actions}>
      <Loaded query={cards} wait={<Waiting />}>{(all) => <Shelf all={all} onRename={setRenaming} />}</Loaded>
      {address.has("new") && <NewResume onClose={() => show("")} />}
      {renaming && <Rename card={renaming} onClose={() => setRenaming(undefined)} />}
    </Room>
  );
}

function Shelf({ all, onRename }: { all: ResumeCard[]; onRename(card: ResumeCard): void }) {
  const [sought, setSought] = useState("");
  if (!all.length)
    return (
      <Empty icon="resume" title={t("Your resumes will live here")}
        action={<div class="row"><ButtonLink href="/resumes/import" kind="primary" icon="import">{t("Bring your resume")}</ButtonLink><ButtonLink href="/resumes?new" icon="add">{t("Start a new one")}</ButtonLink></div>}>
        {t("Bring the one you have as a PDF, and it is read into fields that you can check. Or start with a few words.")}
      </Empty>
    );
  const named = (card: ResumeCard) => [card.title, card.job?.company, card.job?.job_title, card.template?.name].join(" ").toLowerCase();
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = all.filter((card) => words.every((word) => named(card).includes(word)));
  return (
    <>
      {all.length > MANY && (
        <div class="resume-search" role="search">
          <Icon name="search" small />
          <input class="input" type="search" aria-label={t("Search resumes")} placeholder={t("Search")} aria-keyshortcuts="/" value={sought} onInput={(e) => setSought(e.currentTarget.value)} />
          <span class={sought ? "soft small" : "unseen"} role="status">{sought && many(shown.length, "{n} resume", "{n} resumes")}</span>
        </div>
      )}
      {shown.length ? (
        <ul class="resume-grid">{shown.map((card) => <ResumeSheet key={card.id} card={card} onRename={() => onRename(card)} />)}</ul>
      ) : (
        <Empty icon="search" title={t("No resume fits")} action={<Button onClick={() => setSought("")}>{t("Show all")}</Button>} />
      )}
    </>
  );
}

function Rename({ card, onClose }: { card: ResumeCard; onClose(): void }) {
  const [title, setTitle] = useState(card.title);
  const submit = (e: Event) => {
    e.preventDefault();
    if (!title.trim()) return;
    if (title.trim() !== card.title) void rename(card, title.trim());
    onClose();
  };
  return (
    <Dialog title={t("Rename")} onClose={onClose} footer={<><Button onClick={onClose}>{t("Leave it")}</Button><Button kind="primary" type="submit" form="rename">{t("Rename")}</Button></>}>
      <form id="rename" onSubmit={submit}><TextField label={t("Title")} hint={t("For you, and in the name of the file.")} required autoFocus value={title} onValue={setTitle} /></form>
    </Dialog>
  );
}
