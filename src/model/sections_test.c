/*
 * The table of sections against the kernels: their text, and runs in which one lever or assumption
 * is moved. Whatever the table does not name must keep its bits.
 */
#include "real_world.h"

#include "entente/text.h"
#include "model/sections.h"

#define AT(section) (1U << ENT_SECTION_##section)

/* --- what follows from the table -------------------------------------------------------------- */

static const char *const assumption_keys[] = {
#define KEY_OF(id, key) [id] = key,
    ENT_ASSUMPTION_LIST(KEY_OF)
#undef KEY_OF
};

/* Sections that read a lever themselves. */
static ent_section_set of_lever(ent_lever_id lever)
{
    ent_section_set set = 0;
    for (size_t s = 0; s < ENT_N_SECTIONS; s++)
        for (size_t i = 0; i < ent_section_table[s].n_levers; i++)
            if (ent_section_table[s].levers[i] == lever)
                set |= 1U << s;
    return set;
}

static ent_section_set of_assumption(ent_assumption_id assumption)
{
    ent_section_set set = 0;
    for (size_t s = 0; s < ENT_N_SECTIONS; s++) {
        const ent_section_row *row = &ent_section_table[s];
        const size_t n = strlen(row->prefix);
        if (n > 0 && strncmp(assumption_keys[assumption], row->prefix, n) == 0)
            set |= 1U << s;
        for (size_t i = 0; i < row->n_assumptions; i++)
            if (row->assumptions[i] == assumption)
                set |= 1U << s;
    }
    return set;
}

/* These sections and all whose results follow from theirs: over all years, or within one. */
static ent_section_set after(ent_section_set changed, bool over_years)
{
    for (size_t round = 0; round < ENT_N_SECTIONS; round++)
        for (size_t s = 0; s < ENT_N_SECTIONS; s++) {
            const ent_section_row *row = &ent_section_table[s];
            if ((row->now | (over_years ? row->before : 0)) & changed)
                changed |= 1U << s;
        }
    return changed;
}

/* --- the text of the kernels ------------------------------------------------------------------ */

#define TEXT_OF(id, ...) #id,
static const char *const assumption_names[] = {ENT_ASSUMPTION_LIST(TEXT_OF)};
static const char *const lever_names[] = {ENT_LEVER_LIST(TEXT_OF)};
static const char *const outcome_names[] = {ENT_OUTCOME_LIST(TEXT_OF)};

static bool mentions(const char *text, const char *name)
{
    const size_t n = strlen(name);
    for (const char *at = strstr(text, name); at; at = strstr(at + 1, name))
        if (!(at[n] == '_' || (at[n] >= '0' && at[n] <= '9') || (at[n] >= 'A' && at[n] <= 'Z')))
            return true;
    return false;
}

/* Sections whose kernels stand in a file. */
static ent_section_set in_file(const char *file)
{
    ent_section_set set = 0;
    for (size_t s = 0; s < ENT_N_SECTIONS; s++)
        if (strcmp(ent_section_table[s].file, file) == 0)
            set |= 1U << s;
    if (strcmp(file, "record.c") == 0) /* writes outcomes of the others beside its own */
        set |= AT(PLEDGE) | AT(DEBT) | AT(CAPABILITY);
    if (strcmp(file, "deterrence.c") == 0) /* marks what has not happened, and records q */
        set |= AT(COMBAT) | AT(COMMITMENT) | AT(REQUIREMENT);
    if (strcmp(file, "requirement.c") == 0) /* holds posture_year */
        set |= AT(POSTURE);
    if (strcmp(file, "posture.c") == 0 || strcmp(file, "combat.c") == 0) /* classes of allies */
        set |= AT(COMMITMENT);
    return set;
}

static void text_agrees(void **state)
{
    (void)state;
    ent_arena arena;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 18);
    for (size_t s = 0; s < ENT_N_SECTIONS; s++) {
        const char *file = ent_section_table[s].file;
        char *text = NULL;
        size_t length = 0;
        CHECK_OK(ent_text_read_file(ent_text_format(&arena, ENT_SOURCE_DIR "/src/model/%s", file),
                                    1 << 20, &text, &length, &arena, &err),
                 err);
        const ent_section_set here = in_file(file);
        for (size_t i = 0; i < ENT_N_ASSUMPTIONS; i++)
            if (mentions(text, assumption_names[i]) &&
                !(of_assumption((ent_assumption_id)i) & here))
                fail_msg("%s reads %s; say so in sections.c", file, assumption_names[i]);
        for (size_t i = 0; i < ENT_N_LEVERS; i++)
            if (mentions(text, lever_names[i]) && !(of_lever((ent_lever_id)i) & here))
                fail_msg("%s reads %s; say so in sections.c", file, lever_names[i]);
        for (size_t i = 0; i < ENT_N_OUTCOMES; i++)
            if (mentions(text, outcome_names[i]) &&
                !(here & (1U << ent_section_of_outcome((ent_outcome_id)i))))
                fail_msg("%s writes %s; say so in sections.c", file, outcome_names[i]);
    }
    ent_heap_arena_destroy(&arena);
}

static void every_outcome_has_a_section(void **state)
{
    (void)state;
    for (size_t i = 0; i < ENT_N_OUTCOMES; i++)
        assert_true(ent_section_of_outcome((ent_outcome_id)i) < ENT_N_SECTIONS);
}

static void closures(void **state)
{
    (void)state;
    assert_int_equal(after(AT(DEBT), true), AT(DEBT));
    assert_int_equal(after(AT(REQUIREMENT), true), AT(REQUIREMENT));
    assert_int_equal(after(AT(RECORD), true), AT(RECORD));
    /* The war reaches everything but the economy; within a year it reaches the talks alone. */
    const ent_section_set all = (1U << ENT_N_SECTIONS) - 1;
    assert_int_equal(after(AT(UKRAINE), true), all & ~AT(ECONOMY));
    assert_int_equal(after(AT(UKRAINE), false), AT(UKRAINE) | AT(SETTLEMENT));
    assert_int_equal(of_lever(ENT_L_PLEDGE_SHAPE), 0);
}

/* --- runs ------------------------------------------------------------------------------------ */

/* What each section leaves in the tile. `balance` is shared and has a list of its own. */
typedef struct field {
    const char *name;
    size_t offset, size;
    ent_section section;
} field;
#define FIELD(name, section) \
    { \
#name, offsetof(ent_tile, name), sizeof(((ent_tile *)NULL)->name), ENT_SECTION_##section \
    }
static const field of_year[] = {
    FIELD(gdp, ECONOMY),
    FIELD(compliance, PLEDGE),
    FIELD(shock, ECONOMY),
    FIELD(jump, ECONOMY),
    FIELD(common, ECONOMY),
    FIELD(share, PLEDGE),
    FIELD(spend, PLEDGE),
    FIELD(threat, PLEDGE),
    FIELD(peer_change, PLEDGE),
    FIELD(debt, DEBT),
    FIELD(stock, CAPABILITY),
    FIELD(pipeline, CAPABILITY),
    FIELD(soldiers, CAPABILITY),
    FIELD(ready, CAPABILITY),
    FIELD(price, CAPABILITY),
    FIELD(equip, CAPABILITY),
    FIELD(reservists, CAPABILITY),
    FIELD(enablers, CAPABILITY),
    FIELD(eta, CAPABILITY),
    FIELD(forces, CAPABILITY),
    FIELD(forces_ref, CAPABILITY),
    FIELD(posture, POSTURE),
    FIELD(comes, COMMITMENT),
    FIELD(signal, COMMITMENT),
    FIELD(short_since, REQUIREMENT),
    FIELD(balance_ref, DETERRENCE),
    FIELD(base_rate, DETERRENCE),
    FIELD(renewal_year, DETERRENCE),
    FIELD(renewal_5y, DETERRENCE),
};
static const field of_month[] = {
    FIELD(attack_now, COMBAT),
    FIELD(quiet_until, COMBAT),
    FIELD(attacked_before, COMBAT),
    FIELD(tied_before, COMBAT),
    FIELD(men_rus, UKRAINE),
    FIELD(men_ukr, UKRAINE),
    FIELD(armour_rus, UKRAINE),
    FIELD(armour_ukr, UKRAINE),
    FIELD(store, UKRAINE),
    FIELD(area, UKRAINE),
    FIELD(gain, UKRAINE),
    FIELD(drive, UKRAINE),
    FIELD(log_fires, UKRAINE),
    FIELD(log_men, UKRAINE),
    FIELD(aid_us, UKRAINE),
    FIELD(aid_europe, UKRAINE),
    FIELD(log_fires_start, UKRAINE),
    FIELD(fighting, SETTLEMENT),
    FIELD(ended, SETTLEMENT),
    FIELD(peace_months, SETTLEMENT),
    FIELD(renewal_month, SETTLEMENT),
    FIELD(optimism_rus, SETTLEMENT),
    FIELD(optimism_ukr, SETTLEMENT),
    FIELD(zone_low, SETTLEMENT),
    FIELD(zone_high, SETTLEMENT),
    FIELD(terms, SETTLEMENT),
    FIELD(months_at_war, SETTLEMENT),
    FIELD(ever_ceasefire, SETTLEMENT),
};
#undef FIELD
static const field of_balance[] = {
#define FIELD(name, section) \
    { \
#name, offsetof(ent_balance, name), sizeof(((ent_balance *)NULL)->name), \
            ENT_SECTION_##section \
    }
    FIELD(quick, POSTURE),         FIELD(month, POSTURE),     FIELD(late, POSTURE),
    FIELD(pivot, COMMITMENT),      FIELD(shift, DETERRENCE),  FIELD(odds, DETERRENCE),
    FIELD(challenger, DETERRENCE), FIELD(attack, DETERRENCE),
#undef FIELD
};

/* A checksum of each section's part of every tile, by visit. */
enum { MOST_VISITS = 8 * (ENT_MAX_YEARS * 14 + 2) };
typedef struct trace {
    size_t n;
    uint64_t sum[MOST_VISITS][ENT_N_SECTIONS];
    bool first_year[MOST_VISITS]; /* before anything of a year before could be read */
} trace;

static uint64_t add(uint64_t sum, const void *bytes, size_t n)
{
    const uint64_t *word = bytes;
    for (size_t i = 0; i < n / sizeof *word; i++)
        sum = (sum ^ word[i]) * UINT64_C(0x9e3779b97f4a7c15);
    return sum;
}

static void add_fields(uint64_t *sums, const void *from, const field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t *sum = &sums[fields[i].section];
        *sum = add(*sum, (const char *)from + fields[i].offset, fields[i].size);
    }
}

static void look(void *with, const ent_tile *t, int32_t month)
{
    trace *out = with;
    assert_true(out->n < MOST_VISITS);
    uint64_t *sums = out->sum[out->n];
    out->first_year[out->n] = month == ENT_VISIT_YEAR && t->year == 0;
    if (month == ENT_VISIT_YEAR) {
        add_fields(sums, t, of_year, sizeof of_year / sizeof of_year[0]);
        for (int32_t k = 0; k < t->world->n_flashpoints; k++)
            add_fields(sums, &t->balance[k], of_balance, sizeof of_balance / sizeof of_balance[0]);
    } else if (month >= 0) {
        add_fields(sums, t, of_month, sizeof of_month / sizeof of_month[0]);
    }
    out->n++;
}

typedef struct runs {
    real_world world;
    trace *base, *moved;
    double *out_base, *out_moved;
} runs;

static int setup(void **state, const char *scenario)
{
    static runs r;
    real_world_load(&r.world, scenario);
    r.base = ent_arena_array(&r.world.arena, trace, 1);
    r.moved = ent_arena_array(&r.world.arena, trace, 1);
    r.out_base = real_world_output(&r.world);
    r.out_moved = real_world_output(&r.world);
    *state = &r;
    return !r.base || !r.moved || !r.out_base || !r.out_moved;
}

static int setup_status_quo(void **state)
{
    return setup(state, "status-quo-2024");
}

/* A world in which every lever that needs another one to matter has it. */
static int setup_guarantee(void **state)
{
    if (setup(state, "ceasefire-guarantee"))
        return 1;
    static const struct {
        ent_lever_id lever;
        double value;
    } levers[] = {{ENT_L_US_POSTURE_EUROPE, 0.5},
                  {ENT_L_EUROPE_FORWARD_BRIGADES, 4.0},
                  {ENT_L_PLEDGE_AGREED_PCT_GDP, 3.5}};
    ent_world *w = ((runs *)*state)->world.world;
    for (size_t i = 0; i < sizeof levers / sizeof levers[0]; i++) {
        w->lever[levers[i].lever] = levers[i].value;
        for (size_t y = 0; y < ENT_MAX_YEARS; y++)
            w->lever_year[levers[i].lever][y] = levers[i].value;
    }
    return 0;
}

static int teardown(void **state)
{
    runs *r = *state;
    real_world_free(&r->world);
    return 0;
}

static void run(runs *r, trace *seen, double *out)
{
    memset(seen, 0, sizeof *seen);
    ent_block_job job = real_world_job(&r->world, out);
    job.visit = look;
    job.visitor = seen;
    ent_block_run(&job);
}

static ent_section_set changed_outcomes(const runs *r)
{
    ent_section_set set = 0;
    const ent_layout *l = &r->world.layout;
    for (size_t o = 0; o < ENT_N_OUTCOMES; o++)
        if (l->count[o] > 0 && memcmp(r->out_base + (size_t)l->first[o] * ENT_BLOCK,
                                      r->out_moved + (size_t)l->first[o] * ENT_BLOCK,
                                      (size_t)l->count[o] * ENT_BLOCK * sizeof(double)) != 0)
            set |= 1U << ent_section_of_outcome((ent_outcome_id)o);
    return set;
}

/* `first` alone: sections that change in the first year, when there was no year before. */
static ent_section_set changed_state(const runs *r, bool first)
{
    ent_section_set set = 0;
    assert_int_equal(r->base->n, r->moved->n);
    for (size_t v = 0; v < r->base->n; v++)
        for (size_t s = 0; s < ENT_N_SECTIONS; s++)
            if ((!first || r->base->first_year[v]) && r->base->sum[v][s] != r->moved->sum[v][s])
                set |= 1U << s;
    return set;
}

static void check_names(ent_section_set wrong, const char *what, const char *when)
{
    for (size_t s = 0; s < ENT_N_SECTIONS; s++)
        if (wrong & (1U << s))
            print_error("%s changes %s%s; sections.c does not say so\n", what,
                        ent_section_table[s].name, when);
    assert_int_equal(wrong, 0);
}

/* Runs what was moved and holds it against what the table says may change; the sections seen. */
static ent_section_set judge(runs *r, ent_section_set direct, const char *what)
{
    run(r, r->moved, r->out_moved);
    const ent_section_set seen = changed_outcomes(r) | changed_state(r, false);
    check_names(seen & ~after(direct, true), what, "");
    check_names(changed_state(r, true) & ~after(direct, false), what, " in the first year");
    return seen;
}

static void move_levers(runs *r, ent_section_set *seen)
{
    ent_world *w = r->world.world;
    const ent_lever *rows = r->world.reg.levers;
    for (size_t i = 0; i < r->world.reg.n_levers; i++) {
        const int id = rows[i].use;
        if (id < 0 || id == ENT_L_GUARANTEE_MEMBERS)
            continue;
        const double was = w->lever[id];
        double years[ENT_MAX_YEARS];
        memcpy(years, w->lever_year[id], sizeof years);
        const bool year = strstr(rows[i].key, "_year") != NULL;
        const double then = w->first_year + 2.0;
        const double to = year                 ? (was == then ? then + 1.0 : then)
                          : was == rows[i].max ? rows[i].min
                                               : rows[i].max;
        w->lever[id] = to;
        for (size_t y = 0; y < ENT_MAX_YEARS; y++)
            w->lever_year[id][y] = to;
        seen[id] |= judge(r, of_lever((ent_lever_id)id), rows[i].key);
        w->lever[id] = was;
        memcpy(w->lever_year[id], years, sizeof years);
    }
}

static void move_members(runs *r)
{
    ent_world *w = r->world.world;
    int32_t was[ENT_MAX_STATES];
    memcpy(was, w->member, sizeof was);
    for (int32_t s = 0; s < w->n_states; s++)
        w->member[s] = !w->member[s] && s != w->ukr && s != w->rus;
    judge(r, of_lever(ENT_L_GUARANTEE_MEMBERS), "guarantee.members");
    memcpy(w->member, was, sizeof was);
}

/* Every draw moves up or down within its prior. */
static void move_assumptions(runs *r)
{
    static const char *const keys[] = {
#define KEY_OF(id, key) key,
        ENT_ASSUMPTION_LIST(KEY_OF)
#undef KEY_OF
    };
    const ent_world *w = r->world.world;
    double was[ENT_BLOCK];
    for (size_t a = 0; a < ENT_N_ASSUMPTIONS; a++) {
        double *draw = r->world.draws + a * ENT_BLOCK;
        memcpy(was, draw, sizeof was);
        for (size_t f = 0; f < ENT_BLOCK; f++) {
            const double top = ent_draw_quantile(&w->prior[a], 0.999);
            draw[f] = was[f] < top ? top : 1.05 * was[f];
        }
        judge(r, of_assumption((ent_assumption_id)a), keys[a]);
        memcpy(draw, was, sizeof was);
    }
}

/* A lever that is said to matter does, in one of the two scenarios. */
static ent_section_set seen_of_lever[ENT_N_LEVERS];

static void moved_one_by_one(void **state)
{
    runs *r = *state;
    run(r, r->base, r->out_base);
    move_levers(r, seen_of_lever);
    move_members(r);
    move_assumptions(r);
}

static void levers_do_something(void **state)
{
    (void)state;
    for (size_t i = 0; i < ENT_N_LEVERS; i++) {
        const ent_section_set said = of_lever((ent_lever_id)i);
        if (i != ENT_L_GUARANTEE_MEMBERS && said && !seen_of_lever[i])
            fail_msg("%s changes nothing, but sections.c names who reads it", lever_names[i]);
    }
}

/* The check is not blind: a signal of the US is seen where it should be, and only there. */
static void a_signal_is_seen(void **state)
{
    runs *r = *state;
    run(r, r->base, r->out_base);
    r->world.world->lever[ENT_L_US_CREDIBILITY_SIGNAL] -= 1.0;
    run(r, r->moved, r->out_moved);
    r->world.world->lever[ENT_L_US_CREDIBILITY_SIGNAL] += 1.0;
    assert_true(changed_state(r, true) & AT(DETERRENCE));
    assert_false(changed_state(r, true) & AT(CAPABILITY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_agrees),
        cmocka_unit_test(every_outcome_has_a_section),
        cmocka_unit_test(closures),
        cmocka_unit_test_setup_teardown(moved_one_by_one, setup_status_quo, teardown),
        cmocka_unit_test_setup_teardown(moved_one_by_one, setup_guarantee, teardown),
        cmocka_unit_test(levers_do_something),
        cmocka_unit_test_setup_teardown(a_signal_is_seen, setup_status_quo, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
