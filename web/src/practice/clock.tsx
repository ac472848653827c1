// clock.tsx — how long she has had this question in sight: away from the window it stands still.
import { useEffect, useState } from "preact/hooks";
import { dropDraft, keepDraft, keptDraft } from "~/data/draft";
import { store, useStore, type Store } from "~/data/store";
import { Button } from "~/parts/button";
import { Icon } from "~/parts/icon";
import { announce } from "~/parts/toast";
import { t } from "~/words/t";

const SECOND = 1000;
const HIDDEN = "practice.clock_hidden";

export interface Clock extends Store<number> {
  drop(): void; // answered: the next time begins at nothing
}

export function useClock(name: string): Clock {
  const [clock] = useState(() => store(keptDraft<number>(name) ?? 0));
  const [dropped] = useState({ yes: false });
  useEffect(() => {
    let seen = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      // A machine that slept counts no more than the tick that it missed.
      if (document.visibilityState === "visible" && !dropped.yes) {
        clock.set(clock.get() + Math.min(now - seen, 2 * SECOND));
        keepDraft(name, Math.round(clock.get()));
      }
      seen = now;
    }, SECOND);
    return () => clearInterval(timer);
  }, [name]);
  return {
    ...clock,
    drop() {
      dropped.yes = true;
      dropDraft(name);
    },
  };
}

export function spent(ms: number): string {
  const seconds = Math.floor(ms / SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// `aim` in seconds; 0: there is none.
export function ClockLine({ clock, aim }: { clock: Clock; aim: number }) {
  const ms = useStore(clock);
  const [hidden, setHidden] = useState(() => keptDraft<boolean>(HIDDEN) ?? false);
  const past = aim > 0 && ms >= aim * SECOND;
  useEffect(() => {
    if (past && !hidden && ms < (aim + 2) * SECOND) announce(t("Your time is up. Finish your thought."));
  }, [past]);
  const hide = (to: boolean) => {
    setHidden(to);
    keepDraft(HIDDEN, to);
  };
  if (hidden) return <div class="clock"><Button kind="plain" small icon="clock" onClick={() => hide(false)}>{t("Show the clock")}</Button></div>;
  return (
    <div class="clock" data-past={past || undefined}>
      <Icon name="clock" small />
      <span class="numbers" role="timer">
        <span class="unseen">{t("Time spent")} </span>
        {aim ? t("{time} of {aim}", { time: spent(ms), aim: spent(aim * SECOND) }) : spent(ms)}
      </span>
      {aim > 0 && <div class="meter grow" aria-hidden="true"><span style={{ width: `${Math.min(100, ms / aim / 10)}%` }} /></div>}
      <Button kind="plain" small onClick={() => hide(true)}>{t("Hide")}</Button>
    </div>
  );
}
