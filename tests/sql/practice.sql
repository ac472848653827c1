-- Practice: answers move skills, streaks and repetitions; a person writes none of these, and no one else's question.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.as_anna(statement text) returns text language sql as $$ select tests.try('authenticated', tests.anna(), statement) $$;
create function tests.as_bert(statement text) returns text language sql as $$ select tests.try('authenticated', tests.bert(), statement) $$;
delete from public.questions;
insert into public.questions (question, category) values ('Tell me about yourself', 'general') returning id as bank \gset
select ok(not is_custom and uploaded_by is null, 'what the server adds is the bank''s') from public.questions;

-- The bank and people's own.
select is(tests.value('anon', null, 'select count(*) from public.questions'), '1', 'anybody reads the bank');
select is(tests.as_bert($$insert into public.questions (question, category) values ('Bert''s own', 'system_design')$$), '1', 'Bert adds one');
select id as berts from public.questions where is_custom \gset
select is((select uploaded_by from public.questions where is_custom), tests.bert(), 'which is his');
select is(tests.value('anon', null, 'select count(*) from public.questions'), '1', 'anybody does not read his');
select is(tests.value('authenticated', tests.anna(), 'select count(*) from public.questions'), '1', 'nor does Anna');
select is(tests.as_bert('update public.questions set is_active = false where is_custom') || tests.value('authenticated', tests.bert(), 'select count(*) from public.questions'), '12', 'he sees his own, active or not');
select is(tests.as_bert($$update public.questions set question = 'x' where not is_custom$$), '0', 'the bank is not his');
select is(tests.as_bert(forged), '42501', forged) from unnest(array[$$insert into public.questions (question, is_custom, uploaded_by) values ('x', false, null)$$,
  $$update public.questions set uploaded_by = null, is_custom = false$$]) forged;
select is(tests.as_bert($$insert into public.questions (id, question) values (1000, 'x')$$), '428C9', 'numbers are the server''s');
select is(tests.as_bert($$insert into public.questions (question, category) values ('x', 'Nonsense')$$), '23514', 'categories are known');
select throws_ok($$insert into public.questions (question) values ('Tell me about yourself')$$, '23505', null, 'the bank asks a question once');
select is(tests.as_anna($$insert into public.questions (question) values ('Tell me about yourself')$$), '1', 'a person may ask it too');

-- Sessions and what is asked in them.
select is(tests.as_anna($$insert into public.interview_sessions (id) values ('00000000-0000-4000-8000-0000000000a3')$$), '1', 'a session');
select ok(status = 'pending' and domain = 'general' and session_name = 'Practice Interview' and session_type = 'practice', 'with its defaults') from public.interview_sessions;
select is(tests.as_anna(format($$insert into public.interview_questions (session_id, question_id, question_text, question_order) values ('00000000-0000-4000-8000-0000000000a3', %s, 'Q', 1)$$, :berts)), '23503', 'Anna is not asked Bert''s question');
select is(tests.as_anna(format($$insert into public.interview_questions (session_id, question_id, question_text, question_order) values ('00000000-0000-4000-8000-0000000000a3', %s, 'Q', 1)$$, :bank)), '1', 'but the bank''s');
select is(tests.as_anna($$insert into public.interview_questions (session_id, question_text, question_order) values ('00000000-0000-4000-8000-0000000000a3', 'Q', 1)$$), '23505', 'one at a time');
select is((select actual_num_questions from public.interview_sessions), 1, 'the session counts what it asked');
select is(tests.refusal('authenticated', tests.bert(), format($$insert into public.interview_questions (user_id, session_id, question_id, question_text, question_order) values (%L, '00000000-0000-4000-8000-0000000000a3', %s, 'Q', 2)$$, tests.anna(), q)),
          '42501 new row violates row-level security policy for table "interview_questions" ', 'a row in her name does not tell whose question it is')
  from unnest(array[:berts, :bank, 999999, (select id from public.questions where uploaded_by = tests.anna())]) q;
select is(tests.as_anna(forged), '42501', forged) from unnest(array['update public.interview_sessions set score = 100', 'insert into public.interview_sessions (score) values (100)',
  'update public.interview_sessions set consolidated_feedback = ''{}''', 'insert into public.attempts (final_score) values (100)', 'update public.attempts set final_score = 100',
  'update public.skill_progress set current_avg = 100', 'insert into public.practice_sessions (practice_date) values (now())', 'update public.question_history set best_score = 100',
  'insert into public.resume_analyses (resume_text, ats_score) values (''x'', 100)']) forged;
update public.interview_sessions set score = 91;
select is((select overall_score_qualitative from public.interview_sessions), 'Excellent', 'a score has its word');
select throws_ok('update public.interview_sessions set score = 101', '23514', null, 'and its range');

-- An answer counts once, when it has its score.
insert into public.attempts (user_id, question_id, transcript) values (tests.anna(), :bank, 'a draft of the recogniser''s');
select is((select total_attempts from public.profiles where id = tests.anna()), 0, 'what waits for its score is not counted');
update public.attempts set final_score = 60, scored_at = now(), duration_ms = 30000, ml_scores = '{"content": 60, "delivery": 40, "other": 1, "structure": "x"}';
select is((select total_attempts || '/' || average_score from public.profiles where id = tests.anna()), '1/60.00', 'then it is');
update public.attempts set final_score = 70, scored_at = now();
select is((select total_attempts || '/' || average_score from public.profiles where id = tests.anna()), '1/60.00', 'once');
select set_eq('select skill_name, current_avg, samples from public.skill_progress', $$values ('content', 60::numeric, 1), ('delivery', 40, 1)$$, 'skills that were scored, and no others');
select is((select row(attempts_count, average_score, practice_seconds, practice_date)::text from public.practice_sessions), format('(1,60.00,30,%s)', (now() at time zone 'UTC')::date), 'the day has its line');
select is((select row(times_asked, best_score, worst_score, last_score, interval_days)::text from public.question_history), '(1,60.00,60.00,60.00,1)', 'the question its history');
insert into public.attempts (user_id, question_id, final_score, ml_scores) values (tests.anna(), :bank, 80, '{"content": 80}'), (tests.anna(), :bank, 90, '{"content": 90}'), (tests.anna(), :bank, 50, '{"content": 50}');
select is((select total_attempts || '/' || average_score from public.profiles where id = tests.anna()), '4/70.00', 'totals move');
select is((select row(times_asked, best_score, worst_score, last_score, interval_days, due_at = last_asked_at + interval '1 day')::text from public.question_history), '(4,90.00,50.00,50.00,1,t)', 'a bad answer starts over');
insert into public.attempts (user_id, question_id, final_score) select tests.anna(), :bank, 70 from generate_series(1, 8);
select is((select row(interval_days, due_at = last_asked_at + interval '60 days')::text from public.question_history), '(60,t)', 'good ones double the interval, to sixty days');
select is((select count(distinct number) from public.attempts), 12::bigint, 'answers are numbered');
select is((select round(current_avg) || '/' || samples || '/' || trend from public.skill_progress where skill_name = 'content'), '70/4/stable', 'four answers are no trend');
insert into public.attempts (user_id, final_score, ml_scores) values (tests.anna(), 60, '{"content": 60}'), (tests.anna(), 60, '{"content": 60}');
select is((select trend from public.skill_progress where skill_name = 'content'), 'declining', 'six are: the last three against the three before');
insert into public.attempts (user_id, final_score, ml_scores) select tests.anna(), 95, '{"content": 95}' from generate_series(1, 3);
select is((select trend from public.skill_progress where skill_name = 'content'), 'improving', 'up again');
insert into public.attempts (user_id, final_score, ml_scores) select tests.anna(), 70, '{"content": 70}' from generate_series(1, 120);
select is((select jsonb_array_length(score_history) || '/' || samples || '/' || round(current_avg) || '/' || trend from public.skill_progress where skill_name = 'content'), '100/129/70/stable', 'the last hundred are kept');
insert into public.attempts (user_id, final_score) values (tests.anna(), 0);
select is((select total_attempts from public.profiles where id = tests.anna()), 137, 'no score, no count');
insert into public.attempts (user_id, final_score, scored_at) values (tests.anna(), 0, now());
select is((select total_attempts from public.profiles where id = tests.anna()), 138, 'a zero is a score');

-- Streaks are of the person's days.
update public.user_settings set timezone = 'Pacific/Auckland' where user_id = tests.bert();
create function tests.practise(at timestamptz) returns text language plpgsql as $$
begin
  insert into public.attempts (user_id, final_score, created_at) values (tests.bert(), 50, at);
  return (select current_streak || '/' || longest_streak || '/' || last_practice_date from public.profiles where id = tests.bert());
end $$;
select is(tests.practise('2026-03-01 10:00+13'), '1/1/2026-03-01', 'a day');
select is(tests.practise('2026-03-01 23:59+13'), '1/1/2026-03-01', 'the same day');
select is(tests.practise('2026-03-02 00:01+13'), '2/2/2026-03-02', 'the next, two minutes later, though UTC has the same');
select is(tests.practise('2026-03-03 12:00+13'), '3/3/2026-03-03', 'and the next');
select is(tests.practise('2026-03-02 12:00+13'), '3/3/2026-03-03', 'one that comes late breaks nothing');
select is(tests.practise('2026-03-05 12:00+13'), '1/3/2026-03-05', 'a day without breaks it; the longest stays');
select is((select count(*) || '/' || max(attempts_count) from public.practice_sessions where user_id = tests.bert()), '4/2', 'a line a day');
select is(tests.value('authenticated', tests.bert(), 'select current_streak from public.my_dashboard()'), '0', 'a streak that ended is none today');

-- Deleting.
select is(tests.as_anna('delete from public.interview_sessions'), '1', 'a session goes');
select is((select count(*) from public.interview_questions), 0::bigint, 'with what was asked');
select is(tests.as_anna('delete from public.attempts'), '139', 'answers can go');
select is((select total_attempts from public.profiles where id = tests.anna()), 138, 'that she practised remains');

select * from finish();
rollback;
