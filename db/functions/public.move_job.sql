-- A place is the middle between two neighbours. Halving uses up the digits after some forty moves to one place: then, or when a client has put
-- two cards into one place, the column is laid out anew from its first card down, since above that one is where new cards go.
create or replace function public.move_job(job uuid, status public.job_status default null, before uuid default null, after uuid default null, stage text default null)
returns setof public.job_board language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  me uuid := auth.uid();
  card public.jobs;
  into_status public.job_status;
  into_stage text;
  others uuid[];
  places double precision[];
  n int;                                                       -- the card goes before the n-th of the others
  place double precision;
  top double precision := -extract(epoch from clock_timestamp());
begin
  perform pg_advisory_xact_lock(hashtextextended('move_job ' || me, 0));     -- one person's moves go one after the other
  select j.* into card from public.jobs j where j.user_id = me and j.id = move_job.job;
  if not found then
    raise exception 'there is no such job' using errcode = 'PT404';
  elsif num_nonnulls(move_job.before, move_job.after) = 2 then
    raise exception 'a card goes before another or after one' using errcode = '22023', hint = 'Give before or after, not both.';
  end if;
  into_status := coalesce(move_job.status, card.status);
  into_stage := nullif(coalesce(move_job.stage, case when into_status = card.status then card.stage end), '');
  select coalesce(array_agg(j.id order by j.position, j.created_at desc, j.id), '{}'), array_agg(j.position order by j.position, j.created_at desc, j.id)
    into others, places
    from public.jobs j where j.user_id = me and j.status = into_status and j.archived_at is null and j.id <> card.id;
  if num_nonnulls(move_job.before, move_job.after) = 1 and coalesce(move_job.before, move_job.after) <> all (others) then
    raise exception 'that card is not in this column' using errcode = 'PT409', hint = 'Read the board again: it was moved, archived or deleted.';
  end if;
  n := coalesce(array_position(others, move_job.before), array_position(others, move_job.after) + 1, 1);

  place := case when n = 1 then least(top, places[1] - 1) when n > cardinality(others) then places[n - 1] + 1024 else (places[n - 1] + places[n]) / 2 end;
  if coalesce(place - places[n - 1] < 1e-5 or places[n - 1] >= place, false) or coalesce(places[n] - place < 1e-5 or place >= places[n], false)
     or (select count(distinct p) from unnest(places) p) < cardinality(places) then
    others := others[:n - 1] || card.id || others[n:];
    select array_agg(case when abs(places[1]) < 1e12 then places[1] else top end + 1024 * i order by i) into places from generate_series(0, cardinality(others) - 1) i;
  else
    others := array[card.id];
    places := array[place];
  end if;

  if (into_status, into_stage) is distinct from (card.status, card.stage) then
    update public.jobs j set status = into_status, stage = into_stage where j.user_id = me and j.id = card.id;
  end if;
  update public.jobs j set position = l.place from unnest(others, places) l (id, place) where j.user_id = me and j.id = l.id;
  return query select b.* from unnest(others) with ordinality l (id, i) join public.job_board b on b.user_id = me and b.id = l.id order by l.id <> card.id, l.i;
end $$;
comment on function public.move_job is 'Puts a card into a column, before or after another one, or on top; gives the cards whose place changed, the moved one first.';
grant execute on function public.move_job to authenticated;
