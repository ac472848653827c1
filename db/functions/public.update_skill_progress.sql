-- Sets the six skills' averages and trends from one answer.
create or replace function public.update_skill_progress() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  s text;
  v numeric;
  h jsonb;
  k int;
  recent numeric;
  earlier numeric;
begin
  for s, v in select key, value::text::numeric from jsonb_each(new.ml_scores)
              where key in ('content','structure','relevance','communication','delivery','confidence') and jsonb_typeof(value) = 'number'
  loop
    insert into public.skill_progress as p (user_id, skill_name, current_avg, samples, score_history)
    values (new.user_id, s, v, 1, jsonb_build_array(jsonb_build_array(extract(epoch from new.created_at)::bigint, v)))
    on conflict (user_id, skill_name) do update
      set current_avg = case when p.samples < 10 then (p.current_avg * p.samples + v) / (p.samples + 1)   -- mean, then EMA(0.1)
                             else p.current_avg * 0.9 + v * 0.1 end,
          samples = p.samples + 1, updated_at = now(),
          score_history = (case when jsonb_array_length(p.score_history) >= 100 then p.score_history - 0 else p.score_history end)
                          || jsonb_build_array(jsonb_build_array(extract(epoch from new.created_at)::bigint, v))
    returning score_history into h;
    k := jsonb_array_length(h);
    if k >= 6 then                                             -- last three against the three before
      select avg((h->i->>1)::numeric) filter (where i >= k-3), avg((h->i->>1)::numeric) filter (where i < k-3)
        into recent, earlier from generate_series(k-6, k-1) i;
      update public.skill_progress set trend = case when recent > earlier + 3 then 'improving'
             when recent < earlier - 3 then 'declining' else 'stable' end
       where user_id = new.user_id and skill_name = s;
    end if;
  end loop;
  return new;
end $$;
create or replace trigger attempts_skill_progress after insert on public.attempts for each row
  when (new.scored_at is not null or new.final_score > 0 or new.ml_scores <> '{}')
  execute function public.update_skill_progress();
create or replace trigger attempts_skill_progress_late after update on public.attempts for each row
  when (not (old.scored_at is not null or old.final_score > 0 or old.ml_scores <> '{}') and (new.scored_at is not null or new.final_score > 0 or new.ml_scores <> '{}'))
  execute function public.update_skill_progress();
