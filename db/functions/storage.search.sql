-- One folder's entries, as the caller may see them: folders first, by name and without an id, then files.
-- The range over "name" uses operators that are leakproof, so that under row security they still are index conditions; LIKE would not be.
create or replace function storage.search(prefix text, bucketname text, limits int default 100, levels int default 1, offsets int default 0,
                                          search text default '', sortcolumn text default 'name', sortorder text default 'asc')
returns table (name text, id uuid, updated_at timestamptz, created_at timestamptz, last_accessed_at timestamptz, metadata jsonb)
language sql stable set search_path = '' as $$
  with below as (
    select o.*, substr(o.name, length(search.prefix) + 1) as rest
      from storage.objects o
     where o.bucket_id = bucketname and o.name operator(pg_catalog.~>=~) prefix and o.name operator(pg_catalog.~<~) (prefix || U&'\+10FFFF')
  ), wanted as (
    select b.*, split_part(b.rest, '/', 1) as entry, b.rest like '%/%' as inside
      from below b where starts_with(lower(b.rest), lower(search.search))
  ), entries as (
    select distinct w.entry, null::uuid as id, null::timestamptz as updated_at, null::timestamptz as created_at, null::timestamptz as last_accessed_at,
           null::jsonb as metadata
      from wanted w where w.inside
    union all
    select w.entry, w.id, w.updated_at, w.created_at, w.last_accessed_at, w.metadata from wanted w where not w.inside
  )
  select e.* from entries e
   order by e.id is not null,
            case when sortorder <> 'desc' then case sortcolumn when 'updated_at' then e.updated_at when 'created_at' then e.created_at
                                                               when 'last_accessed_at' then e.last_accessed_at end end,
            case when sortorder =  'desc' then case sortcolumn when 'updated_at' then e.updated_at when 'created_at' then e.created_at
                                                               when 'last_accessed_at' then e.last_accessed_at end end desc nulls last,
            case when sortorder =  'desc' and (sortcolumn = 'name' or e.id is null) then e.entry end collate "C" desc nulls last,
            e.entry collate "C"
   limit limits offset offsets $$;
comment on function storage.search is 'What lies in a folder: prefix is empty or ends with a slash; search is how the entries'' names begin, in any case. levels is of no use.';
grant execute on function storage.search to authenticated;
