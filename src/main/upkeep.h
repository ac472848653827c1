/* upkeep.h — what the server does for itself, on a thread of its own: at start, and
 * then once a minute or an hour. */
#ifndef MAIN_UPKEEP_H
#define MAIN_UPKEEP_H

#include "serve/app.h"

void upkeep_start(const App *app); /* once; the app outlives it */
void upkeep_stop(void);            /* waits for what is being done */

#endif
