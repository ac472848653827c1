-- An answer counts once, when it has its score: for the day, for the person's totals, for her streak.
create or replace function public.update_user_stats() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  d date;
begin
  select (new.created_at at time zone coalesce(min(s.timezone), 'UTC'))::date into d       -- the person's own day, not the server's
    from public.user_settings s where s.user_id = new.user_id;
  insert into public.practice_sessions as p (user_id, practice_date, attempts_count, total_score, practice_seconds)
  values (new.user_id, d, 1, new.final_score, coalesce(new.duration_ms, 0) / 1000)
  on conflict (user_id, practice_date) do update
     set attempts_count = p.attempts_count + 1, practice_seconds = p.practice_seconds + excluded.practice_seconds,
         total_score = p.total_score + excluded.total_score;
  update public.profiles u
     set total_attempts = u.total_attempts + 1,
         total_score    = u.total_score + new.final_score,
         current_streak = case when u.last_practice_date = d then u.current_streak
                               when u.last_practice_date = d - 1 then u.current_streak + 1
                               when u.last_practice_date > d then u.current_streak else 1 end,
         longest_streak = greatest(u.longest_streak, case when u.last_practice_date = d then u.current_streak
                               when u.last_practice_date = d - 1 then u.current_streak + 1 else 1 end),
         last_practice_date = greatest(u.last_practice_date, d)
   where u.id = new.user_id;
  return new;
end $$;
create or replace trigger attempts_user_stats after insert on public.attempts for each row
  when (new.scored_at is not null or new.final_score > 0 or new.ml_scores <> '{}')
  execute function public.update_user_stats();
create or replace trigger attempts_user_stats_late after update on public.attempts for each row
  when (not (old.scored_at is not null or old.final_score > 0 or old.ml_scores <> '{}') and (new.scored_at is not null or new.final_score > 0 or new.ml_scores <> '{}'))
  execute function public.update_user_stats();
