#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "entente/facts.h"
#include "entente/heap.h"
#include "entente/register.h"
#include "entente/scenario.h"
#include "entente/text.h"
#include "entente/world_build.h"

static const char *const DATA = ENT_SOURCE_DIR "/data";
static const char *const SCENARIOS = ENT_SOURCE_DIR "/scenarios";

typedef struct loaded {
    ent_arena arena;
    ent_facts facts;
    ent_register reg;
    ent_world *quo, *brussels;
} loaded;

static ent_world *build(loaded *l, const char *name)
{
    ent_error err = {0};
    scenario_spec s;
    ent_world *w = NULL;
    CHECK_OK(scenario_load(SCENARIOS, name, &l->facts, &l->reg, &s, &l->arena, &err), err);
    CHECK_OK(ent_world_build(&l->facts, &l->reg, &s, NULL, 0, &w, &l->arena, &err), err);
    return w;
}

static int load(void **state)
{
    static loaded l;
    ent_error err = {0};
    ent_heap_arena_create(&l.arena, 1 << 20);
    CHECK_OK(ent_facts_load(DATA, &l.facts, &l.arena, &err), err);
    CHECK_OK(ent_register_load(DATA, &l.facts, &l.reg, &l.arena, &err), err);
    l.quo = build(&l, "status-quo-2024");
    l.brussels = build(&l, "brussels-2025");
    *state = &l;
    return 0;
}

static int unload(void **state)
{
    loaded *l = *state;
    ent_heap_arena_destroy(&l->arena);
    return 0;
}

static int32_t at(const ent_world *w, const char *code)
{
    const int32_t s = ent_world_state(w, code);
    assert_true(s >= 0);
    return s;
}

static void test_span(void **state)
{
    const loaded *l = *state;
    const ent_world *w = l->quo;
    assert_int_equal(w->base_year, 2024);
    assert_int_equal(w->first_year, 2025);
    assert_int_equal(w->n_years, 11);
    assert_int_equal(w->first_month, 3);
    assert_int_equal(w->n_months, 130);
    assert_int_equal(w->n_history, 11);
    assert_int_equal(w->ref_history, 7);
    assert_int_equal(w->n_states, 68);
    assert_int_equal(w->n_flashpoints, 9);
}

/* NATO GDP of 2024 grown by the IMF's path; expected values computed by hand elsewhere. */
static void test_gdp(void **state)
{
    const loaded *l = *state;
    static const struct {
        const char *code;
        int year;
        double want;
    } rows[] = {{"USA", 2025, 29299.22282}, {"USA", 2030, 32311.79049}, {"USA", 2035, 35515.97358},
                {"DEU", 2025, 4618.840367}, {"DEU", 2035, 5104.453661}, {"EST", 2030, 45.8446768}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const int32_t s = at(l->quo, rows[i].code);
        double gdp = l->quo->gdp0[s];
        for (int y = 2025; y <= rows[i].year; y++)
            gdp *= 1.0 + l->quo->growth[s][y - 2025];
        CHECK_NEAR(gdp, rows[i].want, 1e-6 * rows[i].want);
    }
}

/*
 * Stock of equipment at the end of 2024 by the recursion of the model at central assumptions:
 * I0 the mean of 2014-2016, K = I0/(delta + .02), pipeline of 2.5 years. It uses spending
 * history, equipment shares, the PPP ratio and flags at once.
 */
static double stock_2024(const ent_world *w, int32_t s)
{
    const double delta = w->central[ENT_A_CAPABILITY_DELTA];
    const double tau = w->central[ENT_A_CAPABILITY_DELAY];
    const double phi = 1.0 + w->central[ENT_A_CAPABILITY_W_PRICE] * (w->ppp_ratio[s] - 1.0);
    const double prior =
        w->central[w->flags[s] & ENT_STATE_EQ_ADVERSARY ? ENT_A_CAPABILITY_EQ_ADVERSARY
                                                        : ENT_A_CAPABILITY_EQ_UNKNOWN];
    double bought[ENT_MAX_HISTORY] = {0};
    for (int h = 0; h < w->n_history; h++) {
        const double eq = isnan(w->eq_history[s][h]) ? prior : w->eq_history[s][h];
        bought[h] = eq * w->spend_history[s][h] * phi;
    }
    const double first = (bought[0] + bought[1] + bought[2]) / 3.0;
    double stock = first / (delta + 0.02), pipeline = first * tau;
    for (int h = 0; h < w->n_history; h++) {
        const bool war = 2014 + h >= 2022;
        const double extra = s == w->rus && war   ? w->central[ENT_A_CAPABILITY_DELTA_WAR]
                             : s == w->ukr && war ? w->central[ENT_A_CAPABILITY_DELTA_WAR_UKRAINE]
                                                  : 0.0;
        const double out = pipeline / tau;
        pipeline += bought[h] - out;
        stock = stock * (1.0 - delta - extra) + out;
    }
    return stock;
}

/* A brigade is measured in the equipment of the median ally, which its figures of 2024 move. */
static void test_unit(void **state)
{
    const loaded *l = *state;
    const ent_world *w = l->quo;
    double each[ENT_MAX_STATES];
    size_t n = 0, below = 0;
    for (int32_t s = 0; s < w->n_states; s++)
        if ((w->flags[s] & ENT_STATE_NATO) && (w->flags[s] & ENT_STATE_FORCES))
            each[n++] = stock_2024(w, s) / (w->soldiers0[s] / 1000.0);
    for (size_t i = 0; i < n; i++)
        below += each[i] < w->equipment_unit - 1e-7;
    assert_int_equal(n, 31);
    assert_int_equal(below, 15);
    CHECK_NEAR(w->equipment_unit, 0.29576470, 0);
    CHECK_NEAR(w->equipment_unit, stock_2024(w, at(w, "FIN")) / (w->soldiers0[at(w, "FIN")] / 1e3),
               1e-8);
}

static void test_stock(void **state)
{
    const loaded *l = *state;
    static const struct {
        const char *code;
        double want;
    } rows[] = {
        {"RUS", 545.6750526}, {"UKR", 47.50598085}, {"CHN", 1366.769926}, {"EST", 1.942663099}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CHECK_NEAR(stock_2024(l->quo, at(l->quo, rows[i].code)), rows[i].want, 1e-4 * rows[i].want);
}

static void test_states(void **state)
{
    const loaded *l = *state;
    const ent_world *w = l->quo;
    const int32_t gbr = at(w, "GBR"), isl = at(w, "ISL"), fin = at(w, "FIN");
    CHECK_NEAR(w->share0[gbr], 0.023323, 1e-15);
    CHECK_NEAR(w->share0_published[gbr], 0.0233, 1e-15);
    assert_int_equal(w->flags[isl], ENT_STATE_NATO | ENT_STATE_EUROPEAN | ENT_STATE_ADVANCED);
    CHECK_NEAR(w->compliance[isl], 0, 0);
    CHECK_NEAR(w->compliance[w->usa], 0, 0);
    CHECK_NEAR(w->compliance[fin], 1.35, 0);
    CHECK_NEAR(w->compliance[at(w, "DEU")], 1.0, 0);
    CHECK_NEAR(w->compliance[at(w, "ESP")], 0.75, 0);
    assert_int_equal(w->zone[fin], ENT_ZONE_NEAR);
}

static void test_forces(void **state)
{
    const loaded *l = *state;
    const ent_world *w = l->quo;
    const int32_t prk = at(w, "PRK"), fin = at(w, "FIN");
    CHECK_NEAR(w->assigned[fin], 280000 - w->soldiers0[fin], 0);
    CHECK_NEAR(w->reserves[fin], 0, 0); /* whoever has no wartime place is not counted */
    CHECK_NEAR(w->reserves[at(w, "KOR")], 2750000, 0);
    CHECK_NEAR(w->reserves[at(w, "DEU")], 43065, 0);
    const int32_t twn = at(w, "TWN"), nld = at(w, "NLD");
    assert_true(w->reserves[twn] != w->reserves[twn]); /* not published: missing, not zero */
    assert_true(w->reserves[nld] != w->reserves[nld]);
    assert_true(w->flags[twn] & ENT_STATE_CONSCRIPTION);
    assert_false(w->flags[nld] & ENT_STATE_CONSCRIPTION);
    CHECK_NEAR(w->share0[prk], 0.2, 1e-15);
    CHECK_NEAR(w->gdp0[prk], 30, 0);
    CHECK_NEAR(w->soldiers0[w->rus], 1320000, 0);
    CHECK_NEAR(w->soldiers_ref[w->rus], 1013628, 0);
    CHECK_NEAR(w->soldiers0[w->ukr], 880000, 0);
    assert_int_equal(w->block[at(w, "IRL")], ENT_BLOCK_EUROPE);
    assert_int_equal(w->block[at(w, "BLR")], ENT_BLOCK_RUSSIA);
    int forces = 0, allies = 0;
    for (int32_t s = 0; s < w->n_states; s++) {
        forces += (w->flags[s] & ENT_STATE_FORCES) != 0;
        allies += (w->flags[s] & ENT_STATE_NATO) != 0;
        assert_true(w->gdp0[s] > 0.0);
    }
    assert_int_equal(allies, 32);
    assert_int_equal(forces, 64); /* all but ISL, ARE, QAT, VNM */
}

static void test_settings(void **state)
{
    const loaded *l = *state;
    const ent_world *w = l->brussels;
    CHECK_NEAR(w->lever[ENT_L_AID_US], 0.3, 0);
    CHECK_NEAR(w->lever_year[ENT_L_AID_US][1], 0.0, 0);
    CHECK_NEAR(w->lever_year[ENT_L_AID_US][15], 0.0, 0);
    CHECK_NEAR(w->lever_year[ENT_L_AID_EUROPE][0], 1.3, 0);
    CHECK_NEAR(w->lever[ENT_L_GUARANTEE_MEMBERS], 5, 0);
    assert_int_equal(w->member[at(w, "AUS")], 1);
    assert_int_equal(w->member[w->usa], 0);
    CHECK_NEAR(l->quo->lever_year[ENT_L_AID_US][0], 1.0, 0);
}

static void test_war_and_priors(void **state)
{
    const loaded *l = *state;
    const ent_world *w = l->brussels;
    CHECK_NEAR(w->war.aid_us, 64.1 / 35.0, 1e-15);
    CHECK_NEAR(w->war.soldiers_rus, 600, 0);
    CHECK_NEAR(w->war.area_km2, 112240, 0);
    CHECK_NEAR(w->war.gain_km2, 230, 0);
    assert_int_equal(w->prior[ENT_A_DETERRENCE_LAMBDA].kind, ENT_PRIOR_TRIANGULAR);
    CHECK_NEAR(w->central[ENT_A_DETERRENCE_BASE_RUSSIA], 0.5 / 62.0, 1e-18);
    for (int i = 0; i < ENT_N_ASSUMPTIONS; i++)
        assert_int_equal(w->prior[i].n >= 1 && w->central[i] == w->central[i], 1);
}

static const ent_flashpoint *place(const ent_world *w, const char *key)
{
    for (int32_t k = 0; k < w->n_flashpoints; k++)
        if (strcmp(w->flashpoint[k].key, key) == 0)
            return &w->flashpoint[k];
    fail_msg("no flashpoint %s", key);
    return NULL;
}

static void test_places(void **state)
{
    const loaded *l = *state;
    const ent_world *w = l->quo;
    const ent_flashpoint *baltic = place(w, "baltic"), *taiwan = place(w, "taiwan");
    const ent_flashpoint *ukraine = place(w, "ukraine");
    assert_int_equal(baltic->n_hosts, 3);
    assert_string_equal(w->iso3[baltic->senders[0]], "POL"); /* 5 + 3 days: the first */
    assert_string_equal(w->iso3[baltic->senders[1]], "FIN"); /* 8 + 4, before SWE by code */
    assert_string_equal(w->iso3[baltic->senders[2]], "SWE");
    for (int32_t i = 0; i < baltic->n_senders; i++)
        for (int32_t h = 0; h < baltic->n_hosts; h++)
            assert_int_not_equal(baltic->senders[i], baltic->hosts[h]);
    CHECK_NEAR(baltic->forward_ref[at(w, "GBR")], 0.15, 0);
    CHECK_NEAR(baltic->forward[0][at(w, "DEU")], 0.25, 0); /* 2025 */
    CHECK_NEAR(baltic->forward[2][at(w, "DEU")], 0.8, 0);  /* 2027, announced */
    CHECK_NEAR(baltic->preposition, 1.0, 0);
    CHECK_NEAR(baltic->extra_split, 0.5, 0);
    CHECK_NEAR(taiwan->extra_split, 0.0, 0);
    assert_int_equal(taiwan->domain, ENT_SEA);
    assert_int_equal(taiwan->pivot, ENT_A_COMMITMENT_US_TAIWAN);
    assert_int_equal(taiwan->commitment[at(w, "JPN")], ENT_A_COMMITMENT_ALLIES_TAIWAN);
    assert_int_equal(taiwan->commitment[at(w, "FRA")], -1);
    assert_int_equal(baltic->commitment[w->usa], ENT_A_COMMITMENT_US_NATO);
    assert_int_equal(baltic->commitment[at(w, "FRA")], ENT_A_COMMITMENT_NATO_NEAR);
    assert_int_equal(baltic->commitment[at(w, "CAN")], ENT_A_COMMITMENT_NATO_FAR);
    assert_true(ukraine->is_ukraine && ukraine->pivot == -1);
    CHECK_NEAR(w->us_share_land[ENT_THEATRE_EUROPE], 0.45, 0);
    CHECK_NEAR(w->us_share_sea[ENT_THEATRE_INDO_PACIFIC], 0.5, 0);
}

/* The base rate of a challenger is split whole over its flashpoints; the prior for Russia and China
   is the anchor of .8 % a year (no war in 61 alliance-years, Jeffreys). */
static void test_base_rates(void **state)
{
    const loaded *l = *state;
    const ent_world *w = l->quo;
    double sum[ENT_N_ASSUMPTIONS] = {0};
    for (int32_t k = 0; k < w->n_flashpoints; k++)
        sum[w->flashpoint[k].base] += w->flashpoint[k].base_weight;
    for (int i = 0; i < ENT_N_ASSUMPTIONS; i++)
        if (sum[i] > 0.0)
            CHECK_NEAR(sum[i], 1.0, 1e-12);
    const ent_prior *p = &w->prior[ENT_A_DETERRENCE_BASE_RUSSIA];
    assert_int_equal(p->kind, ENT_PRIOR_BETA);
    CHECK_NEAR(p->p[0] / (p->p[0] + p->p[1]), 0.008, 0.0005);
}

/* A later start takes newer facts: shares of 2025 from the scenario, the front of its day. */
static void test_today(void **state)
{
    loaded *l = *state;
    const ent_world *w = build(l, "today");
    assert_int_equal(w->base_year, 2025);
    assert_int_equal(w->first_month, 9);
    assert_int_equal(w->n_history, 12);
    const int32_t pol = at(w, "POL");
    CHECK_NEAR(w->share0[pol], 0.0425, 1e-15); /* NATO, July 2026 */
    CHECK_NEAR(w->spend_history[pol][11], 0.0425 * w->gdp0[pol], 1e-9);
    CHECK_NEAR(w->eq_history[pol][11], 0.5071, 1e-12);
    CHECK_NEAR(w->gdp0[pol], l->quo->gdp0[pol] * (1.0 + l->quo->growth[pol][0]), 1e-9);
    CHECK_NEAR(w->share0[w->rus], l->quo->share0[w->rus], 0); /* carried on */
    CHECK_NEAR(w->war.area_km2, 116996, 0);
}

/* A fact of the scenario acts, or the world says that nothing reads it. */
static void test_idle_facts(void **state)
{
    loaded *l = *state;
    static const struct {
        const char *row;
        bool idle;
    } rows[] = {
        {"{state: POL, key: defence_pct_gdp, year: 2024, value: 4.3, source: ENTENTE}", false},
        {"{state: POL, key: defence_pct_gdp, year: 2014, value: 1.9, source: ENTENTE}", false},
        {"{state: DEU, key: growth_pct, year: 2027, value: 2, source: ENTENTE}", false},
        {"{state: DEU, key: population_m, year: 2030, value: 80, source: ENTENTE}", true},
        {"{state: DEU, key: debt_pct_gdp, year: 2030, value: 80, source: ENTENTE}", true},
        {"{state: DEU, key: gdp_current_musd, year: 2019, value: 4000000, source: ENTENTE}", true},
        {"{state: USA, key: defence_pct_gdp, year: 2031, value: 4, source: ENTENTE}", true},
        {"{state: DEU, key: per_usd, year: 2024, value: 3, source: ENTENTE}", true},
        {"{state: POL, key: sipri_current_musd, year: 2024, value: 38000, source: ENTENTE}", true},
        {"{state: POL, key: gdp_bn, year: 2014, value: 500, source: ENTENTE}", true},
        {"{state: POL, key: gdp_bn, year: 2024, value: 900, source: ENTENTE}", false},
        {"{state: USA, key: gdp_bn, year: 2024, value: 29000, source: ENTENTE}", true},
        {"{state: RUS, key: sipri_current_musd, year: 2024, value: 150000, source: ENTENTE}",
         false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_error err = {{0}};
        scenario_spec s;
        ent_world *w;
        bool idle[1] = {false};
        char text[320];
        snprintf(text, sizeof text, "name: t\nfacts:\n  - %s\n", rows[i].row);
        CHECK_OK(
            scenario_parse("t.yaml", text, strlen(text), &l->facts, &l->reg, &s, &l->arena, &err),
            err);
        CHECK_OK(ent_world_idle_facts(&l->facts, &l->reg, &s, idle, &l->arena, &err), err);
        const ent_status status =
            ent_world_build(&l->facts, &l->reg, &s, NULL, 0, &w, &l->arena, &err);
        if (idle[0] != rows[i].idle || (status == ENT_OK) == rows[i].idle)
            fail_msg("%s: idle %d, %s", rows[i].row, idle[0], err.message);
        if (rows[i].idle)
            assert_non_null(strstr(err.message, "t.yaml:3:6: nothing reads"));
        s.unread_facts = true;
        CHECK_OK(ent_world_build(&l->facts, &l->reg, &s, NULL, 0, &w, &l->arena, &err), err);
    }
}

/* --- the block on disk --- */

static void test_save_load(void **state)
{
    const loaded *l = *state;
    char path[TEMPORARY_PATH];
    const int fd = mkstemp(temporary(path, "entente-world-XXXXXX"));
    assert_true(fd >= 0);
    close(fd);
    ent_error err = {0};
    ent_arena arena;
    ent_heap_arena_create(&arena, 1 << 20);
    ent_world *back = NULL;
    CHECK_OK(ent_world_save(path, l->brussels, &err), err);
    CHECK_OK(ent_world_load(path, &back, &arena, &err), err);
    assert_memory_equal(back, l->brussels, (size_t)l->brussels->total_bytes);

    char *bytes = NULL;
    size_t size = 0;
    CHECK_OK(ent_text_read_file(path, 1 << 24, &bytes, &size, &arena, &err), err);
    static const struct {
        size_t flip, cut;
        const char *want;
        ent_status status;
    } rows[] = {
        {0, 0, "is not a world block", ENT_E_VERSION},
        {8, 0, "of another version", ENT_E_VERSION},
        {12, 0, "another byte order", ENT_E_VERSION},
        {16, 0, "is truncated or longer", ENT_E_DATA},
        {24, 0, "checksum does not match", ENT_E_DATA},
        {9999, 0, "checksum does not match", ENT_E_DATA},
        {SIZE_MAX, 1, "is truncated", ENT_E_DATA},
        {SIZE_MAX, 100000, "is truncated", ENT_E_DATA},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].flip != SIZE_MAX)
            bytes[rows[i].flip] ^= 4;
        CHECK_OK(ent_text_write_file(path, bytes, size - rows[i].cut, &err), err);
        assert_int_equal(ent_world_load(path, &back, &arena, &err), rows[i].status);
        if (!strstr(err.message, rows[i].want))
            fail_msg("row %zu: got '%s'", i, err.message);
        if (rows[i].flip != SIZE_MAX)
            bytes[rows[i].flip] ^= 4;
    }
    ent_heap_arena_destroy(&arena);
    unlink(path);
}

/* Every single flipped bit of the first kilobytes and a sample of the rest is found. */
static void test_any_bit(void **state)
{
    const loaded *l = *state;
    const size_t size = (size_t)l->quo->total_bytes;
    unsigned char *copy = NULL;
    assert_int_equal(posix_memalign((void **)&copy, 64, size), 0);
    memcpy(copy, l->quo, size);
    for (size_t i = 0; i < 64; i++)
        for (int bit = 0; bit < 8; bit++) {
            copy[i] ^= (unsigned char)(1 << bit);
            assert_int_not_equal(ent_world_check(copy, size), ENT_WORLD_FINE);
            copy[i] ^= (unsigned char)(1 << bit);
        }
    for (size_t i = 64; i < size; i += 4999) {
        copy[i] ^= 1;
        assert_int_equal(ent_world_check(copy, size), ENT_WORLD_CHECKSUM);
        copy[i] ^= 1;
    }
    free(copy);
}

/* A sealed block whose counts lie is refused too. */
static void test_any_count(void **state)
{
    const loaded *l = *state;
    const size_t size = (size_t)l->quo->total_bytes;
    unsigned char *copy = NULL;
    assert_int_equal(posix_memalign((void **)&copy, 64, size), 0);
    memcpy(copy, l->quo, size);
    ent_world *w = (ent_world *)(void *)copy;
    static const int32_t wrong[] = {-1, 0, 1000};
    for (size_t i = 0; i < 3; i++) {
        w->n_states = wrong[i];
        ent_world_seal(w);
        assert_int_equal(ent_world_check(copy, size), ENT_WORLD_COUNT);
    }
    w->n_states = 68;
    int32_t *const fields[] = {&w->n_flashpoints,
                               &w->n_years,
                               &w->n_months,
                               &w->n_history,
                               &w->ref_history,
                               &w->first_month,
                               &w->usa,
                               &w->chn,
                               &w->block[3],
                               &w->zone[3],
                               &w->prior[7].kind,
                               &w->prior[7].n,
                               &w->flashpoint[2].hosts[0],
                               &w->flashpoint[2].n_hosts,
                               &w->flashpoint[1].challenger,
                               &w->flashpoint[1].n_senders,
                               &w->flashpoint[1].senders[0],
                               &w->flashpoint[1].domain,
                               &w->flashpoint[1].theatre,
                               &w->flashpoint[1].crisis,
                               &w->n_theatres,
                               &w->n_correlated,
                               &w->correlated[1],
                               &w->flashpoint[1].pivot,
                               &w->flashpoint[1].base,
                               &w->flashpoint[1].commitment[5]};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const int32_t was = *fields[i];
        for (int lie = 0; lie < 2; lie++) {
            *fields[i] = lie ? 30000 : -30000;
            ent_world_seal(w);
            assert_int_equal(ent_world_check(copy, size), ENT_WORLD_COUNT);
        }
        *fields[i] = was;
    }
    w->iso3[4][3] = 'X';
    ent_world_seal(w);
    assert_int_equal(ent_world_check(copy, size), ENT_WORLD_COUNT);
    w->iso3[4][3] = '\0';
    const uint64_t offset = w->treaty_offset, bytes = w->treaty_bytes;
    const uint64_t lies[][2] = {
        {offset + 4, bytes}, {0, bytes}, {size + 8, bytes}, {offset, bytes + 8}};
    for (size_t i = 0; i < 4; i++) {
        w->treaty_offset = lies[i][0];
        w->treaty_bytes = lies[i][1];
        ent_world_seal(w);
        assert_int_equal(ent_world_check(copy, size), ENT_WORLD_COUNT);
    }
    w->treaty_offset = offset;
    w->treaty_bytes = bytes;
    for (int lie = 0; lie < 2; lie++) { /* a row of the mixing longer or shorter than one */
        const double was = w->mixing[0];
        w->mixing[0] = lie ? .9 : 1.1;
        ent_world_seal(w);
        assert_int_equal(ent_world_check(copy, size), ENT_WORLD_COUNT);
        w->mixing[0] = was;
    }
    w->key[sizeof w->key - 1] = 'x';
    ent_world_seal(w);
    assert_int_equal(ent_world_check(copy, size), ENT_WORLD_COUNT);
    w->key[sizeof w->key - 1] = '\0';
    assert_int_equal(ent_world_check(copy, 8), ENT_WORLD_SHORT);
    memset(w->name, 'x', sizeof w->name);
    ent_world_seal(w);
    assert_int_equal(ent_world_check(copy, size), ENT_WORLD_COUNT);
    w->name[5] = w->name[sizeof w->name - 1] = '\0';
    ent_world_seal(w);
    assert_int_equal(ent_world_check(copy, size), ENT_WORLD_FINE);
    free(copy);
}

/* The treaty tables ride behind the struct and give the levels owed at each flashpoint. */
static ent_world *build_with_treaty(loaded *l, const char *name, size_t *bytes, const void **data)
{
    ent_error err = {0};
    scenario_spec s;
    ent_world *w = NULL;
    CHECK_OK(scenario_load(SCENARIOS, name, &l->facts, &l->reg, &s, &l->arena, &err), err);
    CHECK_OK(ent_world_treaty(&s, ENT_SOURCE_DIR "/data/treaty", data, bytes, &l->arena, &err),
             err);
    CHECK_OK(ent_world_build(&l->facts, &l->reg, &s, *data, *bytes, &w, &l->arena, &err), err);
    return w;
}

static void test_treaty(void **state)
{
    loaded *l = *state;
    const void *data = NULL;
    size_t bytes = 0;
    const ent_world *w = build_with_treaty(l, "status-quo-2024", &bytes, &data);
    assert_int_equal(w->treaty_bytes, bytes);
    assert_memory_equal((const char *)w + w->treaty_offset, data, bytes);
    assert_int_equal(ent_world_check(w, (size_t)w->total_bytes), ENT_WORLD_FINE);
    const ent_flashpoint *baltic = place(w, "baltic"), *ukraine = place(w, "ukraine");
    assert_int_equal(baltic->owed_firm[w->usa], 5); /* Article 5: as it deems necessary */
    assert_true(baltic->owed_firm[at(w, "FRA")] >= 5);
    assert_true(baltic->owed_firm[at(w, "JPN")] <= 2);
    assert_true(ukraine->owed_firm[w->usa] < 5);
    assert_true(place(w, "senkaku")->owed_contested[w->usa] >= 4);
    assert_int_equal(place(l->quo, "baltic")->owed_firm[w->usa], -1); /* built without tables */
    assert_non_null(build_with_treaty(l, "article-5-for-ukraine", &bytes, &data));
}

/* --- missing figures name state and key --- */

static const struct {
    const char *state, *key;
    int year;
    const char *want;
} missing[] = {
    {"DEU", "growth_pct", 2027, "macro.csv: DEU has no growth_pct for 2027"},
    {"JPN", "gdp_bn", 2024, "macro.csv: JPN has no gdp_bn for 2024"},
    {"EST", "ppp_ratio", 2024, "macro.csv: EST has no ppp_ratio for 2024"},
    {"POL", "personnel_thousand", 2024, "nato_defence.csv: POL has no personnel_thousand"},
    {"POL", "defence_pct_gdp", 2024, "nato_defence.csv: POL has no defence_pct_gdp for 2024"},
    {"RUS", "sipri_current_musd", 2024, "sipri_spending.csv: RUS has no sipri_current_musd"},
    {"UKR", "war_regions_km2", 2025, "ukraine_front.csv: UKR has no war_regions_km2"},
};

static void test_missing(void **state)
{
    loaded *l = *state;
    for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++) {
        ent_error err = {0};
        scenario_spec s;
        ent_world *w = NULL;
        const ent_fact *there =
            ent_facts_find(&l->facts, missing[i].state, missing[i].key, missing[i].year, NULL);
        assert_non_null(there);
        ent_fact gone = *there;
        gone.value = ENT_MISSING;
        ent_facts facts;
        CHECK_OK(ent_facts_override(&l->facts, 1, &gone, &facts, &l->arena, &err), err);
        CHECK_OK(scenario_load(SCENARIOS, "status-quo-2024", &facts, &l->reg, &s, &l->arena, &err),
                 err);
        assert_int_equal(ent_world_build(&facts, &l->reg, &s, NULL, 0, &w, &l->arena, &err),
                         ENT_E_DATA);
        if (!strstr(err.message, missing[i].want))
            fail_msg("row %zu: got '%s'", i, err.message);
    }
}

/* A start in December begins with January; one before the reference data uses older shares. */
static void test_other_starts(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    scenario_spec s;
    ent_world *w = NULL;
    const char *december = "name: x\nstart: 2024-12\nhorizon: 2030-12\n";
    CHECK_OK(scenario_parse("t.yaml", december, strlen(december), &l->facts, &l->reg, &s, &l->arena,
                            &err),
             err);
    CHECK_OK(ent_world_build(&l->facts, &l->reg, &s, NULL, 0, &w, &l->arena, &err), err);
    assert_int_equal(w->first_year, 2025);
    assert_int_equal(w->first_month, 1);
    assert_int_equal(w->n_months, 72);
    const char *july = "name: x\nstart: 2024-07-08\nhorizon: 2026-07\n";
    CHECK_OK(scenario_parse("t.yaml", july, strlen(july), &l->facts, &l->reg, &s, &l->arena, &err),
             err);
    CHECK_OK(ent_world_build(&l->facts, &l->reg, &s, NULL, 0, &w, &l->arena, &err), err);
    assert_int_equal(w->base_year, 2023);
    CHECK_NEAR(w->war.area_km2, 109361, 0);
    const int32_t gbr = at(w, "GBR");
    CHECK_NEAR(w->gdp0[gbr] * (1.0 + w->growth[gbr][0]), l->quo->gdp0[gbr], 1e-9);
}

/* The n-th allocation fails, for every n. */
static void test_out_of_memory(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    scenario_spec s;
    CHECK_OK(
        scenario_load(SCENARIOS, "article-5-for-ukraine", &l->facts, &l->reg, &s, &l->arena, &err),
        err);
    size_t good = 0;
    for (size_t n = 1; good < 20; n++) {
        ent_arena arena;
        const void *data = NULL;
        size_t bytes = 0;
        ent_world *w = NULL;
        ent_heap_arena_create(&arena, 1 << 16);
        ent_heap_fail_after(n);
        ent_status status =
            ent_world_treaty(&s, ENT_SOURCE_DIR "/data/treaty", &data, &bytes, &arena, &err);
        if (status == ENT_OK)
            status = ent_world_build(&l->facts, &l->reg, &s, data, bytes, &w, &arena, &err);
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&arena);
        good = status == ENT_OK ? good + 1 : 0;
        if (status != ENT_OK && status != ENT_E_NOMEM)
            fail_msg("allocation %zu: status %d, '%s'", n, (int)status, err.message);
        assert_true(n < 2000);
    }
}

/* The same inputs give the same bytes. */
static void test_repeatable(void **state)
{
    loaded *l = *state;
    const ent_world *again = build(l, "brussels-2025");
    assert_memory_equal(again, l->brussels, (size_t)again->total_bytes);
    assert_int_equal(again->checksum, ent_world_checksum(again));
    assert_int_equal(ent_world_state(again, "XXX"), -1);
    assert_int_equal(ent_world_state(again, ""), -1);
    assert_int_equal(ent_world_state(again, "GBRX"), -1);
    assert_int_equal(ent_world_state(again, "G"), -1);
    assert_int_equal(ent_world_state(again, "GB"), -1);
}

/* The scenario's rows replace the register's; without any the mixing is empty. */
static void test_correlations(void **state)
{
    loaded *l = *state;
    ent_error err = {0};
    scenario_spec s;
    ent_world *w = NULL;
    const char *none = "name: x\ncorrelations: none\n";
    const char *one = "name: x\ncorrelations: [none, {first: combat.adT, second: combat.rho, "
                      "rank: 0.5}, {first: combat.rho, second: combat.adT, rank: -0.5}]\n";
    CHECK_OK(scenario_parse("t.yaml", none, strlen(none), &l->facts, &l->reg, &s, &l->arena, &err),
             err);
    CHECK_OK(ent_world_build(&l->facts, &l->reg, &s, NULL, 0, &w, &l->arena, &err), err);
    assert_int_equal(w->n_correlated, 0);
    assert_true(l->quo->n_correlated > 0);
    CHECK_OK(scenario_parse("t.yaml", one, strlen(one), &l->facts, &l->reg, &s, &l->arena, &err),
             err);
    assert_int_equal(s.n_correlations, 1); /* the pair again replaces its row */
    CHECK_OK(ent_world_build(&l->facts, &l->reg, &s, NULL, 0, &w, &l->arena, &err), err);
    assert_int_equal(w->n_correlated, 2);
    assert_int_equal(w->correlated[0], ENT_A_COMBAT_RHO);
    CHECK_NEAR(w->mixing[1], -2.0 * sin(acos(-1.0) / 12.0), 1e-15); /* 2 sin(pi r / 6) */
    CHECK_NEAR(w->mixing[1] * w->mixing[1] + w->mixing[2] * w->mixing[2], 1.0, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_span),           cmocka_unit_test(test_gdp),
        cmocka_unit_test(test_unit),           cmocka_unit_test(test_stock),
        cmocka_unit_test(test_states),         cmocka_unit_test(test_forces),
        cmocka_unit_test(test_war_and_priors), cmocka_unit_test(test_any_count),
        cmocka_unit_test(test_settings),       cmocka_unit_test(test_places),
        cmocka_unit_test(test_today),          cmocka_unit_test(test_idle_facts),
        cmocka_unit_test(test_save_load),      cmocka_unit_test(test_any_bit),
        cmocka_unit_test(test_treaty),         cmocka_unit_test(test_missing),
        cmocka_unit_test(test_repeatable),     cmocka_unit_test(test_other_starts),
        cmocka_unit_test(test_base_rates),     cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_correlations),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
