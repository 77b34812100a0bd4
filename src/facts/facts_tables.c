#include "facts/facts_tables.h"

#include <string.h>

#include "base/hint.h"
#include "base/text_list.h"
#include "entente/text.h"
#include "facts/state_names.h"

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

/* Error for a word that is neither state nor key, with the nearest of either. */
static ent_status unknown_word(const ent_facts *facts, const char *word, ent_error *err)
{
    const char *near = ent_facts_nearest_state(facts, word), *keys[256];
    size_t n = 0;
    for (; n < facts->n_keys && n < 256; n++)
        keys[n] = facts->keys[n].key;
    const char *key = strchr(word, '_') || !near ? ent_text_nearest(word, keys, n) : NULL;
    if (near && !key)
        return ent_fail(err, ENT_E_ARG, "'%.60s' is neither a state nor a key. Did you mean %s?",
                        word, state_with_code(facts, near).text);
    return ent_fail(err, ENT_E_ARG, "'%.60s' is neither a state nor a key%s", word,
                    did_you_mean(key).text);
}

static ent_status read_query(const ent_facts *f, const facts_ask *ask, query *q, ent_error *err)
{
    *q = (query){.vintage = ask->vintage};
    for (size_t i = 0; i < ask->n; i++) {
        const char *word = ask->words[i], *state = NULL;
        ent_error unknown;
        if (ent_facts_key(f, word))
            q->keys[q->n_keys++] = word;
        else if (ent_facts_is_state(f, word) || ent_facts_find(f, word, "per_usd", 0, NULL) ||
                 strncmp(word, "NATO_", 5) == 0)
            q->states[q->n_states++] = word;
        else if (facts_state(f, word, &state, &unknown) == ENT_OK)
            q->states[q->n_states++] = state;
        else
            return unknown_word(f, word, err);
    }
    long long year = 0;
    if (ask->year && !ent_text_integer(ask->year, strlen(ask->year), &year))
        return ent_fail(err, ENT_E_ARG, "--year: '%s' is not a year", ask->year);
    q->year = (int)year;
    return ENT_OK;
}

static bool wanted(const query *q, const ent_fact *f)
{
    const char *vintage = *f->vintage ? f->vintage : "base";
    return (!q->n_states || text_is_one_of(f->state, q->states, q->n_states)) &&
           (!q->n_keys || text_is_one_of(f->key, q->keys, q->n_keys)) &&
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
        ent_table_add(t, ENT_TEXT(f->keys[k].key), ENT_NUMBER((double)values),
                      ENT_NUMBER((double)states), ENT_TEXT(f->keys[k].unit),
                      ENT_TEXT(f->keys[k].file), ENT_TEXT(f->keys[k].label));
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

static void add_check(ent_table *t, const ent_facts_check *k, const char *name)
{
    ent_table_add(t, ENT_TEXT(k->passed ? "known" : "FAILED"), ENT_TEXT(name), ENT_TEXT(k->where),
                  ENT_NUMBER(k->got), ENT_NUMBER(k->expected), ENT_NUMBER(k->off),
                  ENT_NUMBER(k->tolerance), ENT_TEXT(k->unit), ENT_TEXT(k->passed ? k->known : ""));
}

static void fill_check(ent_table *t, const ent_facts_report *report, ent_arena *arena)
{
    ent_table_init(t, "checks", "Known exceptions and failures", check_columns,
                   sizeof check_columns / sizeof check_columns[0], arena);
    for (size_t i = 0; i < report->n_listed; i++) {
        const ent_facts_check *k = &report->listed[i];
        add_check(t, k, k->check);
    }
    t->note =
        ent_text_format(arena, "%zu checks: %zu passed, %zu known exceptions, %zu failed",
                        report->n_checks, report->n_passed, report->n_known, report->n_failed);
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

ent_status facts_check_table(const ent_facts *facts, ent_table *t, bool *failed, ent_arena *arena,
                             ent_error *err)
{
    ent_facts_report report;
    ENT_TRY(ent_facts_cross_check(facts, &report, arena, err));
    fill_check(t, &report, arena);
    *failed = report.n_failed > 0;
    return note_personnel(t, facts, arena, err);
}

ent_status facts_check_more(const ent_facts *changed, const char *name, ent_table *t, bool *failed,
                            ent_arena *arena, ent_error *err)
{
    ent_facts_report report;
    ENT_TRY(ent_facts_cross_check(changed, &report, arena, err));
    for (size_t i = 0; i < report.n_listed; i++) {
        const ent_facts_check *k = &report.listed[i];
        if (!k->passed)
            add_check(t, k, ent_text_format(arena, "%s: %s", name, k->check));
    }
    *failed |= report.n_failed > 0;
    t->note = ent_text_format(arena, "%s\n%zu checks with the facts of %s: %zu failed", t->note,
                              report.n_checks, name, report.n_failed);
    return t->note ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "facts: out of memory");
}

ent_status facts_table(const ent_facts *facts, const facts_ask *ask, ent_table *t, ent_arena *arena,
                       ent_error *err)
{
    query q;
    ENT_TRY(read_query(facts, ask, &q, err));
    if (ask->sources) {
        fill_sources(t, facts, arena);
    } else if (ask->n || q.year || q.vintage) {
        fill_facts(t, facts, &q, ask->numbers, arena);
        if (!t->n_rows)
            return ent_fail(err, ENT_E_DATA,
                            "no figure fits; 'entente facts' lists the keys, "
                            "'entente facts STATE' the years and releases of a state");
    } else {
        fill_keys(t, facts, arena);
    }
    return ENT_OK;
}
