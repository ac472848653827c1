/*
 * address.h — where the server of a data folder answers, told from one process to
 * another: `rung serve` writes DATA/url when it is ready, other commands read it.
 */
#ifndef MAIN_ADDRESS_H
#define MAIN_ADDRESS_H

#include "main/settings.h"

bool address_write(Arena *a, Str data_dir, Str url);
void address_forget(Arena *a, Str data_dir);

/* What people know (RUNG_SITE_URL), else what runs, else what RUNG_LISTEN says. */
Str address_known(Arena *a, const Settings *s);

#endif
