/* schema_queries.c — what the snapshot asks the catalog; $1 is the exposed schemas. */
#include "rest/schema_load.h"

#define BASE_TYPES                                                                     \
    "with recursive base_type(oid, base) as ("                                         \
    " select oid, oid from pg_type where typtype <> 'd'"                               \
    " union all"                                                                       \
    " select t.oid, b.base from pg_type t join base_type b on b.oid = t.typbasetype"   \
    " where t.typtype = 'd') "

/* $1 exposed schemas, $2 these and the extra search path's */
const char *const sql_relations =
    "with sees as (select ':funcid (' || string_agg(oid::text, '|') || ') ' as call"
    "  from pg_proc where pronamespace = 'pg_catalog'::regnamespace"
    "  and proname ~ '^(current_setting|set_config)$|_to_xml'), "
    "shown as (select distinct p.polrelid from pg_policy p, sees"
    "  where p.polqual::text ~ sees.call or exists (select from pg_depend d"
    "   left join pg_proc f on d.refclassid = 'pg_proc'::regclass and f.oid = "
    "d.refobjid"
    "    and f.pronamespace = to_regnamespace('auth')"
    "    and f.proname in ('uid', 'jwt', 'role', 'email')"
    "   where d.classid = 'pg_policy'::regclass and d.objid = p.oid"
    "    and f.oid is null and d.refobjid <> p.polrelid)) "
    "select c.oid, n.nspname, c.relname, n.nspname = any($1::text[]),"
    " c.relkind in ('v', 'm'), d.description,"
    " case when c.relkind in ('r', 'p') then 28"
    "  when c.relkind in ('v', 'f') and n.nspname = any($1::text[])"
    "  then pg_relation_is_updatable(c.oid, true) else 0 end,"
    " c.relispartition,"
    " c.relkind in ('r', 'p') and c.oid not in (select polrelid from shown) "
    "from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " left join pg_description d on d.objoid = c.oid"
    "  and d.classoid = 'pg_class'::regclass and d.objsubid = 0 "
    "where c.relkind in ('r', 'v', 'm', 'f', 'p')"
    " and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')"
    " and not pg_is_other_temp_schema(n.oid) "
    "order by c.oid";

const char *const sql_columns = BASE_TYPES
    "select a.attrelid, a.attnum, a.attname, n.nspname = any($1::text[]),"
    " case when t.typtype = 'd' and bt.typnamespace <> 'pg_catalog'::regnamespace"
    "  then format_type(a.atttypid, a.atttypmod)"
    "  when bt.typnamespace = 'pg_catalog'::regnamespace then format_type(bt.oid, null)"
    "  else format_type(a.atttypid, a.atttypmod) end,"
    " format_type(a.atttypid, a.atttypmod),"
    " case when a.attidentity <> '' then format('nextval(%L)', (select "
    "d.objid::regclass"
    "   from pg_depend d where d.refobjid = a.attrelid and d.refobjsubid = a.attnum"
    "   and d.refclassid = 'pg_class'::regclass and d.deptype = 'i' limit 1))"
    "  when a.attgenerated <> '' then null"
    "  when ad.adbin is null and t.typtype = 'd' then pg_get_expr(t.typdefaultbin, 0)"
    "  else pg_get_expr(ad.adbin, ad.adrelid) end,"
    " de.description,"
    " not (a.attnotnull or t.typtype = 'd' and t.typnotnull),"
    " case when bt.typname in ('varchar', 'bpchar') and"
    "  greatest(a.atttypmod, t.typtypmod) > 4"
    "  then greatest(a.atttypmod, t.typtypmod) - 4 else 0 end,"
    " case when bt.oid = 16 then 'b' when bt.oid in (20, 21, 23) then 'n'"
    "  when bt.oid in (700, 701, 1700) then 'f' when bt.oid in (114, 3802) then 'j'"
    "  when bt.oid = 1114 then 't' when bt.oid = 1184 then 'z'"
    "  when bt.typtype in ('c', 'p') or bt.typcategory = 'A' or bt.typelem <> 0 and"
    "   bt.typlen = -1 then 'w'"
    "  when bt.oid >= 16384 and exists (select from pg_cast k where k.castsource = "
    "bt.oid"
    "   and k.casttarget = 'json'::regtype and k.castmethod = 'f') then 'w'"
    "  else 'q' end,"
    " case when bt.typtype = 'e' then (select json_agg(e.enumlabel order by"
    "   e.enumsortorder) from pg_enum e where e.enumtypid = bt.oid) end,"
    " t.typtype = 'd' "
    "from pg_attribute a join pg_class c on c.oid = a.attrelid"
    " join pg_namespace n on n.oid = c.relnamespace"
    " join pg_type t on t.oid = a.atttypid join base_type b on b.oid = t.oid"
    " join pg_type bt on bt.oid = b.base"
    " left join pg_attrdef ad on ad.adrelid = a.attrelid and ad.adnum = a.attnum"
    " left join pg_description de on de.objoid = a.attrelid"
    "  and de.classoid = 'pg_class'::regclass and de.objsubid = a.attnum "
    "where c.relkind in ('r', 'v', 'm', 'f', 'p') and a.attnum > 0"
    " and not a.attisdropped"
    " and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')"
    " and not pg_is_other_temp_schema(n.oid) "
    "order by a.attrelid, a.attnum";

const char *const sql_keys =
    "select k.contype, k.conname, k.conrelid, k.confrelid,"
    " array_to_string(k.conkey, ' '), array_to_string(k.confkey, ' ') "
    "from pg_constraint k where k.contype in ('p', 'u', 'f')"
    " and k.connamespace <> 'pg_catalog'::regnamespace"
    " and (k.contype <> 'f' or k.conparentid = 0) "
    "order by k.conrelid, k.conname";

/* $1: the schemas whose views are looked into */
const char *const sql_view_rules =
    "select c.oid, r.ev_action from pg_class c"
    " join pg_namespace n on n.oid = c.relnamespace"
    " join pg_rewrite r on r.ev_class = c.oid "
    "where c.relkind in ('v', 'm') and r.rulename = '_RETURN'"
    " and n.nspname = any($1::text[]) "
    "order by c.oid";

const char *const sql_routines = BASE_TYPES
    "select p.oid, n.nspname, p.proname, obj_description(p.oid, 'pg_proc'),"
    " tn.nspname, coalesce(rel.relname, t.typname), p.proretset,"
    " t.typtype = 'c' or coalesce(p.proargmodes::text[] && '{t,b,o}', false),"
    " p.prorettype <> t.oid, p.provolatile, p.provariadic <> 0,"
    " (select json_agg(x order by i, k) from unnest(p.proconfig) with ordinality as"
    "  c(v, i), lateral (values (1, split_part(c.v, '=', 1)),"
    "  (2, substr(c.v, strpos(c.v, '=') + 1))) as y(k, x)) "
    "from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
    " join base_type b on b.oid = p.prorettype join pg_type t on t.oid = b.base"
    " join pg_namespace tn on tn.oid = t.typnamespace"
    " left join pg_class rel on rel.oid = t.typrelid "
    "where p.prokind = 'f' and t.oid <> 'trigger'::regtype"
    " and n.nspname = any($1::text[]) "
    "order by p.oid";

/* Input arguments only, in their order. */
const char *const sql_parameters =
    "select p.oid, coalesce(a.name, ''), format_type(a.type, null),"
    " case a.type when 'bit'::regtype then 'bit varying'"
    "  when 'bit[]'::regtype then 'bit varying[]'"
    "  when 'character'::regtype then 'character varying'"
    "  when 'character[]'::regtype then 'character varying[]'"
    "  else format_type(a.type, null) end,"
    " row_number() over (partition by p.oid order by a.i)"
    "  <= p.pronargs - p.pronargdefaults, coalesce(a.mode = 'v', false),"
    " a.type in ('json'::regtype, 'jsonb'::regtype, 'text'::regtype, 'bytea'::regtype,"
    "  'xml'::regtype) "
    "from pg_proc p join pg_namespace n on n.oid = p.pronamespace, lateral"
    " unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargnames,"
    "  p.proargmodes) with ordinality as a(type, name, mode, i) "
    "where p.prokind = 'f' and n.nspname = any($1::text[])"
    " and a.type is not null and coalesce(a.mode in ('i', 'b', 'v'), true) "
    "order by p.oid, a.i";

const char *const sql_computed =
    "select n.nspname, p.proname, an.nspname, at.typname, rn.nspname, rt.typname,"
    " not p.proretset or p.prorows = 1 "
    "from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
    " join pg_type at on at.oid = p.proargtypes[0] and at.typtype = 'c'"
    " join pg_namespace an on an.oid = at.typnamespace"
    " join pg_class ac on ac.oid = at.typrelid and ac.relkind in ('r','v','m','f','p')"
    " join pg_type rt on rt.oid = p.prorettype and rt.typtype = 'c'"
    " join pg_namespace rn on rn.oid = rt.typnamespace"
    " join pg_class rc on rc.oid = rt.typrelid and rc.relkind in ('r','v','m','f','p') "
    "where p.pronargs = 1";

/* Domains' implicit casts to and from json, and from text. */
const char *const sql_casts =
    "select format_type(k.castsource, null), format_type(k.casttarget, null),"
    " quote_ident(n.nspname) || '.' || quote_ident(p.proname) "
    "from pg_cast k join pg_proc p on p.oid = k.castfunc"
    " join pg_namespace n on n.oid = p.pronamespace"
    " join pg_type s on s.oid = k.castsource join pg_type t on t.oid = k.casttarget "
    "where k.castcontext = 'i' and k.castmethod = 'f'"
    " and has_function_privilege(p.oid, 'execute')"
    " and (s.typtype = 'd' and k.casttarget = 'json'::regtype"
    "  or t.typtype = 'd' and k.castsource in ('json'::regtype, 'text'::regtype))";

const char *const sql_handlers =
    "with media as (select t.oid, lower(t.typname) as name, t.typname, n.nspname"
    "  from pg_type t join pg_namespace n on n.oid = t.typnamespace"
    "  where t.typtype = 'd' and (t.typname = '*/*' or"
    "  t.typname ~* '^[a-z0-9.-]+/[a-z0-9.+-]+$')) "
    "select n.nspname, p.proname, an.nspname, at.typname, m.name,"
    " case m.name when '*/*' then 'application/octet-stream' else m.typname end "
    "from pg_proc p join media m on m.oid = p.prorettype"
    " join pg_namespace n on n.oid = p.pronamespace"
    " join pg_type at on at.oid = p.proargtypes[0]"
    " join pg_namespace an on an.oid = at.typnamespace "
    "where p.prokind = 'a' and p.pronargs = 1 and n.nspname = any($1::text[])"
    " and (at.typname = 'anyelement' or at.typtype = 'c') "
    "union all "
    "select m.nspname, m.typname, n.nspname, p.proname, m.name,"
    " case m.name when '*/*' then 'application/octet-stream' else m.typname end "
    "from pg_proc p join media m on m.oid = p.prorettype"
    " join pg_namespace n on n.oid = p.pronamespace "
    "where p.prokind = 'f' and not p.proretset and n.nspname = any($1::text[])";

/*
 * Whether answers' heads may come from SQL, and whether sessions need setting back: by
 * what functions say, and by the trees of policies, views, defaults and SQL bodies,
 * where a function is its oid.  What a body says of itself may be a false alarm, which
 * costs a round trip and no more.
 */
const char *const sql_responds =
    "with body as ("
    " select p.prosrc, p.prosqlbody, l.lanname, p.oid,"
    "  regexp_replace(regexp_replace(p.prosrc, '--[^\n]*|/\\*.*?\\*/', ' ', 'g'),"
    "   'set_config\\s*\\([^;]*?,\\s*true\\s*\\)', ' ', 'gi') as said"
    " from pg_proc p join pg_language l on l.oid = p.prolang where p.pronamespace not "
    "in"
    "  ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
    "  and p.prorettype <> 'event_trigger'::regtype"
    "  and l.lanname not in ('internal', 'c') and not exists (select from pg_depend d"
    "   where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')"
    "), tree as ("
    " select prosqlbody::text as t from body"
    " union all select polqual::text from pg_policy"
    " union all select polwithcheck::text from pg_policy"
    " union all select adbin::text from pg_attrdef"
    " union all select r.ev_action::text from pg_rewrite r"
    "  join pg_class c on c.oid = r.ev_class where c.relnamespace not in"
    "  ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
    "), changer as ("
    " select '(' || string_agg(p.oid::text, '|') || ')' as oids from pg_proc p where"
    "  p.pronamespace = 'pg_catalog'::regnamespace and (p.proname = 'set_config'"
    "   or p.proname ~ '^pg_(try_)?advisory_lock')) "
    "select exists (select from body"
    " where concat(prosrc, pg_get_function_sqlbody(oid)) like '%response.%'),"
    " exists (select from body where lanname not in ('sql', 'plpgsql') or said ~*"
    "  '\\m(set_config|pg_(try_)?advisory_lock(_shared)?|listen|temp|temporary|pg_temp"
    "|prepare|with\\s+hold)\\M"
    "|(^|;|''|\\mbegin|\\mthen|\\melse|\\mloop)\\s*(re)?set\\s+(?!local\\M)')"
    " or exists (select from tree, changer where t ~ (':funcid ' || oids || ' '))";

/* What this login may become, and may set. */
const char *const sql_roles =
    "select r.rolname, json_agg(x order by c.i, k) from pg_db_role_setting s"
    " join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) with ordinality as "
    "c(v, i)"
    " join pg_settings g on g.name = split_part(c.v, '=', 1) and g.context = 'user',"
    " lateral (values (1, split_part(c.v, '=', 1)),"
    "  (2, substr(c.v, strpos(c.v, '=') + 1))) as y(k, x) "
    "where s.setdatabase in (0, (select oid from pg_database where datname ="
    " current_database())) and pg_has_role(current_user, r.oid, 'member')"
    " and r.rolname <> current_user group by r.rolname order by r.rolname";
