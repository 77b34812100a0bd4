#include "check.h"

#include "entente/futures.h"
#include "entente/heap.h"
#include "entente/rng.h"
#include "entente/scenario.h"
#include "entente/world_build.h"
#include "futures/run.h"

/* A world of no states is enough: the block below stands for the model. */
static ent_world *small_world(ent_arena *arena)
{
    ent_world *w = ent_arena_array(arena, ent_world, 1);
    assert_non_null(w);
    w->n_years = 3;
    w->n_months = 30;
    w->n_states = 2;
    w->n_flashpoints = 2;
    w->first_year = 2025;
    w->first_month = 2;
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++) {
        w->prior[a] = (ent_prior){ENT_PRIOR_UNIFORM, 2, {0.0, 1.0}};
        w->slot[a] = (uint32_t)a * 7919u;
    }
    return w;
}

/* Every column a function of draws, seed and future; some values missing. */
static void fake_block(const ent_block_job *job, ent_isa_id isa)
{
    (void)isa;
    for (size_t c = 0; c < (size_t)job->layout->n_columns; c++)
        for (size_t f = 0; f < ENT_BLOCK; f++) {
            const uint64_t future = job->block * ENT_BLOCK + f;
            const double u = ent_uniform(job->seed, future, (uint32_t)c, 99);
            const double a = job->draws[(c % ENT_N_ASSUMPTIONS) * ENT_BLOCK + f];
            job->out[c * ENT_BLOCK + f] = u < 0.1 && c % 3 == 0
                                              ? ENT_MISSING
                                              : 100.0 * a + u + job->world->lever[0] * (double)c;
        }
}

static ent_run *run_plan(const ent_run_plan *plan, ent_arena *arena)
{
    ent_error err;
    ent_run *run;
    CHECK_OK(ent_run_create(plan, &run, arena, &err), err);
    CHECK_OK(ent_run_go(run, &err), err);
    return run;
}

static bool same_bytes(ent_run *a, ent_run *b)
{
    const size_t most = summary_bytes(&a->worlds[0].sums);
    unsigned char *x = test_malloc(most), *y = test_malloc(most);
    const size_t n = summary_write(&a->worlds[0].sums, x);
    const bool same = n == summary_write(&b->worlds[0].sums, y) && memcmp(x, y, n) == 0 &&
                      a->worlds[0].hash == b->worlds[0].hash;
    test_free(x);
    test_free(y);
    return same;
}

static void same_bytes_for_threads_and_orders(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_run_plan plan = {.n_worlds = 1,
                         .worlds = {small_world(&arena)},
                         .n_futures = 5000,
                         .seed = 4,
                         .block = fake_block};
    ent_run *one = run_plan(&plan, &arena);
    assert_true(ent_run_hash(one, 0) != 0);
    static const size_t threads[] = {1, 2, 7};
    for (size_t i = 0; i < 6; i++) {
        plan.threads = threads[i % 3];
        plan.backwards = i >= 3;
        assert_true(same_bytes(one, run_plan(&plan, &arena)));
    }
    plan.seed = 5;
    assert_false(same_bytes(one, run_plan(&plan, &arena)));
    ent_heap_arena_destroy(&arena);
}

static void parts_add_up_to_the_whole(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_run_plan plan = {.n_worlds = 1,
                         .worlds = {small_world(&arena)},
                         .n_futures = 5000,
                         .seed = 4,
                         .block = fake_block};
    ent_run *whole = run_plan(&plan, &arena);
    static const uint64_t cuts[] = {0, 3, 4, 20};
    ent_run *sum = NULL;
    for (size_t i = 3; i-- > 0;) { /* last part first */
        plan.first_block = cuts[i];
        plan.end_block = cuts[i + 1];
        ent_run *part = run_plan(&plan, &arena);
        if (sum) {
            summary_merge(&sum->worlds[0].sums, &part->worlds[0].sums);
            sum->worlds[0].hash += part->worlds[0].hash;
        } else {
            sum = part;
        }
    }
    assert_true(same_bytes(whole, sum));
    ent_heap_arena_destroy(&arena);
}

/* A summary comes back as it was written; cut or changed bytes are refused, never read past. */
static void bytes_of_a_summary(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_run_plan plan = {.n_worlds = 1,
                         .worlds = {small_world(&arena)},
                         .n_futures = 700,
                         .seed = 4,
                         .block = fake_block};
    ent_run *run = run_plan(&plan, &arena), *other = run_plan(&plan, &arena);
    const size_t most = summary_bytes(&run->worlds[0].sums);
    unsigned char *bytes = test_malloc(most);
    const size_t n = summary_write(&run->worlds[0].sums, bytes);
    assert_true(n < most);
    summary_clear(&other->worlds[0].sums);
    assert_true(summary_read(&other->worlds[0].sums, bytes, n));
    assert_true(same_bytes(run, other));
    for (size_t size = 0; size < n; size += 1 + size / 7) {
        unsigned char *cut = test_malloc(size + 1);
        memcpy(cut, bytes, size);
        assert_false(summary_read(&other->worlds[0].sums, cut, size));
        test_free(cut);
    }
    const size_t bins = run->worlds[0].sums.n_columns * sizeof(reduce_bins);
    for (size_t i = 0; i < 2000; i++) { /* any byte may be wrong: no crash */
        bytes[bins + (i * 7919) % (n - bins)] ^= (unsigned char)(1 + i % 255);
        (void)summary_read(&other->worlds[0].sums, bytes, n);
    }
    test_free(bytes);
    ent_heap_arena_destroy(&arena);
}

static void statistics_are_those_of_the_rows(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_run_plan plan = {.n_worlds = 1,
                         .worlds = {small_world(&arena)},
                         .n_futures = 3000,
                         .seed = 8,
                         .block = fake_block,
                         .in_memory = true,
                         .threads = 2};
    plan.keep[ENT_O_CAPABILITY_EUROPE] = true;
    plan.keep[ENT_O_SPENDING_SHARE] = true;
    ent_run *run = run_plan(&plan, &arena);
    for (size_t i = 0; i < 6; i++) {
        const double *row = ent_run_row(run, 0, ENT_O_SPENDING_SHARE, i);
        const ent_statistics s = ent_run_statistics(run, 0, ENT_O_SPENDING_SHARE, i);
        double sum = 0.0, squares = 0.0;
        size_t n = 0, below = 0;
        assert_non_null(row);
        for (size_t f = 0; f < 3000; f++)
            if (row[f] == row[f]) {
                sum += row[f];
                squares += row[f] * row[f];
                n++;
                below += row[f] <= s.quantile[3] ? 1 : 0;
            }
        const double mean = sum / (double)n;
        assert_int_equal(s.n, n);
        assert_int_equal(s.n + s.missing, 3000);
        CHECK_NEAR(s.mean, mean, 1e-10);
        CHECK_NEAR(s.sd, sqrt((squares - sum * mean) / ((double)n - 1.0)), 1e-9);
        CHECK_NEAR((double)below / (double)n, 0.75, 0.005); /* within a bin */
    }
    assert_null(ent_run_row(run, 0, ENT_O_CAPABILITY_ETA, 0)); /* not kept */
    ent_heap_arena_destroy(&arena);
}

static void pairs_share_their_futures(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_world *a = small_world(&arena), *b = small_world(&arena);
    a->lever[0] = 2.0;
    ent_condition condition = {1, {ENT_CMP_GT}, {0.0}};
    ent_probe probe;
    assert_true(ent_probe_find(a, ENT_O_CAPABILITY_EUROPE, NULL, "2026", &probe));
    probe.against = 1;
    probe.combine = ENT_COMBINE_DIFFERENCE;
    probe.condition = &condition;
    const ent_run_plan plan = {.n_worlds = 2,
                               .worlds = {a, b},
                               .n_futures = 1000,
                               .seed = 8,
                               .block = fake_block,
                               .paired = 1,
                               .n_probes = 1,
                               .probes = &probe};
    ent_run *run = run_plan(&plan, &arena);
    const ent_difference d = ent_run_difference(run, ENT_O_CAPABILITY_EUROPE, 1);
    ent_layout layout;
    ent_layout_make(plan.worlds[0], NULL, &layout);
    const double column = layout.first[ENT_O_CAPABILITY_EUROPE] + 1;
    CHECK_NEAR(d.mean, 2.0 * column, 1e-10);
    assert_true(d.distinguishable);
    uint64_t held;
    const ent_statistics s = ent_run_probe(run, 0, &held);
    assert_int_equal(held, s.n);
    CHECK_NEAR(s.mean, d.mean, 1e-10);
    ent_heap_arena_destroy(&arena);
}

static volatile sig_atomic_t stop;

static void stop_in_block_five(const ent_block_job *job, ent_isa_id isa)
{
    fake_block(job, isa);
    if (job->block == 5)
        __atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
}

static void a_stopped_run_goes_on(void **state)
{
    (void)state;
    ent_arena arena;
    ent_error err;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_run_plan plan = {.n_worlds = 1,
                         .worlds = {small_world(&arena)},
                         .n_futures = 5000,
                         .seed = 4,
                         .threads = 2,
                         .block = fake_block};
    ent_run *whole = run_plan(&plan, &arena), *run;
    plan.block = stop_in_block_five;
    plan.stop = &stop;
    CHECK_OK(ent_run_create(&plan, &run, &arena, &err), err);
    stop = 0;
    assert_int_equal(ent_run_go(run, &err), ENT_E_STOPPED);
    assert_true(ent_run_done(run) >= 6 && ent_run_done(run) < 20);
    stop = 0;
    while (ent_run_go(run, &err) == ENT_E_STOPPED)
        stop = 0;
    assert_int_equal(ent_run_futures(run), 5000);
    assert_true(same_bytes(whole, run));
    ent_heap_arena_destroy(&arena);
}

static void plans_that_make_no_sense(void **state)
{
    (void)state;
    ent_arena arena;
    ent_error err;
    ent_run *run;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_world *w = small_world(&arena);
    const struct {
        const char *what, *word;
        ent_run_plan plan;
    } rows[] = {
        {"no world", "worlds", {.n_futures = 1}},
        {"no futures", "futures", {.n_worlds = 1, .worlds = {w}}},
        {"blocks outside",
         "blocks 0:9",
         {.n_worlds = 1, .worlds = {w}, .n_futures = 1, .end_block = 9}},
        {"blocks from the last to the first",
         "blocks",
         {.n_worlds = 1, .worlds = {w}, .n_futures = 900, .first_block = 2, .end_block = 1}},
        {"Sobol' without directions",
         "Sobol'",
         {.n_worlds = 1, .worlds = {w}, .n_futures = 1, .design = ENT_DESIGN_SOBOL}},
        {"seven worlds", "between 1 and 6 worlds", {.n_worlds = 7, .n_futures = 1}},
        {"a first world of probes only",
         "worlds",
         {.n_worlds = 1, .worlds = {w}, .narrow = {true}, .n_futures = 1}},
        {"too many futures",
         "futures must be between 1 and 2^52",
         {.n_worlds = 1, .worlds = {w}, .n_futures = UINT64_C(1) << 53}},
        {"no block",
         "blocks 2:2 are not within 0:4",
         {.n_worlds = 1, .worlds = {w}, .n_futures = 900, .first_block = 2, .end_block = 2}},
        {"Sobol' beyond its end",
         "the Sobol' design ends at 2^32 futures",
         {.n_worlds = 1,
          .worlds = {w},
          .n_futures = (UINT64_C(1) << 32) + 1,
          .design = ENT_DESIGN_SOBOL,
          .n_dimensions = 1024}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ent_run_create(&rows[i].plan, &run, &arena, &err) != ENT_E_ARG ||
            !strstr(err.message, rows[i].word))
            fail_msg("%s: %s", rows[i].what, err.message);
    }
    for (size_t i = 0; i < 6; i++) {
        ent_world *other = small_world(&arena);
        int32_t *const spans[] = {&other->n_years,       &other->n_months,    &other->n_states,
                                  &other->n_flashpoints, &other->first_month, &other->first_year};
        ++*spans[i];
        const ent_run_plan plan = {.n_worlds = 2, .worlds = {w, other}, .n_futures = 1};
        assert_int_equal(ent_run_create(&plan, &run, &arena, &err), ENT_E_ARG);
        assert_non_null(strstr(err.message, "Give both the same start and last year"));
    }
    ent_heap_arena_destroy(&arena);
}

/* A world with priors of its own draws by them, and leaves the draws of the others alone. */
static void priors_of_its_own(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_world *usual = small_world(&arena);
    for (size_t i = 0; i < 4; i++) {
        ent_world *own = small_world(&arena);
        if (i == 0)
            own->prior[3].p[1] = 2.0;
        if (i == 1)
            own->n_correlated = 1;
        if (i == 2)
            own->correlated[0] = 1; /* names without a number of them change nothing */
        if (i == 3)
            own->mixing[0] = 0.5;
        ent_run_plan plan = {.n_worlds = 3,
                             .worlds = {usual, own, usual},
                             .n_futures = 700,
                             .seed = 4,
                             .block = fake_block};
        ent_run *all = run_plan(&plan, &arena);
        plan.n_worlds = 1;
        ent_run *first = run_plan(&plan, &arena);
        plan.worlds[0] = own;
        ent_run *second = run_plan(&plan, &arena);
        assert_true(ent_run_hash(all, 0) == ent_run_hash(first, 0));
        assert_true(ent_run_hash(all, 1) == ent_run_hash(second, 0));
        assert_true(ent_run_hash(all, 2) == ent_run_hash(first, 0));
        if (i == 0)
            assert_true(ent_run_hash(all, 1) != ent_run_hash(all, 0));
    }
    ent_heap_arena_destroy(&arena);
}

/* Values of probes in every future: a quotient, a difference, the thing itself. */
static void rows_of_probes(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_probe probes[3];
    ent_world *w = small_world(&arena);
    assert_true(ent_probe_find(w, ENT_O_CAPABILITY_EUROPE, NULL, "2026", &probes[0]));
    probes[1] = probes[2] = probes[0];
    probes[0].combine = ENT_COMBINE_RATIO;
    probes[1].combine = ENT_COMBINE_DIFFERENCE;
    probes[0].against = probes[1].against = 1;
    const ent_run_plan plan = {.n_worlds = 2,
                               .worlds = {w, w},
                               .n_futures = 600,
                               .seed = 8,
                               .block = fake_block,
                               .n_probes = 3,
                               .probes = probes,
                               .keep_probes = true};
    ent_run *run = run_plan(&plan, &arena);
    double sum = 0.0, rows[3][3 * ENT_BLOCK];
    size_t n = 0;
    for (size_t i = 0; i < 3; i++)
        assert_true(ent_run_probe_values(run, i, rows[i]));
    assert_false(ent_run_probe_values(run, 3, rows[0]));
    for (size_t f = 0; f < 600; f++) {
        const double value = rows[2][f];
        if (value == value) {
            CHECK_NEAR(rows[0][f], 1.0, 0);
            CHECK_NEAR(rows[1][f], 0.0, 0);
            sum += value;
            n++;
        }
    }
    const ent_statistics s = ent_run_probe(run, 2, NULL);
    assert_int_equal(s.n, n);
    CHECK_NEAR(s.mean, sum / (double)n, 1e-10);
    ent_heap_arena_destroy(&arena);
}

/* A file keeps rows as memory does; closed it gives none. */
static void rows_in_a_file(void **state)
{
    (void)state;
    enum { PROBES = 3, BLOCKS = 5 };
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    probe_rows rows[2];
    for (size_t k = 0; k < 2; k++)
        assert_int_equal(probe_rows_make(PROBES, BLOCKS, k ? 0 : SIZE_MAX, NULL, &rows[k], &arena),
                         ENT_OK);
    assert_true(rows[0].at && rows[0].file < 0);
    assert_true(!rows[1].at && rows[1].file >= 0);
    for (size_t p = PROBES; p-- > 0;)
        for (size_t b = 0; b < BLOCKS; b++)
            for (size_t k = 0; k < 2; k++) {
                double row[ENT_BLOCK];
                for (size_t f = 0; f < ENT_BLOCK; f++)
                    row[f] = (double)(1000 * p + b) + (double)f / ENT_BLOCK;
                probe_rows_put(&rows[k], p, b, row);
            }
    for (size_t p = 0; p < PROBES; p++) {
        double a[BLOCKS * ENT_BLOCK], b[BLOCKS * ENT_BLOCK];
        assert_true(probe_rows_read(&rows[0], p, BLOCKS, a) &&
                    probe_rows_read(&rows[1], p, BLOCKS, b));
        assert_memory_equal(a, b, sizeof a);
        CHECK_NEAR(b[BLOCKS * ENT_BLOCK - 1], (double)(1000 * p + BLOCKS) - 1.0 / ENT_BLOCK, 1e-12);
    }
    for (size_t k = 0; k < 2; k++) {
        double none[BLOCKS * ENT_BLOCK];
        probe_rows_close(&rows[k]);
        assert_false(probe_rows_read(&rows[k], 0, 1, none));
    }
    ent_heap_arena_destroy(&arena);
}

/* What was not recorded has no value, and no row. */
static void what_is_not_recorded(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_world *w = small_world(&arena);
    const ent_run_plan plan = {.n_worlds = 2,
                               .worlds = {w, w},
                               .narrow = {false, true},
                               .n_futures = 300,
                               .seed = 8,
                               .block = fake_block};
    ent_run *run = run_plan(&plan, &arena);
    static const struct {
        size_t world, index;
    } rows[] = {{1, 0}, {2, 0}, {0, 3}}; /* narrow; none; three years only */
    for (size_t i = 0; i < 3; i++) {
        ent_histogram h;
        const size_t v = rows[i].world, k = rows[i].index;
        const ent_statistics s = ent_run_statistics(run, v, ENT_O_CAPABILITY_EUROPE, k);
        assert_int_equal(s.n, 0);
        CHECK_NEAR(s.mean, ENT_MISSING, 0);
        CHECK_NEAR(s.quantile[2], ENT_MISSING, 0);
        assert_false(ent_run_histogram(run, v, ENT_O_CAPABILITY_EUROPE, k, &h));
        assert_null(ent_run_row(run, v, ENT_O_CAPABILITY_EUROPE, k));
    }
    const ent_difference unpaired = ent_run_difference(run, ENT_O_CAPABILITY_EUROPE, 0);
    const ent_difference beyond = ent_run_difference(run, ENT_O_CAPABILITY_EUROPE, 3);
    assert_int_equal(unpaired.n + beyond.n, 0);
    CHECK_NEAR(unpaired.mean, ENT_MISSING, 0);
    assert_false(unpaired.distinguishable || beyond.distinguishable);
    assert_true(ent_run_statistics(run, 0, ENT_O_CAPABILITY_EUROPE, 2).n > 0);
    ent_heap_arena_destroy(&arena);
}

/* A narrow world that sees the first blocks alone: its probe is that of a run which ends there. */
static void narrow_worlds_end_early(void **state)
{
    (void)state;
    enum { FEW = 512 };
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_world *w = small_world(&arena), *other = small_world(&arena);
    other->lever[0] = 2.0;
    ent_probe probe[2];
    for (size_t i = 0; i < 2; i++)
        assert_true(ent_probe_find(w, ENT_O_CAPABILITY_EUROPE, NULL, "2026", &probe[i]));
    probe[0].combine = ENT_COMBINE_DIFFERENCE;
    probe[0].against = 1;
    ent_run_plan plan = {.n_worlds = 2,
                         .worlds = {w, other},
                         .narrow = {false, true},
                         .n_futures = FEW,
                         .seed = 8,
                         .n_probes = 2,
                         .probes = probe,
                         .keep_probes = true,
                         .block = fake_block};
    ent_run *few = run_plan(&plan, &arena);
    plan.n_futures = 1300;
    plan.narrow_futures = FEW;
    for (plan.threads = 1; plan.threads < 4; plan.threads++) {
        ent_run *run = run_plan(&plan, &arena);
        const ent_statistics a = ent_run_probe(few, 0, NULL), b = ent_run_probe(run, 0, NULL);
        assert_int_equal(ent_run_computed(run), 1300 + FEW);
        assert_int_equal(a.n, b.n);
        assert_int_equal(a.missing, b.missing);
        CHECK_NEAR(a.mean, b.mean, 0);
        double first[FEW], again[6 * ENT_BLOCK];
        assert_true(ent_run_probe_values(few, 0, first) && ent_run_probe_values(run, 0, again));
        assert_memory_equal(first, again, sizeof first);
        assert_true(isnan(again[FEW]));
        const ent_statistics whole = ent_run_probe(run, 1, NULL);
        assert_int_equal(whole.n + whole.missing, 1300);
    }
    ent_heap_arena_destroy(&arena);
}

/* Whichever request for memory fails: the right status, nothing lost, no crash. */
static void memory_that_fails(void **state)
{
    (void)state;
    ent_error err;
    bool reached = false;
    ent_arena fixed;
    ent_heap_arena_create(&fixed, 1 << 20);
    ent_probe probe;
    ent_world *w = small_world(&fixed), *own = small_world(&fixed);
    own->prior[0].p[1] = 2.0;
    assert_true(ent_probe_find(w, ENT_O_CAPABILITY_EUROPE, NULL, "2026", &probe));
    ent_run_plan plan = {.n_worlds = 2,
                         .worlds = {w, own},
                         .paired = 1,
                         .n_futures = 600,
                         .seed = 4,
                         .threads = 2,
                         .block = fake_block,
                         .n_probes = 1,
                         .probes = &probe,
                         .keep_probes = true,
                         .in_memory = true};
    plan.keep[ENT_O_CAPABILITY_EUROPE] = true;
    for (size_t n = 1; !reached && n < 200; n++) {
        ent_arena arena;
        ent_run *run;
        ent_heap_arena_create(&arena, 1); /* each request is one of the heap */
        ent_heap_fail_after(n);
        const ent_status status = ent_run_create(&plan, &run, &arena, &err);
        ent_heap_fail_after(0);
        reached = status == ENT_OK;
        assert_true(reached || status == ENT_E_NOMEM);
        ent_heap_arena_destroy(&arena);
    }
    assert_true(reached);
    ent_heap_arena_destroy(&fixed);
}

static void names_find_their_columns(void **state)
{
    (void)state;
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_world *w = small_world(&arena);
    strcpy(w->iso3[1], "GBR");
    strcpy(w->flashpoint[1].key, "baltic");
    static const struct {
        ent_outcome_id outcome;
        const char *index, *at;
        int32_t first, count, stride; /* count 0: no such column */
    } rows[] = {
        {ENT_O_SPENDING_SHARE, "GBR", "2027", 5, 1, 2},
        {ENT_O_SPENDING_SHARE, "FRA", "2027", 0, 0, 0},
        {ENT_O_SPENDING_SHARE, "GBR", "2028", 0, 0, 0},
        {ENT_O_CAPABILITY_EUROPE, NULL, "", 2, 1, 1},
        {ENT_O_CAPABILITY_EUROPE, "GBR", "2026", 0, 0, 0},
        {ENT_O_UKRAINE_GAIN, NULL, "2025", 0, 11, 1}, /* February to December */
        {ENT_O_UKRAINE_GAIN, NULL, "2026", 11, 12, 1},
        {ENT_O_UKRAINE_GAIN, NULL, "2027", 23, 7, 1},
        {ENT_O_UKRAINE_GAIN, NULL, "2025-01", 0, 0, 0},
        {ENT_O_UKRAINE_GAIN, NULL, "2026-12", 22, 1, 1},
        {ENT_O_UKRAINE_SOLDIERS, "ukraine", "2025-03", 3, 1, 2},
        {ENT_O_SETTLEMENT_ZONE, "width", "2025-02", 2, 1, 3},
        {ENT_O_COMBAT_LOSSES, "baltic,defender", "", 3, 1, 1},
        {ENT_O_COMBAT_TAKEN, "baltic", "", 1, 1, 2},
        {ENT_O_SETTLEMENT_TERMS, NULL, NULL, 0, 1, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_probe p = {0};
        const bool found = ent_probe_find(w, rows[i].outcome, rows[i].index, rows[i].at, &p);
        assert_int_equal(found, rows[i].count > 0);
        assert_int_equal(p.first, rows[i].first);
        assert_int_equal(p.count, rows[i].count);
        if (found)
            assert_int_equal(p.stride, rows[i].stride);
    }
    ent_heap_arena_destroy(&arena);
}

static void sums_are_exact(void **state)
{
    (void)state;
    static const double terms[] = {1e30, 1.0, -1e30, 3.5e-20, -7.25, 1e-300, 0x1p-340, 12345.678};
    exact forward = {{0}}, back = {{0}};
    for (size_t i = 0; i < 8; i++) {
        exact_add(&forward, terms[i]);
        exact_add(&back, terms[7 - i]);
    }
    CHECK_NEAR(exact_value(&forward), 12339.428, 1e-11);
    CHECK_NEAR(exact_value(&back) - exact_value(&forward), 0.0, 0.0);
    exact negative = {{0}};
    exact_add(&negative, -2.75e10);
    exact_add(&negative, 1.0);
    CHECK_NEAR(exact_value(&negative), -27499999999.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_bytes_for_threads_and_orders),
        cmocka_unit_test(parts_add_up_to_the_whole),
        cmocka_unit_test(bytes_of_a_summary),
        cmocka_unit_test(statistics_are_those_of_the_rows),
        cmocka_unit_test(pairs_share_their_futures),
        cmocka_unit_test(a_stopped_run_goes_on),
        cmocka_unit_test(plans_that_make_no_sense),
        cmocka_unit_test(priors_of_its_own),
        cmocka_unit_test(rows_of_probes),
        cmocka_unit_test(rows_in_a_file),
        cmocka_unit_test(what_is_not_recorded),
        cmocka_unit_test(narrow_worlds_end_early),
        cmocka_unit_test(memory_that_fails),
        cmocka_unit_test(names_find_their_columns),
        cmocka_unit_test(sums_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
