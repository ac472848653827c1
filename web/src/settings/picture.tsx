// picture.tsx — her picture: chosen or dropped, cut to a square here, and kept in her folder of the bucket `avatars`.
import { useRef, useState } from "preact/hooks";
import { saveProfile } from "~/data/me";
import { Problem } from "~/data/problem";
import { ask, rung } from "~/data/rung";
import type { Profile } from "~/data/types";
import { Avatar } from "~/parts/avatar";
import { Button } from "~/parts/button";
import { useSending } from "~/parts/form";
import { say } from "~/parts/toast";
import { t } from "~/words/t";
import { Line } from "./section";

const SIDE = 512;
const FOLDER = "/storage/v1/object/public/avatars/";

// The middle of it, as a square: small to send, whatever a camera made.
async function square(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Problem(t("This picture cannot be read."), "refused", t("Choose a PNG, JPEG, WebP or GIF."));
  });
  const side = Math.min(picture.width, picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.min(side, SIDE);
  const paint = canvas.getContext("2d")!;
  paint.imageSmoothingQuality = "high";
  paint.drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/webp", 0.9));
  if (!made) throw new Problem(t("This picture cannot be read."), "refused", t("Choose a PNG, JPEG, WebP or GIF."));
  return made;
}

const pathOf = (url: string | null) => (url?.startsWith(FOLDER) ? url.slice(FOLDER.length) : undefined);

// What lies there no more is as good as removed.
const forget = async (url: string | null) => {
  const path = pathOf(url);
  if (path) await rung.storage.from("avatars").remove([path]);
};

async function put(profile: Profile, file: Blob): Promise<void> {
  const picture = await square(file);
  const path = `${profile.id}/${Date.now().toString(36)}.${picture.type.split("/")[1]}`; // a new name, so that no cache shows the old one
  await ask(rung.storage.from("avatars").upload(path, picture, { contentType: picture.type, cacheControl: "31536000" }));
  await saveProfile({ profile_picture_url: FOLDER + path });
  await forget(profile.profile_picture_url);
}

async function remove(profile: Profile): Promise<void> {
  await saveProfile({ profile_picture_url: null });
  await forget(profile.profile_picture_url);
}

export function Picture({ profile }: { profile: Profile }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { busy, problem, send } = useSending();
  const url = profile.profile_picture_url;
  const choose = async (file: File | undefined) => {
    if (file && (await send(() => put(profile, file)))) say(t("Your picture is saved."));
  };
  const drop = (e: DragEvent) => {
    e.preventDefault();
    setOver(false);
    void choose(e.dataTransfer?.files[0]);
  };
  return (
    <div class={over ? "picture over" : "picture"} onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <Avatar name={profile.full_name || profile.email || ""} url={url} large />
      <Line label={t("Picture")}>
        <p class="soft small">{t("Shown beside your name, and on your public page if you have one.")}</p>
        {problem && <p class="settings-error" role="alert">{problem.message} {problem.hint}</p>}
        <div class="row tight picture-acts">
          <Button small icon="camera" busy={busy} onClick={() => input.current!.click()}>{url ? t("Choose another") : t("Choose a picture")}</Button>
          {url && <Button small kind="plain" disabled={busy} onClick={() => void send(() => remove(profile))}>{t("Remove")}</Button>}
        </div>
        <input ref={input} type="file" accept="image/png,image/jpeg,image/webp,image/gif" hidden
          onChange={(e) => { void choose(e.currentTarget.files?.[0]); e.currentTarget.value = ""; }} />
      </Line>
    </div>
  );
}
