-- Migration 0003
-- Date: 2026-11-21
-- Description: domains and enums, so that a wrong value is refused whichever way it comes

create domain public.email_address as text check (value ~* '^[^@\s]+@[^@\s]+\.[^@\s]+$' and length(value) <= 320);
create domain public.phone_number  as text check (value ~ '^[1-9][0-9]{5,14}$');
create domain public.web_url       as text check (value ~* '^https?://[^\s]+$' and length(value) <= 2048);
create domain public.link          as text check ((value !~* '^\s*[a-z][a-z0-9+.-]*:' or value ~* '^(https?|mailto|tel):') and length(value) <= 2048);
create domain public.time_zone     as text check (timestamptz 'epoch' at time zone value is not null);   -- an unknown zone raises 22023
comment on domain public.phone_number is 'E.164 without the plus, as GoTrue keeps it.';
comment on domain public.link is 'What a page may turn into a link: a bare address or path, http, https, mailto, tel; never a script.';

create type public.job_status as enum ('saved','applied','screening','interview','offer','hired','rejected','withdrawn','ghosted');
create type public.skill_proficiency as enum ('beginner','intermediate','advanced','expert');
comment on type public.job_status is 'In the order of a usual application: everything beyond saved has been applied for.';
