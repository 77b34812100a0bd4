/* Words wrapped to the width of a terminal. */
#ifndef ENT_BASE_WRAP_H
#define ENT_BASE_WRAP_H

#include <stddef.h>

#include "entente/text.h"

/* Cells that `length` bytes of UTF-8 take, counting each code point as one. */
size_t wrap_cells(const char *text, size_t length);

/*
 * Append `text` and a line feed, its words wrapped to `width` cells and each line after the first
 * indented by `indent`. A line feed in the text stays one; blanks count once; a number and
 * its "%" stay together.
 */
void wrap_words(ent_builder *out, const char *text, size_t width, size_t indent);

#endif
