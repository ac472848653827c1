// combobox.tsx — one of very many: typed for, or walked through.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { many, t } from "~/words/t";
import { Field, type FieldProps } from "./field";
import { Icon } from "./icon";
import { place } from "./menu";
import { announce } from "./toast";

export interface Option {
  value: string;
  label: string;
  detail?: string; // below it
  aside?: string; // at its end
  words: string; // what it is found by, in lower case
}

interface ComboboxProps extends FieldProps {
  value: string;
  shown: string; // the chosen one's name
  options(): Option[]; // asked for when the list opens
  onValue(value: string): void;
}

export const plainWords = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function Combobox({ value, shown, options, onValue, ...field }: ComboboxProps) {
  const [typed, setTyped] = useState<string>(); // undefined: closed
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const open = typed !== undefined;
  const all = useMemo(() => (open ? options() : []), [open]);
  const asked = plainWords(typed ?? "").split(/\s+/).filter(Boolean);
  const found = all.filter((option) => asked.every((word) => option.words.includes(word)));

  useLayoutEffect(() => {
    const l = list.current;
    if (!open || !l) return;
    l.showPopover?.();
    // It follows the field: a keyboard that comes up moves the page.
    const follow = (e?: Event) => {
      if (l === e?.target) return;
      l.style.width = `${input.current!.offsetWidth}px`;
      place(l, input.current!, "start");
    };
    follow();
    document.addEventListener("scroll", follow, true);
    visualViewport?.addEventListener("resize", follow);
    return () => {
      document.removeEventListener("scroll", follow, true);
      visualViewport?.removeEventListener("resize", follow);
    };
  }, [open]);
  useLayoutEffect(() => {
    const chosen = list.current?.children[at] as HTMLElement | undefined;
    const l = list.current;
    if (!chosen || !l) return;
    if (chosen.offsetTop < l.scrollTop) l.scrollTop = chosen.offsetTop;
    else if (chosen.offsetTop + chosen.offsetHeight > l.scrollTop + l.clientHeight) l.scrollTop = chosen.offsetTop + chosen.offsetHeight - l.clientHeight;
  }, [at, open, typed]);

  const start = () => {
    if (open) return;
    setTyped("");
    setAt(Math.max(options().findIndex((option) => option.value === value), 0));
  };
  const pick = (option: Option | undefined) => {
    setTyped(undefined);
    if (option && option.value !== value) onValue(option.value);
  };
  const onKey = (e: KeyboardEvent) => {
    const last = found.length - 1;
    const to = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), PageDown: Math.min(at + 8, last), PageUp: Math.max(at - 8, 0) }[e.key];
    if (to !== undefined) {
      e.preventDefault();
      if (open) setAt(to);
      else start();
    } else if (e.key === "Enter" && open) {
      e.preventDefault();
      pick(found[at]);
    } else if (e.key === "Escape" && open) {
      e.preventDefault();
      e.stopPropagation();
      setTyped(undefined);
    }
  };
  const onInput = (text: string) => {
    setTyped(text);
    setAt(0);
    const words = plainWords(text).split(/\s+/).filter(Boolean);
    announce(many(options().filter((option) => words.every((word) => option.words.includes(word))).length, "{n} found", "{n} found"));
  };
  return (
    <Field {...field}>
      {(described) => (
        <div class="combobox">
          <input ref={input} {...described} class="input" role="combobox" aria-autocomplete="list" aria-expanded={open} aria-controls={`${described.id}-list`}
            aria-activedescendant={open && found[at] ? `${described.id}-${at}` : undefined} autoComplete="off" spellcheck={false}
            value={typed ?? shown} placeholder={shown} onClick={start} onKeyDown={onKey} onBlur={() => setTyped(undefined)} onInput={(e) => onInput(e.currentTarget.value)} />
          <Icon name="open" small />
          {open && (
            <ul ref={list} class="menu-list options" popover="manual" role="listbox" id={`${described.id}-list`} aria-label={field.label} tabIndex={-1} onMouseDown={(e) => e.preventDefault()}>
              {found.map((option, i) => (
                <li key={option.value} role="option" id={`${described.id}-${i}`} aria-selected={option.value === value} class={i === at ? "option at" : "option"} onClick={() => pick(option)}>
                  <span class="grow"><span class="clip">{option.label}</span>{option.detail && <span class="clip soft tiny">{option.detail}</span>}</span>
                  {option.aside && <span class="soft small numbers">{option.aside}</span>}
                </li>
              ))}
              {!found.length && <li class="option none soft" role="option" aria-disabled="true" aria-selected={false}>{t("Nothing by that name")}</li>}
            </ul>
          )}
        </div>
      )}
    </Field>
  );
}
