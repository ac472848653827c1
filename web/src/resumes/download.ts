// download.ts — a resume as a file on her machine.
import { ask, invokeFile, rung } from "~/data/rung";
import { textAt, type Tree } from "./document";
import { fileName, type FileKind } from "./file_name";

export function offer(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

const PNG_DPI = 200;

// As it is saved, so that what is sent is what the server has and counts.
export async function download({ id, title }: { id: string; title: string }, kind: FileKind, page = 1): Promise<void> {
  const { data } = await ask<{ data: Tree }>(rung.from("resumes").select("data").eq("id", id).single());
  const owner = textAt(data, "basics", "name");
  if (kind === "json") return offer(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }), fileName(owner, title, kind));
  const { file } = await invokeFile("resume-render", { resume_id: id, format: kind, ...(kind === "png" && { page, dpi: PNG_DPI }) });
  offer(file, fileName(owner, page > 1 ? `${title} ${page}` : title, kind));
}
