/* Ranks without MPI: threads of one process that hand messages to each other. Any number of them
   leaves the sums of a run alone; a rank with another plan, or a message that cannot be read, ends
   the run with a line. */
#include "real_world.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "entente/futures.h"
#include "futures/run.h"

enum { RANKS = 4, LETTERS = 512 };

typedef struct letter {
    int from, kind;
    size_t bytes;
    void *data;
} letter;

typedef struct mailbox {
    pthread_mutex_t lock;
    size_t n;
    letter letters[LETTERS];
} mailbox;

/* The functions of ent_ranks carry no pointer of the caller's. */
static mailbox boxes[RANKS];
static _Thread_local int me;
static int garbles; /* this rank's sums arrive damaged; -1: nobody's */
static enum {
    CUT_SHORT,
    MANY_BLOCKS,
    LONG_SUMS,
    OTHER_LENGTH,
    BROKEN_SUMS,
    ROWS_SHORT, /* of kept columns, from here on */
    ROWS_FAR,
    ROWS_MANY,
    N_DAMAGES
} damage;

/* A message starts with the number of blocks, hashes of four worlds, lengths of six summaries. */
static size_t damage_letter(unsigned char *data, size_t bytes)
{
    enum { LENGTHS = 8 * (1 + ENT_RUN_WORLDS), HEAD = LENGTHS + 8 * (ENT_RUN_WORLDS + 2) };
    if (damage == MANY_BLOCKS)
        memset(data, 0xff, 4);
    if (damage == LONG_SUMS)
        memset(data + LENGTHS, 0xff, 8);
    if (damage == BROKEN_SUMS)
        memset(data + HEAD + (bytes - HEAD) / 2, 0xff, (bytes - HEAD) / 2);
    return damage == CUT_SHORT ? 8 : damage == OTHER_LENGTH ? bytes - 1 : bytes;
}

/* A message of rows starts with their number and blocks. */
static size_t damage_rows(unsigned char *data, size_t bytes)
{
    if (damage == ROWS_FAR)
        memset(data + 8, 0x7f, 8);
    if (damage == ROWS_MANY)
        memset(data, 0xff, 8);
    return damage == ROWS_SHORT ? bytes - 8 : bytes;
}

static void send_letter(int to, int kind, const void *data, size_t bytes)
{
    enum { DONE = 3, ROWS = 7 };
    letter l = {me, kind, bytes, malloc(bytes + 1)};
    if (bytes)
        memcpy(l.data, data, bytes);
    if (kind == DONE && me == garbles)
        l.bytes = damage_letter(l.data, bytes);
    if (kind == ROWS && me == garbles)
        l.bytes = damage_rows(l.data, bytes);
    for (bool sent = false; !sent;) {
        pthread_mutex_lock(&boxes[to].lock);
        sent = boxes[to].n < LETTERS;
        if (sent)
            boxes[to].letters[boxes[to].n++] = l;
        pthread_mutex_unlock(&boxes[to].lock);
    }
}

static bool look(int *from, int *kind, size_t *bytes)
{
    mailbox *box = &boxes[me];
    pthread_mutex_lock(&box->lock);
    const bool there = box->n > 0;
    if (there) {
        *from = box->letters[0].from;
        *kind = box->letters[0].kind;
        *bytes = box->letters[0].bytes;
    }
    pthread_mutex_unlock(&box->lock);
    return there;
}

static void receive(int from, int kind, void *data, size_t bytes)
{
    mailbox *box = &boxes[me];
    pthread_mutex_lock(&box->lock);
    assert_int_equal(box->letters[0].from, from);
    assert_int_equal(box->letters[0].kind, kind);
    if (bytes)
        memcpy(data, box->letters[0].data, bytes);
    free(box->letters[0].data);
    memmove(box->letters, box->letters + 1, --box->n * sizeof box->letters[0]);
    pthread_mutex_unlock(&box->lock);
}

static void fake_block(const ent_block_job *job, ent_isa_id isa)
{
    (void)isa;
    for (size_t c = 0; c < (size_t)job->layout->n_columns; c++)
        for (size_t f = 0; f < ENT_BLOCK; f++)
            job->out[c * ENT_BLOCK + f] =
                c % 50 == 7 ? ENT_MISSING
                            : (double)((job->block * 131 + c * 17 + f * 7) % 1009) + job->draws[f];
}

/* Rank 0 computes nothing before another rank has computed something. */
static atomic_int elsewhere;

static void wait_for_others(const ent_block_job *job, ent_isa_id isa)
{
    while (!atomic_load(&elsewhere))
        nanosleep(&(struct timespec){0, 100000}, NULL);
    fake_block(job, isa);
}

static void tell_rank_0(const ent_block_job *job, ent_isa_id isa)
{
    fake_block(job, isa);
    atomic_store(&elsewhere, 1);
}

/* Rank 0 ends what it begins with after the others have computed all the rest. */
enum { CUT_BLOCKS = 2 * VALUES_WHOLE + 1 };
static atomic_int rest_is_done;

static void wait_for_the_rest(const ent_block_job *job, ent_isa_id isa)
{
    while (job->block == VALUES_WHOLE - 1 && !atomic_load(&rest_is_done))
        nanosleep(&(struct timespec){0, 100000}, NULL);
    fake_block(job, isa);
}

static void do_the_rest(const ent_block_job *job, ent_isa_id isa)
{
    fake_block(job, isa);
    if (job->block == CUT_BLOCKS - 1)
        atomic_store(&rest_is_done, 1);
}

typedef struct rank {
    ent_arena arena;
    ent_ranks ranks;
    ent_run_plan plan;
    ent_run *run;
    ent_status status;
    ent_error err;
    pthread_t thread;
} rank;

static void *go(void *with)
{
    rank *r = with;
    me = r->ranks.rank;
    r->status = ent_run_go(r->run, &r->err);
    return NULL;
}

static int load(void **state)
{
    static real_world r;
    real_world_load(&r, "status-quo-2024");
    for (int i = 0; i < RANKS; i++)
        pthread_mutex_init(&boxes[i].lock, NULL);
    *state = &r;
    return 0;
}

static int unload(void **state)
{
    real_world_free(*state);
    return 0;
}

enum { PAIR, ONE_WORLD, KEPT, N_PLANS };

/* Two worlds side by side; one alone; two with a third that only probes read, futures kept. */
static ent_run_plan plan_of(const real_world *w, int which)
{
    static ent_condition condition;
    static ent_probe probes[2];
    assert_true(ent_condition_read("> 400", &condition));
    for (int i = 0; i < 2; i++) {
        probes[i] = (ent_probe){
            .world = 2 * i, .outcome = ENT_O_SPENDING_EUROPE_CANADA, .count = 1, .stride = 1};
        probes[i].condition = &condition;
    }
    ent_run_plan p = {.n_worlds = which == KEPT   ? 3
                                  : which == PAIR ? 2
                                                  : 1,
                      .worlds = {w->world, w->world, w->world},
                      .narrow = {false, false, true},
                      .paired = which != ONE_WORLD,
                      .n_probes = which == KEPT ? 2 : 0,
                      .probes = probes,
                      .n_futures = 2600,
                      .seed = 9,
                      .threads = 1,
                      .block = fake_block};
    p.keep[ENT_O_SPENDING_EUROPE_CANADA] = which == KEPT;
    return p;
}

/* Run a plan on n ranks; rank `odd` has another seed (-1: none has). */
static void run_on(rank *r, int size, const ent_run_plan *plan, int odd)
{
    atomic_store(&elsewhere, 1); /* a run looks at its first block when it is made */
    for (int i = 0; i < size; i++) {
        r[i] = (rank){.ranks = {.rank = i,
                                .size = size,
                                .send = send_letter,
                                .look = look,
                                .receive = receive},
                      .plan = *plan};
        r[i].plan.ranks = &r[i].ranks;
        r[i].plan.seed += i == odd;
        if (garbles >= 0)
            r[i].plan.block = i == 0 ? wait_for_others : tell_rank_0;
        else if (plan->block == do_the_rest && i == 0 && size > 1)
            r[i].plan.block = wait_for_the_rest;
        ent_heap_arena_create(&r[i].arena, 1 << 20);
        CHECK_OK(ent_run_create(&r[i].plan, &r[i].run, &r[i].arena, &r[i].err), r[i].err);
    }
    atomic_store(&elsewhere, 0);
    for (int i = 0; i < size; i++)
        pthread_create(&r[i].thread, NULL, go, &r[i]);
    for (int i = 0; i < size; i++)
        pthread_join(r[i].thread, NULL);
}

static void leave(rank *r, int size)
{
    for (int i = 0; i < size; i++) {
        ent_heap_arena_destroy(&r[i].arena);
        for (size_t k = 0; k < boxes[i].n; k++)
            free(boxes[i].letters[k].data);
        boxes[i].n = 0;
    }
}

/* Futures kept that reached the sink. */
static ent_status count_kept(void *with, ent_run *run, const run_batch *batch, ent_error *err)
{
    (void)run, (void)err;
    *(size_t *)with += batch->kept ? batch->n : 0;
    return ENT_OK;
}

static void tell(void *with, uint64_t done, uint64_t all)
{
    assert_true(done <= all);
    if (me == 0)
        *(uint64_t *)with = done;
}

static void any_number_of_ranks(void **state)
{
    const real_world *w = *state;
    static rank alone[1], r[RANKS];
    garbles = -1;
    for (int which = 0; which < N_PLANS; which++) {
        ent_run_plan plan = plan_of(w, which);
        uint64_t told = 0;
        plan.progress = tell;
        plan.progress_with = &told;
        run_on(alone, 1, &plan, -1);
        CHECK_OK(alone[0].status, alone[0].err);
        const summary *want = &alone[0].run->worlds[0].sums;
        unsigned char *a = malloc(summary_bytes(want)), *b = malloc(summary_bytes(want));
        const size_t bytes = summary_write(&alone[0].run->worlds[0].sums, a);
        for (int size = 2; size <= RANKS; size++) {
            run_on(r, size, &plan, -1);
            for (int i = 0; i < size; i++)
                CHECK_OK(r[i].status, r[i].err);
            assert_int_equal(ent_run_done(r[0].run), ent_run_blocks(r[0].run));
            assert_int_equal(told, ent_run_blocks(r[0].run)); /* the last word is that of rank 0 */
            told = 0;
            for (size_t v = 0; v < plan.n_worlds; v++)
                assert_true(ent_run_hash(r[0].run, v) == ent_run_hash(alone[0].run, v));
            for (size_t i = 0; i < plan.n_probes; i++) {
                uint64_t held, held_alone;
                const ent_statistics s = ent_run_probe(r[0].run, i, &held);
                CHECK_NEAR(s.mean, ent_run_probe(alone[0].run, i, &held_alone).mean, 0);
                assert_true(held == held_alone && held > 0 && held < s.n);
            }
            assert_int_equal(summary_write(&r[0].run->worlds[0].sums, b), bytes);
            assert_memory_equal(a, b, bytes);
            leave(r, size);
        }
        free(a);
        free(b);
        leave(alone, 1);
    }
}

static void kept_futures_reach_rank_0(void **state)
{
    const ent_run_plan plan = plan_of(*state, KEPT);
    static rank r[3];
    size_t found = 0;
    garbles = -1;
    for (int i = 0; i < 3; i++) {
        r[i] = (rank){
            .ranks = {.rank = i, .size = 3, .send = send_letter, .look = look, .receive = receive},
            .plan = plan};
        r[i].plan.ranks = &r[i].ranks;
        ent_heap_arena_create(&r[i].arena, 1 << 20);
        CHECK_OK(ent_run_create(&r[i].plan, &r[i].run, &r[i].arena, &r[i].err), r[i].err);
    }
    r[0].run->sink = count_kept;
    r[0].run->sink_with = &found;
    for (int i = 0; i < 3; i++)
        pthread_create(&r[i].thread, NULL, go, &r[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(r[i].thread, NULL);
    assert_int_equal(found, ent_run_blocks(r[0].run));
    leave(r, 3);
}

static void quantiles_of(void **state, void (*block)(const ent_block_job *, ent_isa_id),
                         uint64_t n_blocks)
{
    static bool only[ENT_N_OUTCOMES];
    static rank alone[1], r[3];
    only[ENT_O_SPENDING_EUROPE_CANADA] = only[ENT_O_CAPABILITY_EUROPE] = true;
    ent_run_plan plan = plan_of(*state, PAIR);
    plan.only = only;
    plan.block = block;
    plan.exact = ENT_EXACT_ALL;
    plan.n_futures = n_blocks * ENT_BLOCK - 50;
    garbles = -1;
    run_on(alone, 1, &plan, -1);
    atomic_store(&rest_is_done, 0);
    run_on(r, 3, &plan, -1);
    for (int i = 0; i < 3; i++)
        CHECK_OK(r[i].status, r[i].err);
    for (size_t o = 0; o < ENT_N_OUTCOMES; o++)
        for (size_t i = 0; i < (size_t)r[0].run->worlds[0].layout.count[o]; i++)
            for (size_t w = 0; w < 2; w++) {
                const ent_statistics a = ent_run_band(alone[0].run, w, (ent_outcome_id)o, i);
                const ent_statistics b = ent_run_band(r[0].run, w, (ent_outcome_id)o, i);
                assert_true(a.exact && b.exact && a.n == b.n);
                assert_memory_equal(a.quantile, b.quantile, sizeof a.quantile);
            }
    leave(alone, 1);
    leave(r, 3);
}

/* Enough blocks that most values are counted only. */
static void quantiles_on_ranks(void **state)
{
    quantiles_of(state, fake_block, 2 * VALUES_WHOLE + 12);
}

/* Rank 0 may then find nothing left when it has computed the blocks with which it begins. */
static void quantiles_where_others_do_the_rest(void **state)
{
    quantiles_of(state, do_the_rest, CUT_BLOCKS);
}

static void another_plan_is_refused(void **state)
{
    const ent_run_plan plan = plan_of(*state, PAIR);
    static rank r[2];
    garbles = -1;
    run_on(r, 2, &plan, 1);
    assert_int_equal(r[0].status, ENT_E_DATA);
    assert_non_null(strstr(r[0].err.message, "rank 1 has another world or plan"));
    leave(r, 2);
}

static void what_cannot_be_read_is_refused(void **state)
{
    static rank r[2];
    garbles = 1;
    for (int which = 0; which < N_PLANS; which++)
        for (damage = 0; damage < (which == KEPT ? N_DAMAGES : ROWS_SHORT); damage++) {
            const ent_run_plan plan = plan_of(*state, which);
            run_on(r, 2, &plan, -1);
            if (r[0].status != ENT_E_DATA ||
                !strstr(r[0].err.message, "rank 1 sent what cannot be read"))
                fail_msg("plan %d, damage %d: status %d, '%s'", which, (int)damage,
                         (int)r[0].status, r[0].err.message);
            leave(r, 2);
        }
}

/* For every n the n-th request of memory fails while a run on ranks is made. */
static void ranks_without_memory(void **state)
{
    for (int i = 0; i < 2; i++) {
        ent_run_plan plan = plan_of(*state, KEPT);
        const ent_ranks ranks = {.rank = i, .size = 2};
        ent_status status = ENT_E_NOMEM;
        plan.ranks = &ranks;
        for (size_t n = 1; status != ENT_OK; n++) {
            ent_arena arena;
            ent_error err = {{0}};
            ent_run *run;
            assert_true(n < 200);
            ent_heap_arena_create(&arena, 1); /* each request is one of the heap */
            ent_heap_fail_after(n);
            status = ent_run_create(&plan, &run, &arena, &err);
            ent_heap_fail_after(0);
            if (status != ENT_OK) {
                assert_int_equal(status, ENT_E_NOMEM);
                assert_string_equal(err.message, "run: out of memory");
            }
            ent_heap_arena_destroy(&arena);
        }
    }
}

static void no_rows_in_memory(void **state)
{
    ent_run_plan plan = plan_of(*state, PAIR);
    ent_arena arena;
    ent_error err;
    ent_run *run;
    const ent_ranks ranks = {.rank = 0, .size = 2};
    ent_heap_arena_create(&arena, 1 << 20);
    plan.ranks = &ranks;
    plan.in_memory = true;
    assert_int_equal(ent_run_create(&plan, &run, &arena, &err), ENT_E_ARG);
    assert_non_null(strstr(err.message, "not kept in memory on several ranks"));
    ent_heap_arena_destroy(&arena);
}

static void processors_of_ranks_that_wait(void **state)
{
    (void)state;
    const ent_ranks alone = {.size = 1}, far = {.size = 2, .here = 1, .processors = 1};
    const ent_ranks near = {.size = 3, .here = 3, .processors = 8};
    const ent_ranks crowded = {.size = 4, .here = 4, .processors = 2};
    assert_int_equal(ent_ranks_together(&alone, 5), 5);
    assert_int_equal(ent_ranks_together(&far, 1), 1);
    assert_int_equal(ent_ranks_together(&near, 2), 6);
    assert_int_equal(ent_ranks_together(&near, 3), 8);
    assert_int_equal(ent_ranks_together(&crowded, 1), 2);
    assert_int_equal(ent_ranks_together(&crowded, 3), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(any_number_of_ranks),
                                       cmocka_unit_test(kept_futures_reach_rank_0),
                                       cmocka_unit_test(another_plan_is_refused),
                                       cmocka_unit_test(what_cannot_be_read_is_refused),
                                       cmocka_unit_test(ranks_without_memory),
                                       cmocka_unit_test(no_rows_in_memory),
                                       cmocka_unit_test(processors_of_ranks_that_wait),
                                       cmocka_unit_test(quantiles_on_ranks),
                                       cmocka_unit_test(quantiles_where_others_do_the_rest)};
    return cmocka_run_group_tests(tests, load, unload);
}
