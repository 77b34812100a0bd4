/* results.xlsx: the result document as tables for a spreadsheet. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/xlsx.h"
#include "result/cover.h"
#include "result/result.h"
#include "study/why.h"

enum { MAX_SHEETS = 32 };

typedef struct workbook {
    const result_of *r;
    ent_arena *arena;
    ent_table sheets[MAX_SHEETS];
    size_t n;
} workbook;

static ent_table *add_sheet(workbook *b, const char *name, const char *title,
                            const ent_column *columns, size_t n_columns)
{
    ent_table *t = &b->sheets[b->n++];
    ent_table_init(t, name, title, columns, n_columns, b->arena);
    return t;
}

/* A year is a number, a month and anything else a text. */
static void put_time(ent_table *t, size_t row, size_t column, const char *at)
{
    char *end = NULL;
    const long year = strtol(at, &end, 10);
    if (*at && *end == '\0')
        ent_table_number(t, row, column, (double)year);
    else
        ent_table_text(t, row, column, at);
}

/* --- the cover: what this is, when and how it was made, in which units --- */

/* Whether the words of a value say its unit. */
static bool says_unit(const ent_lever *l)
{
    return strcmp(l->kind, "states") == 0 || strcmp(l->kind, "switch") == 0 || l->n_choices > 0 ||
           strcmp(l->unit, "share") == 0;
}

static void add_value(ent_builder *out, const ent_lever *l, double value)
{
    if (strcmp(l->kind, "switch") == 0)
        ent_builder_text(out, value > 0.5 ? "yes" : "no");
    else if (l->n_choices > 0 && value >= 0.0 && value < (double)l->n_choices)
        ent_builder_text(out, l->choices[(size_t)value]);
    else if (strcmp(l->unit, "share") == 0)
        ent_builder_format(out, "%g %%", 100.0 * value);
    else
        ent_builder_format(out, "%g", value);
}

/* "50 %"; "4 brigades"; "0.3 from 2025, 0 from 2026; share of 2022-24 mean"; "United Kingdom,
   France"; "none" for no states. */
static const char *setting_words(const workbook *b, const ent_lever *l, const ent_lever_setting *s)
{
    ent_builder out;
    ent_builder_init(&out, b->arena);
    if (strcmp(l->kind, "states") == 0) {
        for (size_t i = 0; i < s->n_states; i++)
            ent_builder_format(&out, "%s%s", i ? ", " : "",
                               ent_facts_text(&b->r->parts->facts, s->states[i], "name"));
        ent_builder_text(&out, s->n_states ? "" : "none");
    } else if (s->n_years == 0) {
        add_value(&out, l, s->value);
    }
    for (size_t i = 0; i < s->n_years; i++) {
        ent_builder_text(&out, i ? ", " : "");
        add_value(&out, l, s->by_year[i]);
        ent_builder_format(&out, " from %d", s->years[i]);
    }
    if (!says_unit(l))
        ent_builder_format(&out, "%s %s", s->n_years ? ";" : "", l->unit);
    return out.data ? out.data : "";
}

static void say_settings(const workbook *b, ent_table *t)
{
    const world_parts *p = b->r->parts, *other = b->r->baseline;
    for (size_t i = 0; i < p->reg.n_levers; i++) {
        const ent_lever *l = &p->reg.levers[i];
        const ent_lever_setting preset = {.value = l->value};
        const char *here = setting_words(b, l, &p->scenario.levers[i]);
        const char *there = setting_words(b, l, other ? &other->scenario.levers[i] : &preset);
        if (l->use >= 0 && strcmp(here, there) != 0)
            cover_line(t, ent_text_format(b->arena, "Setting: %s", l->label),
                       ent_text_format(b->arena, "%s (%s: %s)", here,
                                       other ? "baseline" : "default", there));
    }
}

static void cover_sheet(const workbook *b, const ent_table *const *sheets, ent_table *t)
{
    const result_of *r = b->r;
    const scenario_spec *s = &r->parts->scenario;
    cover_begin(t,
                ent_text_format(b->arena, "%s%s%s", s->name, r->baseline ? " against " : "",
                                r->baseline ? r->baseline->scenario.name : ""),
                b->arena);
    cover_line(t, "What it shows", s->about);
    cover_line(t, "Period",
               ent_text_format(b->arena, "%04d-%02d to %04d-%02d", s->start_year, s->start_month,
                               s->horizon_year, s->horizon_month));
    cover_made(t);
    const size_t row = ent_table_row(t);
    ent_table_text(t, row, 0, "Simulated futures");
    ent_table_number(t, row, 1, (double)ent_run_futures(r->run));
    cover_line(t, "Seed and design",
               ent_text_format(b->arena, "%llu, %s", (unsigned long long)r->seed, r->design));
    cover_line(t, "Command", r->command);
    cover_line(
        t, "Figures",
        "Medians, with the band of 90 % of simulated futures from the 5 % to the 95 % column. A "
        "change is the median of the paired differences with the baseline.");
    cover_line(t, "Units", "In the column Unit, or in brackets behind the head of a column.");
    cover_line(
        t, "Money",
        *r->money->code
            ? ent_text_format(b->arena,
                              "Every figure in %s: %.4g for one US dollar, %.4g for one euro, the "
                              "average rates of 2024. Bill: constant prices of 2024, above the "
                              "share of GDP of the base year. Aid to Ukraine: current prices.",
                              r->money->code, r->money->per_usd, r->money->per_eur)
            : "Bill: billions of US dollars at constant prices of 2024, above the share of GDP of "
              "the base year. Aid to Ukraine: billions of euros at current prices.");
    say_settings(b, t);
    cover_sheets(t, sheets + 1, b->n - 1, b->arena);
    cover_line(t, "Licence and sources",
               "See the sheet 'sources'; DATA-LICENSE.md names the licences.");
}

static const ent_column source_columns[] = {
    {"key", "Source", "", ENT_CELL_TEXT, 0},      {"publisher", "Publisher", "", ENT_CELL_TEXT, 0},
    {"title", "Title", "", ENT_CELL_TEXT, 0},     {"date", "Date", "", ENT_CELL_TEXT, 0},
    {"address", "Address", "", ENT_CELL_TEXT, 0},
};

static void sources_sheet(workbook *b)
{
    const ent_facts *f = &b->r->parts->facts;
    ent_table *t = add_sheet(b, "sources", "Sources of the data", source_columns, 5);
    for (size_t i = 0; i < f->n_sources; i++) {
        const ent_source *s = &f->sources[i];
        const char *texts[] = {s->key, s->publisher, s->title, s->address};
        const size_t row = ent_table_row(t);
        for (size_t k = 0; k < 4; k++)
            ent_table_text(t, row, k < 3 ? k : 4, texts[k] ? texts[k] : "");
        put_time(t, row, 3, s->date ? s->date : "");
    }
}

/* --- claims --- */

static const ent_column claim_columns[] = {
    {"row", "Row", "", ENT_CELL_NUMBER, 0},
    {"says", "Claim", "", ENT_CELL_TEXT, 0},
    {"verdict", "Verdict", "", ENT_CELL_TEXT, 0},
    {"value", "Value", "", ENT_CELL_NUMBER, 3},
    {"low", "5 %", "", ENT_CELL_NUMBER, 3},
    {"high", "95 %", "", ENT_CELL_NUMBER, 3},
    {"share", "Share of futures", "", ENT_CELL_NUMBER, 3},
    {"unit", "Unit", "", ENT_CELL_TEXT, 0},
    {"shows", "Outcome", "", ENT_CELL_TEXT, 0},
    {"at", "At", "", ENT_CELL_TEXT, 0},
    {"holds", "Condition", "", ENT_CELL_TEXT, 0},
    {"against", "Against", "", ENT_CELL_TEXT, 0},
};

static void claims_sheet(workbook *b)
{
    ent_table *t = add_sheet(b, "claims", "Claims", claim_columns, 12);
    for (size_t i = 0; i < b->r->claims->n; i++) {
        const claim_state *s = &b->r->claims->states[i];
        const claim_verdict v = claims_verdict(b->r->claims, i, b->r->run);
        const char *texts[] = {s->unit, s->claim->shows, s->claim->at, s->claim->holds,
                               s->claim->against};
        const size_t row = ent_table_row(t);
        ent_table_number(t, row, 0, s->claim->row);
        ent_table_text(t, row, 1, s->claim->says);
        ent_table_text(t, row, 2, v.verdict);
        ent_table_number(t, row, 3, v.value);
        ent_table_number(t, row, 4, v.low);
        ent_table_number(t, row, 5, v.high);
        ent_table_number(t, row, 6, v.share);
        for (size_t k = 0; k < 5; k++)
            if (k == 2)
                put_time(t, row, 7 + k, texts[k]);
            else
                ent_table_text(t, row, 7 + k, texts[k]);
    }
}

/* --- outcomes --- */

static const ent_column outcome_columns[] = {
    {"key", "Outcome", "", ENT_CELL_TEXT, 0},
    {"label", "What it is", "", ENT_CELL_TEXT, 0},
    {"unit", "Unit", "", ENT_CELL_TEXT, 0},
    {"index", "Of", "", ENT_CELL_TEXT, 0},
    {"at", "At", "", ENT_CELL_TEXT, 0},
    {"n", "Futures with a value", "", ENT_CELL_NUMBER, 0},
    {"missing", "Without", "", ENT_CELL_NUMBER, 0},
    {"mean", "Mean", "", ENT_CELL_NUMBER, 3},
    {"sd", "Deviation", "", ENT_CELL_NUMBER, 3},
    {"p5", "5 %", "", ENT_CELL_NUMBER, 3},
    {"p25", "25 %", "", ENT_CELL_NUMBER, 3},
    {"p50", "Median", "", ENT_CELL_NUMBER, 3},
    {"p75", "75 %", "", ENT_CELL_NUMBER, 3},
    {"p95", "95 %", "", ENT_CELL_NUMBER, 3},
    {"baseline", "Baseline mean", "", ENT_CELL_NUMBER, 3},
    {"baseline_p50", "Baseline median", "", ENT_CELL_NUMBER, 3},
    {"change", "Change, median", "", ENT_CELL_NUMBER, 4},
    {"change_p5", "Change, 5 %", "", ENT_CELL_NUMBER, 4},
    {"change_p95", "Change, 95 %", "", ENT_CELL_NUMBER, 4},
    {"lower", "Futures lower", "", ENT_CELL_NUMBER, 0},
    {"same", "Futures the same", "", ENT_CELL_NUMBER, 0},
    {"higher", "Futures higher", "", ENT_CELL_NUMBER, 0},
    {"change_mean", "Change, mean", "", ENT_CELL_NUMBER, 4},
    {"change_error", "Sampling error of the mean", "", ENT_CELL_NUMBER, 4},
};

static void add_row(void *with, const ent_named_column *c)
{
    workbook *b = with;
    ent_table *t = &b->sheets[b->n - 1];
    const ent_statistics s = ent_run_band(b->r->run, 0, c->outcome, c->index);
    const char *texts[] = {c->row->key, c->row->label, c->row->unit, c->name};
    const size_t row = ent_table_row(t);
    for (size_t k = 0; k < 4; k++)
        ent_table_text(t, row, k, texts[k]);
    put_time(t, row, 4, c->at);
    ent_table_number(t, row, 5, (double)s.n);
    ent_table_number(t, row, 6, (double)s.missing);
    ent_table_number(t, row, 7, s.mean);
    ent_table_number(t, row, 8, s.sd);
    for (size_t k = 0; k < ENT_RUN_QUANTILES; k++)
        ent_table_number(t, row, 9 + k,
                         s.quantile[k] - s.quantile[k] == 0.0 ? s.quantile[k] : ENT_MISSING);
    if (!b->r->baseline)
        return;
    const ent_change d = ent_run_change(b->r->run, c->outcome, c->index);
    const ent_statistics base = ent_run_band(b->r->run, 1, c->outcome, c->index);
    const double numbers[] = {base.mean,       base.quantile[2], d.median,         d.low,  d.high,
                              (double)d.lower, (double)d.same,   (double)d.higher, d.mean, d.error};
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++)
        ent_table_number(t, row, 14 + k, numbers[k] - numbers[k] == 0.0 ? numbers[k] : ENT_MISSING);
}

/* One sheet for each group of the register, in its order. */
static void outcome_sheets(workbook *b)
{
    const ent_register *reg = &b->r->parts->reg;
    for (size_t i = 0; i < reg->n_outcomes && b->n + 10 < MAX_SHEETS; i++) {
        bool seen = reg->outcomes[i].use < 0;
        for (size_t k = 0; k < i && !seen; k++)
            seen = reg->outcomes[k].use >= 0 &&
                   strcmp(reg->outcomes[k].group, reg->outcomes[i].group) == 0;
        if (seen)
            continue;
        const char *group = reg->outcomes[i].group;
        ent_table *t = add_sheet(b, group, ent_text_format(b->arena, "Outcomes: %s", group),
                                 outcome_columns, b->r->baseline ? 24 : 14);
        t->note = ent_text_format(
            b->arena,
            "%llu futures, seed %llu, %s; months at the ends of quarters, states of the "
            "alliance and those that matter to it (entente run --csv has all)",
            (unsigned long long)ent_run_futures(b->r->run), (unsigned long long)b->r->seed,
            b->r->design);
        for (size_t k = i; k < reg->n_outcomes; k++)
            if (strcmp(reg->outcomes[k].group, group) == 0)
                ent_columns_of(b->r->parts->world, &reg->outcomes[k], false, add_row, b);
    }
}

/* --- levers, assumptions --- */

static const ent_column lever_columns[] = {
    {"key", "Lever", "", ENT_CELL_TEXT, 0},
    {"label", "What it is", "", ENT_CELL_TEXT, 0},
    {"unit", "Unit", "", ENT_CELL_TEXT, 0},
    {"value", "Value", "", ENT_CELL_NUMBER, 3},
    {"baseline", "Baseline", "", ENT_CELL_NUMBER, 3},
    {"default", "Default", "", ENT_CELL_NUMBER, 3},
    {"source", "Source", "", ENT_CELL_TEXT, 0},
};

static void levers_sheet(workbook *b)
{
    const world_parts *p = b->r->parts, *other = b->r->baseline;
    ent_table *t = add_sheet(b, "levers", "Levers", lever_columns, 7);
    t->note = "Choices by their number from 0; a list by its length; years by the first.";
    for (size_t i = 0; i < p->reg.n_levers; i++) {
        const ent_lever *l = &p->reg.levers[i];
        const size_t row = ent_table_row(t);
        ent_table_text(t, row, 0, l->key);
        ent_table_text(t, row, 1, l->label);
        ent_table_text(t, row, 2, l->unit);
        if (l->use >= 0)
            ent_table_number(t, row, 3, p->world->lever[l->use]);
        if (l->use >= 0 && other)
            ent_table_number(t, row, 4, other->world->lever[l->use]);
        ent_table_number(t, row, 5, l->value);
        ent_table_text(t, row, 6, l->source);
    }
}

static const ent_column assumption_columns[] = {
    {"key", "Assumption", "", ENT_CELL_TEXT, 0},
    {"label", "What it is", "", ENT_CELL_TEXT, 0},
    {"unit", "Unit", "", ENT_CELL_TEXT, 0},
    {"distribution", "Distribution", "", ENT_CELL_TEXT, 0},
    {"p1", "First", "", ENT_CELL_NUMBER, 4},
    {"p2", "Second", "", ENT_CELL_NUMBER, 4},
    {"p3", "Third", "", ENT_CELL_NUMBER, 4},
    {"central", "Central", "", ENT_CELL_NUMBER, 4},
    {"basis", "Basis", "", ENT_CELL_TEXT, 0},
    {"source", "Source", "", ENT_CELL_TEXT, 0},
};

static void assumptions_sheet(workbook *b)
{
    const world_parts *p = b->r->parts;
    ent_table *t = add_sheet(b, "assumptions", "Assumptions", assumption_columns, 10);
    for (size_t i = 0; i < p->reg.n_assumptions; i++) {
        const ent_assumption *a = &p->reg.assumptions[i];
        const ent_prior_setting *s = &p->scenario.assumptions[i];
        const size_t row = ent_table_row(t), n = s->set ? s->n_parameters : a->n_parameters;
        const double *parameters = s->set ? s->parameters : a->parameters;
        ent_table_text(t, row, 0, a->key);
        ent_table_text(t, row, 1, a->label);
        ent_table_text(t, row, 2, a->unit);
        ent_table_text(t, row, 3, s->set ? s->distribution : a->distribution);
        for (size_t k = 0; k < n && k < 3; k++)
            ent_table_number(t, row, 4 + k, parameters[k]);
        ent_table_number(t, row, 7, s->set ? s->central : a->central);
        ent_table_text(t, row, 8, a->basis);
        ent_table_text(t, row, 9, a->source);
    }
}

ent_status result_workbook(const result_of *r, const char *path, ent_arena *arena, ent_error *err)
{
    workbook *b = ent_arena_array(arena, workbook, 1);
    const ent_table *tables[MAX_SHEETS];
    if (!b)
        return ent_fail(err, ENT_E_NOMEM, "workbook: out of memory");
    b->r = r;
    b->arena = arena;
    ent_table *cover = &b->sheets[b->n++]; /* first, and written last: it names the others */
    claims_sheet(b);
    if (r->bill) {
        bill_state_table(r->bill, r->money, true, &b->sheets[b->n++], arena);
        bill_years_table(r->bill, r->money, &b->sheets[b->n++], arena);
    }
    outcome_sheets(b);
    levers_sheet(b);
    assumptions_sheet(b);
    for (size_t i = 0; r->why && i < r->why->n_tables && b->n + 1 < MAX_SHEETS; i++)
        b->sheets[b->n++] = r->why->tables[i];
    sources_sheet(b);
    for (size_t i = 0; i < b->n; i++)
        tables[i] = &b->sheets[i];
    cover_sheet(b, tables, cover);
    return ent_xlsx_write(path, tables, b->n, err);
}
