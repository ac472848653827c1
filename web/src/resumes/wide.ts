// wide.ts — whether there is room for two columns.
import { useEffect, useState } from "preact/hooks";

const WIDE = matchMedia("(min-width: 64.01rem)");

export function useWide(): boolean {
  const [wide, setWide] = useState(WIDE.matches);
  useEffect(() => {
    const seen = () => setWide(WIDE.matches);
    WIDE.addEventListener("change", seen);
    return () => WIDE.removeEventListener("change", seen);
  }, []);
  return wide;
}
