// saved_fields.tsx — the shared fields, each saving itself.
import type { ComponentProps } from "preact";
import { saveSettings } from "~/data/me";
import type { Settings } from "~/data/types";
import { Choices, Switch, TextField } from "~/parts/field";
import { SavedMark, useSaved, type Saved } from "~/parts/saved";

type TextProps = Omit<ComponentProps<typeof TextField>, "value" | "onValue" | "note" | "error"> & { saved: Saved<string> };

export const SavedText = ({ saved, ...rest }: TextProps) => (
  <TextField {...rest} value={saved.value} onValue={saved.set} onBlur={saved.flush} error={saved.error} note={<SavedMark state={saved.state} />}
    onKeyDown={(e) => e.key === "Enter" && saved.flush()} />
);

// One of the settings, by its name.
export const useSetting = <K extends keyof Settings>(settings: Settings, name: K) =>
  useSaved<Settings[K]>(`settings/${name}`, settings[name], (value) => saveSettings({ [name]: value } as Partial<Settings>));

export const SavedSwitch = ({ saved, label, hint }: { saved: Saved<boolean>; label: string; hint?: string }) => (
  <div class="saving">
    <SavedMark state={saved.state} />
    <Switch label={label} hint={hint} on={saved.value} onSwitch={saved.choose} />
    {saved.error && <p class="settings-error" role="alert">{saved.error}</p>}
  </div>
);

export const SavedChoices = <T extends string>({ saved, ...rest }: Omit<ComponentProps<typeof Choices<T>>, "value" | "onValue"> & { saved: Saved<T> }) => (
  <div class="saving">
    <SavedMark state={saved.state} />
    <Choices {...rest} value={saved.value} onValue={saved.choose} />
    {saved.error && <p class="settings-error" role="alert">{saved.error}</p>}
  </div>
);
