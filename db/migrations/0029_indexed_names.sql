-- Migration 0029
-- Date: 2026-11-21
-- Description: names that indexes hold have a length that indexes can hold (2,704 bytes), and say so themselves

-- Not valid: rows that are there have been held until now.
alter table public.jobs
  add constraint jobs_company_length     check (length(company) <= 500) not valid,
  add constraint jobs_place_length       check (length(city) <= 200 and length(state) <= 200) not valid,
  add constraint jobs_source_length      check (length(source) <= 200) not valid,
  add constraint jobs_external_id_length check (length(external_job_id) <= 300) not valid;
alter table public.contacts
  add constraint contacts_company_length check (length(company) <= 500) not valid;
