/* Texts given one by one, as by an option that may be repeated. */
#ifndef ENT_BASE_TEXT_LIST_H
#define ENT_BASE_TEXT_LIST_H

#include <stddef.h>

enum { TEXT_LIST_MAX = 512 /* more than there are assumptions */ };

typedef struct text_list {
    size_t count;
    const char *items[TEXT_LIST_MAX]; /* borrowed */
} text_list;

#endif
