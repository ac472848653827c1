// button.tsx — what is pressed.
import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icon";

type Native = Omit<JSX.IntrinsicElements["button"], "class" | "icon" | "label">;

interface ButtonProps extends Native {
  kind?: "primary" | "quiet" | "plain" | "danger";
  icon?: IconName;
  small?: boolean;
  full?: boolean;
  busy?: boolean; // working on it: keeps its place and its words, and cannot be pressed again
  children?: ComponentChildren;
}

export function Button({ kind = "quiet", icon, small, full, busy, disabled, children, type = "button", ...rest }: ButtonProps) {
  const name = `button ${kind}${small ? " small" : ""}${full ? " full" : ""}`;
  return (
    <button {...rest} type={type} class={name} disabled={disabled || busy} aria-busy={busy || undefined}>
      {busy ? <span class="spinner" aria-hidden="true" /> : icon && <Icon name={icon} small />}
      {children}
    </button>
  );
}

interface LinkProps {
  href: string;
  kind?: ButtonProps["kind"];
  icon?: IconName;
  small?: boolean;
  full?: boolean;
  download?: string;
  children: ComponentChildren;
}

export function ButtonLink({ href, kind = "quiet", icon, small, full, download, children }: LinkProps) {
  return (
    <a href={href} download={download} class={`button ${kind}${small ? " small" : ""}${full ? " full" : ""}`}>
      {icon && <Icon name={icon} small />}
      {children}
    </a>
  );
}

// An icon alone: `label` says what it does, to everyone.
export function IconButton({ icon, label, small, type = "button", ...rest }: Native & { icon: IconName; label: string; small?: boolean }) {
  return (
    <button {...rest} type={type} class={small ? "icon-button small" : "icon-button"} aria-label={label} title={label}>
      <Icon name={icon} small={small} />
    </button>
  );
}
