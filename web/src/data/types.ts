// types.ts — rows as the server sends them, as far as the app reads them.

export interface Profile {
  id: string;
  email: string | null;
  username: string | null;
  full_name: string;
  first_name: string | null;
  last_name: string | null;
  job_title: string | null;
  location: string | null;
  profile_picture_url: string | null;
  target_role: string | null;
  primary_roles_pursued: string[];
  industries_of_interest: string[];
  years_of_experience: number | null;
  total_attempts: number;
  average_score: number;
  current_streak: number;
  longest_streak: number;
  last_practice_date: string | null;
  created_at: string;
}

export interface Settings {
  user_id: string;
  theme: "light" | "dark" | "system";
  language: string;
  timezone: string;
  notification_email: boolean;
  notification_push: boolean;
  privacy_level: "private" | "link" | "public";
  notifications: Record<string, unknown>;
  privacy: Record<string, unknown>;
  preferences: Record<string, unknown>;
  created_at: string;
  updated_at: string;
}

export const statuses = ["saved", "applied", "screening", "interview", "offer", "hired", "rejected", "withdrawn", "ghosted"] as const;
export type Status = (typeof statuses)[number];
