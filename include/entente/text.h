/*
 * Text: numbers from and to text, nearest key, UTF-8 check. Locale-independent.
 *
 *     double x;
 *     if (!ent_text_number("3.5", 3, &x))
 *         return ENT_E_PARSE;
 */
#ifndef ENTENTE_TEXT_H
#define ENTENTE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Parse a decimal number that fills `text[0..length)` entirely (surrounding blanks allowed).
 * No hexadecimal, no "inf" or "nan", no thousands separator; correctly rounded.
 *
 * returns  false when it is not such a number or overflows; `value` is then untouched
 */
ENT_API bool ent_text_number(const char *text, size_t length, double *value);

/**
 * Parse a decimal integer that fills the text.
 */
ENT_API bool ent_text_integer(const char *text, size_t length, long long *value);

/**
 * Offset of the first byte that is not well-formed UTF-8; `length` when all is well.
 * NUL bytes count as malformed.
 */
ENT_API size_t ent_text_utf8_error(const char *text, size_t length);

/**
 * The candidate nearest to `word` by edit distance (Damerau-Levenshtein, optimal string
 * alignment), or NULL when none is near enough to be worth suggesting (distance above
 * max(2, length/3), or above half the letters of the longer word); failing that, the first that
 * begins with it.
 */
ENT_API const char *ent_text_nearest(const char *word, const char *const *candidates, size_t count);

/**
 * Copy `length` bytes and a terminator into the arena; NULL when out of memory.
 */
ENT_API char *ent_text_copy(const char *text, size_t length, ent_arena *arena);

/**
 * printf into the arena; NULL when out of memory.
 */
ENT_API char *ent_text_format(ent_arena *arena, const char *format, ...) ENT_PRINTF(2, 3);

/*
 * Text that grows at its end. A failed append leaves `failed` set and the rest unwritten, so
 * that a long document is checked once, at the end, by ent_builder_status.
 */
typedef struct ent_builder {
    ent_arena *arena;
    char *data; /* always terminated; "" at first */
    size_t length, capacity;
    bool failed;
} ent_builder;

/** Make an empty builder on the arena. */
ENT_API void ent_builder_init(ent_builder *b, ent_arena *arena);
/** Append `length` bytes. */
ENT_API void ent_builder_add(ent_builder *b, const char *text, size_t length);
/** Append a terminated text. */
ENT_API void ent_builder_text(ent_builder *b, const char *text);
/** Append formatted text. */
ENT_API void ent_builder_format(ent_builder *b, const char *format, ...) ENT_PRINTF(2, 3);
/** ENT_OK, or ENT_E_NOMEM when any append failed. */
ENT_API ent_status ent_builder_status(const ent_builder *b, ent_error *err);

/**
 * Read a whole file into the arena (terminated by NUL, not counted in `length`).
 *
 * errors   ENT_E_IO with path and reason; ENT_E_NOMEM; ENT_E_DATA above `max_bytes`
 */
ENT_API ent_status ent_text_read_file(const char *path, size_t max_bytes, char **text,
                                      size_t *length, ent_arena *arena, ent_error *err);

/**
 * Write a file so that it is there whole or not at all. An existing file keeps its permissions, a
 * link stays a link, and devices and pipes are written through, never replaced.
 *
 * errors   ENT_E_IO with path and reason; the old file is as it was
 */
ENT_API ent_status ent_text_write_file(const char *path, const char *text, size_t length,
                                       ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
