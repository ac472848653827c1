create or replace function public.add_work_experience_to_profile(title text, company text, start_date date default null, end_date date default null,
                                                                 description text default null) returns uuid
language sql set search_path = '' as $$
  insert into public.user_work_experience (user_id, title, company, start_date, end_date, is_current, description)
  values (auth.uid(), $1, $2, $3, $4, $4 is null and $3 is not null, $5) returning id $$;
comment on function public.add_work_experience_to_profile is 'Adds a job held by the caller; for clients of the time when experience lay in the profile.';
grant execute on function public.add_work_experience_to_profile to authenticated;
