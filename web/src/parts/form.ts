// form.ts — sending what was filled in: once at a time, and what is wrong stands where it is.
import { useState } from "preact/hooks";
import { problemOf, type Problem } from "~/data/problem";

export interface Sending {
  busy: boolean;
  problem: Problem | undefined;
  // For onSubmit and onClick: true when it went through.
  send(act: () => Promise<void>): Promise<boolean>;
  clear(): void;
}

export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  return {
    busy,
    problem,
    clear: () => setProblem(undefined),
    async send(act) {
      setBusy(true);
      setProblem(undefined);
      try {
        await act();
        return true;
      } catch (error) {
        setProblem(await problemOf(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
