// door.tsx — what stands around signing in and signing up: the one page that a stranger sees.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Brand } from "~/app/frame";
import { t } from "~/words/t";

export function Door({ title, children, below }: { title: string; children: ComponentChildren; below?: ComponentChildren }) {
  useEffect(() => {
    document.title = `${title} · Rung`;
  }, [title]);
  return (
    <div class="door">
      <aside class="door-side">
        <p class="door-brand"><Brand /> Rung</p>
        <p class="door-words">{t("One rung at a time.")}</p>
        <p class="door-more">{t("Your applications, your resumes, and practice that tells you why. In one place, on a server you can trust.")}</p>
        <Ladder />
      </aside>
      <main class="door-main">
        <div class="door-form">
          <h1>{title}</h1>
          {children}
          {below && <p class="soft">{below}</p>}
        </div>
      </main>
    </div>
  );
}

const Ladder = () => (
  <svg class="door-ladder" viewBox="0 0 220 320" aria-hidden="true" fill="none" stroke-linecap="round">
    <path d="M70 320 92 20M150 320 128 20" stroke="currentColor" stroke-width="5" opacity="0.5" />
    <path d="M74 270h72M78 220h64M85 120h50M89 70h42" stroke="currentColor" stroke-width="5" opacity="0.5" />
    <path d="M82 170h56" stroke="#f2b661" stroke-width="7" />
  </svg>
);
