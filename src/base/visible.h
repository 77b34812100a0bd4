/* Texts from files and command lines, made safe to show on a terminal. */
#ifndef ENT_BASE_VISIBLE_H
#define ENT_BASE_VISIBLE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Starts one of the program's own styles; visible_text turns it into ESC where the caller says so.
 * The byte cannot occur in UTF-8, so that no file can write one.
 */
#define VISIBLE_STYLE "\xff"

/*
 * Copy `text`, with every character that could steer a terminal written as \uXXXX: controls other
 * than tab and line feed, and those that turn the direction of writing. Bytes that are not UTF-8
 * become U+FFFD, the replacement character.
 *
 * styles   VISIBLE_STYLE becomes ESC; otherwise it is malformed like any such byte
 * size     bytes of `out`, at least 1; what does not fit is left out, whole characters at a time
 * returns  bytes that the whole text takes, without the NUL that ends it
 */
size_t visible_text(const char *text, size_t length, bool styles, char *out, size_t size);

#endif
