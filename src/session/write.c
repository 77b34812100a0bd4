/* A result as files and texts. */
#include <string.h>

#include "base/folder.h"
#include "base/tasks.h"
#include "entente/columns.h"
#include "entente/heap.h"
#include "entente/isa.h"
#include "entente/live.h"
#include "entente/text.h"
#include "session/document.h"
#include "session/fileset.h"
#include "session/inside.h"
#include "session/live_answers.h"
#include "session/live_link.h"
#include "session/statement.h"
#include "session/treaty_of.h"

static void on_tasks(void *with, uint64_t done, uint64_t all, double seconds)
{
    const ent_result *r = with;
    r->options.progress(r->options.progress_with, done, all, seconds);
}

static result_of view_of(ent_result *r)
{
    const bool part = r->options.first_block || r->options.end_block;
    return (result_of){.parts = &r->parts,
                       .baseline = r->has_baseline ? &r->baseline : NULL,
                       .worlds = &r->worlds,
                       .claims = &r->claims,
                       .bill = r->has_bill ? &r->bill : NULL,
                       .money = &r->money,
                       .run = r->run,
                       .design = r->design,
                       .isa = ent_isa_name(ent_isa_best()),
                       .command = r->command,
                       .futures = r->plan.n_futures,
                       .seed = r->plan.seed,
                       .ran_threads = r->plan.threads,
                       .ran_ranks = (size_t)r->session->ranks.size,
                       .threads = ent_ranks_together(&r->session->ranks, r->plan.threads),
                       .seconds = r->seconds,
                       .incomplete = part,
                       .own_beliefs = r->options.own_beliefs && r->has_baseline,
                       .progress = r->options.progress ? on_tasks : NULL,
                       .progress_with = r,
                       .why = r->options.no_why || part ? NULL : &r->why};
}

/* The document, once; `r->report` and `r->document` are then there. */
static ent_status result_open(ent_result *r, ent_error *err)
{
    if (r->report)
        return ENT_OK;
    if (r->session->ranks.rank > 0)
        return ent_fail(err, ENT_E_ARG, "only the first rank of an MPI job has the results");
    const result_of view = view_of(r);
    ent_builder_init(&r->document, &r->arena);
    return session_document(&view, &r->report, &r->document, &r->arena, err);
}

/* --- files ------------------------------------------------------------------------------------ */

static ent_status write_text(ent_result *r, const char *folder, const char *name,
                             const ent_builder *text, ent_error *err)
{
    const char *path = ent_text_format(&r->arena, "%s/%s", folder, name);
    ENT_TRY(ent_builder_status(text, err));
    return path ? ent_text_write_file(path, text->data, text->length, err)
                : ent_fail(err, ENT_E_NOMEM, "result: out of memory");
}

static ent_status write_report(ent_result *r, const char *folder, bool with_page, ent_error *err)
{
    ent_builder page, marked;
    live_link link;
    ENT_TRY(live_link_make(&r->parts, r->vs, r->is_changed, &link, &r->arena, err));
    ent_builder_init(&marked, &r->arena);
    if (r->begin)
        ENT_TRY(statement_html(r->begin, r->document.data, r->document.length, &marked, err));
    const ent_report_options how = {.live = with_page ? "entente.html" : NULL,
                                    .scenario = link.scenario,
                                    .settings = link.settings,
                                    .statement = r->begin ? marked.data : NULL,
                                    .treaty = treaty_of_data(r->parts.folders->data, &r->arena)};
    ent_builder_init(&page, &r->arena);
    ENT_TRY(ent_report_html(r->report, &how, &page, err));
    return write_text(r, folder, "report.html", &page, err);
}

/* The live page beside the report, in programs that were built with one; in memory of its own. */
static ent_status write_page(ent_result *r, const char *folder, ent_error *err)
{
    ent_builder page;
    ent_arena own;
    const world_folders *f = r->parts.folders;
    ent_heap_arena_create(&own, (size_t)1 << 20);
    ent_builder_init(&page, &own);
    ent_status status =
        ent_live_page(f->data, f->scenarios, live_answers, &r->parts, &page, &own, err);
    if (status == ENT_OK)
        status = ent_builder_status(&page, err);
    const char *path = ent_text_format(&own, "%s/entente.html", folder);
    if (status == ENT_OK)
        status = path ? ent_text_write_file(path, page.data, page.length, err)
                      : ent_fail(err, ENT_E_NOMEM, "result: out of memory");
    ent_heap_arena_destroy(&own);
    return status;
}

/* --- files side by side --- */

typedef struct writing {
    ent_result *r;
    const char *folder, *store;
    unsigned what;
    fileset_print store_print;
} writing;

/* From the run, in memory of its own: the report has the result's. */
static ent_status write_workbook(const writing *w, ent_error *err)
{
    const result_of view = view_of(w->r);
    ent_arena own;
    ent_heap_arena_create(&own, (size_t)1 << 20);
    const char *path = ent_text_format(&own, "%s/results.xlsx", w->folder);
    const ent_status status = path ? result_workbook(&view, path, &own, err)
                                   : ent_fail(err, ENT_E_NOMEM, "result: out of memory");
    ent_heap_arena_destroy(&own);
    return status;
}

static bool has_page(const writing *w)
{
    return w->what & ENT_WRITE_PAGE && ent_live_built();
}

/* The document, and what is written from it alone. */
static ent_status write_document(const writing *w, ent_error *err)
{
    ENT_TRY(result_open(w->r, err));
    return w->what & ENT_WRITE_DOCUMENT
               ? write_text(w->r, w->folder, "result.json", &w->r->document, err)
               : ENT_OK;
}

enum { FIRST_DOCUMENT, FIRST_PAGE, FIRST_STORE, N_FIRST };

/* The page stands on the scenario, not on the run: it is made beside the document. The store, which
   may be large, is whole. */
static ent_status write_first(void *with, size_t task, ent_error *err)
{
    writing *w = with;
    if (task == FIRST_DOCUMENT)
        return write_document(w, err);
    if (task == FIRST_STORE) {
        w->store_print = fileset_look(w->store);
        return ENT_OK;
    }
    return has_page(w) ? write_page(w->r, w->folder, err) : ENT_OK;
}

enum { THEN_WORKBOOK, THEN_REPORT, N_THEN };

/* What drives the result is in the document and in the workbook: both come after it was found. */
static ent_status write_then(void *with, size_t task, ent_error *err)
{
    const writing *w = with;
    if (task == THEN_WORKBOOK)
        return w->what & ENT_WRITE_WORKBOOK ? write_workbook(w, err) : ENT_OK;
    return w->what & ENT_WRITE_REPORT ? write_report(w->r, w->folder, has_page(w), err) : ENT_OK;
}

ent_status ent_result_write(ent_result *r, const char *folder, unsigned what, ent_error *err)
{
    static const struct {
        unsigned what;
        const char *name;
    } files[] = {{ENT_WRITE_DOCUMENT, "result.json"},
                 {ENT_WRITE_WORKBOOK, "results.xlsx"},
                 {ENT_WRITE_PAGE, "entente.html"},
                 {ENT_WRITE_REPORT, "report.html"}};
    const char *written[5] = {"results.sqlite"};
    size_t n = 1;
    writing w = {.r = r,
                 .folder = folder,
                 .store = ent_text_format(&r->arena, "%s/%s", folder, written[0]),
                 .what = what};
    ENT_NEED(w.store, err);
    ENT_TRY(folder_make(folder, err));
    const size_t threads = ent_ranks_together(&r->session->ranks, r->plan.threads);
    ENT_TRY(tasks_run(N_FIRST, threads, write_first, &w, err));
    ENT_TRY(tasks_run(N_THEN, threads, write_then, &w, err));
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (what & files[i].what)
            written[n++] = files[i].name;
    return fileset_write(folder, written, n, &w.store_print, &r->arena, err);
}

ent_status ent_result_write_brief(ent_result *r, const char *state, const char *path,
                                  ent_error *err)
{
    ent_builder page;
    const char *iso3 = NULL;
    ENT_TRY(ent_session_state(r->session, state, &iso3, err));
    ENT_TRY(result_open(r, err));
    ent_builder_init(&page, &r->arena);
    ENT_TRY(ent_report_brief(r->report, iso3, &page, err));
    return ent_text_write_file(path, page.data, page.length, err);
}

/* --- texts ------------------------------------------------------------------------------------ */

ent_status ent_result_json(ent_result *r, const char **text, size_t *length, ent_error *err)
{
    ENT_TRY(result_open(r, err));
    *text = r->document.data;
    *length = r->document.length;
    return ENT_OK;
}

typedef struct csv_lines {
    const ent_result *r;
    ent_builder *out;
} csv_lines;

/* The baseline's median, the change of the pairs with its band, and how many go which way. */
static void csv_change(const csv_lines *l, const ent_named_column *c)
{
    const ent_change d = ent_run_change(l->r->run, c->outcome, c->index);
    const ent_statistics base = ent_run_band(l->r->run, 1, c->outcome, c->index);
    const double values[] = {base.quantile[2], d.median, d.low, d.high};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        if (values[i] - values[i] == 0.0)
            ent_builder_format(l->out, ",%.17g", values[i]);
        else
            ent_builder_text(l->out, ",");
    ent_builder_format(l->out, ",%llu,%llu,%llu", (unsigned long long)d.lower,
                       (unsigned long long)d.same, (unsigned long long)d.higher);
}

static void csv_line(void *with, const ent_named_column *c)
{
    const csv_lines *l = with;
    const ent_statistics s = ent_run_band(l->r->run, 0, c->outcome, c->index);
    ent_builder_format(l->out, "%s,\"%s\",%s,%llu,%llu", c->row->key, c->name, c->at,
                       (unsigned long long)s.n, (unsigned long long)s.missing);
    const double values[] = {s.mean,        s.sd,          s.quantile[0], s.quantile[1],
                             s.quantile[2], s.quantile[3], s.quantile[4]};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        if (values[i] - values[i] == 0.0)
            ent_builder_format(l->out, ",%.17g", values[i]);
        else
            ent_builder_text(l->out, ",");
    ent_builder_format(l->out, ",\"%s\"", c->row->unit);
    if (l->r->has_baseline)
        csv_change(l, c);
    ent_builder_text(l->out, "\n");
}

static ent_status hand_out(const ent_builder *b, const char **text, size_t *length, ent_error *err)
{
    ENT_TRY(ent_builder_status(b, err));
    *text = b->data;
    *length = b->length;
    return ENT_OK;
}

ent_status ent_result_csv(ent_result *r, const char **text, size_t *length, ent_error *err)
{
    ent_builder b;
    csv_lines lines = {r, &b};
    if (r->session->ranks.rank > 0)
        return ent_fail(err, ENT_E_ARG, "only the first rank of an MPI job has the results");
    ent_builder_init(&b, &r->arena);
    ent_builder_format(
        &b, "outcome,index,at,n,missing,mean,sd,p5,p25,p50,p75,p95,unit%s\n",
        r->has_baseline ? ",baseline_p50,change,change_p5,change_p95,lower,same,higher" : "");
    ent_columns_each(r->parts.world, &r->parts.reg, true, csv_line, &lines);
    return hand_out(&b, text, length, err);
}

ent_status ent_result_summary(ent_result *r, size_t width, bool colour, const char **text,
                              size_t *length, ent_error *err)
{
    ent_builder b;
    const ent_style style = {(int)(width < 100000 ? width : 0), colour};
    ENT_TRY(result_open(r, err));
    ent_builder_init(&b, &r->arena);
    ENT_TRY(ent_report_summary(r->report, &style, &b, err));
    return hand_out(&b, text, length, err);
}
