// form.tsx — the whole resume as a form: who she is, then the sections in the order of the paper, then those that may be added.
import { useRef, useState } from "preact/hooks";
import { Icon } from "~/parts/icon";
import { announce } from "~/parts/toast";
import { t } from "~/words/t";
import { at, isBlank, moved, nameEntry, nameOf, set } from "./document";
import { useEdit } from "./edit";
import { focusNext } from "./entry";
import { orderOf, setLayout } from "./look";
import { EntryList, Fields, Section } from "./section";
import { address, basics, profiles, sections, type SectionPlan } from "./sections";

export function Form() {
  const edit = useEdit();
  const list = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set()); // empty still, and asked for
  const order = orderOf(edit.data, edit.template);
  const all = sections();
  const says = (plan: SectionPlan) => (plan.shape === "list" ? at(edit.data, plan.path) !== undefined && (at(edit.data, plan.path) as unknown[]).length > 0 : !isBlank(at(edit.data, [...plan.path, "summary"])));
  const shown = (plan: SectionPlan) => says(plan) || wanted.has(plan.key);
  const printed = order.map((key) => all.find((plan) => plan.key === key)).filter((plan): plan is SectionPlan => !!plan && shown(plan));
  const off = all.filter((plan) => shown(plan) && !order.includes(plan.key));
  const absent = all.filter((plan) => !shown(plan));

  const move = (from: number, to: number) => {
    const [held, goal] = [printed[from], printed[to]];
    if (!held || !goal) return;
    edit.change((data) => setLayout(data, "sections", moved(order, order.indexOf(held.key), order.indexOf(goal.key))));
    announce(t("{section} moved to place {n} of {all}", { section: held.title, n: to + 1, all: printed.length }));
  };
  const print = (plan: SectionPlan, on: boolean) => {
    edit.change((data) => setLayout(data, "sections", on ? [...order, plan.key] : order.filter((key) => key !== plan.key)));
    announce(on ? t("{section} is on the paper", { section: plan.title }) : t("{section} is left out of the paper", { section: plan.title }));
  };
  const add = (plan: SectionPlan) => {
    setWanted(new Set([...wanted, plan.key]));
    if (plan.shape === "list") {
      const fresh = nameEntry({});
      focusNext(nameOf(fresh));
      edit.change((data) => set(data, plan.path, [fresh]));
      edit.toggle(nameOf(fresh), true);
    } else requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-section="${plan.key}"] textarea`)?.focus());
  };
  return (
    <div class="resume-form">
      <section class="resume-section" aria-label={t("About you")}>
        <header><h2>{t("About you")}</h2></header>
        <div class="section-body">
          <Fields plan={basics()} />
          <Profiles />
        </div>
      </section>
      <div ref={list} class="resume-sections">
        {printed.map((plan, i) => <Section key={plan.key} plan={plan} i={i} n={printed.length} printed list={list} onMove={move} onPrint={(on) => print(plan, on)} />)}
      </div>
      {off.map((plan) => <Section key={plan.key} plan={plan} i={0} n={0} printed={false} list={list} onMove={move} onPrint={(on) => print(plan, on)} />)}
      {absent.length > 0 && (
        <section class="section-choices" aria-labelledby="more-sections">
          <h2 id="more-sections">{t("Add a section")}</h2>
          <ul class="row tight">
            {absent.map((plan) => (
              <li key={plan.key}>
                <button type="button" onClick={() => add(plan)} title={plan.purpose}><Icon name="add" small />{plan.title}</button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

// What most resumes do without stays folded until it is asked for.
function Profiles() {
  const edit = useEdit();
  const street = address();
  const [asked, setAsked] = useState(false);
  const hasStreet = asked || street.fields.some((field) => !isBlank(at(edit.data, [...street.path, ...field.path])));
  return (
    <>
      {hasStreet ? <Fields plan={street} /> : <div><button type="button" class="button plain small" onClick={() => setAsked(true)}><Icon name="add" small />{t("Add postal address")}</button></div>}
      <div class="stack tight">
        <h3 class="label">{t("Profiles elsewhere")}</h3>
        <EntryList plan={profiles()} />
      </div>
    </>
  );
}
