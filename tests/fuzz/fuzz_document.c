/* Any bytes as a result document: refused, or a summary, a page and a brief can be made of it. */
#include "fuzz.h"

#include <stdlib.h>

#include "entente/heap.h"
#include "entente/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_arena arena;
    ent_error err = {{0}};
    ent_report *report = NULL;
    ent_heap_arena_create(&arena, 1 << 16);
    const ent_status status =
        ent_report_parse((const char *)data, size, "fuzz.json", &report, &arena, &err);
    if (status == ENT_OK) {
        const ent_style style = {.width = (int)(size % 120)};
        const ent_report_options plain = {.plain = true, .live = size % 2 ? "live.html" : NULL};
        ent_builder out;
        ent_builder_init(&out, &arena);
        ent_report_summary(report, &style, &out, &err);
        ent_report_html(report, &plain, &out, &err);
        ent_report_brief(report, "GBR", &out, &err);
    } else if (!err.message[0]) {
        abort();
    }
    ent_report_close(report);
    ent_heap_arena_destroy(&arena);
    return 0;
}
