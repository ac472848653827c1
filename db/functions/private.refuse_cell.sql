-- Ends the reading of a sheet's row; import_jobs() tells the reason and the heading.
create or replace function private.refuse_cell(reason text, heading text) returns void language plpgsql immutable set search_path = '' as $$
begin
  raise exception '%', reason using errcode = 'RS001', column = coalesce(heading, '');
end $$;
