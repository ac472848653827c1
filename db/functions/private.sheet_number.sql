-- 78000, 78,000.50, 78.000,50, 78 000, 78k, with a currency's sign or without.
create or replace function private.sheet_number(cell text, heading text) returns numeric language plpgsql immutable set search_path = '' as $$
declare
  plain text := regexp_replace(cell, '[\s€$£'']', '', 'g');
begin
  if cell is null then return null; end if;
  plain := case when plain ~* '^\d{1,3}([.]\d{3})+(,\d{1,2})?k?$' or plain ~ '^\d+,\d{1,2}$' then replace(replace(plain, '.', ''), ',', '.')
                when plain ~* '^\d{1,3}(,\d{3})+([.]\d+)?k?$' then replace(plain, ',', '') else plain end;
  if plain !~* '^\d{1,9}([.]\d{1,9})?k?$' then
    perform private.refuse_cell('not_a_number', heading);
  end if;
  return rtrim(lower(plain), 'k')::numeric * case when plain ~* 'k$' then 1000 else 1 end;
end $$;
