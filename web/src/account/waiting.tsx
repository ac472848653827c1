// waiting.tsx — signed in, and not yet let in by an administrator. The page looks for itself and goes on when she is.
import { useEffect } from "preact/hooks";
import { questionSession, session, signOut } from "~/data/session";
import { useStore } from "~/data/store";
import { Button } from "~/parts/button";
import { useSending } from "~/parts/form";
import { t } from "~/words/t";
import { Door } from "./door";

const EVERY = 20000;

export function Waiting() {
  const { user } = useStore(session);
  const { busy, send } = useSending();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && void questionSession().catch(() => undefined), EVERY);
    return () => clearInterval(timer);
  }, []);
  return (
    <Door title={t("Almost there")}>
      <div class="stack">
        <p>{t("Your account {email} is made. An administrator of this server lets new people in, and has not seen you yet.", { email: user?.email ?? "" })}</p>
        <p class="soft">{t("This page goes on by itself. You can also close it and come back.")}</p>
        <div class="row">
          <Button kind="primary" icon="again" busy={busy} onClick={() => void send(questionSession)}>{t("Look now")}</Button>
          <Button onClick={() => void signOut()}>{t("Sign out")}</Button>
        </div>
      </div>
    </Door>
  );
}
