// sample.ts — a resume to try things with.
import type { Tree } from "./document";

export const sample: Tree = {
  basics: {
    name: "Maren Solberg", label: "Platform engineer", email: "maren@solberg.example", phone: "+47 555 01 42", url: "https://solberg.example",
    summary: "Engineer who makes systems dull to run: nine years of databases, deploys and on-call, and the writing that keeps a team from repeating an outage.",
    location: { city: "Bergen", countryCode: "NO" },
    profiles: [{ network: "GitHub", username: "msolberg", url: "https://github.com/msolberg" }],
  },
  work: [
    {
      name: "Fjordline Freight", position: "Staff platform engineer", location: "Bergen", startDate: "2021-03",
      summary: "Owns the platform that 14 teams ship on.",
      highlights: [
        "Cut deploy time from 42 to 6 minutes by splitting one pipeline into twelve that share a cache.",
        "Moved 3 TB of bookings to PostgreSQL 15 in one night with 4 minutes of read-only time.",
        "Wrote the incident guide that took repeat outages from nine a year to one.",
      ],
    },
    {
      name: "Kvist", position: "Backend engineer", location: "Oslo", startDate: "2016-08", endDate: "2021-02",
      highlights: ["Built the search behind 2 million listings; the slowest 1% of answers went from 900 to 120 ms.", "Led the rewrite of billing, which has balanced to the cent every month since."],
    },
  ],
  projects: [{ name: "tidewatch", url: "https://solberg.example/tidewatch", description: "Tide tables for small boats, offline, in 200 KB.", keywords: ["C", "SQLite"] }],
  education: [{ institution: "University of Bergen", studyType: "MSc", area: "Computer science", startDate: "2011", endDate: "2016" }],
  skills: [
    { name: "Languages", keywords: ["Go", "C", "SQL", "TypeScript"] },
    { name: "Systems", keywords: ["PostgreSQL", "Linux", "Terraform", "Prometheus"] },
  ],
  languages: [{ language: "Norwegian", fluency: "native" }, { language: "English", fluency: "fluent" }],
};
