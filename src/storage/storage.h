/* storage.h — what storage offers to the server: its routes, its upkeep, its limits. */
#ifndef STORAGE_STORAGE_H
#define STORAGE_STORAGE_H

#include "serve/app.h"

enum {
    STORAGE_DEFAULT_MAX = 100 << 20, /* bytes, of buckets without their own limit */
    STORAGE_UPLOAD_MAX = 512 << 20,  /* whatever a bucket's limit says */
    STORAGE_FORM_MAX = STORAGE_UPLOAD_MAX + (1 << 20), /* with a form around it */
    STORAGE_JSON_MAX = 1 << 20,
};

extern const Surface storage_surface;

Handler storage_upload, storage_update;                  /* upload.c */
Handler storage_admit_upload;                            /* upload.c */
Handler storage_download, storage_download_public;       /* download.c */
Handler storage_info, storage_info_public;               /* info.c */
Handler storage_list, storage_list_pages;                /* list.c */
Handler storage_remove, storage_remove_one;              /* remove.c */
Handler storage_move, storage_copy;                      /* move.c */
Handler storage_sign, storage_sign_many, storage_signed; /* sign.c */
Handler storage_sign_upload, storage_signed_upload;      /* sign_upload.c */
Handler storage_admit_signed;                            /* sign_upload.c */
Handler storage_bucket_list, storage_bucket_get;         /* bucket.c */
Handler storage_bucket_create, storage_bucket_update;    /* bucket.c */
Handler storage_bucket_delete, storage_bucket_empty;     /* bucket.c */

/*
 * Carries out the queue's 'purge_storage' tasks, and once an hour, the first time at
 * the first call, removes files that no row names and that are older than an hour.
 * Blocks: for a thread with a timer, once a minute.  Never two at a time.
 */
void storage_maintain(const App *app);

#endif
