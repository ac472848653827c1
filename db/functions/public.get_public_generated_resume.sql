create or replace function public.get_public_generated_resume(share_token text, password text default null) returns jsonb
language sql volatile security definer set search_path = '' as $$ select private.shown_document(share_token, password, 'resume') $$;
comment on function public.get_public_generated_resume is 'The resume that a share link shows; null when it shows none.';
grant execute on function public.get_public_generated_resume to anon, authenticated;
