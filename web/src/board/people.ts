// people.ts — contacts, and which of them belong to a job.
import { peek, put, stale, useQuery, type Query } from "~/data/query";
import { ask, rung } from "~/data/rung";
import { complain, say } from "~/parts/toast";
import { t } from "~/words/t";
import { CONTACT, type Contact } from "./rows";

const ALL = "board/contacts";
const keyOf = (job: string) => `board/people/${job}`;
const byName = (a: Contact, b: Contact) => a.name.localeCompare(b.name);

export const useContacts = (wanted: boolean): Query<Contact[]> => useQuery(wanted ? ALL : null, () => ask<Contact[]>(rung.from("contacts").select(CONTACT).order("name")));

export const usePeople = (job: string): Query<Contact[]> =>
  useQuery(keyOf(job), async () => (await ask<{ contacts: Contact }[]>(rung.from("job_contacts").select(`contacts(${CONTACT})`).eq("job_id", job))).map((row) => row.contacts).sort(byName));

function show(job: string, make: (people: Contact[]) => Contact[]) {
  if (peek(keyOf(job))) put<Contact[]>(keyOf(job), (people) => make(people!).sort(byName));
}

export async function link(job: string, contact: Contact): Promise<void> {
  await ask(rung.from("job_contacts").insert({ job_id: job, contact_id: contact.id }));
  show(job, (people) => [...people.filter((p) => p.id !== contact.id), contact]);
  stale(keyOf(job));
}

export type ContactValues = Omit<Contact, "id">;

export async function addContact(job: string, values: ContactValues): Promise<void> {
  const contact = await ask<Contact>(rung.from("contacts").insert(values).select(CONTACT).single());
  stale(ALL);
  await link(job, contact);
}

export async function changeContact(contact: Contact, values: ContactValues): Promise<void> {
  const changes = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== contact[name as keyof Contact]));
  if (Object.keys(changes).length) await ask(rung.from("contacts").update(changes).eq("id", contact.id));
  stale("board/people/", ALL);
}

export async function unlink(job: string, contact: Contact): Promise<void> {
  show(job, (people) => people.filter((p) => p.id !== contact.id));
  try {
    await ask(rung.from("job_contacts").delete().eq("job_id", job).eq("contact_id", contact.id));
    say(t("{name} is not part of this job any more", { name: contact.name }), { label: t("Undo"), onAct: () => void link(job, contact).catch(complain) });
  } catch (error) {
    show(job, (people) => [...people, contact]);
    void complain(error);
  }
}
