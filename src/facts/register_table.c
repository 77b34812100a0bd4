#include "facts/register_table.h"

#include <string.h>

#include "base/hint.h"
#include "entente/text.h"

#define TEXT(name, label) \
    { \
        name, label, "", ENT_CELL_TEXT, 0 \
    }
static const ent_column lever_columns[] = {
    TEXT("key", "Key"),         TEXT("unit", "Unit"),       TEXT("range", "Range"),
    TEXT("default", "Default"), TEXT("used_by", "Used by"), TEXT("source", "Source"),
    TEXT("meaning", "Meaning"),
};
static const ent_column assumption_columns[] = {
    TEXT("key", "Key"),         TEXT("unit", "Unit"),
    TEXT("prior", "Range"),     TEXT("central", "Central"),
    TEXT("basis", "Basis"),     TEXT("used_by", "Used by"),
    TEXT("source", "Source"),   TEXT("correlated", "Correlated with"),
    TEXT("meaning", "Meaning"),
};
static const ent_column outcome_columns[] = {
    TEXT("key", "Key"),       TEXT("unit", "Unit"),        TEXT("shape", "Shape"),
    TEXT("better", "Better"), TEXT("used_by", "Given by"), TEXT("meaning", "Meaning"),
};

typedef struct listing {
    const ent_register *reg;
    bool unused;
    size_t n_words;
    const char *const *words;
    ent_table *table;
    ent_arena *arena;
} listing;

/* A row is shown when it is named itself, by its group or by the first part of its key. */
static bool wanted(const listing *l, const char *key, const char *group, int use)
{
    if (l->unused && use != -1)
        return false;
    for (size_t i = 0; i < l->n_words; i++) {
        const size_t n = strlen(l->words[i]);
        if (strcmp(l->words[i], key) == 0 || strcmp(l->words[i], group) == 0 ||
            (strncmp(l->words[i], key, n) == 0 && key[n] == '.'))
            return true;
    }
    return l->n_words == 0;
}

static const char *use_text(int use)
{
    return use == -1 ? "nothing uses this row yet" : use == -2 ? "beside the futures" : "futures";
}

static void add_row(const listing *l, size_t n, const char *const *cells)
{
    const size_t r = ent_table_row(l->table);
    for (size_t c = 0; c < n; c++)
        ent_table_text(l->table, r, c, cells[c] ? cells[c] : "");
}

static void list_levers(const listing *l)
{
    for (size_t i = 0; i < l->reg->n_levers; i++) {
        const ent_lever *v = &l->reg->levers[i];
        if (!wanted(l, v->key, v->group, v->use))
            continue;
        const bool choice = v->n_choices > 0, number = v->value == v->value && !choice;
        const char *range = "states", *value = "none";
        if (number) {
            range = ent_text_format(l->arena, "%g..%g by %g%s", v->min, v->max, v->step,
                                    strcmp(v->kind, "yearly") == 0 ? ", by year" : "");
            value = ent_text_format(l->arena, "%g", v->value);
        } else if (choice) {
            range = "";
            for (size_t c = 0; range && c < v->n_choices; c++)
                range = ent_text_format(l->arena, "%s%s%s", range, c ? ", " : "", v->choices[c]);
            value = v->choices[(size_t)v->value];
        }
        const char *meaning = ent_text_format(l->arena, "%s. %s", v->label, v->help);
        const char *cells[] = {v->key, v->unit, range, value, use_text(v->use), v->source, meaning};
        add_row(l, 7, cells);
    }
}

/* "commitment.us_pacific 0.5, ..." */
static const char *correlated_with(const listing *l, const char *key)
{
    const char *all = "";
    for (size_t i = 0; all && i < l->reg->n_correlations; i++) {
        const ent_correlation *c = &l->reg->correlations[i];
        const char *other = strcmp(c->first, key) == 0    ? c->second
                            : strcmp(c->second, key) == 0 ? c->first
                                                          : NULL;
        if (other)
            all = ent_text_format(l->arena, "%s%s%s %g", all, *all ? ", " : "", other, c->value);
    }
    return all;
}

static void list_assumptions(const listing *l)
{
    for (size_t i = 0; i < l->reg->n_assumptions; i++) {
        const ent_assumption *a = &l->reg->assumptions[i];
        if (!wanted(l, a->key, a->group, a->use))
            continue;
        const char *prior = ent_text_format(l->arena, "%s(", a->distribution);
        for (size_t p = 0; prior && p < a->n_parameters; p++)
            prior = ent_text_format(l->arena, "%s%s%g", prior, p ? ", " : "", a->parameters[p]);
        prior = prior ? ent_text_format(l->arena, "%s)", prior) : NULL;
        const char *meaning =
            ent_text_format(l->arena, "%s%s%s%s%s%s", a->label, *a->help ? ". " : "", a->help,
                            *a->note ? " (" : "", a->note, *a->note ? ")" : "");
        const char *cells[] = {
            a->key,   a->unit,          prior,     ent_text_format(l->arena, "%.6g", a->central),
            a->basis, use_text(a->use), a->source, correlated_with(l, a->key),
            meaning};
        add_row(l, 9, cells);
    }
}

static void list_outcomes(const listing *l)
{
    for (size_t i = 0; i < l->reg->n_outcomes; i++) {
        const ent_outcome *o = &l->reg->outcomes[i];
        if (!wanted(l, o->key, o->group, o->use))
            continue;
        const char *meaning = ent_text_format(l->arena, "%s. %s", o->label, o->help);
        const char *cells[] = {o->key, o->unit, o->shape, o->better, use_text(o->use), meaning};
        add_row(l, 6, cells);
    }
}

static const char *const names[REGISTERS] = {"levers", "assumptions", "outcomes"};

static ent_status check_words(register_kind kind, const listing *l, ent_error *err)
{
    if (l->table->n_rows || l->unused)
        return ENT_OK;
    const char *word = l->words[0];
    const char *near = kind == REGISTER_LEVERS ? ent_register_nearest_lever(l->reg, word)
                       : kind == REGISTER_ASSUMPTIONS
                           ? ent_register_nearest_assumption(l->reg, word)
                           : ent_register_nearest_outcome(l->reg, word);
    return ent_fail(err, ENT_E_ARG, "'%.60s' is neither a key nor a group of %s%s", word,
                    names[kind], did_you_mean(near).text);
}

ent_status register_table(const ent_register *reg, register_kind kind, size_t n,
                          const char *const *words, bool unused, ent_table *t, ent_arena *arena,
                          ent_error *err)
{
    const listing l = {reg, unused, n, words, t, arena};
    switch (kind) {
    case REGISTER_LEVERS:
        ent_table_init(t, "levers", "Levers", lever_columns, 7, arena);
        list_levers(&l);
        break;
    case REGISTER_ASSUMPTIONS:
        ent_table_init(t, "assumptions", "Assumptions", assumption_columns, 9, arena);
        list_assumptions(&l);
        break;
    default:
        ent_table_init(t, "outcomes", "Outcomes", outcome_columns, 6, arena);
        list_outcomes(&l);
    }
    return n ? check_words(kind, &l, err) : ENT_OK;
}

ent_status register_kind_of(const char *word, register_kind *kind, ent_error *err)
{
    for (size_t i = 0; i < REGISTERS; i++)
        if (strcmp(names[i], word) == 0) {
            *kind = (register_kind)i;
            return ENT_OK;
        }
    return ent_fail(err, ENT_E_ARG,
                    "the register '%.40s' does not exist; choose levers, assumptions or outcomes",
                    word);
}
