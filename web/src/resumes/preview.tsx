// preview.tsx — the paper itself, beside the form: what the renderer makes of what is being written.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { gently } from "~/parts/motion";
import { Button, IconButton } from "~/parts/button";
import { Icon } from "~/parts/icon";
import { useStore } from "~/data/store";
import { many, t } from "~/words/t";
import type { Tree } from "./document";
import { papers, paperOf } from "./look";
import { openPages, type Pages } from "./pages";
import { placeOf, wordsOfPlace, type Place } from "./place";
import type { Template } from "./rows";

interface PreviewProps {
  data: Tree;
  title: string;
  template: Template | undefined;
  onPlace(place: Place): void; // she wants to see where something is wrong
}

const NEARER = 1.2;
const [LEAST, MOST] = [0.5, 3];
const FEW_LINES = 5;
const MOST_DPI = 400;
const SETTLED = 150; // ms after the window was resized

const px = (width: number, height: number) => ({ width: `${width}px`, height: `${height}px` });

export function Preview({ data, title, template, onPlace }: PreviewProps) {
  const [view] = useState(openPages);
  const pages = useStore(view.state);
  const desk = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [zoom, setZoom] = useState(1);
  const [looking, setLooking] = useState(1);
  const paper = papers[paperOf(data, template)];
  const dpi = Math.max(36, Math.min(MOST_DPI, Math.floor((width * zoom * devicePixelRatio * 72) / paper.width)));
  const sent = useRef<{ dpi: number; at: number }>({ dpi: 0, at: 0 });

  useEffect(() => view.close, []);
  useLayoutEffect(() => {
    const measure = () => {
      const style = getComputedStyle(desk.current!);
      setWidth(desk.current!.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
    };
    measure();
    const seen = new ResizeObserver(measure);
    seen.observe(desk.current!);
    return () => seen.disconnect();
  }, []);
  useEffect(() => {
    if (!template || width < 1) return;
    const isFirst = !sent.current.dpi;
    const resized = sent.current.dpi !== dpi;
    sent.current = { dpi, at: Date.now() };
    view.wish({ dpi, body: { data, template: template.slug, config: template.config } }, isFirst ? 0 : resized ? SETTLED : undefined);
  }, [data, template, dpi, width > 0]);

  const onScroll = () => {
    const middle = desk.current!.getBoundingClientRect().top + desk.current!.clientHeight / 2;
    const sheets = [...desk.current!.querySelectorAll("img")];
    const at = sheets.findIndex((sheet) => sheet.getBoundingClientRect().bottom > middle) + 1 || sheets.length || 1;
    view.look(at);
    setLooking(at);
  };
  const turn = (by: number) => desk.current!.querySelectorAll("img")[looking - 1 + by]?.scrollIntoView({ block: "start", behavior: gently() });
  const size = (shot: { width: number; height: number }) => {
    const scale = (dpi / (pages.dpi || dpi)) / devicePixelRatio;
    return px(shot.width * scale, shot.height * scale);
  };
  const waiting = px((paper.width / 72) * (dpi / devicePixelRatio), (paper.height / 72) * (dpi / devicePixelRatio));
  return (
    <section class="preview" aria-label={t("Preview")}>
      <div class="preview-bar">
        <span class="small soft numbers">{pages.pages ? t("Page {n} of {all}", { n: Math.min(looking, pages.pages), all: pages.pages }) : " "}</span>
        {pages.pages > 1 && (
          <>
            <IconButton small icon="up" label={t("Page before")} disabled={looking <= 1} onClick={() => turn(-1)} />
            <IconButton small icon="down" label={t("Next page")} disabled={looking >= pages.pages} onClick={() => turn(1)} />
          </>
        )}
        <span class="grow" />
        <IconButton small icon="farther" label={t("Smaller")} disabled={zoom <= LEAST} onClick={() => setZoom(Math.max(LEAST, zoom / NEARER))} />
        <button type="button" class="button plain small numbers" title={t("Fit to the width")} onClick={() => setZoom(1)}>{Math.round(zoom * 100)} %<span class="unseen"> {t("Fit to the width")}</span></button>
        <IconButton small icon="nearer" label={t("Larger")} disabled={zoom >= MOST} onClick={() => setZoom(Math.min(MOST, zoom * NEARER))} />
      </div>
      <Says pages={pages} onPlace={onPlace} onAgain={view.again} />
      <div class="desk" ref={desk} onScroll={onScroll} tabIndex={0} role="group" aria-label={t("Pages")}>
        {pages.shots.map((shot, i) => (
          <img key={i} class="sheet" src={shot.url} style={size(shot)} draggable={false}
            alt={t("Page {n} of {all} of “{title}” as it will be printed. Its text is in the form.", { n: i + 1, all: pages.pages, title })} />
        ))}
        {!pages.shots.length && <div class={pages.problem ? "sheet" : "sheet skeleton"} style={waiting} />}
        {pages.pages > pages.shots.length && pages.shots.length > 0 && <p class="soft small">{many(pages.pages - pages.shots.length, "{n} more page is in the PDF.", "{n} more pages are in the PDF.")}</p>}
      </div>
    </section>
  );
}

function Says({ pages, onPlace, onAgain }: { pages: Pages; onPlace(place: Place): void; onAgain(): void }) {
  const { problem } = pages;
  if (problem) {
    const place = placeOf(problem.details);
    const words = place ? `${wordsOfPlace(place)}: ${place.says}` : problem.details || problem.message;
    return (
      <div class="preview-says bad" role="status">
        <Icon name="alert" small />
        <span class="grow"><strong>{pages.shots.length ? t("The picture is an older one.") : t("No picture yet.")}</strong> {problem.kind === "other" ? words : problem.message}</span>
        {place ? <Button small kind="plain" onClick={() => onPlace(place)}>{t("Show it")}</Button> : <Button small kind="plain" icon="again" onClick={onAgain}>{t("Try again")}</Button>}
      </div>
    );
  }
  if (pages.pages > 1 && pages.lastLines > 0 && pages.lastLines <= FEW_LINES)
    return <p class="preview-says"><Icon name="idea" small />{many(pages.lastLines, "Page {page} has only {n} line. Shorten a little, and it is gone.", "Page {page} has only {n} lines. Shorten a little, and it is gone.", { page: pages.pages })}</p>;
  return null;
}
