-- The board: one read without long texts, and cards that go where they are put, however often.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.as_anna(statement text) returns text language sql as $$ select tests.try('authenticated', tests.anna(), statement) $$;
create function tests.says(query text) returns text language sql as $$ select tests.value('authenticated', tests.anna(), query) $$;
create function tests.id(name text) returns uuid language sql stable as $$ select id from public.jobs where company = name $$;
-- A column from top to bottom, as Anna's board shows it.
create function tests.column(of public.job_status) returns text language sql as $$
  select tests.says(format('select string_agg(company, '' '' order by position) from public.job_board where status = %L and archived_at is null', of)) $$;
create function tests.move(name text, arguments text default '') returns text language sql as $$
  select tests.says(format('select string_agg(company, '' '') from public.move_job(%L %s)', tests.id(name), arguments)) $$;

select is(tests.as_anna($$insert into public.jobs (job_title, company, description, notes) select 'Engineer', c, 'long', case c when 'A' then 'call back' end from unnest('{A,B,C,D}'::text[]) c$$), '4', 'four jobs');
select is(tests.column('saved'), 'D C B A', 'the newest lies on top, and no two in one place');
select is(tests.says($$select string_agg(company, ' ') from public.job_board where has_notes$$), 'A', 'a card says that there are notes');
select hasnt_column('public', 'job_board', long, 'not ' || long) from unnest('{description,requirements,benefits,notes}'::name[]) long;
select columns_are('public', 'job_board', array(select attname from pg_attribute where attrelid = 'public.jobs'::regclass and attnum > 0
  and attname not in ('description', 'requirements', 'benefits', 'notes', 'external_job_id', 'city', 'state', 'country')) || '{has_notes}'::name[], 'whatever else a job has');

-- Moves.
select is(tests.move('A', format(', before => %L', tests.id('C'))), 'A D C B', 'before another; they came in one blink, so all get room');
select is(tests.column('saved'), 'D A C B', 'it lies above it');
select is(tests.move('D', format(', after => %L', tests.id('B'))), 'D', 'from then on one card changes');
select is(tests.column('saved'), 'A C B D', 'after the last one, it is the last');
select alike(tests.move('D', format(', after => %L', tests.id('A'))), 'D%', 'D moves');
select is(tests.column('saved'), 'A D C B', 'after another, it lies below it');
select alike(tests.move('B'), 'B%', 'B moves');
select is(tests.column('saved'), 'B A D C', 'without a neighbour it goes on top');
select is(tests.as_anna($$insert into public.jobs (job_title, company) values ('Engineer', 'E')$$) || tests.column('saved'), '1E B A D C', 'and a new one above it');
select is(tests.move('A', ', ''applied'''), 'A', 'to another column');
select is(tests.column('saved') || '/' || tests.column('applied'), 'E B D C/A', 'it leaves the one for the other');
select is((select string_agg(to_status::text, ' ' order by occurred_at, to_status) from public.job_events where job_id = tests.id('A')), 'saved applied', 'and the move is in its history');
select alike(tests.move('B', format(', ''applied'', after => %L, stage => ''Sent''', tests.id('A'))), 'B%', 'B moves');
select is(tests.column('applied') || tests.says($$select stage from public.job_board where company = 'B'$$), 'A BSent', 'in a stage, if she says so');
select alike(tests.move('B', format(', before => %L', tests.id('A'))), 'B%', 'B moves');
select is(tests.says($$select stage from public.job_board where company = 'B'$$), 'Sent', 'which it keeps in its column');
select alike(tests.move('B', ', ''screening'''), 'B%', 'B moves');
select is(tests.says($$select coalesce(stage, 'none') from public.job_board where company = 'B'$$), 'none', 'and not in another');
select is(tests.as_anna(format($$update public.jobs set status = 'saved', position = (select position from public.jobs where company = 'D') - 0.5 where company = 'B'$$)) || tests.column('saved'), '1E B D C', 'an update does the same');

-- Order is no change of a job.
set local session_replication_role = replica;
update public.jobs set updated_at = '2000-01-01';
set local session_replication_role = origin;
select count(*) as before from public.audit_logs \gset
select alike(tests.move('C', format(', before => %L', tests.id('D'))), 'C%', 'C moves');
select is((select count(*) from public.audit_logs), :before::bigint, 'moving up and down is not in the trail');
select is((select max(updated_at) from public.jobs), '2000-01-01'::timestamptz, 'and makes no job newer');

-- Sixty times into the same place: the digits run out, the order stays.
create function tests.shuffle() returns text language plpgsql as $$
declare
  low text := 'C'; high text := 'B'; other text; at text;
  anew int := 0;
begin
  for i in 1..120 loop                                         -- always right below B, C and D in turn
    other := case i % 2 when 0 then 'C' else 'D' end;
    anew := anew + (cardinality(string_to_array(tests.move(other, format(', after => %L', tests.id('B'))), ' ')) > 1)::int;
    at := tests.column('saved');
    if at <> (case other when 'C' then 'E B C D' else 'E B D C' end) then return i || ': ' || at; end if;
  end loop;
  return case when anew between 1 and 6 then 'in order' else anew || ' times anew' end;
end $$;
select is(tests.shuffle(), 'in order', '120 moves to one place keep their order, laid out anew a few times');
select is((select count(distinct position) from public.jobs where status = 'saved'), 4::bigint, 'no two lie in one place');
select is((select max(updated_at) from public.jobs), '2000-01-01'::timestamptz, 'still no job is newer');
select is(tests.as_anna($$insert into public.jobs (job_title, company) values ('Engineer', 'F')$$) || tests.column('saved'), '1F E B C D', 'new ones still come on top');
select is(tests.as_anna($$update public.jobs set position = 0 where status = 'saved'$$), '5', 'somebody puts all in one place');
select alike(tests.move('E', format(', before => %L', tests.id('B'))), 'E%', 'E moves');
select alike(tests.column('saved'), '%E B%', 'then a move sorts them out');
select is((select count(distinct position) from public.jobs where status = 'saved'), 5::bigint, 'all of them');
select is(tests.as_anna($$update public.jobs set position = case company when 'B' then 'NaN'::float8 when 'C' then 'Infinity' else '-Infinity' end where company in ('B', 'C', 'D')$$), '3', 'or writes nonsense');
select alike(tests.move('B', format(', before => %L', tests.id('D'))), 'B%', 'B moves');
select alike(tests.move('C', format(', after => %L', tests.id('B'))), 'C%', 'C moves');
select ok(tests.column('saved') ~ 'B C D' and bool_and(abs(position) < 1e12), 'it comes right too') from public.jobs where status = 'saved';

-- What cannot be.
select is(tests.says(format('select public.move_job(%L, ''saved'', before => %L)', tests.id('B'), tests.id('A'))), '!PT409', 'a card of another column is no neighbour');
select is(tests.says(format('select public.move_job(%L, before => %1$L)', tests.id('B'))), '!PT409', 'nor is the card itself');
select is(tests.says(format('select public.move_job(%L, before => %L, after => %L)', tests.id('B'), tests.id('C'), tests.id('D'))), '!22023', 'one neighbour, not two');
select is(tests.as_anna($$update public.jobs set archived_at = now() where company = 'D'$$) || tests.says(format('select public.move_job(%L, after => %L)', tests.id('B'), tests.id('D'))), '1!PT409', 'what is archived is not on the board');
select is(tests.value(role, who, format('select public.move_job(%L, ''hired'')', tests.id('B'))), refused, role || ' moves nothing of hers')
  from (values ('authenticated', tests.bert(), '!PT404'), ('anon', null, '!42501'), ('unapproved', tests.emil(), '!42501')) c (role, who, refused);
select is(tests.try('authenticated', tests.bert(), $$insert into public.jobs (job_title, company) values ('Cook', 'Inn')$$), '1', 'Bert has a job');
select is(tests.value('authenticated', tests.bert(), format('select public.move_job(%L, before => %L)', tests.id('Inn'), tests.id('B'))), '!PT409', 'and cannot put it among hers');
select is(tests.value('authenticated', tests.bert(), 'select string_agg(company, '' '') from public.job_board'), 'Inn', 'his board is his');
select is(tests.try('authenticated', tests.anna(), 'update public.job_board set company = ''x'''), '42501', 'the view is for reading');

-- A slip of the hand, and the way back: no trace of it.
create function tests.trace(name text) returns text language sql as $$
  select tests.says(format($q$select concat_ws(' ', status, coalesce(stage, '-'), position, coalesce(date_applied::text, '-'),
    (select string_agg(to_status::text, '>' order by occurred_at) from public.job_events where job_id = j.id)) from public.jobs j where company = %L$q$, name)) $$;
create function tests.undo(names text[], of public.job_status) returns text language sql as $$
  select tests.says(format('select string_agg(company, '' '' order by company) from public.undo_moves(%L, %L)', (select array_agg(id) from public.jobs where company = any (names)), of)) $$;
create function tests.week() returns text language sql as $$ select tests.says('select public.my_day() #> ''{week}''') $$;
select is(tests.as_anna($$insert into public.jobs (job_title, company, stage) values ('Engineer', 'P', 'Dream'), ('Engineer', 'Q', null)$$), '2', 'two more jobs');
select tests.trace('P') as p, tests.trace('Q') as q, tests.column('saved') as saved, tests.week() as week \gset
select is(tests.move('P', ', ''applied'''), 'P', 'she drops a card in the wrong place');
select isnt(tests.week(), :'week', 'and the week counts it');
select is(tests.undo('{P}', 'screening'), '!PT409', 'a move that was not is not taken back');
select is(tests.undo('{P}', 'applied'), 'P', 'the one that was is');
select is(tests.trace('P'), :'p', 'its place, stage, date and history are as before');
select is(tests.week(), :'week', 'so are the numbers of the week');
select is(tests.column('saved'), :'saved', 'and the column');
select is(tests.undo('{P}', 'saved'), '!PT409', 'what came before stays');
select is(tests.as_anna($$update public.jobs set status = 'rejected' where company in ('P', 'Q')$$), '2', 'several at once');
select is(tests.undo('{P,Q}', 'rejected') || tests.trace('P') || tests.trace('Q'), 'P Q' || :'p' || :'q', 'go back at once');
select is(tests.as_anna($$update public.jobs set status = 'rejected' where company = 'Q'$$), '1', 'a move');
update public.job_events set created_at = created_at - interval '61 seconds' where job_id = tests.id('Q');
select is(tests.undo('{Q}', 'rejected'), '!PT409', 'that is older than a minute is history');
select is(tests.value('authenticated', tests.bert(), format('select public.undo_moves(array[%L]::uuid[], ''applied'')', tests.id('P'))), '!PT409', 'and nobody else takes hers back');

select * from finish();
rollback;
