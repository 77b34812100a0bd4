#include <string.h>

#include "allocate/what_if.h"

/* What an attack would do: one is forced at each flashpoint in the year looked at. */

static const double NEVER_BEFORE = 1e-12; /* weight of the base rate: none is drawn earlier */

static const ent_column columns[] = {
    {"flashpoint", "Flashpoint", "", ENT_CELL_TEXT, 0},
    {"taken", "Taken", "share of futures", ENT_CELL_NUMBER, 3},
    {"day_p5", "Day, 5 %", "day", ENT_CELL_NUMBER, 1},
    {"day_p50", "Median", "day", ENT_CELL_NUMBER, 1},
    {"day_p95", "95 %", "day", ENT_CELL_NUMBER, 1},
    {"area", "Ground", "km2", ENT_CELL_NUMBER, 0},
    {"attacker_p5", "Attacker loses, 5 %", "thousand", ENT_CELL_NUMBER, 1},
    {"attacker_p50", "Median", "thousand", ENT_CELL_NUMBER, 1},
    {"attacker_p95", "95 %", "thousand", ENT_CELL_NUMBER, 1},
    {"defender_p5", "Defender loses, 5 %", "thousand", ENT_CELL_NUMBER, 1},
    {"defender_p50", "Median", "thousand", ENT_CELL_NUMBER, 1},
    {"defender_p95", "95 %", "thousand", ENT_CELL_NUMBER, 1},
};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

static void force_attack(const what_if *t, size_t k, ent_world *w)
{
    ent_flashpoint *place = &w->flashpoint[k];
    place->base_weight = NEVER_BEFORE;
    place->n_pairs = 0; /* the base rate stands for its history */
    if (place->crisis >= 0)
        what_if_lever(w, (ent_lever_id)place->crisis, (double)t->plan->year);
    else
        place->crisis_year = (double)t->plan->year;
}

static sample_summary summary_of(const sample *s, ent_outcome_id outcome, size_t index, double *x)
{
    memcpy(x, sample_row(s, outcome, index), s->n * sizeof *x);
    return sample_summarise(x, s->n);
}

static ent_status attack_row(what_if *t, size_t k)
{
    static const ent_outcome_id wanted[] = {ENT_O_COMBAT_TAKEN, ENT_O_COMBAT_DAY, ENT_O_COMBAT_AREA,
                                            ENT_O_COMBAT_PEOPLE};
    ent_world *w = NULL;
    sample s;
    ENT_TRY(what_if_variant(t, t->year + 1, &w));
    force_attack(t, k, w);
    ENT_TRY(what_if_sample(t, w, wanted, sizeof wanted / sizeof wanted[0], &s));
    double *x = ent_arena_array(t->scratch, double, s.n);
    if (!x)
        return ent_fail(t->err, ENT_E_NOMEM, "what if: out of memory");
    const sample_summary day = summary_of(&s, ENT_O_COMBAT_DAY, k, x);
    const sample_summary attacker = summary_of(&s, ENT_O_COMBAT_PEOPLE, 2 * k, x);
    const sample_summary defender = summary_of(&s, ENT_O_COMBAT_PEOPLE, 2 * k + 1, x);
    const double cells[N_COLUMNS - 1] = {summary_of(&s, ENT_O_COMBAT_TAKEN, k, x).mean,
                                         day.p5,
                                         day.p50,
                                         day.p95,
                                         summary_of(&s, ENT_O_COMBAT_AREA, k, x).mean,
                                         attacker.p5,
                                         attacker.p50,
                                         attacker.p95,
                                         defender.p5,
                                         defender.p50,
                                         defender.p95};
    const size_t row = ent_table_row(t->table);
    ent_table_text(t->table, row, 0, w->flashpoint[k].key);
    for (size_t c = 0; c < N_COLUMNS - 1; c++)
        ent_table_number(t->table, row, c + 1, cells[c]);
    return ENT_OK;
}

ent_status what_if_attack(what_if *t)
{
    const ent_world *w = t->plan->world;
    ent_table_init(t->table, "attack", "What a forced attack on each flashpoint would do", columns,
                   N_COLUMNS, t->arena);
    t->table->note = ent_text_format(
        t->arena,
        "An attack in %d, forced in each of %zu futures; its chance plays no part. The day is that "
        "of the taking, over the futures with one; ground: mean, on land; losses: soldiers "
        "killed, wounded and captured. Such an attack meets one place before most forces have "
        "arrived. Whether Europe can defend its flank is another question: it compares all forces "
        "there on day 30 with those a plan needs, so Europe can have them and still lose a place. "
        "The war over Ukraine is followed month by month under Ukraine.",
        t->plan->year, t->blocks * ENT_BLOCK);
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++) {
        const size_t mark = ent_arena_mark(t->scratch);
        if (w->flashpoint[k].is_ukraine)
            continue;
        ENT_TRY(attack_row(t, k));
        ent_arena_rewind(t->scratch, mark);
    }
    return ENT_OK;
}
