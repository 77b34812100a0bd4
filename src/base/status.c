#include "entente/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/visible.h"

const char *ent_status_text(ent_status status)
{
    switch (status) {
#define ENT_STATUS_CASE(name, text) \
    case name: \
        return text;
        ENT_STATUS_LIST(ENT_STATUS_CASE)
#undef ENT_STATUS_CASE
    }
    return "unknown status";
}

ent_status ent_fail(ent_error *err, ent_status status, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        char raw[sizeof err->message];
        vsnprintf(raw, sizeof raw, format, args);
        va_end(args);
        visible_text(raw, strlen(raw), false, err->message, sizeof err->message);
    }
    return status;
}
