// page_picture.tsx — a resume's first page, small: fetched when it comes near the window.
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "~/parts/icon";
import { knownPicture, picture } from "./pictures";

interface PagePictureProps {
  of: string; // changes when the picture would
  wish: Record<string, unknown>;
  alt: string;
  dpi?: number;
}

const DPI = Math.min(110, Math.round(36 * Math.max(1.5, devicePixelRatio)));

export function PagePicture({ of, wish, alt, dpi = DPI }: PagePictureProps) {
  const box = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState<{ of: string; url: string | null }>();
  const [near, setNear] = useState(false);
  useEffect(() => {
    const seen = new IntersectionObserver(([entry]) => entry!.isIntersecting && setNear(true), { rootMargin: "300px" });
    seen.observe(box.current!);
    return () => seen.disconnect();
  }, []);
  useEffect(() => {
    if (!near) return;
    const stop = new AbortController();
    picture(of, { ...wish, dpi }, stop.signal).then(
      (url) => !stop.signal.aborted && setShown({ of, url }),
      () => !stop.signal.aborted && setShown((before) => before ?? { of, url: null }),
    );
    return () => stop.abort();
  }, [near, of]);
  const url = knownPicture(of) ?? shown?.url;
  return (
    <span ref={box} class={shown || url ? "page-picture" : "page-picture skeleton"}>
      {url ? <img src={url} alt={alt} draggable={false} /> : shown?.url === null && <Icon name="resume" />}
    </span>
  );
}
