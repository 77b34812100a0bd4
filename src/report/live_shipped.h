/*
 * The live page of the shipped folders, made while the program is built.
 *
 * What the page holds takes a second: nine worlds, and the futures that its fixed axes are read
 * from. It depends on the folders of data and scenarios alone, so the program carries it under the
 * mark of their files: as long as these are the same, byte for byte, nothing has to be computed.
 */
#ifndef ENT_REPORT_LIVE_SHIPPED_H
#define ENT_REPORT_LIVE_SHIPPED_H

#include <stdint.h>

#include "entente/live.h"

typedef struct live_shipped {
    uint64_t mark;        /* 0: the program carries none */
    const char *opening;  /* what the page says before its script has run, as HTML */
    const char *document; /* JSON */
} live_shipped;

/* Empty in the library; the program's own stands in its place. */
extern const live_shipped ent_live_shipped;

/* Mark of every file in both folders; never 0. */
uint64_t live_mark(const char *data, const char *scenarios);

/* The first words and the document of ent_live_page, always computed. */
ent_status live_document(const char *data, const char *scenarios, ent_live_answers *ask, void *with,
                         ent_builder *opening, ent_builder *document, ent_arena *arena,
                         ent_error *err);

#endif
