// board.tsx — every application at a glance.
import { useState } from "preact/hooks";
import { Room } from "~/app/room";
import { useAddress } from "~/app/router";
import type { Status } from "~/data/types";
import { Button } from "~/parts/button";
import type { MenuItem } from "~/parts/menu";
import { Empty, Loaded, Skeleton } from "~/parts/state";
import { complain } from "~/parts/toast";
import { t } from "~/words/t";
import { AddJob } from "./add";
import { JobColumns } from "./columns";
import { filterOf, narrowed, shown, type Filter } from "./filter";
import { useCards, useFound } from "./jobs";
import { ImportJobs } from "./import";
import { columnsOf, rememberOrder } from "./order";
import type { Card } from "./rows";
import { downloadSheet } from "./sheet";
import { JobTable } from "./table";
import { Filters, show, Tools } from "./tools";

const Waiting = () => (
  <div class="board" aria-hidden="true">
    {[3, 2, 1, 1, 0, 0].map((n, i) => (
      <div key={i} class="board-column"><header /><div class="board-column-body">{Array.from({ length: n }, (_, k) => <Skeleton key={k} height="6.5rem" />)}</div></div>
    ))}
  </div>
);

export default function Board() {
  const cards = useCards();
  const asked = useAddress().searchParams;
  const filter = filterOf(asked);
  const found = useFound(filter.q);
  const [filtering, setFiltering] = useState(() => narrowed(filter));
  const [adding, setAdding] = useState<Status | undefined>(asked.has("add") ? "saved" : undefined); // "/board?add=1" is a door from other rooms
  const [importing, setImporting] = useState(false);
  const closeAdding = () => {
    setAdding(undefined);
    if (asked.has("add")) show(filter);
  };
  const more: MenuItem[] = [
    { label: t("Import a sheet"), icon: "upload", onPick: () => setImporting(true) },
    { label: t("Download as CSV"), icon: "download", onPick: () => void downloadSheet().catch(complain) },
    { label: filter.archived ? t("Back to the board") : t("Show the archive"), icon: "archive", apart: true, onPick: () => show({ ...filter, archived: !filter.archived }) },
  ];
  const actions = <Tools filter={filter} filtering={filtering} onFiltering={() => setFiltering(!filtering)} onAdd={() => setAdding("saved")} more={more} />;
  return (
    <Room title={t("Board")} width="full" actions={actions}>
      {filtering && <Filters filter={filter} cards={cards.value ?? []} />}
      <Loaded query={cards} wait={<Waiting />}>
        {(all) => <Inside all={all} filter={filter} found={found} onAdd={setAdding} onImport={() => setImporting(true)} />}
      </Loaded>
      {importing && <ImportJobs onClose={() => setImporting(false)} />}
      {adding && <AddJob status={adding} onClose={closeAdding} />}
    </Room>
  );
}

function Inside({ all, filter, found, onAdd, onImport }: { all: Card[]; filter: Filter; found: ReadonlySet<string> | undefined; onAdd(status: Status): void; onImport(): void }) {
  const cards = shown(all, filter, found);
  rememberOrder(filter.view === "table" ? cards : Object.values(columnsOf(cards)).flat());
  if (!all.length)
    return (
      <Empty icon="board" title={t("Your applications will live here")} action={<div class="row"><Button kind="primary" icon="add" onClick={() => onAdd("saved")}>{t("Add your first job")}</Button><Button icon="upload" onClick={onImport}>{t("Import a sheet")}</Button></div>}>
        {t("Paste a posting, and its title, company and salary are read from it. Then move its card from stage to stage.")}
      </Empty>
    );
  if (!cards.length)
    return (
      <Empty icon="search" title={filter.archived && !filter.q ? t("The archive is empty") : t("No job fits")}
        action={<Button onClick={() => show({ ...filterOf(new URLSearchParams()), view: filter.view })}>{t("Show all jobs")}</Button>} />
    );
  if (filter.view === "table") return <JobTable cards={cards} filter={filter} />;
  return <JobColumns cards={cards} filter={filter} onAdd={onAdd} />;
}
