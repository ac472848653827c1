-- How applications fare is read from history.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.says(query text) returns text language sql as $$ select tests.value('authenticated', tests.anna(), query) $$;
create function tests.rates(arguments text default '') returns text language sql as $$
  select tests.says(format('select concat_ws('' '', applied, answered, interviewed, offered, hired, answer_rate, interview_rate, offer_rate, median_days_to_answer) from public.rates(%s)', arguments)) $$;
-- A job with a history: "0 saved, 3 applied, 10 rejected", in days after 1 January 2026.
create function tests.story(name text, history text) returns void language plpgsql as $$
declare
  step text[];
begin
  for step in select regexp_split_to_array(s, ' ') from regexp_split_to_table(history, ', ') s loop
    if not exists (select from public.jobs where company = name) then
      perform tests.try('authenticated', tests.anna(), format('insert into public.jobs (job_title, company, status) values (''x'', %L, %L)', name, step[2]));
    else
      perform tests.try('authenticated', tests.anna(), format('update public.jobs set status = %L where company = %L', step[2], name));
    end if;
    update public.job_events e set occurred_at = '2026-01-01T12:00Z'::timestamptz + step[1]::int * interval '1 day' from public.jobs j where j.id = e.job_id and j.company = name and e.to_status::text = step[2];
    update public.jobs set date_applied = '2026-01-01'::date + step[1]::int where company = name and step[2] = 'applied';
  end loop;
end $$;

select is(tests.rates(), '0 0 0 0 0', 'nothing sent, no shares');
select tests.story('Saved', '0 saved') is null as done, tests.story('Dropped', '0 saved, 2 withdrawn') is null as dropped \gset
select is(tests.rates(), '0 0 0 0 0', 'what was only saved, or given up before it was sent, is not counted');
select is((select date_applied from public.jobs where company = 'Dropped'), null, 'and has no day of applying');
select count(tests.story(name, history)) as told from (values ('A', '0 saved, 1 applied, 11 rejected'), ('B', '0 applied, 4 screening, 9 interview, 20 rejected'), ('C', '5 applied, 11 interview, 30 offer, 31 hired'), ('D', '40 applied, 70 ghosted')) s (name, history) \gset
select is(tests.rates(), '4 3 2 1 1 0.750 0.500 0.250 6', 'shares of what was sent; 10, 4 and 6 days until the first answer');
select is(tests.rates('''2026-01-06'''), '2 1 1 1 1 0.500 0.500 0.500 6', 'of what was sent since a day');
select is(tests.try('authenticated', tests.anna(), $$insert into public.job_events (job_id, kind, occurred_at) select id, 'interview', now() + interval '1 day' from public.jobs where company = 'D'$$), '1', 'an interview in the calendar');
select is(split_part(tests.rates(), ' ', 2) || split_part(tests.rates(), ' ', 3), '42', 'is an answer, and an interview once it has been');
select is(tests.says($$select count(*) from public.import_jobs('[{"Company": "E", "Position": "x", "Status": "rejected", "Date applied": "2026-01-01"}]')$$), '1', 'one from a sheet, answered nobody knows when');
select ok(tests.rates() ~ '^5 5 .* 8$', 'counts, but not its days: ' || tests.rates());
select is(tests.value('authenticated', tests.bert(), 'select applied from public.rates()'), '0', 'Bert has his own');
select is(tests.value(role, who, 'select applied from public.rates()'), '!42501', 'not for ' || role) from (values ('anon', null), ('unapproved', tests.emil())) c (role, who);

select * from finish();
rollback;
