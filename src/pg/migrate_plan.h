/*
 * migrate_plan.h — what is to be done: the program's files against the database's
 * record of them.  No database here.
 */
#ifndef PG_MIGRATE_PLAN_H
#define PG_MIGRATE_PLAN_H

#include "pg/migrate.h"

typedef enum StepKind { STEP_MIGRATION, STEP_FUNCTION, STEP_SEED } StepKind;

typedef struct Step {
    StepKind kind;
    int number; /* of a migration */
    Str name;   /* "0001_roles" of a migration, the path of anything else */
    Str path, text, checksum;
} Step;

/* A row of rung_meta: by Step.name, migrations in order of their numbers. */
typedef struct Record {
    bool is_migration;
    Str name, checksum;
} Record;

typedef struct Plan {
    Step *steps; /* migrations, functions, seeds; each in order of its name */
    isize n;
} Plan;

/* Every file as a step.  False: a name is wrong or a number is taken twice. */
bool plan_read_files(Arena *arena, EmbeddedFiles files, Plan *all,
                     Error *error) MUST_CHECK;

/* The steps that `done` does not hold.  False: an applied migration is edited, renamed
 * or missing here, or a new one comes too late. */
bool plan_compare(Arena *arena, const Plan *all, const Record *done, isize n_done,
                  Plan *todo, Error *error) MUST_CHECK;

/* The line, from 1, of the n-th character, from 1, of UTF-8 text. */
int line_of_character(Str text, isize n);

#endif
