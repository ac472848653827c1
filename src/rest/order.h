/* order.h — what order= asks for. */
#ifndef REST_ORDER_H
#define REST_ORDER_H

#include "rest/filter.h"

typedef struct Order Order;
struct Order {
    Str relation; /* clients(name): of an embedded row; null for an own column */
    Field field;
    enum { DIRECTION_NONE, ASCENDING, DESCENDING } direction;
    enum { NULLS_NONE, NULLS_FIRST, NULLS_LAST } nulls;
    Order *next;
};

/* order = term ("," term)*; term = (field | name "(" field ")") [".asc" | ".desc"]
 * [".nullsfirst" | ".nullslast"] */
Order *parse_order(Reader *r);

#endif
