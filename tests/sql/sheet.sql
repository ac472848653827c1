-- The tracker as a sheet: out for people to read, in from ours and other trackers', and never a formula.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.as_anna(statement text) returns text language sql as $$ select tests.try('authenticated', tests.anna(), statement) $$;
create function tests.says(query text) returns text language sql as $$ select tests.value('authenticated', tests.anna(), query) $$;
create function tests.sheet_of(who uuid) returns jsonb language sql as $$
  select tests.value('authenticated', who, 'select coalesce(jsonb_agg(to_jsonb(s) order by "Company", "Position", "Link"), ''[]'') from public.job_sheet s')::jsonb $$;
-- What became of each row: "added", "refused ambiguous_date Date", ...
create function tests.import(rows jsonb, more text default '', who uuid default tests.anna()) returns text language sql as $$
  select tests.value('authenticated', who, format('select string_agg(concat_ws('' '', outcome, reason, field), '', '' order by "row") from public.import_jobs(%L %s)', rows, more)) $$;
create function tests.cell(heading text, value text) returns text language sql as $$
  delete from public.jobs where company = 'Of the cell';
  select tests.import(jsonb_build_array(jsonb_build_object('Company', 'Of the cell', 'Position', heading || value, heading, value))) $$;
create function tests.field(name text) returns text language sql as $$
  select tests.says(format('select %s from public.jobs where company = ''Of the cell'' order by position limit 1', name)) $$;

-- What a sheet's headings are taken for, before anything comes in.
select is(tests.says($$select public.sheet_fields('{Employer,Role,"Applied on",Mood}')$$)::jsonb, '{"company": "Employer", "job_title": "Role", "date_applied": "Applied on"}', 'headings and their fields; what is none is not there');
select is(tests.says($$select public.sheet_fields('{}')$$), '{}', 'no headings, no fields');
select is(tests.value('anon', null, $$select public.sheet_fields('{Employer}')$$), '!42501', 'signed in only');

-- What the readers of cells make of one: a value, or a refusal of theirs; null when one fails otherwise.
create function tests.reads(cell text) returns boolean language plpgsql as $$
declare
  reader text;
begin
  foreach reader in array array['private.sheet_date($1, ''x'', ''DMY'')', 'private.sheet_date($1, ''x'', null)', 'private.sheet_number($1, ''x'')', 'private.sheet_link($1, ''x'')::public.web_url', 'private.sheet_currency($1, ''x'')::char(3)'] loop
    begin
      execute 'select ' || reader using cell;
    exception when sqlstate 'RS001' then null; when others then return null;
    end;
  end loop;
  return true;
end $$;

-- Every heading of ours is a word that comes in again.
select is((select string_agg(attname, ', ') from pg_attribute where attrelid = 'public.job_sheet'::regclass and attnum > 0 and private.sheet_word('heading', attname) is null), null, 'what goes out comes in');
select is((select string_agg(distinct means, ', ') from private.sheet_words where kind = 'status' and means not in (select unnest(enum_range(null::public.job_status))::text)), null, 'words for a status name one');
select is((select string_agg(s::text, ', ') from unnest(enum_range(null::public.job_status)) s where private.sheet_word('status', s::text) is distinct from s::text), null, 'and each goes by its own name');
select is((select string_agg(word, ', ') from private.sheet_words where private.plain_word(word) <> word), null, 'words are plain: any other would never be found');

-- Out: a proof of applications.
update public.user_settings set timezone = 'Europe/Berlin' where user_id = tests.anna();
select is(tests.as_anna($$insert into public.jobs (job_title, company, status, date_applied, workplace, employment_type, salary_min, salary_max, tags, notes, excitement_level, city, country, description)
  values ('Engineer', 'Halden', 'applied', '2026-11-03', 'remote', 'full_time', 78000, 95000.5, '{C, "PostgreSQL; SQL"}', E'  call\nback ', 4, 'Rotterdam', 'NL', E'You mill.\n\n=And more')$$), '1', 'a job');
select is(tests.as_anna($$update public.jobs set status = 'interview'$$) || tests.as_anna($$update public.jobs set status = 'offer', offer_salary = 90000, offer_currency = 'EUR', stage = 'Signed?'$$), '11', 'goes on');
update public.job_events set occurred_at = case to_status when 'applied' then '2026-11-02T23:30Z' when 'interview' then '2026-11-10T10:00Z' else '2026-11-10T11:00Z' end::timestamptz;
update public.jobs set created_at = '2026-11-02T23:30Z';
select is(tests.sheet_of(tests.anna()), '[{"Company": "Halden", "Position": "Engineer", "Status": "Offer", "Stage": "Signed?", "Date applied": "2026-11-03", "Deadline": null, "Location": "Rotterdam, NL", "Workplace": "Remote", "Employment": "Full Time",
  "Salary": null, "Salary from": 78000, "Salary to": 95000.5, "Currency": "USD", "Per": "Year", "Offered": 90000, "Offered in": "EUR", "Link": null, "Source": null, "Posting number": null, "Excitement": 4,
  "Tags": "C, PostgreSQL, SQL", "Notes": "call\nback", "Saved": "2026-11-03", "Archived": null, "History": "2026-11-03 applied; 2026-11-10 interview; 2026-11-10 offer", "Description": "You mill.\n\n=And more"}]', 'reads like this, in her own days');

-- A formula is a text.
select is(private.sheet_cell(cell), guarded, 'out: ' || cell) from (values ('=1+1', '''=1+1'), ('+49 30', '''+49 30'), ('-5', '''-5'), ('@x', '''@x'), ('''=1', '''''=1'), ('a=1', 'a=1'), ('''quoted''', '''quoted'''), ('＝1', '''＝1'), (E'\t=1', '''=1'), ('', '')) c (cell, guarded);
select is(private.sheet_value(private.sheet_cell(cell)), cell, 'and back: ' || cell) from unnest('{=1+1,+49 30,-5,@x,''=1,''''''=1,a=1,''quoted'',＝1}'::text[]) cell;

-- Whatever a cell holds: it comes back, and is no formula; whatever a sheet holds: each row gets an answer.
create function tests.noise(seed int, letters text, most int) returns text language sql immutable as $$
  select coalesce(string_agg(substr(letters, 1 + abs(hashint4(seed * 1000 + i)) % length(letters), 1), ''), '') from generate_series(1, abs(hashint4(seed)) % most) i $$;
select is((select count(*) from (select tests.noise(i, E'\'=+-@a1 \t\n,"＝', 7) as cell from generate_series(1, 3000) i) c
            where private.sheet_value(private.sheet_cell(cell)) is distinct from nullif(btrim(cell, E' \t\r\n'), '') or private.sheet_cell(cell) ~ '^[=+\-@＝＋－＠]'), 0::bigint, '3,000 odd cells');
select is((select count(*) from (select tests.noise(i, '0123456789/.-, kKT:€$', 12) as cell from generate_series(1, 2000) i) c
            where tests.reads(cell) is null), 0::bigint, '2,000 odd dates, amounts, links and currencies are read or refused');
select is(tests.value('authenticated', tests.bert(), format('select count(*) || string_agg(distinct outcome, ''-'' order by outcome) from public.import_jobs(%L, true)',
  (select jsonb_agg((select jsonb_object_agg(h.attname, tests.noise(i * 30 + attnum, case attnum % 3 when 0 then '0123456789-/. k' when 1 then E'=ab\'\n;,' else '2026-01 appliedsv;' end, 20))
     from pg_attribute h where h.attrelid = 'public.job_sheet'::regclass and attnum > 0 and (attnum < 3 or hashint4(i + attnum * 77) % 4 = 0))) from generate_series(1, 300) i))), '300added-refused', '300 odd rows');

-- There and back: another account has the same sheet.
update public.user_settings set timezone = 'Pacific/Kiritimati' where user_id = tests.bert();
select is(tests.as_anna($$insert into public.jobs (job_title, company, status, job_url, source, external_job_id, notes, salary, stage, archived_at, date_applied, deadline, salary_period, employment_type, workplace) values
  ('=cmd|x', '@Sum', 'rejected', 'https://example.org/1?utm_source=x', 'board', '-1', E'+1\n"quoted", and; more', '=2', 'a;b', now(), '2026-01-02', '2026-03-04', null, 'part_time', 'onsite'),
  ('Engineer', 'Twice', 'saved', 'https://example.org/2', null, null, '''=x', null, null, null, null, null, 'month', 'internship', 'hybrid'), ('Engineer', 'Twice', 'applied', 'https://example.org/2', null, null, null, null, null, null, '2026-05-06', null, 'hour', 'temporary', null),
  ('Cook', '', 'hired', null, null, null, null, null, null, null, '2026-05-06', null, 'day', 'contract', null), ('', 'Nameless', 'withdrawn', null, null, null, null, null, null, null, '2026-05-06', null, 'year', null, null)$$), '5', 'odd jobs');
select is(tests.as_anna($$update public.jobs set date_applied = null, status = 'ghosted' where company = 'Nameless'$$), '1', 'one that nobody knows the day of');
select is(tests.import(tests.sheet_of(tests.anna()), ', dry_run => true', tests.bert()), 'added, added, added, added, added, added', 'a dry run says what would be');
select is(tests.sheet_of(tests.bert()), '[]', 'and does nothing');
select is(tests.value('authenticated', tests.bert(), format('select count(job_id) from public.import_jobs(%L, true)', tests.sheet_of(tests.anna()))), '0', 'so there is no job to name');
select is(tests.import(tests.sheet_of(tests.anna()), '', tests.bert()), 'added, added, added, added, added, added', 'then it is done');
select is(tests.sheet_of(tests.bert()), tests.sheet_of(tests.anna()), 'the same sheet');
select is((select count(*) from public.job_events e where user_id = tests.bert() and data @> '{"imported": true}'), (select count(*) from public.job_events where user_id = tests.anna()), 'with its history, which is marked');
select is(tests.value('authenticated', tests.bert(), $$select string_agg(coalesce(from_status::text, '-') || '>' || to_status, ' ' order by occurred_at) from public.job_events e join public.jobs j on j.id = e.job_id where company = 'Halden'$$), '->applied applied>interview interview>offer', 'each move from where it was');
select is(tests.import(tests.sheet_of(tests.anna()), '', tests.bert()), 'duplicate same_application, duplicate same_posting, duplicate same_application, duplicate same_application, duplicate same_link, duplicate same_link', 'again, all is there already');
select is(tests.value('authenticated', tests.bert(), 'select count(*) from public.jobs'), '6', 'and stays as it was');

-- Other trackers'.
delete from public.jobs;
select is(tests.import('[{"Employer": "Acme", "Role": "Engineer", "Stage": "Phone Screen", "Applied Date": "11/25/2026", "URL": "acme.example.org/jobs/7", "Comments": "nice", "Recruiter": "Kim", "Priority": ""},
  {"Employer": "Beta", "Role": "Cook", "Stage": "No response", "Applied Date": "3 Nov 2026", "Recruiter": "=Lee"}]'), 'added, added', 'by other names');
select is(tests.says($$select string_agg(row(company, job_title, status, date_applied, job_url, notes)::text, ' ' order by position) from public.jobs$$),
  E'(Acme,Engineer,screening,2026-11-25,https://acme.example.org/jobs/7,"nice\nRecruiter: Kim") (Beta,Cook,ghosted,2026-11-03,,"Recruiter: =Lee")', 'with what we have no column for, in the sheet''s order');
select is(tests.import('[{"Firma": "Gamma", "Stelle": "Koch", "Status": "Absage", "Beworben am": "3.9.2026", "Titel": "x"}]'), 'added', 'in German');
select is(tests.says($$select "History" || ' ' || "Notes" from public.job_sheet where "Company" = 'Gamma'$$), format('2026-09-03 applied; %s rejected Titel: x', (now() at time zone 'Europe/Berlin')::date), 'known to be rejected as of today');
select is(tests.says($$select (public.my_day() #>> '{week,moved}')$$), '0', 'which is no move of hers');
select is(tests.import('[{"Company": "Delta", "Title": "Engineer", "Status": "Applied"}]') || tests.says($$select coalesce(date_applied::text, 'unknown') from public.jobs where company = 'Delta'$$), 'addedunknown', 'no day of applying is made up');
select is(tests.import('[{"Company": "Epsilon", "Title": "Engineer", "Date": "2026-02-03"}]') || tests.says($$select status || ' ' || "History" from public.jobs join public.job_sheet on company = "Company" where company = 'Epsilon'$$), 'addedapplied 2026-02-03 applied', 'what has a day was applied for');
select is(tests.import('[{"Company": "Zeta", "Position": "Title wins not", "Title": "x", "Date": "2026-01-01", "Date applied": "2026-01-02"}]') || tests.says($$select job_title || ' ' || date_applied || ' ' || notes from public.jobs where company = 'Zeta'$$),
  E'addedTitle wins not 2026-01-02 Date: 2026-01-01\nTitle: x', 'of two headings ours is taken');

-- Days.
select is(tests.cell('Date applied', said) || ' ' || coalesce(tests.field('date_applied'), ''), 'added ' || meant, said) from (values ('2026-11-03', '2026-11-03'), ('2026-11-03T22:00:00Z', '2026-11-03'), ('2026/11/3', '2026-11-03'), ('3.11.2026', '2026-11-03'), ('03.11.2026 14:00', '2026-11-03'),
  ('25/11/2026', '2026-11-25'), ('11/25/2026', '2026-11-25'), ('4/4/2026', '2026-04-04'), ('Nov 3, 2026', '2026-11-03'), ('November 3, 2026', '2026-11-03'), ('Tuesday, November 3, 2026', '2026-11-03'), ('3 Nov 2026', '2026-11-03'), ('3. Dezember 2026', '2026-12-03'), ('29.2.2028', '2028-02-29')) d (said, meant);
select is(tests.cell('Deadline', said), 'refused ' || why || ' Deadline', said) from (values ('03/04/2026', 'ambiguous_date'), ('3-4-2026', 'ambiguous_date'), ('31.2.2026', 'not_a_date'), ('29.2.2027', 'not_a_date'), ('soon', 'not_a_date'), ('3.11.26', 'not_a_date'), ('0206-01-01', 'not_a_date'), ('13/13/2026', 'not_a_date'), ('2026', 'not_a_date'), ('99999999999', 'not_a_date')) d (said, why);
select is(tests.import('[{"Company": "Eta", "Position": "x", "Deadline": "03/04/2026"}]', ', date_order => ''MDY''') || ' ' || tests.says($$select deadline from public.jobs where company = 'Eta'$$), 'added 2026-03-04', 'MDY');
select is(tests.import('[{"Company": "Theta", "Position": "x", "Deadline": "03/04/2026"}]', ', date_order => ''DMY''') || ' ' || tests.says($$select deadline from public.jobs where company = 'Theta'$$), 'added 2026-04-03', 'DMY');

-- Amounts, links, words.
select is(tests.cell('Salary from', said) || ' ' || tests.field('salary_min'), 'added ' || meant, said) from (values ('78000', '78000.00'), ('78,000', '78000.00'), ('78.000', '78000.00'), ('78.000,50', '78000.50'), ('$78,000.50', '78000.50'), ('78k', '78000.00'), ('78 000 €', '78000.00'), ('21,5', '21.50'), ('0', '0.00')) n (said, meant);
select is(tests.cell(heading, said), concat_ws(' ', 'refused', why, heading), said) from (values ('Salary from', 'a lot', 'not_a_number'), ('Salary from', '1e9', 'not_a_number'), ('Salary to', '--5', 'not_a_number'), ('Link', 'javascript:alert(1)', 'not_a_link'), ('Link', 'see mail', 'not_a_link'), ('Link', 'mailto:x@example.org', 'not_a_link'),
  ('Status', 'whatever', 'unknown_status'), ('Currency', 'shells', 'not_a_currency'), ('History', 'a long story', 'not_a_history'), ('History', '2026-13-01 applied', 'not_a_date')) n (heading, said, why);
select is(tests.cell(heading, said) || ' ' || tests.field(what), 'added ' || meant, heading || ': ' || said) from (values ('Currency', '€', 'salary_currency', 'EUR'), ('Currency', 'chf', 'salary_currency', 'CHF'), ('Workplace', 'Work from home', 'workplace', 'remote'), ('Employment type', 'Full-time', 'employment_type', 'full_time'), ('Excitement', '★★★☆☆', 'excitement_level', '3'),
  ('Rating', '4/5', 'excitement_level', '4'), ('Per', 'Hourly', 'salary_period', 'hour'), ('Tags', 'a;b, c', 'tags', '{a,b,c}'), ('Workplace', 'moon', 'notes', 'Workplace: moon'), ('Rating', 'great', 'notes', 'Rating: great')) w (heading, said, what, meant);
select is(tests.import('[{"Company": "Iota", "Position": "x", "Salary from": "2", "Salary to": "1"}, {"Company": " ", "Position": "", "Notes": "x"}, {"Company": "Iota", "Position": "fine"}]'), 'refused salary_range Salary to, refused missing Company, added', 'a refused row leaves the others alone');
select is(tests.says($$select string_agg(job_title, ',') from public.jobs where company = 'Iota'$$), 'fine', 'and nothing behind');
select is(tests.import('[{"Company": "Kappa", "Position": "x", "Job ID": "7", "Source": "b"}, {"Company": "Kappa", "Position": "y", "Job ID": "7", "Source": "b"}]'), 'added, duplicate same_posting', 'a posting''s number is one job''s');
select is(tests.import('[{"Company": "Lambda", "Position": "x", "Salary from": "12345678901"}]'), 'refused not_a_number Salary from', 'an amount that no column holds');

-- What is no sheet.
select is(tests.import(rows), '!22023', left(rows::text, 20)) from (values ('{}'::jsonb), ('[1]'), ('"x"'), ('[[]]'), (null), ((select jsonb_agg('{}'::jsonb) from generate_series(1, 2001)))) r (rows);
select is(tests.import('[]', ', date_order => ''YDM'''), '!22023', 'an order of dates that there is not');
select is(tests.import('[]'), null, 'an empty sheet is one');
select is(tests.import('[{}]'), 'refused missing Company', 'an empty row is none');
select is(tests.value(role, who, $$select count(*) from public.import_jobs('[{"Company": "x", "Position": "y"}]')$$), '!42501', role || ' imports nothing') from (values ('anon', null), ('unapproved', tests.emil()), ('service_role', null)) c (role, who);
select is(tests.value(role, who, 'select count(*) from public.job_sheet'), gives, role || ' sees no sheet of hers') from (values ('authenticated', tests.emil(), '0'), ('anon', null, '!42501'), ('unapproved', tests.emil(), '!42501')) c (role, who, gives);
select is((select count(*) from public.jobs where user_id <> tests.anna()), 0::bigint, 'nothing of it went to anybody else');

-- A full sheet.
select is(tests.says(format('select string_agg(distinct outcome, '', '') || count(distinct job_id) from public.import_jobs(%L)', (select jsonb_agg(jsonb_build_object('Company', 'C' || i, 'Position', 'P', 'Status', 'Applied',
  'Date applied', '2026-01-01', 'Link', 'https://example.org/' || i, 'Notes', repeat('word ', 40))) from generate_series(1, 2000) i))), 'added2000', 'two thousand rows');
select is((select count(*) from public.jobs where company ~ '^C\d+$'), 2000::bigint, 'come in');

select * from finish();
rollback;
