-- A foreign key cannot say "the bank's or my own". A question of someone else's and one that does not exist are told alike; and it asks
-- after the policies have, or a row in another's name would tell which questions are hers.
create or replace function private.own_question() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.question_id is not null and not exists (select from public.questions q
       where q.id = new.question_id and (q.uploaded_by is null or q.uploaded_by = new.user_id)) then
    raise exception 'question % is neither in the bank nor this user''s', new.question_id using errcode = '23503';
  end if;
  return null;
end $$;
create or replace trigger own_question after insert or update of question_id, user_id on public.interview_questions
  for each row execute function private.own_question();
create or replace trigger own_question after insert or update of question_id, user_id on public.attempts
  for each row execute function private.own_question();
create or replace trigger own_question after insert or update of question_id, user_id on public.question_history
  for each row execute function private.own_question();
