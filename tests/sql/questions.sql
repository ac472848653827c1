-- The question bank as it is seeded, and practice that is made from it.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.as_anna(statement text) returns text language sql as $$ select tests.value('authenticated', tests.anna(), statement) $$;

-- The bank.
select is(count(*), 150::bigint, 'a hundred and fifty questions') from public.questions;
select is((select string_agg(format('%s %s %s', category, difficulty, n), ', ') from (
    select category, difficulty, count(*) n from public.questions group by 1, 2) c where n not between 8 and 9), null, 'eight or nine of each category and difficulty');
select is((select count(distinct (category, difficulty)) from public.questions), 18::bigint, 'six categories, three difficulties');
select is((select string_agg(format('%s / %s', a.question, b.question), '; ') from public.questions a join public.questions b on a.id < b.id
            where extensions.similarity(a.question, b.question) >= 0.6), null, 'no question twice in other words');
select is((select string_agg(format('%s / %s', a.question, b.question), '; ') from public.questions a join public.questions b on a.id < b.id
            where extensions.similarity(a.ideal_answer, b.ideal_answer) >= 0.6), null, 'no answer twice');
select is((select string_agg(question, ', ') from public.questions
            where array_length(regexp_split_to_array(ideal_answer, '\s+'), 1) not between 60 and 200), null, 'answers of a minute or two');

-- A practice that nobody has had before: as many as asked for, of the kind asked for, in order, each once.
select tests.as_anna($$select public.start_practice('technical', 'hard', 5, true, '  My practice ')$$) as first \gset
select is((select row(user_id, session_name, status, interview_type, requested_num_questions)::text from public.interview_sessions where id = :'first'),
          format('(%s,"My practice",pending,technical,5)', tests.anna()), 'a session of hers');
select is((select row(count(*), count(distinct question_id), min(question_order), max(question_order), string_agg(distinct question_type_tag, ','))::text
             from public.interview_questions where session_id = :'first'), '(5,5,1,5,technical)', 'five questions in order');
select ok(bool_and(q.difficulty = 'hard' and i.question_text = q.question and i.ideal_answer = q.ideal_answer and i.user_id = tests.anna()), 'as they are in the bank')
  from public.interview_questions i join public.questions q on q.id = i.question_id where i.session_id = :'first';

-- What is due comes first, the longest due before; what was answered and is not due comes last.
create temporary table hard as select id, row_number() over (order by id) n from public.questions where category = 'technical' and difficulty = 'hard';
grant select on hard to authenticated;
insert into public.question_history (user_id, question_id, times_asked, last_score, last_asked_at, due_at)
select tests.anna(), id, 1, 50, now() - interval '9 days', now() + case n when 1 then interval '-1 hour' when 2 then interval '-3 days' when 3 then interval '2 days' end from hard where n <= 3;
select tests.as_anna($$select public.start_practice('technical', 'hard', 50)$$) as second \gset
select is((select array_agg(h.n order by i.question_order) from public.interview_questions i join hard h on h.id = i.question_id
            where session_id = :'second' and h.n <= 3), array[2, 1, 3]::bigint[], 'due ones by how long they are due, the others behind');
select is((select array_agg(question_order order by question_order) from public.interview_questions i join hard h on h.id = i.question_id
            where session_id = :'second' and h.n <= 3), array[1, 2, 8], 'before and after the five that are new');
select tests.as_anna($$select public.start_practice('technical', 'hard', 5, false)$$) as third \gset
select is((select count(*) from public.interview_questions i join hard h on h.id = i.question_id where session_id = :'third' and h.n <= 3), 0::bigint, 'unless only new ones are wanted');

-- Her own questions may come, nobody else's, and none that is put aside.
insert into public.questions (question, category, difficulty, uploaded_by, is_custom) values
  ('Anna''s own', 'general', 'easy', tests.anna(), true), ('Bert''s own', 'general', 'easy', tests.bert(), true);
insert into public.questions (question, category, difficulty, is_active) values ('Put aside', 'general', 'easy', false);
select tests.as_anna($$select public.start_practice('general')$$) as own \gset
select is((select string_agg(question_text, ', ') from public.interview_questions where session_id = :'own'), 'Anna''s own', 'her own only');

-- Or those that she chooses, in her order, each once; never another person's.
select tests.as_anna($$select public.start_practice_of((select array_agg(n order by at) from (
    select (select id from hard where hard.n = x.n) n, at from unnest(array[4, 1, 4, 2]) with ordinality x(n, at)) c), 'Once more')$$) as chosen \gset
select is((select array_agg(h.n order by i.question_order) from public.interview_questions i join hard h on h.id = i.question_id where session_id = :'chosen'),
          array[4, 1, 2]::bigint[], 'the chosen ones');
select is((select row(session_name, requested_num_questions, actual_num_questions, interview_type)::text from public.interview_sessions where id = :'chosen'),
          '("Once more",3,3,)', 'as many as they are');
select is(tests.as_anna($$select public.start_practice_of(array(select id from public.questions where question = 'Put aside'))$$), '!P0002', 'none that is put aside');
select is(tests.as_anna(format($$select public.start_practice_of('{%s}')$$, (select id from public.questions where question = 'Bert''s own'))), '!P0002', 'not another person''s');
select is(tests.as_anna($$select public.start_practice_of('{}')$$), '!P0002', 'nor none');
select is(tests.as_anna($$select public.start_practice_of(array(select generate_series(1, 51)))$$), '!22023', 'nor too many');
select is(tests.value('anon', null, $$select public.start_practice_of('{1}')$$), '!42501', 'not for strangers');
delete from public.interview_sessions where id = :'chosen';

-- What cannot be.
select is(tests.as_anna($$select public.start_practice('astrology')$$), '!P0002', 'no such questions');
select is(tests.as_anna($$select public.start_practice(num_questions => 0)$$), '!22023', 'not none');
select is(tests.as_anna($$select public.start_practice(num_questions => 51)$$), '!22023', 'not too many');
select is(tests.as_anna($$select public.start_practice(job => gen_random_uuid())$$), '!23503', 'not for a job that is not hers');
select is((select count(*) from public.interview_sessions), 4::bigint, 'and nothing is left of these');
select is(tests.value('anon', null, $$select public.start_practice()$$), '!42501', 'not for strangers');

select * from finish();
rollback;
