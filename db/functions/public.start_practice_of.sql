-- Makes a practice session of the caller's from questions that she has chosen, in her order. As the caller: what she may not read is not asked.
create or replace function public.start_practice_of(question_ids bigint[], session_name text default null, job uuid default null)
returns uuid language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  session uuid := gen_random_uuid();
  n int;
begin
  if cardinality(question_ids) > 50 then
    raise exception 'a practice has 1 to 50 questions' using errcode = '22023', hint = 'Choose 50 at most.';
  end if;
  insert into public.interview_sessions (id, session_name, session_type, requested_num_questions, job_id, status)
  values (session, coalesce(left(nullif(trim(start_practice_of.session_name), ''), 255), 'Practice Interview'), 'practice',
          nullif((select count(distinct u) from unnest(question_ids) u), 0), start_practice_of.job, 'pending');
  insert into public.interview_questions (session_id, question_id, question_text, ideal_answer, question_type_tag, question_order)
  select session, q.id, q.question, q.ideal_answer, q.category, row_number() over (order by c.place)
    from (select id, min(place) as place from unnest(question_ids) with ordinality u(id, place) group by id) c
    join public.questions q on q.id = c.id and q.is_active;
  get diagnostics n = row_count;
  if n = 0 then
    raise exception 'there are no such questions' using errcode = 'P0002', hint = 'They may have been removed. Choose others.';
  end if;
  return session;
end $$;
comment on function public.start_practice_of is 'Makes a practice session with the questions named, in that order; gives its id.';
grant execute on function public.start_practice_of to authenticated;
