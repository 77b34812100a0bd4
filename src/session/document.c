#include "session/document.h"

#include "report/document.h"
#include "result/result_why.h"

/* Headlines are chosen by rule in the report; it says which outcomes they rest on. */
static ent_status add_why(const result_of *r, const ent_report *report, ent_arena *arena,
                          ent_error *err)
{
    result_headline headlines[RESULT_HEADLINES];
    size_t n = 0;
    for (size_t i = 0; i < RESULT_HEADLINES; i++)
        n += ent_report_headline_outcome(report, i, &headlines[n].key, &headlines[n].at) ? 1 : 0;
    return result_why(r, n, headlines, report->root, arena, err);
}

ent_status session_document(const result_of *r, ent_report **report, ent_builder *text,
                            ent_arena *arena, ent_error *err)
{
    json_t *document = NULL;
    ENT_TRY(result_make(r, &document, arena, err));
    ENT_TRY(report_take(document, "result.json", report, arena, err));
    ent_status status = add_why(r, *report, arena, err);
    if (status == ENT_OK)
        status = result_text(document, text, err);
    if (status != ENT_OK)
        ent_report_close(*report);
    return status;
}
