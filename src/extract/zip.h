/* zip.h — a part of a ZIP file, unpacked, in the child. Stored and deflated parts of
 * files below 4 GB, which is all that text documents are. */
#ifndef EXTRACT_ZIP_H
#define EXTRACT_ZIP_H

#include "base/str.h"

typedef enum ZipAnswer {
    ZIP_READ,
    ZIP_ABSENT,
    ZIP_DAMAGED,
    ZIP_LARGE /* it is more than `most`, whatever it says of itself */
} ZipAnswer;

/* *out is on the heap, and the caller's; null unless ZIP_READ. */
ZipAnswer zip_read(Str zip, const char *name, isize most, Str *out);

#endif
