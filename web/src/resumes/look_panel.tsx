// look_panel.tsx — template, paper, ink and size of letters; each seen at once on her own words.
import { useStore } from "~/data/store";
import { Choices } from "~/parts/field";
import { Icon } from "~/parts/icon";
import { Button } from "~/parts/button";
import { number, t } from "~/words/t";
import { accentOf, contrast, inks, LEAST_CONTRAST, lettersOf, paperOf, readable, setLayout, setLetters, type Letters } from "./look";
import { PagePicture } from "./page_picture";
import type { Template } from "./rows";
import type { Work } from "./work";

const inkNames = (): Record<(typeof inks)[number], string> => ({
  "#1d4ed8": t("Blue"), "#0f766e": t("Teal"), "#1f5d4c": t("Spruce"), "#7c2d5e": t("Plum"), "#9a3412": t("Rust"), "#374151": t("Slate"), "#111827": t("Black"),
});

// A short name for what a picture shows, so that an unchanged one is not fetched again.
function sumOf(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
  return `${text.length}.${sum}`;
}

export function LookPanel({ work, template, templates }: { work: Work; template: Template | undefined; templates: Template[] }) {
  const { data } = useStore(work.doc);
  const accent = accentOf(data, template);
  const layout = (key: string, value: string | undefined, group?: string) => work.change((doc) => ({ ...doc, data: setLayout(doc.data, key, value) }), group);
  const choose = (next: Template) => work.change((doc) => ({ ...doc, template_id: next.id }));
  const sum = sumOf(JSON.stringify(data));
  const weak = contrast(accent) < LEAST_CONTRAST;
  const names = inkNames();
  const ownInk = !inks.some((ink) => ink === accent.toLowerCase());
  return (
    <div class="look">
      <fieldset class="field">
        <legend>{t("Template")}</legend>
        <div class="look-templates">
          {templates.map((one) => (
            <label key={one.id} class="look-template">
              <input type="radio" name="template" checked={one.id === template?.id} onChange={() => choose(one)} />
              <PagePicture of={`look ${one.id} ${sum}`} wish={{ data, template: one.slug, config: one.config }} alt="" />
              <span>{one.name}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Choices label={t("Paper")} value={paperOf(data, template)} onValue={(paper) => layout("paper", paper)} options={[["A4", t("A4")], ["Letter", t("US Letter")]]} />
      <Choices<Letters> label={t("Letters")} value={lettersOf(data, template)} onValue={(letters) => work.change((doc) => ({ ...doc, data: setLetters(doc.data, template, letters) }))}
        options={[["small", t("Small")], ["normal", t("Normal")], ["large", t("Large")]]} />
      <fieldset class="field">
        <legend>{t("Colour")}</legend>
        <div class="inks">
          {inks.map((ink) => (
            <label key={ink} class="ink" title={names[ink]}>
              <input type="radio" name="ink" checked={ink === accent.toLowerCase()} aria-label={names[ink]} onChange={() => layout("accent", ink)} />
              <span style={{ background: ink }}>{ink === accent.toLowerCase() && <Icon name="check" small />}</span>
            </label>
          ))}
          <label class={ownInk ? "ink own on" : "ink own"}>
            <input type="color" aria-label={t("Another colour")} value={accent} onInput={(e) => layout("accent", e.currentTarget.value, "accent")} onBlur={work.endGroup} />
            <span style={ownInk ? { background: accent } : undefined}><Icon name="look" small /></span>
          </label>
        </div>
        {weak && (
          <p class="error" role="status">
            <Icon name="alert" small /> {t("Hard to read on paper: {n} to 1, where 4.5 is the least.", { n: number(contrast(accent), 1) })}
            <Button small kind="plain" onClick={() => layout("accent", readable(accent))}>{t("Make it darker")}</Button>
          </p>
        )}
      </fieldset>
    </div>
  );
}
