// import_source.tsx — what the file says, page by page, with the places that were read from.
import { useEffect, useRef } from "preact/hooks";
import { many, t } from "~/words/t";
import type { Spot, TextLine } from "./brought";

export interface Marked extends Spot {
  pointer: string;
  value: string;
  sure: boolean;
}

interface SourceProps {
  pages: TextLine[][];
  marks: Marked[];
  chosen: string | undefined; // a pointer
  onMark(pointer: string): void;
}

// The part of a line that a value was read from, if it stands there in one piece.
function pieces(text: string, value: string): [string, string, string] | undefined {
  const at = value ? text.indexOf(value) : -1;
  return at < 0 ? undefined : [text.slice(0, at), value, text.slice(at + value.length)];
}

export function Source({ pages, marks, chosen, onMark }: SourceProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector(".line.chosen")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const of = (p: number, l: number) => marks.filter((mark) => mark.page === p && l >= mark.from && l < mark.to);
  return (
    <div class="source" ref={box} role="group" aria-label={t("What the file says")} tabIndex={0}>
      {pages.map((lines, p) => (
        <section key={p} class="source-page" aria-label={t("Page {n}", { n: p + 1 })}>
          <p class="tiny soft">{t("Page {n}", { n: p + 1 })} · {many(lines.length, "{n} line", "{n} lines")}</p>
          {lines.map(({ text, gap }, l) => {
            const here = of(p, l);
            const now = here.find((mark) => mark.pointer === chosen);
            const cut = now && pieces(text, now.value);
            const look = ["line", gap && "gap", here.length && "found-line", here.some((mark) => !mark.sure) && "unsure", now && "chosen"].filter(Boolean).join(" ");
            return (
              <p key={l} class={look} onClick={here.length ? () => onMark((now && here[(here.indexOf(now) + 1) % here.length]! || here[0]!).pointer) : undefined}>
                {cut ? <>{cut[0]}<mark>{cut[1]}</mark>{cut[2]}</> : now ? <mark>{text}</mark> : text}
              </p>
            );
          })}
        </section>
      ))}
    </div>
  );
}
