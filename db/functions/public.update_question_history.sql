-- How often, how well, and when again: the interval doubles while answers are good, and starts over when one is not.
create or replace function public.update_question_history() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.question_id is null then return new; end if;
  insert into public.question_history as q (user_id, question_id, times_asked, best_score, worst_score, last_score, last_asked_at, interval_days, due_at)
  values (new.user_id, new.question_id, 1, new.final_score, new.final_score, new.final_score, new.created_at, 1, new.created_at + interval '1 day')
  on conflict (user_id, question_id) do update
     set times_asked = q.times_asked + 1, best_score = greatest(q.best_score, new.final_score), worst_score = least(q.worst_score, new.final_score),
         last_score = new.final_score, last_asked_at = new.created_at,
         interval_days = case when new.final_score >= 70 then least(greatest(q.interval_days,1) * 2, 60) else 1 end,
         due_at = new.created_at + make_interval(days => case when new.final_score >= 70 then least(greatest(q.interval_days,1) * 2, 60) else 1 end);
  return new;
end $$;
create or replace trigger attempts_question_history after insert on public.attempts for each row
  when (new.scored_at is not null or new.final_score > 0 or new.ml_scores <> '{}')
  execute function public.update_question_history();
create or replace trigger attempts_question_history_late after update on public.attempts for each row
  when (not (old.scored_at is not null or old.final_score > 0 or old.ml_scores <> '{}') and (new.scored_at is not null or new.final_score > 0 or new.ml_scores <> '{}'))
  execute function public.update_question_history();
