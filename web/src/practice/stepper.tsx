// stepper.tsx — a small whole number: typed, or one more and one less.
import { useId } from "preact/hooks";
import { IconButton } from "~/parts/button";
import { t } from "~/words/t";

interface StepperProps {
  label: string;
  value: number;
  onValue(n: number): void;
  min: number;
  max: number;
}

export function Stepper({ label, value, onValue, min, max }: StepperProps) {
  const id = useId();
  const within = (n: number) => Math.min(max, Math.max(min, Math.round(n) || min));
  const typed = (input: HTMLInputElement) => {
    const n = within(input.valueAsNumber);
    input.value = String(n);
    onValue(n);
  };
  // Said while it is typed: what else is drawn meanwhile would put the old number back.
  const typing = (n: number) => {
    if (Number.isInteger(n) && n === within(n)) onValue(n);
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="stepper">
        <IconButton icon="less" label={t("One less")} disabled={value <= min} onClick={() => onValue(within(value - 1))} />
        <input id={id} class="input numbers" type="number" inputMode="numeric" min={min} max={max} value={value} onInput={(e) => typing(e.currentTarget.valueAsNumber)} onChange={(e) => typed(e.currentTarget)} />
        <IconButton icon="add" label={t("One more")} disabled={value >= max} onClick={() => onValue(within(value + 1))} />
      </div>
    </div>
  );
}
