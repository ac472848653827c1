create or replace function private.sheet_link(cell text, heading text) returns text language plpgsql immutable set search_path = '' as $$
declare
  url text := case when cell ~ '^[^\s/:@]+\.[^\s/:@]{2,}(/\S*)?$' then 'https://' || cell else cell end;
begin
  if url !~* '^https?://\S+$' or length(url) > 2048 then
    perform private.refuse_cell('not_a_link', heading);
  end if;
  return url;
end $$;
