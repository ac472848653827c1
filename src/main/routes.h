/* routes.h — the one table of every route. */
#ifndef MAIN_ROUTES_H
#define MAIN_ROUTES_H

#include "serve/route.h"

extern const Routes all_routes;

#endif
