-- Migration 0017
-- Date: 2026-11-21
-- Description: what opening or renewing a session answers; each transition of a session is one call of the server's

create type auth.session_grant as (
  outcome text,                                                -- ok, or GoTrue's error code
  session_id uuid, user_id uuid, role text, aal text, amr jsonb, refresh_token text
);
comment on type auth.session_grant is 'The answer of auth.open_session and auth.renew_session: outcome ok, or GoTrue''s error code and nothing else.';
