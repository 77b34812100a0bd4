#include "session/why_page.h"
#include "base/folder.h"

#include <stdlib.h>
#include <string.h>

#include "entente/report.h"
#include "result/claims.h"
#include "result/cover.h"
#include "result/result_parts.h"

static json_t *document_of(const why_page *p)
{
    json_t *o =
        json_pack("{s:s, s:i, s:{s:s}, s:{s:I, s:o, s:s}, s:{s:s, s:s}}", "schema",
                  "entente-result", "version", 1, "entente", "version", ENT_VERSION, "run",
                  "futures", (json_int_t)p->futures, "seed", result_seed(p->seed), "command",
                  p->command, "scenario", "key", p->scenario->key, "name", p->title);
    for (size_t i = 0; o && i < p->n_answers; i++)
        why_into_document(&p->answers[i], o);
    return o;
}

static ent_status write_workbook(const why_page *p, const char *path, ent_arena *arena,
                                 ent_error *err)
{
    enum { SHEETS = 64 };
    const ent_table *tables[SHEETS];
    ent_table *named = ent_arena_array(arena, ent_table, SHEETS);
    size_t n = 0;
    ENT_NEED(named, err);
    for (size_t i = 0; i < p->n_answers; i++)
        for (size_t k = 0; k < p->answers[i].n_tables && n < SHEETS; k++) {
            named[n] = p->answers[i].tables[k];
            if (i > 0)
                named[n].name = ent_text_format(arena, "%.20s_%zu", named[n].name, i + 1);
            named[n].note = p->answers[i].text;
            tables[n] = &named[n];
            n++;
        }
    return cover_workbook(path, tables, n, arena, err);
}

static ent_status write_page(const char *path, const char *text, ent_arena *arena, ent_error *err)
{
    ent_report *report = NULL;
    ent_builder html;
    const ent_report_options how = {.only = "why"};
    ent_builder_init(&html, arena);
    ENT_TRY(ent_report_parse(text, strlen(text), "why", &report, arena, err));
    ent_status status = ent_report_html(report, &how, &html, err);
    ent_report_close(report);
    return status == ENT_OK ? ent_text_write_file(path, html.data, html.length, err) : status;
}

/* Lines of one table, each behind the name of its answer; the head once. */
static ent_status add_named(const char *name, bool head, const char *lines, ent_builder *out,
                            ent_arena *arena)
{
    bool first = true;
    for (const char *line = lines; *line; first = false) {
        const size_t length = strcspn(line, "\n");
        if (!first || head) {
            ent_builder_text(out, first ? "outcome," : ent_text_format(arena, "\"%s\",", name));
            ent_builder_add(out, line, length);
            ent_builder_text(out, "\n");
        }
        line += length + (line[length] == '\n');
    }
    return ENT_OK;
}

ent_status why_csv(size_t n, const why_answer *answers, size_t k, ent_builder *out,
                   ent_arena *arena, ent_error *err)
{
    const ent_style style = {0};
    bool head = true;
    for (size_t i = 0; i < n; i++) {
        ent_builder one;
        if (k >= answers[i].n_tables)
            continue;
        ent_builder_init(&one, arena);
        ENT_TRY(ent_table_render(&answers[i].tables[k], ENT_FORMAT_CSV, &style, &one, err));
        if (n < 2)
            ent_builder_add(out, one.data, one.length);
        else
            ENT_TRY(add_named(answers[i].name, head, one.data, out, arena));
        head = false;
    }
    return ent_builder_status(out, err);
}

static ent_status write_csvs(const why_page *p, const char *folder, ent_arena *arena,
                             ent_error *err)
{
    for (size_t k = 0; k < WHY_TABLES; k++) {
        const char *name = NULL;
        ent_builder csv;
        for (size_t i = 0; i < p->n_answers && !name; i++)
            name = k < p->answers[i].n_tables ? p->answers[i].tables[k].name : NULL;
        if (!name)
            break;
        ent_builder_init(&csv, arena);
        ENT_TRY(why_csv(p->n_answers, p->answers, k, &csv, arena, err));
        ENT_TRY(ent_text_write_file(
            k == 0 ? ent_text_format(arena, "%s/%s.csv", folder, p->name)
                   : ent_text_format(arena, "%s/%s-%s.csv", folder, p->name, name),
            csv.data, csv.length, err));
    }
    return ENT_OK;
}

ent_status why_page_write(const why_page *p, const char *folder, ent_arena *arena, ent_error *err)
{
    ENT_TRY(folder_make(folder, err));
    json_t *document = document_of(p);
    char *dumped = document ? json_dumps(document, JSON_COMPACT | JSON_REAL_PRECISION(12)) : NULL;
    const char *text = dumped ? ent_text_format(arena, "%s\n", dumped) : NULL;
    if (dumped)
        free(dumped);
    json_decref(document);
    ENT_NEED(text, err);
    ENT_TRY(ent_text_write_file(ent_text_format(arena, "%s/%s.json", folder, p->name), text,
                                strlen(text), err));
    ENT_TRY(write_csvs(p, folder, arena, err));
    ENT_TRY(write_workbook(p, ent_text_format(arena, "%s/%s.xlsx", folder, p->name), arena, err));
    return write_page(ent_text_format(arena, "%s/%s.html", folder, p->name), text, arena, err);
}

ent_status why_account(const world_parts *parts, const ent_outcome *row, const char *index,
                       const char *at, double *value, ent_arena *arena, ent_error *err)
{
    return claims_account_of(parts, row, index, at, value, arena, err);
}
