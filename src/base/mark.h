/*
 * Marks: 64 bits that change with any byte of files and texts, to know again what was seen before.
 * Not for hostile input: two files with one mark can be made on purpose.
 */
#ifndef ENT_BASE_MARK_H
#define ENT_BASE_MARK_H

#include <stdint.h>

/* Of nothing yet. */
uint64_t mark_begin(void);
uint64_t mark_word(uint64_t mark, uint64_t word);
/* A text and its end; NULL counts as one that is empty. */
uint64_t mark_text(uint64_t mark, const char *text);
/* Every byte of FOLDER/NAME and its length; a file that cannot be read counts as such. */
uint64_t mark_file(uint64_t mark, const char *folder, const char *name);
/* Names and bytes of all files in a folder and the folders in it, by name; hidden ones are left
   out. A folder that cannot be read counts as such. */
uint64_t mark_folder(uint64_t mark, const char *folder);

#endif
