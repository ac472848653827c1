// room.tsx — the walls of a room: its title on the page, in the window and to the ear.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Query } from "~/data/query";
import { ButtonLink } from "~/parts/button";
import { Empty, Loaded } from "~/parts/state";
import type { IconName } from "~/parts/icon";
import { t } from "~/words/t";

interface RoomProps {
  title: string;
  heading?: ComponentChildren; // in place of the title as heading
  under?: ComponentChildren; // a line below the heading
  actions?: ComponentChildren;
  width?: "narrow" | "full";
  children: ComponentChildren;
}

let entered = false;

export function Room({ title, heading, under, actions, width, children }: RoomProps) {
  const h1 = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title ? `${title} · Rung` : "Rung";
  }, [title]);
  // A new room begins at its heading, for those who do not see it; the very first is where the browser puts it.
  useEffect(() => {
    if (entered && !document.querySelector("dialog[open]")) h1.current?.focus({ preventScroll: true });
    entered = true;
  }, []);
  return (
    <div class={`inner ${width ?? ""}`}>
      <header class="room-head">
        <div>
          <h1 ref={h1} tabIndex={-1}>{heading ?? title}</h1>
          {under && <p class="soft">{under}</p>}
        </div>
        {actions && <div class="row tight">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface UnreadProps {
  query: Query<unknown>;
  title: string; // when it is not there
  why: string;
  icon: IconName;
  back: [href: string, words: string];
}

// A room for what could not be read: it is not there, or it can be asked for again; and in any case the way back.
export function Unread({ query, title, why, icon, back: [href, words] }: UnreadProps) {
  const missing = query.problem?.kind === "missing";
  return (
    <Room title={missing ? title : t("This could not be loaded")}>
      {missing ? (
        <Empty icon={icon} action={<ButtonLink href={href} kind="primary">{words}</ButtonLink>}>{why}</Empty>
      ) : (
        <div class="stack">
          <Loaded query={query} wait={null}>{() => null}</Loaded>
          <p><ButtonLink href={href}>{words}</ButtonLink></p>
        </div>
      )}
    </Room>
  );
}
