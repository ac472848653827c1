create or replace function public.create_api_token(name text, scopes text[] default '{jobs:write}', expires_at timestamptz default null) returns text
language plpgsql security definer set search_path = '' as $$
declare
  token text := 'rung_' || encode(extensions.gen_random_bytes(24), 'hex');
  id uuid;
begin
  if auth.uid() is null then
    raise exception 'sign in first' using errcode = '42501';
  end if;
  if (select count(*) from public.api_tokens t where t.user_id = auth.uid()) >= 100 then
    raise exception 'a person has at most 100 tokens' using errcode = '54000', hint = 'Delete those that are not used any more.';
  end if;
  insert into public.api_tokens (user_id, name, token_prefix, scopes, expires_at)
  values (auth.uid(), $1, left(token, 9), $2, $3) returning api_tokens.id into id;
  insert into private.api_token_hashes (token_id, token_hash) values (id, auth.token_hash(token));
  return token;
end $$;
comment on function public.create_api_token is 'A key for scripts: returned this once, kept as a hash.';
grant execute on function public.create_api_token to authenticated;
