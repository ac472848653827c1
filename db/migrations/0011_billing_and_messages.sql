-- Migration 0011
-- Date: 2026-11-21
-- Description: plans, notifications, keys, the task queue

create table public.subscriptions (
  user_id uuid primary key default auth.uid() references public.profiles on delete cascade,
  plan_type text not null default 'free' check (plan_type in ('free','basic','premium')),
  status text not null default 'active' check (status in ('trialing','active','past_due','unpaid','cancelled','expired')),
  credits_remaining int not null default 0 check (credits_remaining >= 0),
  stripe_customer_id text unique, stripe_subscription_id text unique,
  current_period_start timestamptz, current_period_end timestamptz,
  cancel_at_period_end boolean not null default false, cancelled_at timestamptz,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create index subscriptions_plan_status_idx on public.subscriptions (plan_type, status);
create index subscriptions_period_end_idx on public.subscriptions (current_period_end) where status in ('trialing','active','past_due');

create table public.notifications (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  kind text not null, title text not null, body text, data jsonb not null default '{}',
  send_at timestamptz not null default now(), sent_at timestamptz, read_at timestamptz,
  dedupe_key text, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (user_id, dedupe_key)
);
create index notifications_due_idx on public.notifications (send_at) where sent_at is null;
create index notifications_unread_idx on public.notifications (user_id, created_at desc) where read_at is null;

create table public.api_tokens (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  name text not null, token_prefix text not null,
  scopes text[] not null default '{jobs:write}', expires_at timestamptz, last_used_at timestamptz,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), unique (user_id, name)
);
create table private.api_token_hashes (
  token_id uuid primary key references public.api_tokens on delete cascade,
  token_hash bytea not null unique                             -- sha-256 of a random token, which is shown once
);
create table private.user_secrets (
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  provider text not null, base_url text, ciphertext bytea not null, last4 text,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), primary key (user_id, provider)
);
create table private.task_queue (
  id bigint generated always as identity primary key,
  kind text not null, user_id uuid references public.profiles on delete cascade, payload jsonb not null default '{}',
  run_at timestamptz not null default now(), attempts int not null default 0, max_attempts int not null default 5,
  locked_until timestamptz, last_error text,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create index task_queue_ready_idx on private.task_queue (run_at) where attempts < max_attempts;
create index task_queue_user_idx on private.task_queue (user_id) where user_id is not null;

create table private.stripe_events (
  id text primary key,                                         -- Stripe's event id: a webhook that comes twice is handled once
  type text not null, received_at timestamptz not null default now()
);

comment on table public.subscriptions is 'A person''s plan and credits, as Stripe last said; free without Stripe.';
comment on table public.notifications is 'What is to be told to a person: in the app, and by mail when due.';
comment on table public.api_tokens is 'Keys for scripts and extensions; the key is shown once.';
comment on table private.api_token_hashes is 'SHA-256 of those keys.';
comment on table private.user_secrets is 'People''s own model-provider keys, sealed by the server.';
comment on table private.task_queue is 'What takes longer than a person waits: render, transcribe, score, mail, export; claimed with SKIP LOCKED.';
comment on table private.stripe_events is 'Webhooks that have been handled.';
comment on column public.notifications.dedupe_key is 'The same reminder is not sent twice.';
