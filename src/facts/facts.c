#include "entente/facts.h"
#include "base/hint.h"
#include "base/text_list.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "entente/csv.h"
#include "entente/text.h"
#include "facts/about.h"
#include "facts/state_names.h"

/* Tables in the order they are read; an optional one may be absent. */
typedef struct table_file {
    const char *name;
    bool optional;
} table_file;

/* Figures of an import: there only in a folder that `entente import --data` wrote, and then they
 * stand in place of those of the other tables. */
static const char imported[] = "imported.csv";

static const table_file tables[] = {
    {"states.csv", false},     {"macro.csv", false},         {"nato_defence.csv", false},
    {"nato_later.csv", false}, {"forces.csv", false},        {"judged.csv", false},
    {"exchange.csv", false},   {"ukraine_front.csv", false}, {"sipri_spending.csv", true},
    {imported, true},
};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

const char *facts_file(size_t i)
{
    static const char *const others[] = {"keys.csv", "sources.csv", "caveats.csv",
                                         "state_names.csv"};
    enum { N_OTHERS = sizeof others / sizeof others[0] };
    if (i < N_TABLES)
        return tables[i].name;
    return i - N_TABLES < N_OTHERS ? others[i - N_TABLES] : NULL;
}

/* Names that stand beside the states: sums of NATO's release. */
static const char *const aggregates[] = {"NATO_EUR_CAN", "NATO_TOTAL"};

/* Columns that describe a row and are not facts themselves. */
static const char *const structural[] = {"state", "currency", "year", "vintage", "date",   "key",
                                         "value", "low",      "high", "quality", "source", "note"};
enum { N_STRUCTURAL = sizeof structural / sizeof structural[0] };

typedef struct loader {
    ent_facts *facts;
    ent_fact *rows; /* being filled */
    size_t n, capacity;
    const ent_source *source; /* of the last fact: the next has mostly the same */
    ent_arena *arena;
} loader;

/* Where the structural columns of one table lie; SIZE_MAX when absent. */
typedef struct columns {
    size_t entity, year, vintage, date, key, value, low, high, quality, source, note;
} columns;

static size_t column_or_none(const ent_csv *t, const char *name)
{
    size_t c = SIZE_MAX;
    return ent_csv_has_column(t, name) && ent_csv_column(t, name, &c, NULL) == ENT_OK ? c
                                                                                      : SIZE_MAX;
}

static const char *cell_or_empty(const ent_csv *t, size_t row, size_t column)
{
    return column == SIZE_MAX ? "" : ent_csv_text(t, row, column);
}

static ent_status read_table(const char *dir, const char *name, ent_csv *t, ent_arena *arena,
                             ent_error *err)
{
    const char *path = ent_text_format(arena, "%s/%s", dir, name);
    ENT_NEED(path, err);
    return ent_csv_read(path, t, arena, err);
}

static bool is_there(const char *dir, const char *name, ent_arena *arena)
{
    const char *path = ent_text_format(arena, "%s/%s", dir, name);
    return !path || access(path, F_OK) == 0;
}

/* --- keys.csv and sources.csv --- */

static ent_status required_columns(const ent_csv *t, const char *const *names, size_t n, size_t *at,
                                   ent_error *err)
{
    for (size_t i = 0; i < n; i++)
        ENT_TRY(ent_csv_column(t, names[i], &at[i], err));
    return ENT_OK;
}

static ent_status load_keys(ent_facts *f, ent_arena *arena, ent_error *err)
{
    static const char *const names[] = {"key",   "label",      "unit", "file", "kind", "source",
                                        "title", "unit_words", "help", "low",  "high"};
    enum { COLUMNS = sizeof names / sizeof names[0], TEXTS = COLUMNS - 2 };
    size_t at[COLUMNS];
    ent_csv t = {0};
    ENT_TRY(read_table(f->dir, "keys.csv", &t, arena, err));
    ENT_TRY(required_columns(&t, names, COLUMNS, at, err));
    ent_fact_key *keys = ent_arena_array(arena, ent_fact_key, t.n_rows + 1);
    ENT_NEED(keys, err);
    for (size_t r = 0; r < t.n_rows; r++) {
        const char *v[TEXTS];
        for (size_t i = 0; i < TEXTS; i++)
            v[i] = ent_csv_text(&t, r, at[i]);
        keys[r] = (ent_fact_key){v[0], v[1], v[2], v[3],        v[4],       v[5],
                                 v[6], v[7], v[8], ENT_MISSING, ENT_MISSING};
        if (strcmp(v[4], "number") == 0) {
            ENT_TRY(ent_csv_required(&t, r, at[TEXTS], &keys[r].low, err));
            ENT_TRY(ent_csv_required(&t, r, at[TEXTS + 1], &keys[r].high, err));
            if (!(keys[r].low < keys[r].high))
                return ent_fail(err, ENT_E_DATA, "%s:%zu: %s: low is not below high", t.path,
                                ent_csv_line(&t, r), v[0]);
        }
        for (size_t i = 0; i < r; i++)
            if (strcmp(keys[i].key, v[0]) == 0)
                return ent_fail(err, ENT_E_DATA, "%s:%zu: key '%s' is given twice", t.path,
                                ent_csv_line(&t, r), v[0]);
    }
    f->keys = keys;
    f->n_keys = t.n_rows;
    return ENT_OK;
}

static ent_status load_sources(ent_facts *f, ent_arena *arena, ent_error *err)
{
    static const char *const names[] = {"key", "publisher", "title", "date", "address", "terms"};
    size_t at[6];
    ent_csv t = {0};
    ENT_TRY(read_table(f->dir, "sources.csv", &t, arena, err));
    ENT_TRY(required_columns(&t, names, 6, at, err));
    ent_source *sources = ent_arena_array(arena, ent_source, t.n_rows + 1);
    ENT_NEED(sources, err);
    for (size_t r = 0; r < t.n_rows; r++) {
        const char *v[6];
        for (size_t i = 0; i < 6; i++)
            v[i] = ent_csv_text(&t, r, at[i]);
        sources[r] = (ent_source){v[0], v[1], v[2], v[3], v[4], v[5]};
        for (size_t i = 0; i < r; i++)
            if (strcmp(sources[i].key, v[0]) == 0)
                return ent_fail(err, ENT_E_DATA, "%s:%zu: source '%s' is given twice", t.path,
                                ent_csv_line(&t, r), v[0]);
    }
    f->sources = sources;
    f->n_sources = t.n_rows;
    return ENT_OK;
}

/* --- states --- */

static int compare_texts(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

static ent_status load_states(ent_facts *f, const ent_csv *t, ent_arena *arena, ent_error *err)
{
    size_t code = 0;
    ENT_TRY(ent_csv_column(t, "state", &code, err));
    const char **list = ent_arena_array(arena, const char *, t->n_rows + 1);
    ENT_NEED(list, err);
    for (size_t r = 0; r < t->n_rows; r++) {
        const char *s = ent_csv_text(t, r, code);
        if (strlen(s) != 3)
            return ent_fail(err, ENT_E_DATA,
                            "%s:%zu: column state: '%.20s' is not a code of "
                            "three letters",
                            t->path, ent_csv_line(t, r), s);
        if (text_is_one_of(s, list, r))
            return ent_fail(err, ENT_E_DATA, "%s:%zu: state %s is given twice", t->path,
                            ent_csv_line(t, r), s);
        list[r] = s;
    }
    qsort(list, t->n_rows, sizeof *list, compare_texts);
    f->states = list;
    f->n_states = t->n_rows;
    return ENT_OK;
}

/* --- rows --- */

static ent_status find_columns(const ent_csv *t, columns *c, ent_error *err)
{
    *c = (columns){.year = column_or_none(t, "year"),
                   .vintage = column_or_none(t, "vintage"),
                   .date = column_or_none(t, "date"),
                   .key = column_or_none(t, "key"),
                   .value = column_or_none(t, "value"),
                   .low = column_or_none(t, "low"),
                   .high = column_or_none(t, "high"),
                   .quality = column_or_none(t, "quality"),
                   .source = column_or_none(t, "source"),
                   .note = column_or_none(t, "note")};
    c->entity = column_or_none(t, "state");
    if (c->entity == SIZE_MAX)
        ENT_TRY(ent_csv_column(t, "currency", &c->entity, err));
    if ((c->key == SIZE_MAX) != (c->value == SIZE_MAX))
        ENT_TRY(ent_csv_column(t, c->key == SIZE_MAX ? "key" : "value", &c->value, err));
    return ENT_OK;
}

static ent_status read_year(const ent_csv *t, size_t row, const columns *c, int *year,
                            ent_error *err)
{
    *year = 0;
    if (c->year == SIZE_MAX)
        return ENT_OK;
    const char *text = ent_csv_text(t, row, c->year);
    long long y = 0;
    if (!ent_text_integer(text, strlen(text), &y) || y < 1900 || y > 2100)
        return ent_fail(err, ENT_E_DATA, "%s:%zu: column year: '%.20s' is not a year", t->path,
                        ent_csv_line(t, row), text);
    *year = (int)y;
    return ENT_OK;
}

static ent_status check_entity(const loader *l, const ent_csv *t, size_t row, const char *entity,
                               const char *column, ent_error *err)
{
    if (strcmp(column, "currency") == 0 || ent_facts_is_state(l->facts, entity) ||
        text_is_one_of(entity, aggregates, sizeof aggregates / sizeof aggregates[0]))
        return ENT_OK;
    const char *near = ent_facts_nearest_state(l->facts, entity);
    return ent_fail(err, ENT_E_DATA, "%s:%zu: column state: '%.20s' is not in states.csv%s",
                    t->path, ent_csv_line(t, row), entity, did_you_mean(near).text);
}

static ent_status add_fact(loader *l, const ent_csv *t, size_t row, const columns *c,
                           const char *key, size_t column, ent_fact fact, ent_error *err)
{
    const size_t line = ent_csv_line(t, row);
    const char *text = ent_csv_text(t, row, column);
    if (!*text)
        return ENT_OK; /* missing is missing */
    const ent_fact_key *k = ent_facts_key(l->facts, key);
    if (!k)
        return ent_fail(err, ENT_E_DATA, "%s:%zu: '%.40s' is not a key of keys.csv", t->path, line,
                        key);
    fact.key = k->key;
    fact.unit = k->unit;
    fact.text = text;
    fact.value = ENT_MISSING;
    if (strcmp(k->kind, "number") == 0)
        ENT_TRY(ent_csv_number(t, row, column, &fact.value, err));
    if (fact.value < k->low || fact.value > k->high)
        return ent_fail(err, ENT_E_DATA, "%s:%zu: %s of %s cannot be %g: it goes from %g to %g %s",
                        t->path, line, k->key, fact.state, fact.value, k->low, k->high, k->unit);
    fact.source = *k->source ? k->source : cell_or_empty(t, row, c->source);
    if (!l->source || strcmp(l->source->key, fact.source) != 0)
        l->source = ent_facts_source(l->facts, fact.source);
    if (!l->source)
        return ent_fail(err, ENT_E_DATA, "%s:%zu: source '%.40s' is not listed in sources.csv",
                        t->path, line, fact.source);
    fact.source = l->source->key; /* one text for all facts of a source */
    if (l->n == l->capacity)
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", t->path);
    l->rows[l->n++] = fact;
    return ENT_OK;
}

static ent_status read_row(loader *l, const ent_csv *t, const char *file, size_t row,
                           const columns *c, ent_error *err)
{
    ent_fact fact = {.state = ent_csv_text(t, row, c->entity),
                     .vintage = cell_or_empty(t, row, c->vintage),
                     .date = cell_or_empty(t, row, c->date),
                     .quality = cell_or_empty(t, row, c->quality),
                     .note = cell_or_empty(t, row, c->note),
                     .low = ENT_MISSING,
                     .high = ENT_MISSING,
                     .file = file,
                     .line = ent_csv_line(t, row)};
    ENT_TRY(check_entity(l, t, row, fact.state, t->cells[c->entity], err));
    ENT_TRY(read_year(t, row, c, &fact.year, err));
    if (c->low != SIZE_MAX)
        ENT_TRY(ent_csv_number(t, row, c->low, &fact.low, err));
    if (c->high != SIZE_MAX)
        ENT_TRY(ent_csv_number(t, row, c->high, &fact.high, err));
    if (c->key != SIZE_MAX) {
        double value = 0.0;
        ENT_TRY(ent_csv_required(t, row, c->value, &value, err));
        return add_fact(l, t, row, c, ent_csv_text(t, row, c->key), c->value, fact, err);
    }
    const bool currency_table = strcmp(t->cells[c->entity], "currency") == 0;
    for (size_t i = 0; i < t->n_cols; i++)
        if (i != c->entity && (!text_is_one_of(t->cells[i], structural, N_STRUCTURAL) ||
                               (!currency_table && strcmp(t->cells[i], "currency") == 0)))
            ENT_TRY(add_fact(l, t, row, c, t->cells[i], i, fact, err));
    return ENT_OK;
}

/* --- index --- */

/* Facts of one column share their text. */
static int compare_shared(const char *a, const char *b)
{
    return a == b ? 0 : strcmp(a, b);
}

static int compare_facts(const void *a, const void *b)
{
    const ent_fact *x = a, *y = b;
    int order = strcmp(x->state, y->state);
    if (!order)
        order = compare_shared(x->key, y->key);
    if (!order)
        order = strcmp(x->vintage, y->vintage);
    if (!order)
        order = (x->year > y->year) - (x->year < y->year);
    return order ? order : strcmp(x->date, y->date);
}

static ent_status finish(loader *l, ent_error *err)
{
    qsort(l->rows, l->n, sizeof *l->rows, compare_facts);
    size_t kept = l->n ? 1 : 0;
    for (size_t i = 1; i < l->n; i++) {
        ent_fact *a = &l->rows[kept - 1], *b = &l->rows[i];
        const bool twice = compare_facts(a, b) == 0;
        if (twice && (a->file == imported) != (b->file == imported))
            *a = a->file == imported ? *a : *b;
        else if (!twice)
            l->rows[kept++] = *b;
        else
            return ent_fail(err, ENT_E_DATA,
                            "%s/%s:%zu: %s of %s for %d is given twice; see "
                            "%s:%zu",
                            l->facts->dir, b->file, b->line, b->key, b->state, b->year, a->file,
                            a->line);
    }
    l->n = kept;
    l->facts->facts = l->rows;
    l->facts->n_facts = l->n;
    return ENT_OK;
}

/* --- caveats.csv: what the reader of a figure should know --- */

static bool concerns(const char *state, const char *key, double from, double to, const ent_fact *f)
{
    return (!*state || strcmp(state, f->state) == 0) && strcmp(key, f->key) == 0 &&
           from <= f->year && f->year <= to;
}

static ent_status add_note(ent_fact *f, const char *note, ent_arena *arena, ent_error *err)
{
    f->note = *f->note ? ent_text_format(arena, "%s; %s", f->note, note) : note;
    return f->note ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "caveats.csv: out of memory");
}

static ent_status load_caveats(loader *l, ent_error *err)
{
    static const char *const names[] = {"state", "key", "from_year", "to_year", "note"};
    size_t at[5];
    ent_csv t = {0};
    ENT_TRY(read_table(l->facts->dir, "caveats.csv", &t, l->arena, err));
    ENT_TRY(required_columns(&t, names, 5, at, err));
    for (size_t r = 0; r < t.n_rows; r++) {
        const char *state = ent_csv_text(&t, r, at[0]), *key = ent_csv_text(&t, r, at[1]);
        double from = 0.0, to = 0.0;
        size_t found = 0;
        ENT_TRY(ent_csv_required(&t, r, at[2], &from, err));
        ENT_TRY(ent_csv_required(&t, r, at[3], &to, err));
        for (size_t i = 0; i < l->n; i++)
            if (concerns(state, key, from, to, &l->rows[i])) {
                ENT_TRY(add_note(&l->rows[i], ent_csv_text(&t, r, at[4]), l->arena, err));
                found++;
            }
        if (!found)
            return ent_fail(err, ENT_E_DATA, "%s:%zu: no fact is concerned by this row", t.path,
                            ent_csv_line(&t, r));
    }
    return ENT_OK;
}

static ent_status load_tables(loader *l, const char **absent, ent_error *err)
{
    ent_csv t[N_TABLES] = {{0}};
    bool there[N_TABLES] = {false};
    ent_facts *f = l->facts;
    for (size_t i = 0; i < N_TABLES; i++) {
        there[i] = !tables[i].optional || is_there(f->dir, tables[i].name, l->arena);
        if (!there[i]) {
            if (tables[i].name != imported)
                absent[f->n_absent++] = tables[i].name;
            continue;
        }
        ENT_TRY(read_table(f->dir, tables[i].name, &t[i], l->arena, err));
        l->capacity += t[i].n_rows * t[i].n_cols;
    }
    ENT_TRY(load_states(f, &t[0], l->arena, err));
    l->rows = ent_arena_array(l->arena, ent_fact, l->capacity + 1);
    ENT_NEED(l->rows, err);
    for (size_t i = 0; i < N_TABLES; i++) {
        columns c;
        if (!there[i])
            continue;
        ENT_TRY(find_columns(&t[i], &c, err));
        for (size_t r = 0; r < t[i].n_rows; r++)
            ENT_TRY(read_row(l, &t[i], tables[i].name, r, &c, err));
    }
    ENT_TRY(load_caveats(l, err));
    return finish(l, err);
}

ent_status ent_facts_load(const char *dir, ent_facts *facts, ent_arena *arena, ent_error *err)
{
    ent_facts f = {.dir = ent_text_copy(dir, strlen(dir), arena)};
    const char **absent = ent_arena_array(arena, const char *, N_TABLES);
    ENT_NEED(f.dir && absent, err);
    f.absent = absent;
    ENT_TRY(load_keys(&f, arena, err));
    ENT_TRY(load_sources(&f, arena, err));
    ENT_TRY(state_names_load(dir, &f.n_names, &f.names, arena, err));
    loader l = {.facts = &f, .arena = arena};
    ENT_TRY(load_tables(&l, absent, err));
    *facts = f;
    return ENT_OK;
}

/* --- questions --- */

/* First fact not before (state, key, vintage, year, ""). */
static size_t lower_bound(const ent_facts *f, const ent_fact *wanted)
{
    size_t low = 0, high = f->n_facts;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_facts(&f->facts[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool same_series(const ent_fact *a, const ent_fact *b)
{
    return strcmp(a->state, b->state) == 0 && strcmp(a->key, b->key) == 0 &&
           strcmp(a->vintage, b->vintage) == 0;
}

/* Remember that a fact answered a question. */
static const ent_fact *note(const ent_facts *f, const ent_fact *found)
{
    if (f->read && found)
        f->read[found - f->facts] = true;
    return found;
}

const ent_fact *ent_facts_find(const ent_facts *facts, const char *state, const char *key, int year,
                               const char *vintage)
{
    const ent_fact wanted = {.state = state,
                             .key = key,
                             .vintage = vintage ? vintage : "",
                             .date = "",
                             .year = year ? year : -1};
    const ent_fact *found = NULL;
    for (size_t i = lower_bound(facts, &wanted);
         i < facts->n_facts && same_series(&facts->facts[i], &wanted); i++) {
        if (year && facts->facts[i].year != year)
            break;
        found = &facts->facts[i];
    }
    return note(facts, found);
}

const ent_fact *ent_facts_dated(const ent_facts *facts, const char *state, const char *key,
                                const char *date)
{
    const ent_fact wanted = {.state = state, .key = key, .vintage = "", .date = "", .year = -1};
    const ent_fact *found = NULL;
    for (size_t i = lower_bound(facts, &wanted);
         i < facts->n_facts && same_series(&facts->facts[i], &wanted); i++)
        if (strcmp(facts->facts[i].date, date) <= 0)
            found = &facts->facts[i];
    return note(facts, found);
}

double ent_facts_value(const ent_facts *facts, const char *state, const char *key, int year)
{
    const ent_fact *fact = ent_facts_find(facts, state, key, year, NULL);
    return fact ? fact->value : ENT_MISSING;
}

const char *ent_facts_text(const ent_facts *facts, const char *state, const char *key)
{
    const ent_fact *fact = ent_facts_find(facts, state, key, 0, NULL);
    return fact ? fact->text : "";
}

ent_status ent_facts_need(const ent_facts *facts, const char *state, const char *key, int year,
                          double *value, ent_error *err)
{
    const ent_fact *fact = ent_facts_find(facts, state, key, year, NULL);
    if (fact && fact->value == fact->value) {
        *value = fact->value;
        return ENT_OK;
    }
    const ent_fact_key *k = ent_facts_key(facts, key);
    const char *file = k ? k->file : "keys.csv";
    const bool absent = text_is_one_of(file, facts->absent, facts->n_absent);
    char when[32] = "";
    if (year)
        snprintf(when, sizeof when, " for %d", year);
    return ent_fail(err, ENT_E_DATA, "%s: %s has no %s%s%s", file, state, key, when,
                    absent ? "; the file is not there" : "");
}

const ent_fact_key *ent_facts_key(const ent_facts *facts, const char *key)
{
    for (size_t i = 0; i < facts->n_keys; i++)
        if (*facts->keys[i].key == *key && strcmp(facts->keys[i].key, key) == 0)
            return &facts->keys[i];
    return NULL;
}

const ent_source *ent_facts_source(const ent_facts *facts, const char *key)
{
    for (size_t i = 0; i < facts->n_sources; i++)
        if (strcmp(facts->sources[i].key, key) == 0)
            return &facts->sources[i];
    return NULL;
}

bool ent_facts_is_state(const ent_facts *facts, const char *code)
{
    return bsearch(&code, facts->states, facts->n_states, sizeof *facts->states, compare_texts);
}

ent_status ent_facts_override(const ent_facts *facts, size_t n, const ent_fact *changes,
                              ent_facts *out, ent_arena *arena, ent_error *err)
{
    *out = *facts;
    out->read = NULL;
    if (n == 0)
        return ENT_OK; /* the same rows, of which nobody asks whether they were read */
    ent_fact *rows = ent_arena_array(arena, ent_fact, facts->n_facts + n + 1);
    ENT_NEED(rows, err);
    memcpy(rows, facts->facts, facts->n_facts * sizeof *rows);
    size_t total = facts->n_facts;
    for (size_t c = 0; c < n; c++) {
        size_t i = 0;
        while (i < total && compare_facts(&rows[i], &changes[c]) != 0)
            i++;
        rows[i] = changes[c];
        total += i == total;
    }
    qsort(rows, total, sizeof *rows, compare_facts);
    out->facts = rows;
    out->n_facts = total;
    out->read = ent_arena_array(arena, bool, total + 1);
    ENT_NEED(out->read, err);
    memset(out->read, 0, (total + 1) * sizeof *out->read);
    return ENT_OK;
}

bool ent_facts_was_read(const ent_facts *facts, const ent_fact *change)
{
    const size_t i = lower_bound(facts, change);
    return !facts->read || (i < facts->n_facts && facts->read[i]);
}

ent_status ent_facts_add_sources(ent_facts *facts, size_t n, const ent_source *sources,
                                 ent_arena *arena, ent_error *err)
{
    if (!n)
        return ENT_OK;
    ent_source *all = ent_arena_array(arena, ent_source, facts->n_sources + n);
    ENT_NEED(all, err);
    size_t count = facts->n_sources;
    if (count)
        memcpy(all, facts->sources, count * sizeof *all);
    for (size_t i = 0; i < n; i++)
        if (!ent_facts_source(facts, sources[i].key))
            all[count++] = sources[i];
    facts->sources = all;
    facts->n_sources = count;
    return ENT_OK;
}
