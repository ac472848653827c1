// stars.tsx — one to five, to be seen and to be set.
import { useId } from "preact/hooks";
import { t } from "~/words/t";

const five = [1, 2, 3, 4, 5];

const Star = ({ on }: { on: boolean }) => (
  <svg class={on ? "star on" : "star"} viewBox="0 0 24 24" aria-hidden="true">
    <path d="m12 3 2.7 5.6 6.1.9-4.4 4.3 1 6.1-5.4-2.9-5.4 2.9 1-6.1-4.4-4.3 6.1-.9z" />
  </svg>
);

export const Stars = ({ n, label }: { n: number; label: string }) => (
  <span class="stars" role="img" aria-label={t("{label}: {n} of 5", { label, n })}>{five.map((i) => <Star key={i} on={i <= n} />)}</span>
);

// Pressing the one that is set takes it away.
export function StarField({ label, value, onValue, hideLabel }: { label: string; value: number | null; onValue(n: number | null): void; hideLabel?: boolean }) {
  const name = useId();
  return (
    <fieldset class="field">
      <legend class={hideLabel ? "unseen" : undefined}>{label}</legend>
      <div class="stars setting">
        {five.map((i) => (
          <label key={i} title={t("{n} of 5", { n: i })}>
            <input type="radio" name={name} checked={value === i} aria-label={t("{n} of 5", { n: i })} onChange={() => onValue(i)} onClick={() => value === i && onValue(null)} />
            <Star on={i <= (value ?? 0)} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
