#include "facts/state_names.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "entente/text.h"
#include "facts/optional.h"

ent_status state_names_load(const char *dir, size_t *n, const ent_state_name **names,
                            ent_arena *arena, ent_error *err)
{
    ent_csv t;
    size_t state = 0, name = 0;
    bool there = false;
    *n = 0;
    *names = NULL;
    ENT_TRY(facts_read_optional(dir, "state_names.csv", &t, &there, arena, err));
    if (!there)
        return ENT_OK;
    ENT_TRY(ent_csv_column(&t, "state", &state, err));
    ENT_TRY(ent_csv_column(&t, "name", &name, err));
    ent_state_name *rows = ent_arena_array(arena, ent_state_name, t.n_rows + 1);
    ENT_NEED(rows, err);
    for (size_t i = 0; i < t.n_rows; i++)
        rows[i] = (ent_state_name){ent_csv_text(&t, i, state), ent_csv_text(&t, i, name)};
    *n = t.n_rows;
    *names = rows;
    return ENT_OK;
}

const char *state_names_find(size_t n, const ent_state_name *names, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcasecmp(names[i].name, word) == 0)
            return names[i].state;
    return NULL;
}

/* A code in lower case, a name of states.csv, another name; NULL for none of them. */
static const char *named(const ent_facts *f, const char *word)
{
    for (size_t i = 0; i < f->n_states; i++)
        if (strcasecmp(f->states[i], word) == 0 ||
            (f->n_facts && strcasecmp(ent_facts_text(f, f->states[i], "name"), word) == 0))
            return f->states[i];
    return state_names_find(f->n_names, f->names, word);
}

const char *ent_facts_nearest_state(const ent_facts *facts, const char *word)
{
    enum { MOST = 4096 };
    const char *words[MOST] = {NULL}, *states[MOST] = {NULL};
    const char *state = named(facts, word);
    size_t n = 0;
    if (state)
        return state;
    for (size_t i = 0; i < facts->n_states && n + 2 < MOST; i++) {
        words[n] = states[n] = facts->states[i];
        n++;
        states[n] = facts->states[i];
        words[n++] = facts->n_facts ? ent_facts_text(facts, facts->states[i], "name") : "";
    }
    for (size_t i = 0; i < facts->n_names && n < MOST; i++) {
        states[n] = facts->names[i].state;
        words[n++] = facts->names[i].name;
    }
    const char *near = ent_text_nearest(word, words, n);
    for (size_t i = 0; near && i < n; i++)
        if (words[i] == near)
            return states[i];
    return NULL;
}

/* The state whose other name the word is with one letter too many at its end, as UKK for UK. */
static const char *named_but_last(const ent_facts *f, const char *word)
{
    char shorter[8];
    const size_t n = strlen(word);
    if (n < 3 || n > sizeof shorter)
        return NULL;
    snprintf(shorter, sizeof shorter, "%.*s", (int)(n - 1), word);
    return state_names_find(f->n_names, f->names, shorter);
}

state_words state_with_code(const ent_facts *facts, const char *iso3)
{
    state_words w;
    const char *name = facts->n_facts ? ent_facts_text(facts, iso3, "name") : "";
    snprintf(w.text, sizeof w.text, *name ? "%.60s (%s)" : "%s%s", name, iso3);
    return w;
}

ent_status facts_state(const ent_facts *facts, const char *word, const char **iso3, ent_error *err)
{
    *iso3 = named(facts, word);
    if (*iso3)
        return ENT_OK;
    const char *near = ent_facts_nearest_state(facts, word), *other = named_but_last(facts, word);
    if (!near)
        return ent_fail(err, ENT_E_ARG, "'%.40s' is not a state: give its name or ISO3 code", word);
    const state_words meant = state_with_code(facts, near);
    if (!other || strcmp(near, other) == 0)
        return ent_fail(err, ENT_E_ARG, "'%.40s' is not a state. Did you mean %s?", word,
                        meant.text);
    return ent_fail(err, ENT_E_ARG, "'%.40s' is not a state. Did you mean %s or %s?", word,
                    meant.text, state_with_code(facts, other).text);
}
