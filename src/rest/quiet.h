/*
 * quiet.h — reads during which nothing can look at the request.
 *
 * Each setting of a transaction costs PostgreSQL some microseconds, and only functions
 * read them.  A read of plain columns of tables whose policies call nothing but
 * auth.uid() and its kin, which read the claims, cannot observe the rest: so the rest
 * need not be said.  Whatever is not known to be quiet is not.
 */
#ifndef REST_QUIET_H
#define REST_QUIET_H

#include "rest/plan.h"

bool plan_is_quiet(const Plan *p);

#endif
