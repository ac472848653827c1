// state.tsx — a room while it is read, when it is empty, and when it could not be read.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Query } from "~/data/query";
import { t } from "~/words/t";
import { Button } from "./button";
import { Icon, type IconName } from "./icon";

interface EmptyProps {
  icon: IconName;
  title?: string; // none where the page's own says it
  page?: boolean; // it is all that the page shows
  children?: ComponentChildren;
  action?: ComponentChildren;
}

export function Empty({ icon, title, page, children, action }: EmptyProps) {
  useEffect(() => {
    if (page && title) document.title = `${title} · Rung`;
  }, [page, title]);
  return (
    <div class="empty">
      <Icon name={icon} />
      {title && (page ? <h1>{title}</h1> : <h2>{title}</h2>)}
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

// As tall as what will stand there, so that nothing moves when it comes.
export const Skeleton = ({ height = "1rem", width = "100%" }: { height?: string; width?: string }) => <div class="skeleton" style={{ height, width }} />;

export function Loaded<T>({ query, wait, children }: { query: Query<T>; wait: ComponentChildren; children(value: T): ComponentChildren }) {
  if (query.value !== undefined) return <>{children(query.value)}</>;
  if (!query.problem) return <div aria-busy="true"><span class="unseen">{t("Loading")}</span>{wait}</div>;
  return (
    <div class="notice bad" role="alert">
      <Icon name="alert" />
      <div class="stack tight">
        <p><strong>{query.problem.message}</strong> {query.problem.hint}</p>
        <p><Button small icon="again" onClick={() => void query.refresh()}>{t("Try again")}</Button></p>
      </div>
    </div>
  );
}

export const Notice = ({ kind, icon, children }: { kind?: "bad" | "warn"; icon: IconName; children: ComponentChildren }) => (
  <div class={`notice ${kind ?? ""}`} role={kind === "bad" ? "alert" : undefined}>
    <Icon name={icon} />
    <div class="grow">{children}</div>
  </div>
);
