-- Nobody sees or changes what is another's: every table and view, every verb, every kind of caller, read from the catalog.
begin;
\ir helpers/setup.sql
\ir helpers/rows.sql
select no_plan();

-- Tables whose rows belong to nobody, and what a signed-in person may do there; whatever else has no owner is closed to her.
create temporary table shared (name text, verb text);
insert into shared values ('public.templates', 'select'), ('storage.buckets', 'select');

create temporary table callers (name text, role text, who uuid);
insert into callers values ('another person', 'authenticated', tests.bert()), ('nobody', 'anon', null), ('one who waits for approval', 'unapproved', tests.emil());

-- Where a person's rows lie: changes with every write, whatever it writes.
create function tests.places(t regclass, who uuid) returns text language plpgsql as $$
declare
  places text;
begin
  execute format('select string_agg(x.tableoid || ''/'' || x.ctid::text, '','' order by x.tableoid, x.ctid) from %s x where x.%I::text = $1', t, private.owner_column(t))
     into places using who::text;
  return places;
end $$;

create function tests.columns(t regclass) returns setof text language sql stable as $$
  select attname from pg_attribute where attrelid = t and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '' order by attnum $$;

-- An insert of everything the role may set, with the values of a row of Anna's.
create function tests.forgery(t regclass, role text) returns text language plpgsql as $$
declare
  columns text;
  row_of_hers jsonb;
begin
  select string_agg(quote_ident(c), ', ') into columns from tests.columns(t) c where has_column_privilege(role, t, c, 'insert');
  if columns is null then
    return format('insert into %s default values', t);
  end if;
  execute format('select to_jsonb(x) from %s x where x.%I::text = $1 limit 1', t, private.owner_column(t)) into row_of_hers using tests.anna()::text;
  return format('insert into %s (%s) select %2$s from jsonb_populate_record(null::%1$s, %3$L)', t, columns, row_of_hers);
end $$;

create function tests.closed_tables() returns setof text language plpgsql as $$
declare
  t regclass;
  c record;
begin
  for t in select * from tests.tables() x where private.owner_column(x) is null loop
    for c in select * from callers loop
      return next is((select string_agg(verb, ', ') from unnest('{select,insert,update,delete,truncate,references,trigger}'::text[]) verb
           where case when verb in ('delete', 'truncate', 'trigger') then has_table_privilege(c.role, t, verb) else has_any_column_privilege(c.role, t, verb) end
             and not (c.role = 'authenticated' and (tests.name_of(t), verb) in (select * from shared))),
        null, format('%s: nothing for %s', tests.name_of(t), c.name));
    end loop;
  end loop;
end $$;

create function tests.owned_tables() returns setof text language plpgsql as $$
declare
  t regclass;
  c record;
  col text;
  owner text;
  what text;
  before text;
  after text;
  outcome text;
  refused boolean;
begin
  for t in select * from tests.tables() x where private.owner_column(x) is not null loop
    owner := private.owner_column(t);
    what := tests.name_of(t);
    before := tests.places(t, tests.anna());
    return next ok(before is not null and tests.places(t, tests.bert()) is not null, what || ': Anna and Bert have rows (helpers/rows.sql)');
    for c in select * from callers loop
      outcome := tests.value(c.role, c.who, format('select count(*) from %s x where x.%I::text = %L', t, owner, tests.anna()));
      return next ok(outcome in ('0', '!42501') or c.role = 'authenticated' and (what, 'select') in (select * from shared),
                     format('%s: %s reads nothing of hers (%s)', what, c.name, outcome));

      refused := true;
      begin
        for col in select * from tests.columns(t) loop
          outcome := tests.try(c.role, c.who, format('update %s set %I = %2$I', t, col));
          refused := refused and (outcome = '42501') = not has_column_privilege(c.role, t, col, 'update');
        end loop;
        after := tests.places(t, tests.anna());
        raise sqlstate 'UNDO0';
      exception when sqlstate 'UNDO0' then null;
      end;
      return next ok(refused and after = before, format('%s: %s updates nothing of hers', what, c.name));

      outcome := tests.try(c.role, c.who, tests.forgery(t, c.role));
      return next is(outcome, '42501', format('%s: %s inserts nothing in her name', what, c.name));

      if c.who = tests.bert() then
        outcome := tests.try(c.role, c.who, format('update %s set %I = %L where %2$I::text = %4$L', t, owner, tests.anna(), tests.bert()));
        return next is(outcome, '42501', format('%s: %s makes no row of his hers', what, c.name));
      end if;

      begin
        outcome := tests.try(c.role, c.who, format('delete from %s', t));
        after := tests.places(t, tests.anna());
        raise sqlstate 'UNDO0';
      exception when sqlstate 'UNDO0' then null;
      end;
      return next is(after, before, format('%s: %s deletes nothing of hers (%s)', what, c.name, outcome));

      outcome := tests.try(c.role, c.who, format('truncate %s', t));
      return next is(outcome, '42501', format('%s: %s does not truncate', what, c.name));
    end loop;
    return next is(tests.places(t, tests.anna()), before, what || ': her rows lie where they lay');
  end loop;
end $$;

create function tests.views() returns setof text language plpgsql as $$
declare
  v regclass;
  c record;
  outcome text;
begin
  for v in select oid from pg_class where relkind in ('v', 'm') and relnamespace::regnamespace::text = any (tests.our_schemas()) loop
    for c in select * from callers loop
      outcome := tests.value(c.role, c.who, format('select count(*) from %s x where to_jsonb(x)::text ~ %L', v, tests.anna()));
      return next ok(outcome in ('0', '!42501'), format('%s: %s reads nothing of hers (%s)', v, c.name, outcome));
    end loop;
  end loop;
end $$;

-- A foreign key answers whether a row exists: it must say the same of Anna's row and of one that never was.
create function tests.keys() returns setof text language plpgsql as $$
declare
  f record;
  hers text;
  statement text;
  outcomes text[];
  value text;
  instead text;
begin
  for f in select conname, conrelid::regclass as child, confrelid::regclass as parent, a.attname as col, p.attname as key, format_type(p.atttypid, null) as type
             from pg_constraint k
             join pg_attribute a on a.attrelid = k.conrelid  and a.attnum = k.conkey[cardinality(k.conkey)]
             join pg_attribute p on p.attrelid = k.confrelid and p.attnum = k.confkey[cardinality(k.confkey)]
            where contype = 'f' and conparentid = 0 and cardinality(k.conkey) <= 2 and private.owner_column(k.confrelid) is not null
              and tests.name_of(k.confrelid) not in (select name from shared) and a.attname <> private.owner_column(k.conrelid)
              and k.conrelid in (select * from tests.tables()) and has_any_column_privilege('authenticated', k.conrelid, 'insert,update')
              and (has_column_privilege('authenticated', k.conrelid, a.attname, 'insert') or has_column_privilege('authenticated', k.conrelid, a.attname, 'update'))
  loop
    execute format('select %I::text from %s where %I::text = %L and %1$I is not null limit 1', f.key, f.parent, private.owner_column(f.parent), tests.anna()) into hers;
    outcomes := '{}';
    select attname into instead from pg_attribute         -- a row has a resume or a letter
     where attrelid = f.child and f.child in ('public.document_versions'::regclass, 'public.share_links'::regclass)
       and attname in ('resume_id', 'cover_letter_id') and attname <> f.col and f.col in ('resume_id', 'cover_letter_id');
    foreach value in array array[hers, case f.type when 'uuid' then gen_random_uuid()::text else '987654' end] loop
      if has_column_privilege('authenticated', f.child, f.col, 'update') then
        statement := format('update %s set %I = %L', f.child, f.col, value) || case when instead is null then '' else format(', %I = null', instead) end;
      else
        execute format('select to_jsonb(x) || %L::jsonb from %s x where x.%I::text = %L limit 1', jsonb_build_object(f.col, value, coalesce(instead, '-'), null), f.child, private.owner_column(f.child), tests.bert()) into statement;
        statement := format('insert into %s (%s) select %2$s from jsonb_populate_record(null::%1$s, %3$L)', f.child,
          (select string_agg(quote_ident(c), ', ') from tests.columns(f.child) c where c <> 'id' and has_column_privilege('authenticated', f.child, c, 'insert')), statement);
      end if;
      outcomes := outcomes || tests.refusal('authenticated', tests.bert(), statement);
    end loop;
    return next ok(outcomes[1] ~ '^23503' and outcomes[1] = outcomes[2], format('%s.%s: Bert cannot point at hers, nor learn that it is there (%s)', f.child, f.conname, outcomes));
  end loop;
end $$;

create function tests.key_column(t regclass) returns text language sql stable as $$
  select attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid = t and i.indisprimary and i.indnatts = 1 $$;

-- An upsert that names her row: refused, and hers stays; "ignore" writes nothing.
create function tests.upserts() returns setof text language plpgsql as $$
declare
  t regclass;
  col text;
  row_of_his jsonb;
  key text;
  before text;
  statement text;
  outcome text;
begin
  for t in select x from tests.tables() x
            where private.owner_column(x) is not null and has_column_privilege('authenticated', x, tests.key_column(x), 'insert')
  loop
    before := tests.places(t, tests.anna());
    execute format('select %I::text from %s x where x.%I::text = $1 limit 1', tests.key_column(t), t, private.owner_column(t)) into key using tests.anna()::text;
    execute format('select to_jsonb(x) || jsonb_build_object(%L, $2) from %s x where x.%I::text = $1 limit 1', tests.key_column(t), t, private.owner_column(t))
       into row_of_his using tests.bert()::text, key;
    select c into col from tests.columns(t) c where has_column_privilege('authenticated', t, c, 'update') and c not in (tests.key_column(t), private.owner_column(t)) limit 1;
    continue when col is null;
    statement := (select format('insert into %s (%s) select %2$s from jsonb_populate_record(null::%1$s, %3$L) on conflict (%4$I) do ', t, string_agg(quote_ident(c), ', '), row_of_his, tests.key_column(t))
                    from tests.columns(t) c where has_column_privilege('authenticated', t, c, 'insert'));
    outcome := tests.try('authenticated', tests.bert(), statement || format('update set %I = excluded.%1$I', col));
    return next ok(outcome ~ '^(42501|23\d{3})$' and tests.places(t, tests.anna()) = before, format('%s: Bert''s upsert of her row is refused (%s)', tests.name_of(t), outcome));
    outcome := tests.try('authenticated', tests.bert(), statement || 'nothing');
    return next ok(outcome ~ '^(0|42501|23\d{3})$' and tests.places(t, tests.anna()) = before, format('%s: or ignored (%s)', tests.name_of(t), outcome));
  end loop;
end $$;

select * from tests.closed_tables();
select * from tests.upserts();
select * from tests.owned_tables();
select * from tests.views();
select * from tests.keys();

-- Partitions, sequences, and what comes later.
select is((select string_agg(format('%s to %s', oid::regclass, role), ', ') from pg_class, unnest('{anon,authenticated,unapproved}'::text[]) role
            where relispartition and relkind in ('r','p') and relnamespace::regnamespace::text = any (tests.our_schemas())
              and (has_any_column_privilege(role, oid, 'select,insert,update') or has_table_privilege(role, oid, 'delete,truncate'))), null, 'no partition is granted: it would go round the policy of its parent');
select is((select string_agg(format('%s to %s', oid::regclass, role), ', ') from pg_class, unnest('{anon,authenticated,unapproved}'::text[]) role
            where relkind = 'S' and relnamespace::regnamespace::text = any (tests.our_schemas()) and has_sequence_privilege(role, oid, 'usage,select,update')), null, 'no sequence is granted');
select is((select string_agg(distinct oid::regclass::text, ', ') from pg_class where relkind in ('r','p','v','m','S') and relnamespace::regnamespace::text = any (tests.our_schemas())
            and has_table_privilege('anon', oid, 'select')), 'public.questions', 'anon reads the question bank and no other table');
select is((select string_agg(distinct oid::regclass::text, ', ') from pg_class where relkind in ('r','p','v','m','S') and relnamespace::regnamespace::text = any (tests.our_schemas())
            and has_any_column_privilege('unapproved', oid, 'select,insert,update')), 'public.profiles', 'who waits for approval reads her profile and no other table');
create table public.later (id int);
create function public.later() returns int language sql as 'select 1';
select is((select count(*) from unnest('{anon,authenticated,unapproved}'::text[]) role where has_table_privilege(role, 'public.later', 'select,insert,update,delete') or has_function_privilege(role, 'public.later()', 'execute')),
          0::bigint, 'a later table or function is granted to nobody');
select throws_ok('select private.assert_rls()', 'P0001', 'without row level security: public.later', 'and refused until it is protected');
drop table public.later;
alter function public.later() security definer;
select throws_ok('select private.assert_rls()', 'P0001', 'security definer without search_path = '''': public.later()', 'so is a definer that can be led astray');
alter function public.later() security invoker;
grant execute on function public.later() to public;
select throws_ok('select private.assert_rls()', 'P0001', 'callable by everyone: public.later()', 'and a function that everyone may call');
drop function public.later();
select lives_ok('select private.assert_rls()', 'as it stands, the schema has no such hole');

select * from finish();
rollback;
