/* Texts given one by one, as by an option that may be repeated. */
#ifndef ENT_BASE_TEXT_LIST_H
#define ENT_BASE_TEXT_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { TEXT_LIST_MAX = 512 /* more than there are assumptions */ };

typedef struct text_list {
    size_t count;
    const char *items[TEXT_LIST_MAX]; /* borrowed */
} text_list;

/* Whether a word is one of `n`. */
static inline bool text_is_one_of(const char *word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], word) == 0)
            return true;
    return false;
}

/* What stands before item `i` of `n` in "A, B and C". */
static inline const char *text_joint(size_t i, size_t n)
{
    return i == 0 ? "" : i + 1 == n ? " and " : ", ";
}

#endif
