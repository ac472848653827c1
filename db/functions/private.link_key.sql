-- private.plain_link() as it is indexed: an index holds no more than this of a link in any script.
create or replace function private.link_key(url text) returns text language sql immutable parallel safe set search_path = ''
  as $$ select left(private.plain_link(url), 600) $$;
comment on function private.link_key is 'By this a posting''s link is found: private.job_search.link.';
