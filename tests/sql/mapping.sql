-- Every column of the five schemas that Rung joins lands where db/mapping.csv says. Run from the project's root, where that file is found.
begin;
\ir helpers/setup.sql
select no_plan();
create temporary table mapping (seed text, source_table text, source_column text, landing text);
\copy mapping from 'db/mapping.csv' with (format csv, header)
alter table mapping add place text generated always as (split_part(landing, ' ', 1)) stored;

select results_eq('select seed, count(distinct source_table)::int, count(*)::int from mapping group by 1 order by 1',
  $$values ('coach', 8, 51), ('jobstalker', 12, 111), ('parakeet', 5, 42), ('practice', 7, 56), ('saaska', 10, 136)$$, 'all of it is there');
select is((select string_agg(seed || '.' || source_table || '.' || source_column, ', ') from (select seed, source_table, source_column from mapping group by 1, 2, 3 having count(*) > 1) x), null, 'once');
select ok(exists (select from pg_attribute a where a.attrelid = to_regclass(split_part(place, '.', 1) || '.' || split_part(place, '.', 2)) and a.attname = split_part(place, '.', 3) and a.attnum > 0 and not a.attisdropped)
         or to_regclass(place) is not null and place !~ '\..*\.' or to_regproc(place) is not null and place !~ '\..*\.',
       format('%s: %s.%s lands in %s', seed, source_table, source_column, place)) from mapping;

-- What a landing says beyond its column.
select is((select string_agg(landing, ', ') from mapping where landing ~ 'role unapproved' and not exists (select from pg_roles where rolname = 'unapproved')), null, 'the role');
select matches(pg_get_constraintdef(oid), k, 'the kind: ' || k) from pg_constraint, unnest('{confirmation,recovery}'::text[]) k where conrelid = 'auth.one_time_tokens'::regclass and conname like '%token_type%';
select matches(pg_get_constraintdef(oid), s, 'the category: ' || s) from pg_constraint, unnest('{behavioral,technical,situational,system_design,product,hr_screening,general}'::text[]) s
 where conrelid = 'public.questions'::regclass and conname like '%category%';
select ok(exists (select from pg_trigger where tgname = t), 'kept by trigger ' || t) from unnest('{job_next_interview_i,one_default,number_version,attempts_user_stats}'::text[]) t;

-- The hints that db/README.md gives for embedding.
\set hints `grep -o '![a-z_]*' db/README.md | tr -d '!' | grep -v 'resume_id\|user_id' | sort -u | tr '\n' ' '`
select ok(exists (select from pg_constraint where conname = hint and contype = 'f'), 'to embed by: ' || hint) from unnest(string_to_array(trim(:'hints'), ' ')) hint;

select * from finish();
rollback;
