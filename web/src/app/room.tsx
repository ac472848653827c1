// room.tsx — the walls of a room: its title on the page, in the window and to the ear.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

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
