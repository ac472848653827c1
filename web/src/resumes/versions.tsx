// versions.tsx — what a resume was when she kept it: named, looked at, brought back.
import { useEffect, useState } from "preact/hooks";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { TextField } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Loaded, Notice, Skeleton } from "~/parts/state";
import { complain, say } from "~/parts/toast";
import { t } from "~/words/t";
import { dateTime } from "~/words/time";
import { withNames, type Tree } from "./document";
import { templateOf } from "./look";
import { modern } from "./older";
import { PagePicture } from "./page_picture";
import { keepVersion, readVersion, useTemplates, useVersions, type KeptVersion, type ResumeRow, type Version } from "./rows";
import type { Work } from "./work";

const nameOf = (version: Version) => version.label || t("Version {n}", { n: version.version_number });

export function Versions({ work, row, onClose }: { work: Work; row: ResumeRow; onClose(): void }) {
  const versions = useVersions(row.id);
  const [label, setLabel] = useState("");
  const [chosen, setChosen] = useState<Version>();
  const { busy, problem, send } = useSending();
  const keep = (e: Event) => {
    e.preventDefault();
    void send(async () => {
      if (!(await work.save())) return;
      await keepVersion(row.id, label.trim());
      setLabel("");
    });
  };
  const restore = (version: Version, data: Tree) => {
    work.change((doc) => ({ ...doc, data: withNames(modern(data)) }));
    say(t("“{name}” is back", { name: nameOf(version) }), { label: t("Undo"), onAct: work.undo });
    onClose();
  };
  return (
    <Dialog title={t("Versions")} wide onClose={onClose}>
      <div class="stack">
        {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
        <form class="version-keep" onSubmit={keep}>
          <TextField label={t("Keep this version as")} placeholder={t("Sent to Halden")} maxLength={120} value={label} onValue={setLabel} />
          <Button kind="primary" type="submit" busy={busy}>{t("Keep this version")}</Button>
        </form>
        <Loaded query={versions} wait={<Skeleton height="6rem" />}>
          {(all) =>
            all.length ? (
              <div class="versions">
                <ul class="version-list" aria-label={t("Kept versions")}>
                  {all.map((version) => (
                    <li key={version.id}>
                      <button type="button" aria-pressed={version.id === chosen?.id} onClick={() => setChosen(version)}>
                        <strong>{nameOf(version)}</strong>
                        <span class="soft small">{dateTime(version.created_at)}</span>
                      </button>
                    </li>
                  ))}
                </ul>
                {chosen ? <Look key={chosen.id} version={chosen} row={row} onRestore={restore} /> : <p class="soft version-look">{t("Choose one to look at it.")}</p>}
              </div>
            ) : (
              <p class="soft">{t("None yet. A kept version never changes: keep one before you tailor it, or when you send it.")}</p>
            )
          }
        </Loaded>
      </div>
    </Dialog>
  );
}

function Look({ version, row, onRestore }: { version: Version; row: ResumeRow; onRestore(version: Version, data: Tree): void }) {
  const [kept, setKept] = useState<KeptVersion>();
  const today = templateOf(useTemplates().value, row.template_id);
  const look = kept?.slug ? kept : today;
  useEffect(() => {
    readVersion(version.id).then(setKept, complain);
  }, [version.id]);
  return (
    <div class="version-look">
      <div class="row">
        <Button icon="undo" disabled={!kept || row.is_locked} onClick={() => onRestore(version, kept!.data)}>{t("Bring it back")}</Button>
      </div>
      {kept ? (
        <PagePicture of={`version ${version.id} ${look?.slug}`} wish={{ data: kept.data, template: look?.slug, config: look?.config ?? undefined }} dpi={110} alt={t("First page of “{name}”", { name: nameOf(version) })} />
      ) : (
        <span class="page-picture skeleton" />
      )}
    </div>
  );
}
