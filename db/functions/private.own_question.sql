-- A foreign key cannot say "the bank's or my own". It asks after the policies have, or a row in another's name would tell which questions
-- are hers; and it answers in the foreign key's words, so that someone else's question and one that never was look the same.
create or replace function private.own_question() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.question_id is not null and not exists (select from public.questions q
       where q.id = new.question_id and (q.uploaded_by is null or q.uploaded_by = new.user_id)) then
    raise exception 'insert or update on table "%" violates foreign key constraint "%_question_id_fkey"', tg_table_name, tg_table_name
      using errcode = '23503', detail = 'Key is not present in table "questions".';
  end if;
  return null;
end $$;
create or replace trigger own_question after insert or update of question_id, user_id on public.interview_questions
  for each row execute function private.own_question();
create or replace trigger own_question after insert or update of question_id, user_id on public.attempts
  for each row execute function private.own_question();
create or replace trigger own_question after insert or update of question_id, user_id on public.question_history
  for each row execute function private.own_question();
