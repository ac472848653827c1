create or replace function public.get_public_cover_letter(share_token text, password text default null) returns jsonb
language sql volatile security definer set search_path = '' as $$ select private.shown_document(share_token, password, 'cover_letter') $$;
comment on function public.get_public_cover_letter is 'The letter that a share link shows; null when it shows none.';
grant execute on function public.get_public_cover_letter to anon, authenticated;
