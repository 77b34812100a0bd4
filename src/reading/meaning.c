#include "reading/meaning.h"

#include <stdlib.h>
#include <string.h>

#include "entente/csv.h"
#include "entente/text.h"

enum { TYPE, WHO, ABOUT, STANCE, VALUE, EFFECT, KEY, SETTING, BASIS, SAYS, CHART, N_COLUMNS };
enum { MOST_PER_PROPOSITION = 8, SOLDIERS_PER_BRIGADE = 6000 };

typedef struct table_rows {
    ent_csv csv;
    size_t column[N_COLUMNS];
} table_rows;

static const char *cell(const table_rows *t, size_t row, size_t column)
{
    return ent_csv_text(&t->csv, row, t->column[column]);
}

static bool is_number(const char *text)
{
    double value;
    return *text && ent_text_number(text, strlen(text), &value);
}

static bool word_fits(const char *word, size_t n, const char *value, const ent_proposition *p)
{
    if (n == 5 && memcmp(word, "STATE", 5) == 0)
        return strlen(value) == 3;
    if (n == 6 && memcmp(word, "NUMBER", 6) == 0)
        return is_number(value) && strcmp(p->unit, "") != 0;
    if (n == 8 && memcmp(word, "BRIGADES", 8) == 0)
        return is_number(value) && strcmp(p->unit, "brigades") == 0;
    return strlen(value) == n && memcmp(word, value, n) == 0;
}

/* Whether a value is one of a list "A|B"; an empty list takes any. */
static bool list_fits(const char *list, const char *value, const ent_proposition *p)
{
    if (!*list)
        return true;
    for (;;) {
        const size_t n = strcspn(list, "|");
        if (word_fits(list, n, value, p))
            return true;
        if (!list[n])
            return false;
        list += n + 1;
    }
}

/* Parties in any order. */
static bool who_fits(const char *list, const ent_proposition *p)
{
    return list_fits(list, p->who, p) || (strcmp(list, "RUS|UKR") == 0 && strlen(p->who) == 7 &&
                                          strstr(p->who, "RUS") && strstr(p->who, "UKR"));
}

static bool row_fits(const table_rows *t, size_t r, const ent_proposition *p)
{
    return strcmp(cell(t, r, TYPE), p->type) == 0 && who_fits(cell(t, r, WHO), p) &&
           list_fits(cell(t, r, ABOUT), p->about, p) &&
           list_fits(cell(t, r, STANCE), p->stance, p) && list_fits(cell(t, r, VALUE), p->value, p);
}

static int year_of(const ent_reading *reading)
{
    return *reading->date ? atoi(reading->date) : 2025;
}

/* The states of "GBR|FRA|EUROPE" as a list; "" when it names none. */
static const char *states_of(const char *who, ent_arena *arena)
{
    ent_builder b;
    ent_builder_init(&b, arena);
    for (const char *w = who; *w;) {
        const size_t n = strcspn(w, "|");
        if (n == 3)
            ent_builder_format(&b, "%s%.3s", b.length ? ", " : "[", w);
        w += n + (w[n] != 0);
    }
    if (b.length)
        ent_builder_text(&b, "]");
    return b.failed ? "" : b.data;
}

/* What a name after a dollar sign stands for; NULL for none. */
static const char *variable(const char *name, size_t n, const ent_reading *reading,
                            const ent_proposition *p, ent_arena *arena)
{
    const int year = year_of(reading);
    const double value = is_number(p->value) ? strtod(p->value, NULL) : 0.0;
    const int when = atoi(p->when);
    if (n == 5 && memcmp(name, "value", n) == 0)
        return p->value;
    if (n == 4 && memcmp(name, "when", n) == 0)
        return p->when;
    if (n == 2 && memcmp(name, "by", n) == 0)
        return ent_text_format(arena, "%d", when > year ? when : year + 7);
    if (n == 4 && memcmp(name, "year", n) == 0)
        return ent_text_format(arena, "%d", year);
    if (n == 4 && memcmp(name, "next", n) == 0)
        return ent_text_format(arena, "%d", year + 1);
    if (n == 3 && memcmp(name, "who", n) == 0)
        return p->who;
    if (n == 4 && memcmp(name, "name", n) == 0)
        return p->who;
    if (n == 6 && memcmp(name, "states", n) == 0)
        return states_of(p->who, arena);
    if (n == 4 && memcmp(name, "kept", n) == 0)
        return strcmp(p->unit, "pct") == 0 ? ent_text_format(arena, "%g", 1.0 + value / 100.0) : "";
    if (n == 8 && memcmp(name, "brigades", n) == 0)
        return strcmp(p->unit, "brigades") == 0 ? p->value
               : strcmp(p->unit, "troops") == 0
                   ? ent_text_format(arena, "%.1f", value / SOLDIERS_PER_BRIGADE)
                   : "";
    return NULL;
}

/* "$year+3|2030": the year three years after the text, or 2030, whichever is later; `*c` goes on
 * behind it. NULL when something else stands there. */
static const char *later_year(const char **c, const ent_reading *reading, ent_arena *arena)
{
    char *end = NULL;
    if (strncmp(*c, "$year+", 6) != 0)
        return NULL;
    const int after = year_of(reading) + (int)strtol(*c + 6, &end, 10);
    if (*end != '|')
        return NULL;
    const int least = (int)strtol(end + 1, &end, 10);
    *c = end;
    return ent_text_format(arena, "%d", after > least ? after : least);
}

/* A template with its variables filled in; "" when one of them is not in the text. */
static const char *fill(const char *template, const ent_reading *reading, const ent_proposition *p,
                        ent_arena *arena)
{
    ent_builder b;
    ent_builder_init(&b, arena);
    for (const char *c = template; *c;) {
        const size_t plain = strcspn(c, "$");
        ent_builder_add(&b, c, plain);
        c += plain;
        if (!*c)
            break;
        const char *later = later_year(&c, reading, arena);
        if (later) {
            ent_builder_text(&b, later);
            continue;
        }
        const size_t n = strspn(c + 1, "abcdefghijklmnopqrstuvwxyz");
        const char *value = variable(c + 1, n, reading, p, arena);
        if (value && !*value)
            return "";
        if (value)
            ent_builder_text(&b, value);
        else
            ent_builder_add(&b, c, n + 1);
        c += n + 1;
    }
    return b.failed ? "" : b.data;
}

static ent_status effect_of(const table_rows *t, size_t r, meaning_effect *effect, ent_error *err)
{
    static const char *const names[] = {"lever", "claim", "event", "fact", "cannot"};
    const char *name = cell(t, r, EFFECT);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0) {
            *effect = (meaning_effect)i;
            return ENT_OK;
        }
    return ent_fail(err, ENT_E_DATA,
                    "%s:%zu: effect is '%.20s'; write lever, claim, event, fact or cannot",
                    t->csv.path, ent_csv_line(&t->csv, r), name);
}

/* What follows from one proposition; `cannot` only where nothing else does. */
static ent_status one(const table_rows *t, const ent_reading *reading, size_t index, meaning *out,
                      size_t *n, ent_arena *arena, ent_error *err)
{
    const ent_proposition *p = &reading->propositions[index];
    size_t found = 0;
    for (size_t r = 0; r < t->csv.n_rows && found < MOST_PER_PROPOSITION; r++) {
        meaning m = {.proposition = index, .row = r};
        if (!row_fits(t, r, p))
            continue;
        ENT_TRY(effect_of(t, r, &m.effect, err));
        if (m.effect == MEANING_CANNOT && found)
            continue;
        m.key = fill(cell(t, r, KEY), reading, p, arena);
        m.setting = fill(cell(t, r, SETTING), reading, p, arena);
        m.basis = cell(t, r, BASIS);
        m.says = fill(cell(t, r, SAYS), reading, p, arena);
        m.chart = cell(t, r, CHART);
        if (m.effect != MEANING_CANNOT && m.effect != MEANING_FACT && !*m.setting)
            continue;
        out[(*n)++] = m;
        found++;
    }
    if (!found)
        out[(*n)++] = (meaning){.effect = MEANING_CANNOT,
                                .proposition = index,
                                .row = t->csv.n_rows,
                                .key = "",
                                .setting = "",
                                .basis = "",
                                .chart = "",
                                .says = "no lever, claim or fact of the model is about this"};
    return ENT_OK;
}

ent_status meaning_of(const ent_reading_table *table, const ent_reading *reading,
                      meaning **meanings, size_t *n, ent_arena *arena, ent_error *err)
{
    static const char *const names[N_COLUMNS] = {"type",  "who",    "about", "stance",
                                                 "value", "effect", "key",   "setting",
                                                 "basis", "says",   "chart"};
    table_rows t;
    ENT_TRY(ent_csv_parse(table->name, table->text, table->length, &t.csv, arena, err));
    for (size_t i = 0; i < N_COLUMNS; i++)
        ENT_TRY(ent_csv_column(&t.csv, names[i], &t.column[i], err));
    meaning *all = NULL;
    size_t room = 0;
    *n = 0;
    for (size_t i = 0; i < reading->n_propositions; i++) {
        if (*n + MOST_PER_PROPOSITION > room) {
            room = 2 * room + 64;
            meaning *more = ent_arena_array(arena, meaning, room);
            if (!more)
                return ent_fail(err, ENT_E_NOMEM, "reading: out of memory");
            if (*n)
                memcpy(more, all, *n * sizeof *more);
            all = more;
        }
        ENT_TRY(one(&t, reading, i, all, n, arena, err));
    }
    *meanings = all;
    return ENT_OK;
}
