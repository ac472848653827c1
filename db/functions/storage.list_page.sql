-- One page of a bucket's names from a prefix on; with `delimiter` what lies deeper becomes one folder each. Whoever pages goes on behind the last
-- entry, whatever has been added or removed since. A cursor is "<sort key>/<entry>"; names sort by themselves, so their key is empty.
create or replace function storage.list_page(bucketname text, prefix text, after text, limits int, delimiter boolean, sortcolumn text, sortorder text)
returns json language sql stable set search_path = '' as $$
  with below as (
    select o.*, substr(o.name, length(prefix) + 1) as rest
      from storage.objects o
     where o.bucket_id = bucketname
       and o.name operator(pg_catalog.~>=~) case when after is not null and sortcolumn = 'name' and sortorder <> 'desc' then substr(after, 2) else prefix end
       and o.name operator(pg_catalog.~<~) (prefix || U&'\+10FFFF')
  ), entries as (
    select distinct prefix || split_part(b.rest, '/', 1) || '/' as entry, '' as key, null::jsonb as object from below b where delimiter and b.rest like '%/%'
    union all
    select b.name, case sortcolumn when 'updated_at' then to_char(b.updated_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS')
                                   when 'created_at' then to_char(b.created_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') else '' end,
           jsonb_build_object('id', b.id, 'key', b.name, 'name', b.name, 'updated_at', b.updated_at, 'created_at', b.created_at,
                              'last_accessed_at', b.last_accessed_at, 'metadata', b.metadata)
      from below b where not (delimiter and b.rest like '%/%')
  ), ordered as (
    select e.*, row_number() over (order by case when sortorder =  'desc' then e.key end collate "C" desc,
                                            case when sortorder =  'desc' then e.entry end collate "C" desc,
                                            e.key collate "C", e.entry collate "C") as at
      from entries e
     where after is null
        or case when sortorder = 'desc' then (e.key collate "C", e.entry collate "C") < (split_part(after, '/', 1), substr(after, strpos(after, '/') + 1))
                                        else (e.key collate "C", e.entry collate "C") > (split_part(after, '/', 1), substr(after, strpos(after, '/') + 1)) end
  ), page as (select * from ordered o where o.at <= limits)
  select json_build_object(
    'hasNext', exists (select from ordered o where o.at > limits),
    'folders', coalesce((select json_agg(json_build_object('key', p.entry, 'name', p.entry) order by p.at) from page p where p.object is null), '[]'),
    'objects', coalesce((select json_agg(p.object order by p.at) from page p where p.object is not null), '[]'),
    'nextCursor', (select translate(encode(convert_to(p.key || '/' || p.entry, 'UTF8'), 'base64'), E'+/=\n', '-_')
                     from page p where p.at = limits and exists (select from ordered o where o.at > limits))) $$;
comment on function storage.list_page is 'A page of what lies in a bucket, in the shape that clients of list-v2 read.';
grant execute on function storage.list_page to authenticated;
