-- Listing files: a folder's entries, pages, only one's own, and by the index even under row security.
begin;
\ir helpers/setup.sql
select no_plan();
insert into storage.objects (bucket_id, name, version, metadata, created_at)
select 'resumes', who || '/' || n, gen_random_uuid(), '{"size":1}', now() - make_interval(secs => at)
  from unnest(array[tests.anna(), tests.bert()]) who, unnest('{b.txt,a.txt,C.txt,sub/x.txt,sub/deep/y.txt,100%.txt}'::text[]) with ordinality as t(n, at);
create function tests.list(who uuid, call text) returns text language sql as $$
  select tests.value('authenticated', who, format('select string_agg(name, '' '') from storage.search(%s)', call)) $$;
create function tests.folder(who uuid, folder text, more text default '') returns text language sql as $$
  select tests.list(who, format('%L, ''resumes''%s', who || '/' || folder, more)) $$;

select is(tests.folder(tests.anna(), ''), 'sub 100%.txt C.txt a.txt b.txt', 'folders first, then files by name');
select is(tests.folder(tests.anna(), 'sub/'), 'deep x.txt', 'a folder in a folder');
select is(tests.folder(tests.anna(), '', ', sortorder => ''desc'''), 'sub b.txt a.txt C.txt 100%.txt', 'backwards');
select is(tests.folder(tests.anna(), '', ', sortcolumn => ''created_at'''), 'sub 100%.txt C.txt a.txt b.txt', 'by age');
select is(tests.folder(tests.anna(), '', ', search => ''c'''), 'C.txt', 'names that begin so, in any case');
select is(tests.folder(tests.anna(), '', ', search => ''%'''), null, 'a per cent sign is itself');
select is(tests.folder(tests.anna(), '', ', limits => 2, offsets => 1'), '100%.txt C.txt', 'a part of them');
select is(tests.list(tests.bert(), format('%L, ''resumes''', tests.anna() || '/')), null, 'Bert sees nothing of hers');
select is(tests.list(tests.bert(), ''''', ''resumes'''), tests.bert()::text, 'and at the top his own folder only');
select is(tests.value('anon', null, 'select count(*) from storage.search('''', ''resumes'')'), '!42501', 'a stranger may not ask');
select is(tests.value('anon', null, 'select storage.list_page(''resumes'', '''', null, 9, true, ''name'', ''asc'')'), '!42501', 'nor for pages');
select is(tests.value('authenticated', tests.bert(), format('select storage.list_page(''resumes'', %L, null, 9, false, ''name'', ''asc'') ->> ''objects''', tests.anna() || '/')), '[]', 'nor Bert for hers');

-- Pages of two, each begun behind the last entry of the one before.
create function tests.pages(who uuid, delimiter boolean, sortcolumn text, sortorder text) returns text language plpgsql as $$
declare
  after text; page jsonb; seen text := '';
begin
  for i in 1 .. 9 loop
    page := tests.value('authenticated', who, format('select storage.list_page(''resumes'', %L, %L, 2, %L, %L, %L)', who || '/', after, delimiter, sortcolumn, sortorder));
    seen := seen || ' ' || (select string_agg(substr(e ->> 'name', 38), ' ' order by o) from jsonb_array_elements(page -> 'folders' || (page -> 'objects')) with ordinality as x(e, o));
    exit when not (page ->> 'hasNext')::boolean;
    after := convert_from(decode(rpad(translate(page ->> 'nextCursor', '-_', '+/'), (length(page ->> 'nextCursor') + 3) / 4 * 4, '='), 'base64'), 'UTF8');
  end loop;
  return seen;
end $$;
select is(tests.pages(tests.anna(), false, 'name', 'asc'), ' 100%.txt C.txt a.txt b.txt sub/deep/y.txt sub/x.txt', 'every name once, in order');
select is(tests.pages(tests.anna(), false, 'name', 'desc'), ' sub/x.txt sub/deep/y.txt b.txt a.txt C.txt 100%.txt', 'or backwards');
select is(tests.pages(tests.anna(), true, 'name', 'asc'), ' 100%.txt C.txt a.txt b.txt sub/', 'or with folders');
select is(tests.pages(tests.anna(), false, 'created_at', 'desc'), ' b.txt a.txt C.txt sub/x.txt sub/deep/y.txt 100%.txt', 'or by age');

-- Row security lets only leakproof conditions into the index.
set local enable_seqscan = off;
select ok(tests.value('authenticated', tests.anna(), format('explain (format json) select o.name from storage.objects o where o.bucket_id = ''resumes''
    and o.name operator(pg_catalog.~>=~) %L and o.name operator(pg_catalog.~<~) %L', tests.anna() || '/', tests.anna() || '0'))
  ~ '"Index Cond": "[^"]*~>=~[^"]*~<~', 'a folder is a range of the index');

select * from finish();
rollback;
