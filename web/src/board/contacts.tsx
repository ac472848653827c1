// contacts.tsx — the people behind a job.
import { useState } from "preact/hooks";
import { useDraft } from "~/data/draft";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { Select, TextArea, TextField } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Icon } from "~/parts/icon";
import { Menu } from "~/parts/menu";
import { Loaded, Notice, Skeleton } from "~/parts/state";
import { t } from "~/words/t";
import { addContact, changeContact, link, unlink, useContacts, usePeople, type ContactValues } from "./people";
import type { Contact, Job } from "./rows";

export function Contacts({ job }: { job: Job }) {
  const people = usePeople(job.id);
  const [editing, setEditing] = useState<Contact | "new">();
  return (
    <section aria-labelledby="contacts" class="side-part">
      <div class="row apart"><h2 id="contacts">{t("People")}</h2><Button small kind="plain" icon="add" onClick={() => setEditing("new")}>{t("Add")}</Button></div>
      <Loaded query={people} wait={<Skeleton height="3rem" />}>
        {(all) => all.length ? <ul class="job-people">{all.map((one) => <Person key={one.id} job={job} person={one} onChange={() => setEditing(one)} />)}</ul> : <p class="soft small">{t("Recruiters, future colleagues, whoever helps.")}</p>}
      </Loaded>
      {editing && <ContactForm job={job} person={editing === "new" ? undefined : editing} there={people.value ?? []} onClose={() => setEditing(undefined)} />}
    </section>
  );
}

const webLink = (url: string) => (/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`);

function Person({ job, person, onChange }: { job: Job; person: Contact; onChange(): void }) {
  return (
    <li>
      <div class="grow">
        <p class="person-name">{person.name}</p>
        {(person.role || person.company) && <p class="tiny soft">{[person.role, person.company].filter(Boolean).join(", ")}</p>}
        {person.email && <p class="tiny clip"><a href={`mailto:${person.email}`}>{person.email}</a></p>}
        {person.phone && <p class="tiny"><a href={`tel:${person.phone.replace(/[^\d+]/g, "")}`}>{person.phone}</a></p>}
        {person.url && <p class="tiny clip"><a href={webLink(person.url)} target="_blank" rel="noopener noreferrer">{person.url.replace(/^https?:\/\/(www\.)?/, "")}</a></p>}
        {person.notes && <p class="tiny soft">{person.notes}</p>}
      </div>
      <Menu label={t("More for {name}", { name: person.name })} className="icon-button small"
        items={[{ label: t("Change"), icon: "edit", onPick: onChange }, { label: t("Take off this job"), icon: "close", onPick: () => void unlink(job.id, person) }]}><Icon name="menu" small /></Menu>
    </li>
  );
}

type Values = Record<keyof ContactValues, string>;
const blank: Values = { name: "", email: "", phone: "", company: "", role: "", url: "", notes: "" };
const textsOf = (person: Contact): Values => Object.fromEntries(Object.keys(blank).map((name) => [name, person[name as keyof Values] ?? ""])) as Values;

function ContactForm({ job, person, there, onClose }: { job: Job; person: Contact | undefined; there: readonly Contact[]; onClose(): void }) {
  const draft = useDraft<Values>(person ? `board/contact/${person.id}` : `board/contact/new/${job.id}`, person ? textsOf(person) : { ...blank, company: job.company });
  const known = (useContacts(!person).value ?? []).filter((one) => !there.some((p) => p.id === one.id));
  const [chosen, setChosen] = useState("");
  const [tried, setTried] = useState(false);
  const sending = useSending();
  const v = draft.value;
  const field = (name: keyof Values) => ({ value: v[name], onValue: (value: string) => draft.set((before) => ({ ...before, [name]: value })) });
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    const existing = known.find((one) => one.id === chosen);
    if (!existing && !v.name.trim()) return;
    void sending.send(async () => {
      const values = Object.fromEntries(Object.entries(v).map(([name, value]) => [name, value.trim() || null])) as unknown as ContactValues;
      if (person) await changeContact(person, values);
      else if (existing) await link(job.id, existing);
      else await addContact(job.id, values);
      draft.drop();
      onClose();
    });
  };
  return (
    <Dialog title={person ? person.name : t("Add a person")} onClose={onClose} footer={<Button kind="primary" type="submit" form="contact" busy={sending.busy}>{person ? t("Save") : t("Add")}</Button>}>
      <form id="contact" class="stack" onSubmit={submit} noValidate>
        {sending.problem && <Notice kind="bad" icon="alert"><strong>{sending.problem.message}</strong> {sending.problem.hint}</Notice>}
        {known.length > 0 && <Select label={t("Someone you know already")} value={chosen} onValue={setChosen} options={[["", t("Someone new")], ...known.map((one) => [one.id, [one.name, one.company].filter(Boolean).join(", ")] as const)]} />}
        {!chosen && (
          <div class="add-fields">
            <TextField label={t("Name")} autoFocus={!known.length} required {...field("name")} error={tried && !v.name.trim() ? t("This is needed.") : undefined} />
            <TextField label={t("Role")} placeholder={t("Recruiter")} {...field("role")} />
            <TextField label={t("E-mail")} type="email" {...field("email")} />
            <TextField label={t("Phone")} type="tel" {...field("phone")} />
            <TextField label={t("Company")} {...field("company")} />
            <TextField label={t("Profile or page")} {...field("url")} />
            <div class="add-wide"><TextArea label={t("Notes")} rows={2} {...field("notes")} /></div>
          </div>
        )}
      </form>
    </Dialog>
  );
}
