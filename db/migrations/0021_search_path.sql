-- Migration 0021
-- Date: 2026-11-21
-- Description: connections of the API begin with the search path that requests have, so that most need not say it

alter role authenticator set search_path = public, extensions;
