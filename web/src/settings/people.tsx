// people.tsx — for administrators: who waits to be let in.
import { Room } from "~/app/room";
import { put, stale, useQuery } from "~/data/query";
import { ask, rung } from "~/data/rung";
import { session } from "~/data/session";
import { useStore } from "~/data/store";
import { Button, ButtonLink } from "~/parts/button";
import { Avatar } from "~/parts/avatar";
import { Empty, Loaded, Skeleton } from "~/parts/state";
import { complain, say } from "~/parts/toast";
import { many, t } from "~/words/t";
import { date } from "~/words/time";

interface Person {
  id: string;
  full_name: string;
  email: string | null;
  created_at: string;
}

const KEY = "people/waiting";

const approve = (person: Person, let_in: boolean) => ask(rung.rpc("approve_user", { user_id: person.id, approve: let_in }));

async function letIn(person: Person) {
  put<Person[]>(KEY, (all) => (all ?? []).filter((p) => p.id !== person.id));
  try {
    await approve(person, true);
    const back = () => void approve(person, false).then(() => stale(KEY), complain);
    say(t("{name} is in.", { name: person.full_name || person.email || "" }), { label: t("Undo"), onAct: back });
  } catch (error) {
    await complain(error);
  }
  stale(KEY);
}

const Row = ({ person }: { person: Person }) => (
  <li class="person">
    <Avatar name={person.full_name || person.email || ""} />
    <div class="grow">
      <p class="label">{person.full_name}</p>
      <p class="soft small settings-value">{person.email}</p>
      <p class="soft tiny">{t("Waiting since {day}", { day: date(person.created_at) })}</p>
    </div>
    <Button small icon="check" aria-label={`${t("Let in")}: ${person.full_name || person.email || ""}`} onClick={() => void letIn(person)}>{t("Let in")}</Button>
  </li>
);

function List() {
  const waiting = useQuery(KEY, () => ask<Person[]>(rung.rpc("pending_users").select("id,full_name,email,created_at")));
  return (
    <Loaded query={waiting} wait={<Skeleton height="5rem" />}>
      {(all) =>
        all.length ? (
          <>
            <p class="soft people-count">{many(all.length, "{n} person waits.", "{n} people wait, longest first.")}</p>
            <ul class="card people">{all.map((person) => <Row key={person.id} person={person} />)}</ul>
          </>
        ) : (
          <Empty icon="people" title={t("Nobody waits")}>{t("Who makes an account on this server while new people need approval shows up here.")}</Empty>
        )
      }
    </Loaded>
  );
}

export default function People() {
  const admin = useStore(session).user?.admin;
  return (
    <Room title={t("People")} width="narrow" actions={<ButtonLink kind="plain" icon="back" href="/settings">{t("Settings")}</ButtonLink>}>
      {admin ? <List /> : <Empty icon="lock" title={t("Only administrators see this")} action={<ButtonLink href="/settings">{t("To your settings")}</ButtonLink>} />}
    </Room>
  );
}
