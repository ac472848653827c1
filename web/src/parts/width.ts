// width.ts — whether there is room for one column only; where a narrow page is another page, not the same one reflowed.
import { useEffect, useState } from "preact/hooks";

export const NARROW = "(max-width: 56rem)";

export function useNarrow(query = NARROW): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const seen = () => setNarrow(media.matches);
    seen();
    media.addEventListener("change", seen);
    return () => media.removeEventListener("change", seen);
  }, [query]);
  return narrow;
}
