#include "entente/facts.h"

#include <string.h>

enum { MOST_KINDS = 16 };

/* The kinds of the newest figure of every state, in the order of their first appearance. */
static size_t count_kinds(const ent_facts *f, const char *key, const char *kinds[MOST_KINDS],
                          size_t counts[MOST_KINDS])
{
    size_t n = 0;
    for (size_t s = 0; s < f->n_states; s++) {
        const ent_fact *fact = ent_facts_find(f, f->states[s], key, 0, NULL);
        if (!fact)
            continue;
        size_t k = 0;
        while (k < n && strcmp(kinds[k], fact->quality) != 0)
            k++;
        if (k == MOST_KINDS)
            continue;
        if (k == n) {
            kinds[n] = fact->quality;
            counts[n++] = 0;
        }
        counts[k]++;
    }
    return n;
}

static bool has(const ent_facts *f, const char *state, const char *key)
{
    return ent_facts_find(f, state, key, 0, NULL) != NULL;
}

/* States with soldiers whose reservists nobody counts in a form that can be cited. */
static void count_judged(const ent_facts *f, ent_facts_kind *conscript, ent_facts_kind *volunteer)
{
    for (size_t s = 0; s < f->n_states; s++) {
        const char *state = f->states[s];
        const bool soldiers =
            has(f, state, "personnel_thousand") || has(f, state, "soldiers_active");
        if (!soldiers || has(f, state, "reserves") || has(f, state, "wartime_strength"))
            continue;
        const bool calls_up = ent_facts_value(f, state, "conscription", 0) > 0.5;
        (calls_up ? conscript : volunteer)->n_states++;
    }
}

ent_status ent_facts_personnel(const ent_facts *facts, const ent_facts_kind **kinds, size_t *n,
                               ent_arena *arena, ent_error *err)
{
    static const char *const keys[] = {"personnel_thousand", "soldiers_active", "wartime_strength",
                                       "reserves"};
    enum { N_KEYS = sizeof keys / sizeof keys[0] };
    ent_facts_kind *rows = ent_arena_array(arena, ent_facts_kind, N_KEYS * MOST_KINDS + 2);
    ENT_NEED(rows, err);
    *n = 0;
    for (size_t k = 0; k < N_KEYS; k++) {
        const char *names[MOST_KINDS];
        size_t counts[MOST_KINDS];
        const size_t found = count_kinds(facts, keys[k], names, counts);
        for (size_t i = 0; i < found; i++)
            rows[(*n)++] = (ent_facts_kind){keys[k], names[i], counts[i]};
    }
    rows[*n] = (ent_facts_kind){"reserves", "capability.reserves_conscript", 0};
    rows[*n + 1] = (ent_facts_kind){"reserves", "capability.reserves_volunteer", 0};
    count_judged(facts, &rows[*n], &rows[*n + 1]);
    *n += 2;
    *kinds = rows;
    return ENT_OK;
}
