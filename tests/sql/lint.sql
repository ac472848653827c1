-- plpgsql_check reads every function as the planner would: no error, no warning.
begin;
\ir helpers/setup.sql
create schema plpgsql_check;
create extension plpgsql_check with schema plpgsql_check;
select no_plan();

create function tests.findings(f regprocedure, t regclass) returns text language sql as $$
  select string_agg(format('%s:%s %s %s %s', functionid::regprocedure, lineno, level, message, coalesce(detail, hint)), E'\n')
    from plpgsql_check.plpgsql_check_function_tb(f, coalesce(t, 0), fatal_errors := false, security_warnings := true, performance_warnings := false, extra_warnings := true) $$;
select is(tests.findings(p.oid, tg.tgrelid), null::text, format('%s%s', p.oid::regprocedure, ' on ' || tg.tgrelid::regclass))
  from pg_proc p join pg_language l on l.oid = p.prolang left join pg_trigger tg on tg.tgfoid = p.oid and tg.tgparentid = 0
 where l.lanname = 'plpgsql' and p.pronamespace::regnamespace::text = any (tests.our_schemas()) and (tg.oid is not null or p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype));
select is((select string_agg(p.oid::regprocedure::text, ', ') from pg_proc p where p.pronamespace::regnamespace::text = any (tests.our_schemas()) and p.prorettype = 'trigger'::regtype
            and not exists (select from pg_trigger where tgfoid = p.oid)), null, 'no trigger function is without its trigger');

select * from finish();
rollback;
