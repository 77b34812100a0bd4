/* Links from a report to the live page: the scenario to open there and what differs from it. */
#ifndef ENT_SESSION_LIVE_LINK_H
#define ENT_SESSION_LIVE_LINK_H

#include "world/parts.h"

typedef struct live_link {
    const char *scenario; /* one that the page holds */
    const char
        *settings; /* "?vs=status-quo-2024;aid.us=2025:0.3,2026:0;~deterrence.lambda=2,0.6" */
} live_link;

/*
 * A shipped scenario is opened as it is; of another one its base is, with every lever set. Levers
 * and assumptions of the command line are named when `changed`.
 */
ent_status live_link_make(const world_parts *parts, const char *baseline, bool changed,
                          live_link *link, ent_arena *arena, ent_error *err);

#endif
