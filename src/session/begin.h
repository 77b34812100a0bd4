/* What a report begins with: set by who knows the text that a scenario was read from. */
#ifndef ENT_SESSION_BEGIN_H
#define ENT_SESSION_BEGIN_H

#include "entente/session.h"
#include "entente/text.h"

/* Appends HTML; `document` is the result as JSON. */
typedef ent_status session_beginning(const void *with, const char *document, size_t length,
                                     ent_builder *out, ent_error *err);

/* For the report that ent_result_write makes; `with` must live on until then. */
void session_begin_with(ent_result *result, session_beginning *begin, const void *with);

#endif
