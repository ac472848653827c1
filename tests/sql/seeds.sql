-- What an empty instance starts with: enough to use, nothing that can sign in, and the same when seeded again.
begin;
\ir helpers/setup.sql
delete from auth.users;
select no_plan();

update public.questions set ideal_answer = 'an operator''s own' where id = (select min(id) from public.questions);
delete from storage.buckets where id = 'avatars';
delete from public.templates where slug = 'classic-elegant';
update public.templates set config = jsonb_set(config, '{accent}', '"#0f766e"') where slug = 'modern-professional';
set local search_path = pg_catalog;
\ir ../../db/seeds/01_buckets.sql
\ir ../../db/seeds/02_templates.sql
\ir ../../db/seeds/03_questions.sql
\ir ../../db/seeds/04_questions_behavioral.sql
\ir ../../db/seeds/05_questions_technical.sql
\ir ../../db/seeds/06_questions_situational.sql
\ir ../../db/seeds/07_questions_system_design.sql
\ir ../../db/seeds/08_questions_product.sql
\ir ../../db/seeds/09_questions_hr_screening.sql
set local search_path = tests, pgtap, pg_catalog;
select is((select count(*) from public.questions), 150::bigint, 'a hundred and fifty questions, seeded twice');
select is((select count(*) from public.questions where ideal_answer = 'an operator''s own'), 1::bigint, 'what an operator changed stays');
select is((select count(*) from storage.buckets), 3::bigint, 'what is missing comes back');
select set_eq('select slug from public.templates where is_active', '{modern-professional,classic-elegant}'::text[], 'two templates');
select is((select config ->> 'accent' from public.templates where slug = 'modern-professional'), '#0f766e', 'one that an operator changed stays as it is');

select ok(bool_and(thumbnail_url = private.template_picture(slug, config, 480) and preview_url = private.template_picture(slug, config, 1240)), 'with the addresses of their pictures')
  from public.templates where type = 'resume';
select matches((select thumbnail_url from public.templates where slug = 'classic-elegant'), '^/templates/classic-elegant\.png\?width=480&v=[0-9a-f]{12}$', 'as paths on this server');
select thumbnail_url as before from public.templates where slug = 'classic-elegant' \gset
update public.templates set config = jsonb_set(config, '{accent}', '"#111111"') where slug = 'classic-elegant';
select isnt(thumbnail_url, :'before', 'another look, another address') from public.templates where slug = 'classic-elegant';
update public.templates set thumbnail_url = 'https://example.org/mine.png' where slug = 'classic-elegant';
select is(thumbnail_url, 'https://example.org/mine.png', 'an operator''s own picture stays') from public.templates where slug = 'classic-elegant';
select ok(preview_url like '/templates/%', 'beside ours') from public.templates where slug = 'classic-elegant';
insert into public.templates (slug, name, type) values ('letter', 'Letter', 'cover_letter');
select is(thumbnail_url, null, 'a letter has no picture') from public.templates where slug = 'letter';
delete from public.templates where slug = 'letter';

select set_eq('select distinct category, difficulty from public.questions',
  $$select c, d from unnest('{behavioral,technical,situational,system_design,product,hr_screening}'::text[]) c, unnest('{easy,medium,hard}'::text[]) d$$, 'each category in each difficulty');
select is((select string_agg(id::text, ', ') from public.questions where ideal_answer <> 'an operator''s own' and (length(ideal_answer) not between 600 and 1200 or array_length(regexp_split_to_array(ideal_answer, '\s+'), 1) < 100)), null, 'answers of a minute or two');
select is((select string_agg(id::text, ', ') from public.questions where ideal_answer ~* 'lorem|todo|xxx|\[' or question !~ '[.?]$' or cardinality(tags) = 0), null, 'finished ones');
select ok(bool_and(uploaded_by is null and not is_custom and is_active and language = 'en'), 'of the bank') from public.questions;
select is((select string_agg(question, ', ') from public.questions where category = 'behavioral' and ideal_answer <> 'an operator''s own' and ideal_answer !~ '\y(I|my|we)\y'), null, 'behavioral ones are told in the first person');
select ok(config ->> 'accent' ~ '^#[0-9a-f]{6}$' and config ->> 'paper' in ('A4', 'Letter') and jsonb_typeof(config -> 'font') = 'string'
      and (select bool_and(jsonb_typeof(m.value) = 'number') and array_agg(m.key order by m.key) = '{x,y}' from jsonb_each(config -> 'margins') m), 'the template has colour, paper, font, margins') from public.templates;
select is((select count(*) from auth.users), 0::bigint, 'nobody can sign in');

select * from finish();
rollback;
