#include "facts/optional.h"

#include <unistd.h>

#include "entente/text.h"

ent_status facts_read_optional(const char *dir, const char *name, ent_csv *t, bool *there,
                               ent_arena *arena, ent_error *err)
{
    const char *path = ent_text_format(arena, "%s/%s", dir, name);
    *there = false;
    ENT_NEED(path, err);
    if (access(path, F_OK) != 0)
        return ENT_OK;
    ENT_TRY(ent_csv_read(path, t, arena, err));
    *there = true;
    return ENT_OK;
}

ent_status facts_scores(const char *dir, size_t *n, const facts_score **scores, ent_arena *arena,
                        ent_error *err)
{
    static const char *const names[] = {"part",   "family", "verdict", "says",
                                        "figure", "source", "skill",   "n"};
    enum { COLUMNS = sizeof names / sizeof names[0], SKILL = 6, N = 7 };
    size_t column[COLUMNS];
    bool there = false;
    ent_csv t;
    *n = 0;
    *scores = NULL;
    ENT_TRY(facts_read_optional(dir, "scorecard.csv", &t, &there, arena, err));
    if (!there)
        return ENT_OK;
    for (size_t c = 0; c < COLUMNS; c++)
        ENT_TRY(ent_csv_column(&t, names[c], &column[c], err));
    facts_score *rows = ent_arena_array(arena, facts_score, t.n_rows + 1);
    if (!rows)
        return ent_fail(err, ENT_E_NOMEM, "scorecard.csv: out of memory");
    for (size_t r = 0; r < t.n_rows; r++) {
        facts_score *s = &rows[r];
        const char **texts[] = {&s->part, &s->family, &s->verdict,
                                &s->says, &s->figure, &s->source};
        for (size_t c = 0; c < SKILL; c++)
            *texts[c] = ent_csv_text(&t, r, column[c]);
        ENT_TRY(ent_csv_number(&t, r, column[SKILL], &s->skill, err));
        ENT_TRY(ent_csv_number(&t, r, column[N], &s->n, err));
    }
    *n = t.n_rows;
    *scores = rows;
    return ENT_OK;
}
