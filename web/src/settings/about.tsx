// about.tsx — which Rung this is.
import { version } from "~/data/rung";
import { t } from "~/words/t";
import { Line, Section } from "./section";

export const AboutSection = () => (
  <Section id="about" title={t("About Rung")}>
    <Line label={t("Version")}><p class="soft numbers">{version}</p></Line>
    <Line label={t("This server")}><p class="soft settings-value">{location.host}</p></Line>
    <Line label={t("Licence")}><p class="soft small">{t("Rung is free software under the MIT licence. Your data stays on this server.")}</p></Line>
  </Section>
);
