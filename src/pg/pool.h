/* pool.h — connections that worker threads borrow; each waits on its own with poll().
 */
#ifndef PG_POOL_H
#define PG_POOL_H

#include "pg/conn.h"
#include "pg/db.h"

/* Waits for a free one; NULL when there is no database. */
PgConn *pool_lease(Pool *p);
void pool_return(Pool *p,
                 PgConn *c); /* one that broke, or hangs in a transaction, is dropped */

/* Sends what has been pushed and waits for the one segment that is in flight. */
void pool_wait(const Pool *p, PgConn *c, Reply *reply);

#endif
