-- Makes a practice session of the caller's with its questions, in order: first what is due again, the longest due first, then what she has
-- never been asked, then what she was asked longest ago. It runs as the caller, so that policies and grants decide what she may be asked.
create or replace function public.start_practice(category text default null, difficulty text default null, num_questions int default 5,
                                                 due_first boolean default true, session_name text default null, job uuid default null)
returns uuid language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  session uuid;
begin
  if num_questions is null or num_questions not between 1 and 50 then
    raise exception 'a practice has 1 to 50 questions' using errcode = '22023', hint = 'Give num_questions from 1 to 50.';
  end if;
  insert into public.interview_sessions (session_name, session_type, interview_type, requested_num_questions, job_id, status)
  values (coalesce(left(nullif(trim(start_practice.session_name), ''), 255), 'Practice Interview'), 'practice', start_practice.category,
          start_practice.num_questions, start_practice.job, 'pending')
  returning id into session;
  insert into public.interview_questions (session_id, question_id, question_text, ideal_answer, question_type_tag, question_order)
  select session, c.id, c.question, c.ideal_answer, c.category, row_number() over (order by c.rank, c.due_at, c.last_asked_at, c.mixed)
    from (select q.id, q.question, q.ideal_answer, q.category, h.due_at, h.last_asked_at, md5(session::text || q.id) as mixed,
                 case when h.question_id is null then 1
                      when start_practice.due_first and h.due_at <= now() then 0
                      else 2 end as rank
            from public.questions q
            left join public.question_history h on h.question_id = q.id and h.user_id = (select auth.uid())
           where q.is_active
             and (start_practice.category is null or q.category = start_practice.category)
             and (start_practice.difficulty is null or q.difficulty = start_practice.difficulty)
           order by rank, h.due_at, h.last_asked_at, mixed
           limit start_practice.num_questions) c;
  if not found then
    raise exception 'there are no such questions' using errcode = 'P0002', hint = 'Choose another category or difficulty, or add a question of your own.';
  end if;
  return session;
end $$;
comment on function public.start_practice is 'Makes a practice session with questions: due ones first, then new ones; gives its id.';
grant execute on function public.start_practice to authenticated;
