// avatar.tsx — a person: her picture, or the first letter of her name. Her name stands beside it.
export const Avatar = ({ name, url, large }: { name: string; url?: string | null; large?: boolean }) => (
  <span class={large ? "avatar large" : "avatar"} aria-hidden="true">
    {url ? <img src={url} alt="" width="96" height="96" /> : ([...name][0] ?? "").toUpperCase()}
  </span>
);
