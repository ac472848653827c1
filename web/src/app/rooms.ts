// rooms.ts — THE table of every room: its address and where its code lies. Each is fetched when it is first entered.
import type { Room } from "./router";

export const rooms: readonly Room[] = [
  { path: "/", place: "home", load: () => import("~/home/home") },
  { path: "/sign-in", place: "", open: "strangers", load: () => import("~/account/sign_in") },
  { path: "/sign-up", place: "", open: "strangers", load: () => import("~/account/sign_up") },
  { path: "/board", place: "board", load: () => import("~/board/board") },
  { path: "/board/:job", place: "board", load: () => import("~/board/job") },
  { path: "/resumes", place: "resumes", load: () => import("~/resumes/resumes") },
  { path: "/resumes/import", place: "resumes", load: () => import("~/resumes/import") },
  { path: "/resumes/:resume", place: "resumes", load: () => import("~/resumes/editor") },
  { path: "/practice", place: "practice", load: () => import("~/practice/practice") },
  { path: "/practice/progress", place: "practice", load: () => import("~/practice/progress") },
  { path: "/practice/questions", place: "practice", load: () => import("~/practice/questions") },
  { path: "/practice/:session", place: "practice", load: () => import("~/practice/session") },
  { path: "/people/:username", place: "", open: "everyone", load: () => import("~/people/person") },
  { path: "/settings/people", place: "settings", load: () => import("~/settings/people") },
  { path: "/settings", place: "settings", load: () => import("~/settings/settings") },
];
