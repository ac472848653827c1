// dialog.tsx — a question over the page; the browser's own <dialog> keeps the focus in it and gives it back.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "~/words/t";
import { Button, IconButton } from "./button";

interface DialogProps {
  title: string;
  onClose(): void;
  wide?: boolean;
  stays?: boolean; // cannot be closed without an answer
  footer?: ComponentChildren;
  children: ComponentChildren;
}

export function Dialog({ title, onClose, wide, stays, footer, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const d = dialog.current!;
    const before = document.activeElement as HTMLElement | null;
    d.showModal();
    return () => {
      d.close();
      before?.focus?.();
    };
  }, []);
  const onBackdrop = (e: MouseEvent) => e.target === dialog.current && !stays && onClose();
  return (
    <dialog ref={dialog} class={wide ? "dialog wide" : "dialog"} aria-labelledby={id} onMouseDown={onBackdrop}
      onCancel={(e) => { if (e.target !== dialog.current) return; e.preventDefault(); if (!stays) onClose(); }}>
      <header>
        <h2 id={id}>{title}</h2>
        {!stays && <IconButton icon="close" label={t("Close")} onClick={onClose} />}
      </header>
      <div class="body" tabIndex={-1}>{children}</div>
      {footer && <footer>{footer}</footer>}
    </dialog>
  );
}

export function Confirm({ title, act, keep, onAct, onClose, children, busy }: { title: string; act: string; keep?: string; onAct(): void; onClose(): void; children: ComponentChildren; busy?: boolean }) {
  return (
    <Dialog title={title} onClose={onClose} footer={<><Button onClick={onClose}>{keep ?? t("Keep it")}</Button><Button kind="danger" busy={busy} onClick={onAct}>{act}</Button></>}>
      {children}
    </Dialog>
  );
}
