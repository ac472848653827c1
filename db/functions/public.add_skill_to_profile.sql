create or replace function public.add_skill_to_profile(name text, proficiency text default null, category text default 'Technical') returns uuid
language sql set search_path = '' as $$
  insert into public.user_skills (user_id, name, proficiency, category)
  values (auth.uid(), add_skill_to_profile.name, lower(add_skill_to_profile.proficiency)::public.skill_proficiency, add_skill_to_profile.category)
  on conflict (user_id, name) do update set proficiency = excluded.proficiency, category = excluded.category returning id $$;
comment on function public.add_skill_to_profile is 'Adds or changes a skill of the caller''s; for clients of the time when skills lay in the profile.';
grant execute on function public.add_skill_to_profile to authenticated;
