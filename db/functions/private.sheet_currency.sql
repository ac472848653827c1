create or replace function private.sheet_currency(cell text, heading text) returns text language plpgsql stable set search_path = '' as $$
declare
  code text := coalesce(private.sheet_word('currency', cell), upper(cell));
begin
  if code !~ '^[A-Z]{3}$' then
    perform private.refuse_cell('not_a_currency', heading);
  end if;
  return code;
end $$;
