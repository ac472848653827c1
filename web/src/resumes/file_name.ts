// file_name.ts — a file named after whose resume it is and what it is called.

export type FileKind = "pdf" | "png" | "json";

const NAME_MOST = 80;

// "Maren Solberg - Platform resume.pdf": letters of any script, nothing that a file system minds.
export function fileName(owner: string, title: string, kind: FileKind): string {
  const clean = (text: string) => text.replace(/[\p{Cc}\\/:*?"<>|]+/gu, " ").replace(/\s+/g, " ").replace(/^[. ]+|[. ]+$/g, "");
  const [person, name] = [clean(owner), clean(title)];
  const both = !person || name.toLowerCase().includes(person.toLowerCase()) ? name : `${person} - ${name}`;
  return `${[...both].slice(0, NAME_MOST).join("").trim() || "resume"}.${kind}`;
}
