-- A job is known again: by its posting's number, by its link however it was reached, by its names; and not by anybody else.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.as_anna(statement text) returns text language sql as $$ select tests.try('authenticated', tests.anna(), statement) $$;
create function tests.found(arguments text) returns text language sql as $$
  select tests.value('authenticated', tests.anna(), format('select string_agg(company_ || '' '' || reason, '', '') from public.similar_jobs(%s)', arguments)) $$;

create function tests.says_long() returns text language sql as $$
  select tests.found(format('job_url => %L', (select job_url || '?utm_source=x' from public.jobs where company = 'Long'))) $$;

-- One posting, many addresses.
select is(private.plain_link(url), 'example.org/Jobs/42', url) from unnest(array['https://example.org/Jobs/42', 'http://www.Example.ORG/Jobs/42/', 'https://example.org:443/Jobs/42?utm_source=x&utm_medium=y',
  'https://example.org/Jobs/42#apply', ' https://EXAMPLE.org/Jobs/42?fbclid=Iw&gclid=9&trk=public ', 'https://ann@example.org/Jobs/42?ref=newsletter&src=rss', 'example.org/Jobs/42?from=feed']) url;
select is(private.plain_link(url), plain, url) from (values
  ('https://example.org/?b=2&utm_campaign=z&a=1', 'example.org?a=1&b=2'), ('https://example.org/view?a=1&b=2', 'example.org/view?a=1&b=2'), ('https://example.org:8080/x', 'example.org:8080/x'),
  ('https://example.org/jobs?ref=HS-2026', 'example.org/jobs?ref=HS-2026'), ('https://example.org/jobs?gh_jid=7&gh_src=abc', 'example.org/jobs?gh_jid=7'), ('https://example.org/#/job/9', 'example.org#/job/9'),
  ('https://example.org/jobs?referral_id=3', 'example.org/jobs?referral_id=3'), ('https://example.org:4430/x', 'example.org:4430/x'), ('', null), (null, null)) l (url, plain);

select is(tests.as_anna($$insert into public.jobs (job_title, company, job_url, source, external_job_id, status) values
  ('Backend Engineer', 'Halden & Sons', 'https://www.example.org/jobs/42/?utm_source=mail', 'board', 'HS-1', 'applied'),
  ('Cook', 'Old Inn', 'https://example.org/jobs/43', null, null, 'saved'), ('Backend Engineer', 'Acme Corporation', null, null, null, 'saved')$$), '3', 'three jobs');
select is(tests.found($$job_url => 'http://example.org/jobs/42?utm_source=friend'$$), 'Halden & Sons same_link', 'by the link alone');
select is(tests.found($$source => 'board', external_job_id => 'HS-1', job_url => 'https://example.org/jobs/43', company => 'ACME corporation', job_title => 'Backend engineer'$$),
  'Halden & Sons same_posting, Old Inn same_link, Acme Corporation similar', 'the surest first');
select is(tests.found($$'Halden & Son', 'Backend Engineer', job_url => 'https://example.org/jobs/42'$$), 'Halden & Sons same_link', 'once, for the surest reason');
select is(tests.found($$'Halden and Sons', 'Backend Engineer'$$), 'Halden & Sons similar', 'by names that are nearly the same');
select is(tests.found($$'Halden & Sons', 'Gardener'$$), null, 'another job there is another job');
select is(tests.value('authenticated', tests.anna(), $$select count(*) from public.similar_jobs('Halden & Sons', 'Gardener', 0)$$), '3', 'unless she wants to see all');
select is(tests.found($$'Halden & Sons'$$) , null, 'a company alone is not a job');
select is(tests.found($$source => 'elsewhere', external_job_id => 'HS-1'$$), null, 'a number means something where it was given');
select is(tests.found(''), null, 'nothing is like nothing');
select is(tests.value('authenticated', tests.anna(), $$select (date_applied is not null)::text from public.similar_jobs(job_url => 'https://example.org/jobs/42')$$), 'true', 'and says when she applied');
select is(tests.as_anna($$update public.jobs set job_url = 'https://example.org/jobs/99' where company = 'Old Inn'$$) || coalesce(tests.found($$job_url => 'https://example.org/jobs/43'$$), '') || tests.found($$job_url => 'https://example.org/jobs/99'$$),
  '1Old Inn same_link', 'a new link is followed');
select is(tests.as_anna($$update public.jobs set company = 'Young Inn' where company = 'Old Inn'$$) || tests.found($$'young inn', 'cook'$$), '1Young Inn similar', 'and a new name');
select is(tests.value(role, who, $$select count(*) from public.similar_jobs('Acme Corporation', 'Backend Engineer', 0, 'https://example.org/jobs/42', 'board', 'HS-1')$$), gives, role || ' finds nothing of hers')
  from (values ('authenticated', tests.bert(), '0'), ('anon', null, '!42501'), ('unapproved', tests.emil(), '!42501')) c (role, who, gives);

-- As long a link as there can be, in a script of three bytes a letter.
select is(tests.as_anna($$insert into public.jobs (job_title, company, job_url) select 'x', 'Long', 'https://example.org/' || string_agg(chr(19968 + (i * 7919) % 20000), '') from generate_series(1, 2020) i$$), '1', 'a long link is no error');
select is(tests.says_long(), 'Long same_link', 'and is found');

-- The index is what finds names, and it begins with the person.
create function tests.plan(query text) returns text language plpgsql as $$
declare
  line text; plan text := '';
begin
  for line in execute 'explain ' || query loop plan := plan || line || E'\n'; end loop;
  return plan;
end $$;
set local session_replication_role = replica;
insert into private.job_search (user_id, job_id, document, company) select gen_random_uuid(), gen_random_uuid(), '', md5(i::text) from generate_series(1, 5000) i;
set local session_replication_role = origin;
analyze private.job_search;
select ok(tests.plan($$select from private.job_search where user_id = '00000000-0000-4000-8000-00000000000a' and company operator(extensions.%) 'acme'$$) ~ 'job_search_company_idx.*\n.*Index Cond: .*user_id.*%', 'trigrams of hers');
select ok(tests.plan($$select from private.job_search where user_id = '00000000-0000-4000-8000-00000000000a' and link = 'x'$$) ~ 'job_search_link_idx', 'links of hers');

select * from finish();
rollback;
