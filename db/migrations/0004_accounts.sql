-- Migration 0004
-- Date: 2026-11-21
-- Description: auth: users, identities, second factors, sessions, tokens, flows

create table auth.users (
  id                    uuid primary key default gen_random_uuid(),
  aud                   text not null default 'authenticated',
  role                  text not null default 'authenticated',  -- a token says 'unapproved' instead until profiles.approved
  email                 public.email_address,
  phone                 public.phone_number unique,
  encrypted_password    text,                                   -- bcrypt or argon2id
  email_confirmed_at    timestamptz,                            
  phone_confirmed_at    timestamptz,
  confirmed_at          timestamptz generated always as (least(email_confirmed_at, phone_confirmed_at)) stored,
  invited_at            timestamptz,
  confirmation_sent_at  timestamptz, recovery_sent_at timestamptz, reauthentication_sent_at timestamptz,
  email_change          public.email_address,                   -- new_email, until confirmed
  email_change_sent_at  timestamptz,
  email_change_confirm_status smallint not null default 0 check (email_change_confirm_status between 0 and 2),  -- halves confirmed
  phone_change          public.phone_number, phone_change_sent_at timestamptz,
  last_sign_in_at       timestamptz,                            
  banned_until          timestamptz,                            
  is_anonymous          boolean not null default false,
  is_sso_user           boolean not null default false,
  raw_app_meta_data     jsonb not null default '{}',            -- server-owned: provider(s), role admin, approved
  raw_user_meta_data    jsonb not null default '{}',            -- sign-up form: full_name, first_name, last_name
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now(),
  deleted_at            timestamptz,                            -- GoTrue's soft delete, which also blanks e-mail and phone
  constraint users_reachable check (is_anonymous or deleted_at is not null or num_nonnulls(email, phone) > 0)
);
create unique index users_email_key on auth.users (lower(email)) where not is_sso_user;
create index users_created_at_idx on auth.users (created_at);   -- admin list

create table auth.identities (                               
  id uuid primary key default gen_random_uuid(),               -- identity_id on the wire
  user_id uuid not null references auth.users on delete cascade,
  provider text not null, provider_id text not null,
  identity_data jsonb not null default '{}',
  email text generated always as (lower(identity_data ->> 'email')) stored,
  last_sign_in_at timestamptz,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (provider, provider_id)
);
create index identities_user_id_idx on auth.identities (user_id);

create table auth.mfa_factors (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users on delete cascade,
  factor_type text not null check (factor_type in ('totp','phone','webauthn','recovery_code')),
  status text not null default 'unverified' check (status in ('unverified','verified')),
  friendly_name text, phone public.phone_number,
  secret bytea,                                                -- sealed with the server key
  credential jsonb, last_used_at timestamptz,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create index mfa_factors_user_id_idx on auth.mfa_factors (user_id);
create unique index mfa_factors_name_key on auth.mfa_factors (user_id, friendly_name) where friendly_name <> '';
create table auth.mfa_challenges (
  id uuid primary key default gen_random_uuid(),
  factor_id uuid not null references auth.mfa_factors on delete cascade,
  otp_hash bytea, session_data jsonb, ip inet,
  created_at timestamptz not null default now(), expires_at timestamptz not null default now() + interval '5 minutes', verified_at timestamptz
);
create index mfa_challenges_factor_id_idx on auth.mfa_challenges (factor_id);

create table auth.sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users on delete cascade,
  aal text not null default 'aal1' check (aal in ('aal1','aal2')),
  amr jsonb not null default '[]',                             -- [{method, timestamp}], a claim of the access token
  ip inet, user_agent text,
  refresh_key bytea not null default extensions.gen_random_bytes(32),   -- each refresh token is the HMAC of the one before
  refreshed_at timestamptz, not_after timestamptz,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create index sessions_user_id_idx on auth.sessions (user_id, created_at desc);

create table auth.refresh_tokens (
  id bigint generated always as identity primary key,
  session_id uuid not null references auth.sessions on delete cascade,
  token_hash bytea not null unique,                            -- sha-256 of the token, never the token
  used_at timestamptz,                                         -- null: the session's current one
  created_at timestamptz not null default now()
);
create index refresh_tokens_session_id_idx on auth.refresh_tokens (session_id);
create unique index refresh_tokens_one_current on auth.refresh_tokens (session_id) where used_at is null;

create table auth.one_time_tokens (
  token_hash bytea primary key,
  user_id uuid not null references auth.users on delete cascade,
  token_type text not null check (token_type in ('confirmation','recovery','magic_link','invite','email_change_current','email_change_new',
                                                 'phone_confirmation','phone_change','reauthentication')),
  relates_to text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index one_time_tokens_user_id_idx on auth.one_time_tokens (user_id, token_type);

create table auth.flow_state (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references auth.users on delete cascade,        -- known once the person has signed in
  auth_code_hash bytea unique, code_challenge text, code_challenge_method text check (code_challenge_method in ('s256','plain')),
  method text not null, provider text, redirect_to text, session_data jsonb not null default '{}',
  created_at timestamptz not null default now(), expires_at timestamptz not null default now() + interval '10 minutes'
);
create index flow_state_user_id_idx on auth.flow_state (user_id);

comment on table auth.users is 'Who can sign in: e-mail, phone, password hash, and what the server (app) and the person (user) say about her.';
comment on table auth.identities is 'The ways a person signs in: e-mail, phone, an OIDC or OAuth provider.';
comment on table auth.mfa_factors is 'Second factors: TOTP, phone, WebAuthn, recovery codes. The secret is sealed with the server''s key.';
comment on table auth.mfa_challenges is 'A challenge of a second factor that waits for its answer.';
comment on table auth.sessions is 'A device that is signed in; session_id in its tokens.';
comment on table auth.refresh_tokens is 'Hashes of a session''s refresh tokens; used ones stay, so that a stolen one is noticed.';
comment on table auth.one_time_tokens is 'Hashes of what is mailed or texted: confirmation, recovery, magic link, invitation, change of address.';
comment on table auth.flow_state is 'PKCE and OAuth round trips on their way.';
comment on column auth.users.banned_until is 'Until then nobody signs in or renews; an inactive account has a date far away.';
comment on column auth.users.raw_app_meta_data is 'The server''s: provider(s), role admin, approved.';
comment on column auth.users.raw_user_meta_data is 'The person''s, from the sign-up form: full_name, first_name, last_name, ...';
comment on column auth.sessions.refresh_key is 'A refresh token''s successor is its HMAC under this key, so that nothing but hashes need be stored.';
