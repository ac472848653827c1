-- Migration 0028
-- Date: 2026-11-21
-- Description: a kept version of a resume keeps the template that it was set in, and what its configuration was

alter table public.document_versions
  add column template_slug text,                               -- null: kept before versions had one, or a letter's
  add column template_config jsonb;
comment on column public.document_versions.template_slug is 'The template of that moment, by trigger.';
comment on column public.document_versions.template_config is 'Its configuration of that moment.';
