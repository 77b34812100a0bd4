/* A block is a pure function of its job: the same bits on every instruction set, whatever ran
   before; futures and states do not depend on their neighbours or their place. */
#include "real_world.h"

#include "entente/futures.h"
#include "model/sections.h"

#include <stdlib.h>

static int load(void **state)
{
    static real_world r;
    real_world_load(&r, "brussels-2025");
    *state = &r;
    return 0;
}

static int unload(void **state)
{
    real_world_free(*state);
    return 0;
}

static void check_same(const real_world *r, const double *a, const double *b, const char *what)
{
    for (size_t i = 0; i < r->cells; i++)
        if (memcmp(&a[i], &b[i], sizeof a[i]) != 0)
            fail_msg("%s: column %zu, future %zu: %.17g and %.17g", what, i / ENT_BLOCK,
                     i % ENT_BLOCK, a[i], b[i]);
}

static void test_instruction_sets(void **state)
{
    real_world *r = *state;
    double *first = real_world_output(r), *other = real_world_output(r);
    for (uint64_t block = 0; block < 3; block++) {
        ent_block_job job = real_world_job(r, first);
        job.block = block;
        ent_block_run_isa(&job, ENT_ISA_SSE2);
        for (int isa = 1; isa < ENT_N_ISAS; isa++) {
            if (!ent_isa_usable((ent_isa_id)isa))
                continue;
            job.out = other;
            ent_block_run_isa(&job, (ent_isa_id)isa);
            check_same(r, first, other, ent_isa_name((ent_isa_id)isa));
        }
    }
}

/* ENTENTE_ISA asks for one; a word that names none here leaves the one every machine has. */
static void test_choice(void **state)
{
    (void)state;
    setenv("ENTENTE_ISA", "sse2", 1);
    assert_int_equal(ent_isa_best(), ENT_ISA_SSE2);
    setenv("ENTENTE_ISA", "none such", 1);
    assert_int_equal(ent_isa_best(), ENT_ISA_SSE2);
    setenv("ENTENTE_ISA", "avx2", 1);
    assert_int_equal(ent_isa_best(), ent_isa_usable(ENT_ISA_AVX2) ? ENT_ISA_AVX2 : ENT_ISA_SSE2);
    unsetenv("ENTENTE_ISA");
    assert_true(ent_isa_usable(ent_isa_best()));
    assert_false(ent_isa_usable(ENT_N_ISAS));
    assert_string_equal(ent_isa_name(ENT_ISA_AVX512), "avx512");
    assert_string_equal(ent_isa_name(ENT_N_ISAS), "none");
}

/* A run cut short after some years has the same bits in every column that needs no later year. */
static void test_years(void **state)
{
    real_world *r = *state;
    const ent_world *w = r->world;
    double *whole = real_world_output(r), *cut = real_world_output(r);
    ent_block_job job = real_world_job(r, whole);
    ent_block_run(&job);
    job.out = cut;
    for (job.years = 1; job.years < w->n_years; job.years += 3) {
        size_t compared = 0, later = 0;
        ent_block_run(&job);
        for (int32_t o = 0; o < ENT_N_OUTCOMES; o++)
            for (int32_t c = 0; c < r->layout.count[o]; c++) {
                const ent_probe probe = {.outcome = o, .first = c, .count = 1};
                const size_t at = (size_t)(r->layout.first[o] + c) * ENT_BLOCK;
                if (ent_probe_years(w, &probe) > job.years) {
                    later++;
                    continue;
                }
                compared++;
                if (memcmp(whole + at, cut + at, ENT_BLOCK * sizeof *cut) != 0)
                    fail_msg("%s, column %d, changes when only %d years are run",
                             ent_outcome_key((ent_outcome_id)o), c, job.years);
            }
        assert_true(compared > 100 && later > 100);
    }
}

static void test_order_of_blocks(void **state)
{
    static const uint64_t order[4] = {3, 0, 2, 1};
    real_world *r = *state;
    double *in_turn[4], *other = real_world_output(r);
    for (uint64_t block = 0; block < 4; block++) {
        in_turn[block] = real_world_output(r);
        ent_block_job job = real_world_job(r, in_turn[block]);
        job.block = block;
        ent_block_run(&job);
    }
    for (size_t i = 0; i < 4; i++) {
        ent_block_job job = real_world_job(r, other);
        job.block = order[i];
        /* What tile and output held before must not matter. */
        memset(r->tile, 0xff, sizeof *r->tile);
        memset(other, 0x5a, r->cells * sizeof *other);
        ent_block_run(&job);
        check_same(r, in_turn[order[i]], other, "order");
    }
}

/* A block with the memory of another run gives what it gives without: of the same futures, of
   others, and where there is room for a part only. */
static void test_kept_shocks(void **state)
{
    enum { TILES = ENT_BLOCK / ENT_TILE };
    real_world *r = *state;
    const uint32_t room = ent_shock_room(r->world);
    ent_shock_memory kept[TILES], few[TILES];
    for (size_t i = 0; i < TILES; i++) {
        ent_row *z = ent_arena_array(&r->arena, ent_row, 4 * (size_t)room);
        kept[i] = (ent_shock_memory){
            .room = room, .key = ent_arena_array(&r->arena, uint32_t, room), .z = (ent_row(*)[4])z};
        few[i] = kept[i];
        few[i].key = ent_arena_array(&r->arena, uint32_t, room);
        few[i].room = room / 2;
    }
    double *plain = real_world_output(r), *with = real_world_output(r);
    static const uint64_t blocks[4] = {2, 2, 5, 2};
    for (size_t i = 0; i < 4; i++) {
        ent_block_job job = real_world_job(r, plain);
        job.block = blocks[i];
        ent_block_run(&job);
        job.out = with;
        job.kept = kept;
        ent_block_run(&job);
        check_same(r, plain, with, "kept shocks");
        assert_int_equal(kept[0].known, room); /* every draw has its room, and none is left over */
    }
    for (size_t i = 0; i < TILES; i++)
        memset(few[i].z = kept[i].z, 0, sizeof *few[i].z);
    for (size_t i = 0; i < 2; i++) {
        ent_block_job job = real_world_job(r, with);
        job.block = 2;
        job.kept = few;
        ent_block_run(&job);
        check_same(r, plain, with, "half of the shocks");
        assert_int_equal(few[0].known, room / 2);
    }
    kept[3].known = room / 2; /* which the second memory has filled again */
    kept[3].z[0][0][5] += 1.0;
    ent_block_job job = real_world_job(r, with);
    job.block = 2;
    job.kept = kept;
    ent_block_run(&job);
    assert_memory_not_equal(plain, with, r->cells * sizeof *with); /* they are read from there */
}

static void test_neighbours(void **state)
{
    enum { MINE = 77 };
    real_world *r = *state;
    const size_t n = (size_t)ENT_N_ASSUMPTIONS * ENT_BLOCK;
    double *changed = ent_arena_array(&r->arena, double, n);
    for (size_t i = 0; i < n; i++) {
        const size_t a = i / ENT_BLOCK, f = i % ENT_BLOCK;
        changed[i] = r->draws[f == MINE ? i : a * ENT_BLOCK + (f + 1) % ENT_BLOCK];
    }
    const double *before = real_world_run(r, false);
    double *after = real_world_output(r);
    ent_block_job job = real_world_job(r, after);
    job.draws = changed;
    ent_block_run(&job);
    size_t differ = 0;
    for (size_t c = 0; c < r->cells; c += ENT_BLOCK) {
        assert_memory_equal(&before[c + MINE], &after[c + MINE], sizeof(double));
        differ += before[c] != after[c];
    }
    assert_true(differ > 100); /* the others did change */
}

static void test_place_of_future(void **state)
{
    real_world *r = *state;
    const size_t n = (size_t)ENT_N_ASSUMPTIONS * ENT_BLOCK;
    double *reversed = ent_arena_array(&r->arena, double, n);
    for (size_t i = 0; i < n; i++)
        reversed[i] = r->draws[i / ENT_BLOCK * ENT_BLOCK + (ENT_BLOCK - 1 - i % ENT_BLOCK)];
    const double *before = real_world_run(r, true);
    double *after = real_world_output(r);
    ent_block_job job = real_world_job(r, after);
    job.draws = reversed;
    job.silent = 1;
    ent_block_run(&job);
    for (size_t i = 0; i < r->cells; i++)
        assert_memory_equal(&before[i],
                            &after[i / ENT_BLOCK * ENT_BLOCK + (ENT_BLOCK - 1 - i % ENT_BLOCK)],
                            sizeof(double));
}

static void test_missing_is_canonical(void **state)
{
    real_world *r = *state;
    const double missing = ENT_MISSING, *out = real_world_run(r, false);
    for (size_t i = 0; i < r->cells; i++)
        if (out[i] != out[i])
            assert_memory_equal(&out[i], &missing, sizeof missing);
}

/* What a state has from year to year is there in every future. */
static void test_nothing_missing(void **state)
{
    real_world *r = *state;
    const double *out = real_world_run(r, false);
    const ent_world *w = r->world;
    for (int32_t i = 0; i < w->n_years * w->n_states; i++) {
        const int32_t flags = w->flags[i % w->n_states];
        const double *share = real_world_row(r, out, ENT_O_SPENDING_SHARE, i);
        const double *forces = real_world_row(r, out, ENT_O_CAPABILITY_BE, i);
        for (size_t f = 0; f < ENT_BLOCK; f++) {
            assert_int_equal(share[f] > 0.0, (flags & ENT_STATE_SPENDING) != 0);
            assert_int_equal(forces[f] > 0.0,
                             (flags & ENT_STATE_SPENDING) != 0 && (flags & ENT_STATE_FORCES) != 0);
        }
    }
}

/* --- states in another order --- */

static int32_t moved(const ent_world *w, int32_t s)
{
    return s < 0 ? s : (s * 5 + 3) % w->n_states; /* 5 and 68 have no common divisor */
}

static void move_field(const ent_world *w, const void *from, void *to, size_t size)
{
    for (int32_t s = 0; s < w->n_states; s++)
        memcpy((char *)to + (size_t)moved(w, s) * size, (const char *)from + (size_t)s * size,
               size);
}

#define MOVE(field) move_field(w, a->field, b->field, sizeof a->field[0])

static void move_place(const ent_world *w, const ent_flashpoint *a, ent_flashpoint *b)
{
    b->challenger = moved(w, a->challenger);
    for (int32_t i = 0; i < a->n_hosts; i++)
        b->hosts[i] = moved(w, a->hosts[i]);
    for (int32_t i = 0; i < a->n_senders; i++)
        b->senders[i] = moved(w, a->senders[i]);
    MOVE(notice);
    MOVE(transit);
    MOVE(commitment);
    MOVE(owed_firm);
    MOVE(owed_contested);
    MOVE(forward_ref);
    for (int32_t y = 0; y < w->n_years; y++)
        MOVE(forward[y]);
}

static void move_states(const ent_world *a, ent_world *b)
{
    const ent_world *w = a;
    b->usa = moved(w, a->usa);
    b->rus = moved(w, a->rus);
    b->ukr = moved(w, a->ukr);
    b->can = moved(w, a->can);
    b->chn = moved(w, a->chn);
    MOVE(iso3);
    MOVE(block);
    MOVE(flags);
    MOVE(gdp0);
    MOVE(growth);
    MOVE(share0);
    MOVE(share0_published);
    MOVE(spend_history);
    MOVE(eq_history);
    MOVE(ppp_ratio);
    MOVE(soldiers0);
    MOVE(soldiers_ref);
    MOVE(reserves);
    MOVE(assigned);
    MOVE(zone);
    MOVE(compliance);
    MOVE(member);
    for (int32_t k = 0; k < a->n_flashpoints; k++)
        move_place(w, &a->flashpoint[k], &b->flashpoint[k]);
}

/* Sums run in another order, so the last digits may move. */
static bool near(double a, double b)
{
    return (a != a && b != b) || fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b)) + 1e-12;
}

static void test_place_of_state(void **state)
{
    real_world *r = *state;
    const ent_world *w = r->world;
    ent_world *other = ent_arena_array(&r->arena, ent_world, 1);
    *other = *w;
    assert_true(w->n_states % 5 != 0);
    move_states(w, other);
    const double *before = real_world_run(r, false);
    double *after = real_world_output(r);
    ent_block_job job = real_world_job(r, after);
    job.world = other;
    ent_block_run(&job);
    for (int o = 0; o < ENT_N_OUTCOMES; o++)
        for (int32_t c = 0; c < r->layout.count[o]; c++) {
            const bool by_state = ent_outcome_shape((ent_outcome_id)o) == ENT_SHAPE_YEAR_STATE;
            const int32_t n = w->n_states;
            const int32_t at = by_state ? c / n * n + moved(w, c % n) : c;
            const double *a = real_world_row(r, before, (ent_outcome_id)o, c);
            const double *b = real_world_row(r, after, (ent_outcome_id)o, at);
            for (size_t f = 0; f < ENT_BLOCK; f++)
                if (!near(a[f], b[f]))
                    fail_msg("%s[%d], future %zu: %.17g and %.17g",
                             ent_outcome_key((ent_outcome_id)o), c, f, a[f], b[f]);
        }
}

static void test_layout(void **state)
{
    const real_world *r = *state;
    bool wanted[ENT_N_OUTCOMES] = {false};
    ent_layout few;
    wanted[ENT_O_CAPABILITY_ETA] = wanted[ENT_O_SPENDING_SHARE] = true;
    ent_layout_make(r->world, wanted, &few);
    assert_int_equal(few.n_columns, r->world->n_years * (1 + r->world->n_states));
    assert_int_equal(few.first[ENT_O_ECONOMY_DEBT_ADDED], -1);
    assert_int_equal(few.count[ENT_O_ECONOMY_DEBT_ADDED], 0);
    int32_t next = 0;
    for (int o = 0; o < ENT_N_OUTCOMES; o++) {
        assert_int_equal(r->layout.first[o], next);
        next += r->layout.count[o];
    }
    assert_int_equal(r->layout.n_columns, next);
}

/* What is recorded does not change what happens. */
static void test_fewer_outcomes(void **state)
{
    real_world *r = *state;
    bool wanted[ENT_N_OUTCOMES] = {false};
    ent_layout few;
    wanted[ENT_O_CAPABILITY_EUROPE] = true;
    ent_layout_make(r->world, wanted, &few);
    const double *all = real_world_run(r, false);
    double *out = real_world_output(r);
    ent_block_job job = real_world_job(r, out);
    job.layout = &few;
    ent_block_run(&job);
    assert_memory_equal(out, real_world_row(r, all, ENT_O_CAPABILITY_EUROPE, 0),
                        (size_t)few.n_columns * ENT_BLOCK * sizeof *out);
}

/* Sections that an outcome does not need in the last year are left out; what is read keeps its
   bits, whatever the number of years. */
static void test_pruned(void **state)
{
    real_world *r = *state;
    static const int32_t ends[] = {1, 3, 0};
    double *all = real_world_output(r), *out = real_world_output(r);
    for (size_t e = 0; e < sizeof ends / sizeof ends[0]; e++) {
        ent_block_job job = real_world_job(r, all);
        ent_layout whole = r->layout;
        whole.last = 0;
        job.years = ends[e];
        job.layout = &whole;
        ent_block_run(&job);
        for (int o = 0; o < ENT_N_OUTCOMES; o++) {
            bool wanted[ENT_N_OUTCOMES] = {false};
            ent_layout one;
            wanted[o] = true;
            ent_layout_make(r->world, wanted, &one);
            job.layout = &one;
            job.out = out;
            memset(out, 0x5a, r->cells * sizeof *out); /* every column is written */
            ent_block_run(&job);
            if (memcmp(out, real_world_row(r, all, (ent_outcome_id)o, 0),
                       (size_t)one.n_columns * ENT_BLOCK * sizeof *out))
                fail_msg("%s differs when %d years are computed for it alone",
                         ent_outcome_key((ent_outcome_id)o), ends[e]);
        }
    }
}

/* Spending needs neither forces nor war in its last year. */
static void test_what_is_left_out(void **state)
{
    const real_world *r = *state;
    bool wanted[ENT_N_OUTCOMES] = {false};
    ent_layout one;
    wanted[ENT_O_SPENDING_SHARE] = true;
    ent_layout_make(r->world, wanted, &one);
    assert_int_equal(one.last, 1U << ENT_SECTION_ECONOMY | 1U << ENT_SECTION_PLEDGE);
    wanted[ENT_O_UKRAINE_AREA] = true; /* the front needs the talks of each month */
    ent_layout_make(r->world, wanted, &one);
    assert_true(one.last & 1U << ENT_SECTION_SETTLEMENT);
    assert_true(one.last & 1U << ENT_SECTION_DETERRENCE);
    assert_false(one.last & 1U << ENT_SECTION_COMBAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_instruction_sets),
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_years),
        cmocka_unit_test(test_order_of_blocks),
        cmocka_unit_test(test_kept_shocks),
        cmocka_unit_test(test_neighbours),
        cmocka_unit_test(test_place_of_future),
        cmocka_unit_test(test_place_of_state),
        cmocka_unit_test(test_missing_is_canonical),
        cmocka_unit_test(test_nothing_missing),
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_fewer_outcomes),
        cmocka_unit_test(test_pruned),
        cmocka_unit_test(test_what_is_left_out),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
