/* Parts of a zip archive in memory, unpacked piece by piece into a reader. */
#ifndef ENT_IMPORT_ZIP_H
#define ENT_IMPORT_ZIP_H

#include "import/workbook.h"

/* Takes the next piece of a part; an error stops the unpacking. */
typedef ent_status (*zip_take)(void *reader, const char *piece, size_t length, bool last,
                               ent_error *err);

/*
 * Unpack one part by its exact name. `found` says whether it is there; a part that is not is
 * no error. Nothing is written and no name of the archive is ever a path.
 *
 * errors   ENT_E_PARSE: no archive, a damaged or encrypted part, more than
 *          ENT_WORKBOOK_LARGEST_PART bytes
 */
ent_status zip_read(const char *path, const void *bytes, size_t size, const char *part,
                    zip_take take, void *reader, bool *found, ent_error *err);

#endif
