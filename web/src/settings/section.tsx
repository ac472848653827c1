// section.tsx — a part of the settings: its name, what it is for, and what can be changed in it.
import type { ComponentChildren } from "preact";
import type { IconName } from "~/parts/icon";
import { t } from "~/words/t";

export const sections = (admin: boolean): { id: string; label: string; icon: IconName }[] => [
  { id: "profile", label: t("Profile"), icon: "person" },
  { id: "look", label: t("Look and language"), icon: "globe" },
  { id: "reminders", label: t("Reminders"), icon: "bell" },
  { id: "privacy", label: t("Privacy"), icon: "eye" },
  { id: "account", label: t("Account"), icon: "lock" },
  ...(admin ? [{ id: "people", label: t("People"), icon: "people" as const }] : []),
  { id: "data", label: t("Your data"), icon: "download" },
  { id: "about", label: t("About Rung"), icon: "info" },
];

export const Section = ({ id, title, about, children }: { id: string; title: string; about?: string; children: ComponentChildren }) => (
  <section id={id} class="settings-section" aria-labelledby={`${id}-title`} tabIndex={-1}>
    <h2 id={`${id}-title`}>{title}</h2>
    {about && <p class="soft settings-about">{about}</p>}
    <div class="card stack wide">{children}</div>
  </section>
);

// Something that is shown, and an act beside it.
export const Line = ({ label, children, act }: { label: string; children?: ComponentChildren; act?: ComponentChildren }) => (
  <div class="settings-line">
    <div class="grow">
      <h3 class="label">{label}</h3>
      {children}
    </div>
    {act}
  </div>
);
