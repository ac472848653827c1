-- 2026-11-03, 3.11.2026, 11/3/2026, 3 Nov 2026, Nov 3, 2026; a time behind it is left out. With slashes nobody knows which number is the
-- month, unless one is above twelve or date_order says.
create or replace function private.sheet_date(cell text, heading text, date_order text) returns date language plpgsql stable set search_path = '' as $$
declare
  p int[];
  named text[];
  day int; month int; year int;
begin
  if cell is null then return null; end if;
  if cell ~ '^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}($|[T ])' then
    p := regexp_match(cell, '^(\d+).(\d+).(\d+)')::int[];
    year := p[1]; month := p[2]; day := p[3];
  elsif cell ~ '^\d{1,2}\.\s?\d{1,2}\.\s?\d{4}($|[T ,])' then
    p := regexp_match(cell, '^(\d+)\D+(\d+)\D+(\d+)')::int[];
    day := p[1]; month := p[2]; year := p[3];
  elsif cell ~ '^\d{1,2}[/-]\d{1,2}[/-]\d{4}($|[T ,])' then
    p := regexp_match(cell, '^(\d+).(\d+).(\d+)')::int[];
    if p[1] > 12 or p[2] <= 12 and date_order = 'DMY' then
      day := p[1]; month := p[2];
    elsif p[2] > 12 or date_order = 'MDY' or p[1] = p[2] then
      month := p[1]; day := p[2];
    else
      perform private.refuse_cell('ambiguous_date', heading);
    end if;
    year := p[3];
  else
    named := coalesce((select array[m[2], m[1], m[3]] from regexp_matches(cell, '^(\d{1,2})\.?[ -]([^\d\s.,-]+)\.?,?[ -](\d{4})') m), regexp_match(cell, '^(?:[^\d\s,]+, )?([^\d\s.,]+)\.? (\d{1,2}),? (\d{4})'));
    month := private.sheet_word('month', left(named[1], 3))::int; day := named[2]::int; year := named[3]::int;
  end if;
  if year is null or month is null or year not between 1900 and 2200 then
    perform private.refuse_cell('not_a_date', heading);
  end if;
  return make_date(year, month, day);
exception when datetime_field_overflow then
  perform private.refuse_cell('not_a_date', heading);
  return null;
end $$;
