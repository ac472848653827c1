/* Relationships from keys, views and junctions; names that are nearly right. */
#include "rest/plan.h"
#include "rest_fixture.h"
#include "test.h"

static const char rule[] =
    "({QUERY :commandType 1 :rtable ({RTE :eref {ALIAS :aliasname \\{x\\)}}) "
    ":targetList "
    "({TARGETENTRY :expr {VAR :varno 3 :location 7} :resno 1 :resname id "
    ":ressortgroupref 0 :resorigtbl 16385 :resorigcol 4 :resjunk false} {TARGETENTRY "
    ":expr {FUNCEXPR :args ({CONST :constvalue <>})} :resno 2 :resname n "
    ":ressortgroupref 0 :resorigtbl 0 :resorigcol 0 :resjunk false}) :override 0})";

static Arena arena;

static void a_rule_says_its_columns(void)
{
    ViewColumn found[4];
    isize n = parse_view_rule(S(rule), 9, found, 4);
    check(n == 1 && found[0].view == 9 && found[0].column == 1);
    check(found[0].table == 16385 && found[0].origin == 4);
    check(parse_view_rule(S("({QUERY :targetList <>})"), 9, found, 4) == 0);
}

static const Rel *rel(const Schema *s, const char *from, const char *to, RelKind kind)
{
    RelRange of = schema_rels(s, S("public"), str_of(from), S("public"));
    for (isize i = 0; i < of.n; i++)
        if (str_eq(of.first[i].other, str_of(to)) && of.first[i].kind == kind)
            return &of.first[i];
    return NULL;
}

static void keys_make_relationships(void)
{
    Schema *s = fixture_schema(
        &arena, S("table awards: film_id integer key, person_id integer key\n"
                  "table details: film_id integer key, text text\n"
                  "table films: id integer key, boss integer, part integer\n"
                  "table people: id integer key, name text\n"
                  "reference award_film: awards(film_id) -> films(id)\n"
                  "reference award_person: awards(person_id) -> people(id)\n"
                  "reference detail_film: details(film_id) -> films(id)\n"
                  "reference film_boss: films(boss) -> people(id)"));
    const Rel *many = rel(s, "films", "people", REL_M2M);
    check(rel(s, "films", "people", REL_M2O) && rel(s, "people", "films", REL_O2M));
    check(rel(s, "details", "films", REL_O2O) && rel(s, "films", "details", REL_O2O));
    if (check(many != NULL)) {
        check_str(many->junction, S("awards"));
        check_str(many->pairs[0].here, S("id"));
        check_str(many->pairs[0].there, S("film_id"));
        check_str(many->pairs2[0].there, S("person_id"));
    }
    check(!rel(s, "awards", "details", REL_M2M));
}

static void views_stand_in_for_tables(void)
{
    static const int one[] = {1}, two[] = {2};
    static const Str schemas[] = {{"public", 6}};
    const Str t[] = {{0}, S("id"), S("boss")}, v[] = {{0}, S("person")};
    RawTable tables[] = {{1, S("private"), S("films"), false, false, t, 3},
                         {2, S("private"), S("people"), false, false, t, 2},
                         {3, S("public"), S("everybody"), true, true, v, 2},
                         {4, S("public"), S("posters"), true, true, t, 3}};
    const RawKey keys[] = {{'p', S("people_key"), 2, 0, one, NULL, 1},
                           {'f', S("film_boss"), 1, 2, two, one, 1}};
    const ViewColumn direct[] = {{3, 2, 1, 1}, {4, 1, 1, 1}, {4, 1, 2, 2}};
    Raw raw = {
        .arena = &arena, .tables = tables, .n_tables = 4, .keys = keys, .n_keys = 2};
    follow_views(&raw, direct, 3);
    find_view_keys(&raw);
    Schema s = {0};
    find_rels(&raw, &arena, (Strs){schemas, 1}, &s);
    const Rel *r = rel(&s, "posters", "everybody", REL_M2O);
    if (check(r && r->is_view && r->other_is_view)) {
        check_str(r->pairs[0].here, S("boss"));
        check_str(r->pairs[0].there, S("person"));
    }
    check(tables[2].key.n == 1 && str_eq(tables[2].key.v[0], S("person")));
}

static void near_names_are_found(void)
{
    const Str names[] = {S("films"), S("directors"), S("actors")};
    check_str(closest_name(&arena, names, 3, S("film"), 0.75), S("films"));
    check_str(closest_name(&arena, names, 3, S("directers"), 0.75), S("directors"));
    check(!closest_name(&arena, names, 3, S("somewhere else"), 0.33).s);
}

int main(void)
{
    arena = arena_reserve(64 << 20);
    a_rule_says_its_columns();
    keys_make_relationships();
    views_stand_in_for_tables();
    near_names_are_found();
    arena_release(&arena);
    return done();
}
