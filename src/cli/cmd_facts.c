/* entente facts: the figures and their sources; --check re-runs the cross-checks. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/facts.h"
#include "entente/heap.h"
#include "entente/scenario.h"
#include "session/paths.h"
#include "world/parts.h"

typedef struct facts_args {
    bool check, json, csv, sources;
    const char *year, *vintage;
} facts_args;

static const ent_option options[] = {
    {"check", ENT_OPT_FLAG, offsetof(facts_args, check), NULL, "run the cross-checks"},
    {"sources", ENT_OPT_FLAG, offsetof(facts_args, sources), NULL, "list the sources"},
    {"year", ENT_OPT_TEXT, offsetof(facts_args, year), "YEAR", "only this year"},
    {"vintage", ENT_OPT_TEXT, offsetof(facts_args, vintage), "NAME",
     "only this release, e.g. NATO-2025-08; base for the base data"},
    {"json", ENT_OPT_FLAG, offsetof(facts_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(facts_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "facts",
    .operands = "[STATE|KEY...]",
    .summary = "Show the figures that the program uses, with unit, year, quality and source.",
    .details = "Without operands: what there is, by key.\n"
               "  entente facts GBR                   one state\n"
               "  entente facts defence_pct_gdp       one key, all states\n"
               "  entente facts POL defence_pct_gdp   one key of one state\n"
               "  entente facts --check               cross-checks of the tables, and of them\n"
               "                                      with the facts of each scenario",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .max_operands = 16,
};

static const ent_column fact_columns[] = {
    {"state", "State", "", ENT_CELL_TEXT, 0},   {"key", "Key", "", ENT_CELL_TEXT, 0},
    {"year", "Year", "", ENT_CELL_TEXT, 0},     {"value", "Value", "", ENT_CELL_TEXT, 0},
    {"unit", "Unit", "", ENT_CELL_TEXT, 0},     {"quality", "Quality", "", ENT_CELL_TEXT, 0},
    {"source", "Source", "", ENT_CELL_TEXT, 0}, {"vintage", "Release", "", ENT_CELL_TEXT, 0},
    {"at", "File", "", ENT_CELL_TEXT, 0},       {"note", "Note", "", ENT_CELL_TEXT, 0},
};

static const ent_column key_columns[] = {
    {"key", "Key", "", ENT_CELL_TEXT, 0},         {"values", "Values", "", ENT_CELL_NUMBER, 0},
    {"states", "States", "", ENT_CELL_NUMBER, 0}, {"unit", "Unit", "", ENT_CELL_TEXT, 0},
    {"file", "File", "", ENT_CELL_TEXT, 0},       {"label", "Meaning", "", ENT_CELL_TEXT, 0},
};

static const ent_column check_columns[] = {
    {"verdict", "Verdict", "", ENT_CELL_TEXT, 0},     {"check", "Check", "", ENT_CELL_TEXT, 0},
    {"where", "Where", "", ENT_CELL_TEXT, 0},         {"got", "Value", "", ENT_CELL_NUMBER, 4},
    {"expected", "Expected", "", ENT_CELL_NUMBER, 4}, {"off", "Difference", "", ENT_CELL_NUMBER, 4},
    {"tolerance", "Allowed", "", ENT_CELL_NUMBER, 3}, {"unit", "Unit", "", ENT_CELL_TEXT, 0},
    {"known", "Reason", "", ENT_CELL_TEXT, 0},
};

static const ent_column source_columns[] = {
    {"key", "Key", "", ENT_CELL_TEXT, 0},     {"publisher", "Publisher", "", ENT_CELL_TEXT, 0},
    {"date", "Date", "", ENT_CELL_TEXT, 0},   {"title", "Title", "", ENT_CELL_TEXT, 0},
    {"terms", "Terms", "", ENT_CELL_TEXT, 0}, {"address", "Address", "", ENT_CELL_TEXT, 0},
};

/* What the operands ask for: any of the states (if one is named) and any of the keys. */
typedef struct query {
    size_t n_states, n_keys;
    const char *states[16], *keys[16];
    int year;
    const char *vintage;
} query;

static ent_status read_query(const ent_facts *f, size_t n, char **words, const facts_args *args,
                             query *q, ent_error *err)
{
    *q = (query){.vintage = args->vintage};
    for (size_t i = 0; i < n; i++) {
        if (ent_facts_key(f, words[i]))
            q->keys[q->n_keys++] = words[i];
        else if (ent_facts_is_state(f, words[i]) ||
                 ent_facts_find(f, words[i], "per_usd", 0, NULL) ||
                 strncmp(words[i], "NATO_", 5) == 0)
            q->states[q->n_states++] = words[i];
        else
            return data_unknown_word(f, words[i], err);
    }
    long long year = 0;
    if (args->year && !ent_text_integer(args->year, strlen(args->year), &year))
        return ent_fail(err, ENT_E_ARG, "--year: '%s' is not a year", args->year);
    q->year = (int)year;
    return ENT_OK;
}

static bool named(const char *word, size_t n, const char *const *list)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], word) == 0)
            return true;
    return n == 0;
}

static bool wanted(const query *q, const ent_fact *f)
{
    const char *vintage = *f->vintage ? f->vintage : "base";
    return named(f->state, q->n_states, q->states) && named(f->key, q->n_keys, q->keys) &&
           (!q->year || f->year == q->year) && (!q->vintage || strcmp(q->vintage, vintage) == 0);
}

/* People read the figure as published; programs get a number. */
static void add_fact_row(ent_table *t, const ent_fact *f, bool as_number, ent_arena *arena)
{
    const size_t r = ent_table_row(t);
    const char *year = *f->date ? f->date : f->year ? ent_text_format(arena, "%d", f->year) : "";
    const char *at = ent_text_format(arena, "%s:%zu", f->file, f->line);
    const char *cells[] = {f->state,   f->key,    year,       f->text, f->unit,
                           f->quality, f->source, f->vintage, at,      f->note};
    for (size_t c = 0; c < sizeof cells / sizeof cells[0]; c++)
        ent_table_text(t, r, c, cells[c] ? cells[c] : "");
    if (as_number && f->value == f->value)
        ent_table_number(t, r, 3, f->value);
}

static void fill_facts(ent_table *t, const ent_facts *f, const query *q, bool as_number,
                       ent_arena *arena)
{
    ent_table_init(t, "facts", "Facts", fact_columns, sizeof fact_columns / sizeof fact_columns[0],
                   arena);
    for (size_t i = 0; i < f->n_facts; i++)
        if (wanted(q, &f->facts[i]))
            add_fact_row(t, &f->facts[i], as_number, arena);
}

static void fill_keys(ent_table *t, const ent_facts *f, ent_arena *arena)
{
    ent_table_init(t, "facts", "Facts by key", key_columns,
                   sizeof key_columns / sizeof key_columns[0], arena);
    for (size_t k = 0; k < f->n_keys; k++) {
        size_t values = 0, states = 0;
        const char *last = "";
        for (size_t i = 0; i < f->n_facts; i++)
            if (strcmp(f->facts[i].key, f->keys[k].key) == 0) {
                values++;
                states += strcmp(last, f->facts[i].state) != 0;
                last = f->facts[i].state;
            }
        const size_t r = ent_table_row(t);
        ent_table_text(t, r, 0, f->keys[k].key);
        ent_table_number(t, r, 1, (double)values);
        ent_table_number(t, r, 2, (double)states);
        ent_table_text(t, r, 3, f->keys[k].unit);
        ent_table_text(t, r, 4, f->keys[k].file);
        ent_table_text(t, r, 5, f->keys[k].label);
    }
}

static void fill_sources(ent_table *t, const ent_facts *f, ent_arena *arena)
{
    ent_table_init(t, "sources", "Sources", source_columns,
                   sizeof source_columns / sizeof source_columns[0], arena);
    for (size_t i = 0; i < f->n_sources; i++) {
        const ent_source *s = &f->sources[i];
        const size_t r = ent_table_row(t);
        const char *cells[] = {s->key, s->publisher, s->date, s->title, s->terms, s->address};
        for (size_t c = 0; c < 6; c++)
            ent_table_text(t, r, c, cells[c]);
    }
}

static void fill_check(ent_table *t, const ent_facts_report *report, ent_arena *arena)
{
    ent_table_init(t, "checks", "Known exceptions and failures", check_columns,
                   sizeof check_columns / sizeof check_columns[0], arena);
    for (size_t i = 0; i < report->n_listed; i++) {
        const ent_facts_check *k = &report->listed[i];
        const size_t r = ent_table_row(t);
        ent_table_text(t, r, 0, k->passed ? "known" : "FAILED");
        ent_table_text(t, r, 1, k->check);
        ent_table_text(t, r, 2, k->where);
        ent_table_number(t, r, 3, k->got);
        ent_table_number(t, r, 4, k->expected);
        ent_table_number(t, r, 5, k->off);
        ent_table_number(t, r, 6, k->tolerance);
        ent_table_text(t, r, 7, k->unit);
        ent_table_text(t, r, 8, k->known);
    }
    t->note =
        ent_text_format(arena, "%zu checks: %zu passed, %zu known exceptions, %zu failed",
                        report->n_checks, report->n_passed, report->n_known, report->n_failed);
}

/* The tables with the facts of one scenario: what fails is listed under its name. */
static ent_status check_scenario(const world_parts *tables, const char *name, ent_table *t,
                                 bool *failed, ent_arena *arena, ent_error *err)
{
    world_parts p;
    ent_facts changed;
    ent_facts_report report;
    ENT_TRY(world_parts_share(name, tables, &p, arena, err));
    if (!p.scenario.n_facts)
        return ENT_OK;
    ENT_TRY(
        ent_facts_override(&p.facts, p.scenario.n_facts, p.scenario.facts, &changed, arena, err));
    ENT_TRY(ent_facts_cross_check(&changed, &report, arena, err));
    for (size_t i = 0; i < report.n_listed; i++) {
        const ent_facts_check *k = &report.listed[i];
        if (k->passed)
            continue;
        const size_t r = ent_table_row(t);
        ent_table_text(t, r, 0, "FAILED");
        ent_table_text(t, r, 1, ent_text_format(arena, "%s: %s", name, k->check));
        ent_table_text(t, r, 2, k->where);
        ent_table_number(t, r, 3, k->got);
        ent_table_number(t, r, 4, k->expected);
        ent_table_number(t, r, 5, k->off);
        ent_table_number(t, r, 6, k->tolerance);
        ent_table_text(t, r, 7, k->unit);
        ent_table_text(t, r, 8, "");
    }
    *failed |= report.n_failed > 0;
    t->note = ent_text_format(arena, "%s\n%zu checks with the facts of %s: %zu failed", t->note,
                              report.n_checks, name, report.n_failed);
    return t->note ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "facts: out of memory");
}

/* One line for each key: "reserves: 6 reported, 9 secondary". */
static ent_status note_personnel(ent_table *t, const ent_facts *f, ent_arena *arena, ent_error *err)
{
    const ent_facts_kind *kinds = NULL;
    size_t n = 0;
    ENT_TRY(ent_facts_personnel(f, &kinds, &n, arena, err));
    for (size_t i = 0; i < n && t->note; i++) {
        const bool first = i == 0 || strcmp(kinds[i].key, kinds[i - 1].key) != 0;
        t->note =
            first ? ent_text_format(arena, "%s\n%s, states by kind of figure: %zu %s", t->note,
                                    kinds[i].key, kinds[i].n_states, kinds[i].kind)
                  : ent_text_format(arena, "%s, %zu %s", t->note, kinds[i].n_states, kinds[i].kind);
    }
    return t->note ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "facts: out of memory");
}

static ent_status check_scenarios(ent_table *t, bool *failed, ent_arena *arena, ent_error *err)
{
    world_parts tables;
    const char *const *names = NULL;
    size_t n = 0;
    ENT_TRY(world_tables_load(path_folders(), &tables, arena, err));
    ENT_TRY(scenario_list(path_scenarios(), &names, &n, arena, err));
    for (size_t i = 0; i < n; i++)
        ENT_TRY(check_scenario(&tables, names[i], t, failed, arena, err));
    return ENT_OK;
}

static ent_status run(const facts_args *args, size_t n, char **words, ent_table *t, bool *failed,
                      ent_arena *arena, ent_error *err)
{
    ent_facts facts;
    ENT_TRY(ent_facts_load(path_data(), &facts, arena, err));
    data_say_absent(&facts);
    query q;
    ENT_TRY(read_query(&facts, n, words, args, &q, err));
    if (args->check) {
        ent_facts_report report;
        ENT_TRY(ent_facts_cross_check(&facts, &report, arena, err));
        fill_check(t, &report, arena);
        *failed = report.n_failed > 0;
        ENT_TRY(note_personnel(t, &facts, arena, err));
        ENT_TRY(check_scenarios(t, failed, arena, err));
    } else if (args->sources) {
        fill_sources(t, &facts, arena);
    } else if (n || q.year || q.vintage) {
        fill_facts(t, &facts, &q, args->json || args->csv, arena);
        if (!t->n_rows)
            return ent_fail(err, ENT_E_DATA,
                            "no figure fits; 'entente facts' lists the keys, "
                            "'entente facts STATE' the years and releases of a state");
    } else {
        fill_keys(t, &facts, arena);
    }
    return ENT_OK;
}

int cmd_facts(int argc, char **argv)
{
    facts_args args = {0};
    size_t n = 0;
    const opt_result result = opt_parse(&command, argc, argv, &args, &n);
    if (result != OPT_RUN)
        return opt_exit(result);
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_error err = {0};
    ent_table t = {0};
    bool failed = false;
    const ent_status status = run(&args, n, argv + 1, &t, &failed, &arena, &err);
    const int code =
        data_finish("facts", status, &t, opt_format(args.json, args.csv), &arena, &err);
    return code == EXIT_DONE && failed ? EXIT_FAILED : code;
}
