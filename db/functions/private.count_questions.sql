-- A session knows how many questions it has asked.
create or replace function private.count_questions() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.interview_sessions s set actual_num_questions = (select count(*) from public.interview_questions q where q.user_id = s.user_id and q.session_id = s.id)
   where s.user_id in (new.user_id, old.user_id) and s.id in (new.session_id, old.session_id);
  return null;
end $$;
create or replace trigger count_questions after insert or delete or update of session_id on public.interview_questions
  for each row execute function private.count_questions();
