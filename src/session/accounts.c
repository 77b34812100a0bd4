/* Accounts of a session, as texts: the bill, aid to Ukraine; runs joined; the live page. Errors
   name an option as the command line does, for callers of the library too. */
#include <stdlib.h>
#include <string.h>

#include "base/hint.h"
#include "entente/heap.h"
#include "entente/live.h"
#include "entente/text.h"
#include "entente/world_build.h"
#include "facts/state_names.h"
#include "result/aid_tables.h"
#include "result/bill_document.h"
#include "result/cover.h"
#include "session/answer.h"
#include "session/inside.h"
#include "session/live_answers.h"

enum { WORKING = 1 << 20 };

/* --- bill ------------------------------------------------------------------------------------- */

typedef struct bill_work {
    ent_session *session;
    const ent_scenario *scenario, *other;
    const ent_bill_options *options;
    const ent_writing *writing;
    ent_format format;
    ent_arena *arena;
} bill_work;

static ent_status read_shape(const char *text, ent_bill_shape *shape, ent_error *err)
{
    static const char *const names[] = {"linear", "early", "late"};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(names[i], text) == 0) {
            *shape = (ent_bill_shape)i;
            return ENT_OK;
        }
    const char *near = ent_text_nearest(text, names, 3);
    return ent_fail(err, ENT_E_ARG, "--shape: '%.40s' is not linear, early or late%s", text,
                    did_you_mean(near).text);
}

/* A target given as an option has the domain of its lever. */
static ent_status read_target(const bill_work *work, const char *lever, const char *name,
                              double pct, double *share, ent_error *err)
{
    const ent_lever *row = ent_register_lever(&work->session->tables.reg, lever);
    const char *problem = ent_lever_problem(row, pct, work->arena);
    if (problem)
        return ent_fail(err, ENT_E_ARG, "%s %s", name, problem);
    *share = pct / 100.0;
    return ENT_OK;
}

/* Options given win over the scenario's levers; without a scenario 5 % by 2032. */
static ent_status read_terms(const bill_work *work, const ent_world *world, bool of_scenario,
                             ent_bill_terms *terms, ent_error *err)
{
    const ent_bill_options *o = work->options;
    *terms =
        of_scenario ? ent_bill_terms_of(world) : (ent_bill_terms){.target = 0.05, .by_year = 2032};
    if (o->target == o->target)
        ENT_TRY(
            read_target(work, "pledge.target_pct_gdp", "--target", o->target, &terms->target, err));
    if (o->related == o->related)
        ENT_TRY(read_target(work, "pledge.related_pct_gdp", "--related", o->related,
                            &terms->related, err));
    if (o->by)
        terms->by_year = o->by;
    return o->shape ? read_shape(o->shape, &terms->shape, err) : ENT_OK;
}

static ent_status read_states(const bill_work *work, const ent_world *world,
                              int32_t states[ENT_SESSION_STATES], ent_error *err)
{
    const ent_bill_options *o = work->options;
    if (o->n_states > ENT_SESSION_STATES)
        return ent_fail(err, ENT_E_ARG, "the bill takes at most %d states", ENT_SESSION_STATES);
    for (size_t i = 0; i < o->n_states; i++) {
        const char *iso3 = NULL;
        ENT_TRY(facts_state(&work->session->tables.facts, o->states[i], &iso3, err));
        states[i] = ent_world_state(world, iso3);
        if (states[i] < 0)
            return ent_fail(err, ENT_E_ARG, "%s is not a state of this scenario", iso3);
    }
    return ENT_OK;
}

/* Any money with a rate; `national` shows each state's figures in its own. */
static ent_status read_money(const bill_work *work, bool pair, money *m, ent_error *err)
{
    const char *code = work->options->currency;
    if (!code || strcmp(code, MONEY_NATIONAL) != 0)
        return money_read(code, &work->session->tables.facts, m, err);
    *m = (money){MONEY_NATIONAL, 1.0, 1.0};
    if (work->format == ENT_FORMAT_JSON && !work->options->years)
        return ent_fail(
            err, ENT_E_ARG,
            "--currency: the JSON already has national money beside dollars. Leave out the option");
    return pair ? ent_fail(err, ENT_E_ARG, "--currency: --vs compares in one money, such as EUR")
                : ENT_OK;
}

static ent_status compute(const bill_work *work, const ent_scenario *scenario, bill_set *set,
                          ent_error *err)
{
    world_parts *parts = ent_arena_array(work->arena, world_parts, 1);
    int32_t states[ENT_SESSION_STATES];
    ent_bill_terms terms;
    ENT_NEED(parts, err);
    if (scenario)
        *parts = scenario->parts;
    else
        ENT_TRY(
            world_parts_share("status-quo-2024", &work->session->tables, parts, work->arena, err));
    ENT_TRY(world_parts_build_accounts(parts, work->arena, err));
    ENT_TRY(read_terms(work, parts->world, scenario != NULL, &terms, err));
    ENT_TRY(read_states(work, parts->world, states, err));
    return bill_compute(parts->world, &parts->facts_changed, &terms, work->options->n_states,
                        states, set, err);
}

static ent_status write_json(json_t *document, ent_builder *out, ent_error *err)
{
    char *text = document ? json_dumps(document, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) : NULL;
    json_decref(document);
    ENT_NEED(text, err);
    ent_builder_text(out, text);
    ent_builder_text(out, "\n");
    free(text);
    return ENT_OK;
}

static ent_status bill_of_pair(const bill_work *work, const bill_set sets[2], ent_builder *out,
                               ent_error *err)
{
    ent_table t;
    money m;
    ENT_TRY(read_money(work, true, &m, err));
    bill_compare_table(&sets[0], &sets[1], &m, &t, work->arena);
    if (work->options->workbook)
        return cover_workbook(work->options->workbook, (const ent_table *const[]){&t}, 1,
                              work->arena, err);
    return answer_table(&t, work->writing, out, err);
}

static ent_status bill_of_one(const bill_work *work, const bill_set *set, ent_builder *out,
                              ent_error *err)
{
    const ent_bill_options *o = work->options;
    ent_table table, years;
    money m;
    ENT_TRY(read_money(work, false, &m, err));
    bill_state_table(set, &m, work->format != ENT_FORMAT_CSV, &table, work->arena);
    bill_years_table(set, &m, &years, work->arena);
    if (o->workbook)
        return cover_workbook(o->workbook, (const ent_table *const[]){&table, &years}, 2,
                              work->arena, err);
    if (work->format == ENT_FORMAT_JSON && !o->years)
        return write_json(bill_document(set, &m, work->arena), out, err);
    return answer_table(o->years ? &years : &table, work->writing, out, err);
}

static ent_status make_bill(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    bill_work *work = with;
    bill_set *sets = ent_arena_array(arena, bill_set, 2);
    work->arena = arena;
    ENT_NEED(sets, err);
    ENT_TRY(answer_format(work->writing, &work->format, err));
    ENT_TRY(compute(work, work->scenario, &sets[0], err));
    if (!work->other)
        return bill_of_one(work, &sets[0], out, err);
    ENT_TRY(compute(work, work->other, &sets[1], err));
    return bill_of_pair(work, sets, out, err);
}

ent_status ent_session_bill(ent_session *s, const ent_scenario *scenario, const ent_scenario *other,
                            const ent_bill_options *options, const ent_writing *writing,
                            const char **text, size_t *length, ent_error *err)
{
    bill_work work = {s, scenario, other, options, writing, ENT_FORMAT_TEXT, NULL};
    ENT_TRY(answer(s, make_bill, &work, text, length, err));
    if (options->workbook)
        *text = NULL;
    return ENT_OK;
}

/* --- aid -------------------------------------------------------------------------------------- */

static const char *donor_of(const ent_aid *aid, const char *code)
{
    for (size_t i = 0; code && i < aid->n_donors; i++)
        if (strcmp(code, aid->donors[i].iso3) == 0)
            return aid->donors[i].iso3;
    return NULL;
}

/* A donor by its code in the table or by any name of the state. */
static ent_status find_donor(const ent_aid *aid, const ent_facts *facts, const char *word,
                             const char **donor, ent_error *err)
{
    const char *state = NULL;
    ent_error unknown;
    *donor = donor_of(aid, word);
    if (!*donor && facts_state(facts, word, &state, &unknown) == ENT_OK)
        *donor = donor_of(aid, state);
    if (*donor)
        return ENT_OK;
    const char *near = donor_of(aid, ent_facts_nearest_state(facts, word));
    if (near && !state)
        return ent_fail(err, ENT_E_ARG,
                        "'%.40s' is not a donor in data/ukraine/aid_donors.csv. Did you mean %s?",
                        word, state_with_code(facts, near).text);
    return ent_fail(
        err, ENT_E_ARG,
        "'%.40s' is not a donor in data/ukraine/aid_donors.csv; 'entente aid' lists them", word);
}

static ent_status write_aid(const ent_table *flows, const ent_table *donors, const ent_writing *w,
                            ent_builder *out, ent_error *err)
{
    const ent_style style = answer_style(w);
    ent_format format = ENT_FORMAT_TEXT;
    ENT_TRY(answer_format(w, &format, err));
    const bool json = format == ENT_FORMAT_JSON;
    ent_builder_text(out, json ? "{\n\"flows\": " : "");
    ENT_TRY(ent_table_render(flows, format, &style, out, err));
    ent_builder_text(out, json ? ",\n\"donors\": " : "\n");
    ENT_TRY(ent_table_render(donors, format, &style, out, err));
    ent_builder_text(out, json ? "\n}\n" : "");
    return ENT_OK;
}

typedef struct aid_work {
    const ent_session *session;
    const ent_aid_options *options;
    const ent_writing *writing;
} aid_work;

static ent_status make_aid(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    const aid_work *work = with;
    const ent_aid_options *o = work->options;
    const ent_facts *facts = &work->session->tables.facts;
    ent_aid aid;
    ent_table flows, donors;
    money m;
    ENT_TRY(aid_load(work->session->folders.data, facts, &aid, arena, err));
    const char **asked = ent_arena_array(arena, const char *, o->n_donors + 1);
    ENT_NEED(asked, err);
    for (size_t i = 0; i < o->n_donors; i++)
        ENT_TRY(find_donor(&aid, facts, o->donors[i], &asked[i], err));
    ENT_TRY(answer_domain("--cap", o->cap_pct, 0.0, 2.0, 0.05, "% of GDP", err));
    ENT_TRY(money_read(o->currency ? o->currency : "EUR", facts, &m, err));
    aid_flow_table(&flows, &aid, o->quarters, arena);
    ENT_TRY(aid_donor_table(&donors, &aid, o->cap_pct, &m, o->n_donors, asked, arena, err));
    money_table(&m, &flows, arena);
    money_table(&m, &donors, arena);
    return write_aid(&flows, &donors, work->writing, out, err);
}

ent_status ent_session_aid(ent_session *s, const ent_aid_options *options,
                           const ent_writing *writing, const char **text, size_t *length,
                           ent_error *err)
{
    aid_work work = {s, options, writing};
    return answer(s, make_aid, &work, text, length, err);
}

/* --- runs joined, the page -------------------------------------------------------------------- */

ent_status ent_session_merge(ent_session *s, size_t n, const char *const *stores, const char *path,
                             ent_merged *merged, ent_error *err)
{
    ent_arena arena;
    ent_merge_report report = {0};
    ent_heap_arena_create(&arena, WORKING);
    const ent_status status =
        ent_store_merge(n, stores, path, &s->tables.reg, &report, &arena, err);
    *merged = (ent_merged){report.blocks, report.blocks_all, report.futures, report.hash};
    ent_heap_arena_destroy(&arena);
    return status;
}

static ent_status make_page(void *with, ent_arena *arena, ent_builder *out, ent_error *err)
{
    ent_session *s = with;
    return ent_live_page(s->folders.data, s->folders.scenarios, live_answers, &s->tables, out,
                         arena, err);
}

ent_status ent_session_page(ent_session *s, const char **text, size_t *length, ent_error *err)
{
    return answer(s, make_page, s, text, length, err);
}
