/* Flashpoints, senders and shares of a world from registers that do not fit; states without the
   separable spending table. */
#include "scenario_text.h"

#include <stdlib.h>

#include "entente/world_build.h"

typedef struct changed {
    ent_flashpoint_row flashpoints[20];
    ent_posture_row posture[256];
    ent_register reg;
} changed;

static void copy_register(const loaded *l, changed *c)
{
    c->reg = l->reg;
    memcpy(c->flashpoints, l->reg.flashpoints, l->reg.n_flashpoints * sizeof *c->flashpoints);
    memcpy(c->posture, l->reg.posture, l->reg.n_posture * sizeof *c->posture);
    c->reg.flashpoints = c->flashpoints;
    c->reg.posture = c->posture;
}

static void expect_refused(loaded *l, const ent_facts *facts, const ent_register *reg,
                           const char *text, const char *want)
{
    ent_error err = {0};
    scenario_spec s;
    ent_world *w = NULL;
    CHECK_OK(scenario_parse("t.yaml", text, strlen(text), facts, reg, &s, &l->arena, &err), err);
    assert_int_equal(ent_world_build(facts, reg, &s, NULL, 0, &w, &l->arena, &err), ENT_E_DATA);
    if (!strstr(err.message, want))
        fail_msg("got '%s', want '%s'", err.message, want);
}

static size_t row_of(const changed *c, const char *kind, const char *state)
{
    for (size_t i = 0; i < c->reg.n_posture; i++)
        if (strcmp(c->posture[i].kind, kind) == 0 && strcmp(c->posture[i].state, state) == 0)
            return i;
    fail_msg("no posture row %s %s", kind, state);
    return 0;
}

static void test_misfits(void **state)
{
    loaded *l = *state;
    static changed c;
    static const char plain[] = "name: x\n";
    copy_register(l, &c);
    c.flashpoints[0].domain = "air";
    expect_refused(l, &l->facts, &c.reg, plain, "flashpoints.csv:2: baltic: unknown word 'air'");
    copy_register(l, &c);
    c.flashpoints[0].pivot = "us_moon";
    expect_refused(l, &l->facts, &c.reg, plain, "'us_moon' is not a class of commitment");
    copy_register(l, &c);
    c.flashpoints[0].hosts = "EST,LVA";
    expect_refused(l, &l->facts, &c.reg, plain, "baltic: hosts 'EST,LVA'");
    copy_register(l, &c);
    c.flashpoints[0].key = "a key of more than fifteen letters";
    expect_refused(l, &l->facts, &c.reg, plain, "is too long");
    copy_register(l, &c);
    c.reg.n_flashpoints = 17;
    expect_refused(l, &l->facts, &c.reg, plain, "17 rows, a world holds 16");
    copy_register(l, &c);
    c.posture[row_of(&c, "class", "POL")].text = "middle";
    expect_refused(l, &l->facts, &c.reg, plain, "'middle' is not a class");
    copy_register(l, &c);
    c.posture[row_of(&c, "transit", "POL")].kind = "gone";
    expect_refused(l, &l->facts, &c.reg, plain, "POL has notice but no transit to baltic");
    copy_register(l, &c);
    c.posture[row_of(&c, "us_share_sea", "USA")].kind = "gone";
    expect_refused(l, &l->facts, &c.reg, plain, "USA has no us_share of europe");
    expect_refused(l, &l->facts, &l->reg,
                   "name: x\ncorrelations:\n  - none\n"
                   "  - {first: combat.rho, second: combat.adT, rank: 0.9}\n"
                   "  - {first: combat.adT, second: combat.aaT, rank: 0.9}\n"
                   "  - {first: combat.rho, second: combat.aaT, rank: -0.5}\n",
                   "t.yaml:5:6, t.yaml:6:6: correlations contradict each other at combat.aaT "
                   "(pairs without a row count as 0); all rows times 0.63 would fit");
    expect_refused(l, &l->facts, &l->reg, "name: x\nstart: 2021-03\n", "a run may start from 2022");
    expect_refused(l, &l->facts, &l->reg, "name: x\nstart: 2031-03\nhorizon: 2032-01\n",
                   "a run may start from");
    expect_refused(l, &l->facts, &l->reg, "name: x\nstart: 2023-05\n",
                   "UKR has no war_soldiers_russia_k on or before 2023-05-31");

    ent_facts facts;
    ent_error err = {0};
    ent_fact block = *ent_facts_find(&l->facts, "FRA", "block", 0, NULL);
    block.text = "moon";
    CHECK_OK(ent_facts_override(&l->facts, 1, &block, &facts, &l->arena, &err), err);
    expect_refused(l, &facts, &l->reg, plain, "FRA has no known block, but 'moon'");
}

/* A theatre is a word: how long it may be, and how many a world holds. */
static void theatres(void **state)
{
    loaded *l = *state;
    static changed c;
    static const char plain[] = "name: x\n";
    copy_register(l, &c);
    c.flashpoints[0].theatre = "";
    expect_refused(l, &l->facts, &c.reg, plain, "theatre '' must have 1 to 15 letters");
    c.flashpoints[0].theatre = "a theatre of more than fifteen letters";
    expect_refused(l, &l->facts, &c.reg, plain, "must have 1 to 15 letters");
    c.flashpoints[0].theatre = "arctic"; /* new, and nobody's forces are assigned to it */
    expect_refused(l, &l->facts, &c.reg, plain, "posture.csv: USA has no us_share of arctic");
    c.flashpoints[1].theatre = "baltic";
    c.flashpoints[2].theatre = "black sea";
    expect_refused(l, &l->facts, &c.reg, plain,
                   "theatre 'black sea' is one more than the 4 a world holds");
    copy_register(l, &c);
    c.posture[row_of(&c, "us_share_land", "USA")].value = .9;
    expect_refused(l, &l->facts, &c.reg, plain, "on land and");
    copy_register(l, &c);
    c.posture[row_of(&c, "us_share_sea", "USA")].value = .9;
    expect_refused(l, &l->facts, &c.reg, plain, "at sea: more than 1");
}

/* Hosts and classes: as many as the model has room for. */
static void hosts_and_classes(void **state)
{
    loaded *l = *state;
    static changed c;
    static const char plain[] = "name: x\n";
    copy_register(l, &c);
    c.flashpoints[0].hosts = "EST LVA LTU POL FIN NOR SWE ROU DEU FRA ITA ESP";
    expect_refused(l, &l->facts, &c.reg, plain, "baltic: hosts");
    copy_register(l, &c);
    c.flashpoints[0].hosts = "ES LVA";
    expect_refused(l, &l->facts, &c.reg, plain, "baltic: hosts 'ES LVA'");
    copy_register(l, &c);
    c.flashpoints[0].challenger = "QQQ";
    ent_error err = {0};
    scenario_spec s;
    ent_world *w = NULL;
    CHECK_OK(scenario_parse("t.yaml", plain, strlen(plain), &l->facts, &c.reg, &s, &l->arena, &err),
             err);
    assert_true(ent_world_build(&l->facts, &c.reg, &s, NULL, 0, &w, &l->arena, &err) != ENT_OK);
    assert_non_null(strstr(err.message, "QQQ"));
    static const char *const classes[] = {"us_pacific",    "us_taiwan", "us_philippines",
                                          "allies_taiwan", "bilateral", "guarantor"};
    copy_register(l, &c);
    size_t given = 0;
    for (size_t i = 0; i < c.reg.n_posture; i++)
        if (strcmp(c.posture[i].kind, "class") == 0)
            c.posture[i].text = classes[given++ % 6];
    assert_true(given >= 6);
    expect_refused(l, &l->facts, &c.reg, plain, "are of more than 4 classes");
}

static const ent_world *world_of(loaded *l, const char *text)
{
    ent_error err = {0};
    scenario_spec s;
    ent_world *w = NULL;
    CHECK_OK(scenario_parse("t.yaml", text, strlen(text), &l->facts, &l->reg, &s, &l->arena, &err),
             err);
    CHECK_OK(ent_world_build(&l->facts, &l->reg, &s, NULL, 0, &w, &l->arena, &err), err);
    return w;
}

static const ent_flashpoint *place_of(const ent_world *w, const char *key)
{
    for (int32_t k = 0; k < w->n_flashpoints; k++)
        if (strcmp(w->flashpoint[k].key, key) == 0)
            return &w->flashpoint[k];
    fail_msg("no flashpoint %s", key);
    return NULL;
}

/* What the table says of two pairs; years after its last one are not years of peace. */
static void disputes_of_pairs(void **state)
{
    loaded *l = *state;
    const ent_world *w = world_of(l, "name: x\n");
    const ent_world *later = world_of(l, "name: x\nstart: 2026-08-22\n");
    const ent_flashpoint *baltic = place_of(w, "baltic");
    const ent_flashpoint *taiwan = place_of(w, "taiwan");
    assert_int_equal(baltic->n_pairs, 3);
    /* Lithuania, 2014: ten years of peace, none of the last ten with a dispute. */
    static const double lithuania[ENT_CRISIS_TERMS] = {1, 0, 1, 0, 10, 0, 0, 47, 0};
    /* Taiwan, 2022 to 2024. */
    static const double island[ENT_CRISIS_TERMS] = {0, 1, 1, 0, 0, 3, 0, 15, 1};
    for (size_t i = 0; i < ENT_CRISIS_TERMS; i++) {
        const bool count =
            i == ENT_CRISIS_PEACE || i == ENT_CRISIS_DISPUTES || i == ENT_CRISIS_INITIATED;
        CHECK_NEAR(baltic->past[2][i], count ? log1p(lithuania[i]) : lithuania[i], 1e-15);
        CHECK_NEAR(taiwan->past[0][i], count ? log1p(island[i]) : island[i], 1e-15);
    }
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++)
        assert_memory_equal(w->flashpoint[k].past, later->flashpoint[k].past,
                            sizeof w->flashpoint[k].past);
}

/* Without SIPRI's table: shares judged by the project; an account of spending leaves them out. */
static void without_sipri(void **state)
{
    loaded *l = *state;
    char folder[TEMPORARY_PATH], line[2 * TEMPORARY_PATH + 256];
    assert_non_null(mkdtemp(temporary(folder, "entente-world-XXXXXX")));
    snprintf(line, sizeof line, "cp -r '%s/data/.' '%s' && rm '%s/sipri_spending.csv'",
             ENT_SOURCE_DIR, folder, folder);
    assert_int_equal(system(line), 0);
    ent_error err = {0};
    ent_facts facts;
    ent_register reg;
    scenario_spec s;
    ent_world *w = NULL, *accounts = NULL, *whole = NULL;
    CHECK_OK(ent_facts_load(folder, &facts, &l->arena, &err), err);
    CHECK_OK(ent_register_load(folder, &facts, &reg, &l->arena, &err), err);
    CHECK_OK(scenario_load(SCENARIOS, "status-quo-2024", &facts, &reg, &s, &l->arena, &err), err);
    CHECK_OK(ent_world_build(&facts, &reg, &s, NULL, 0, &w, &l->arena, &err), err);
    const int32_t aus = ent_world_state(w, "AUS");
    assert_true(w->flags[aus] & ENT_STATE_SPENDING);
    const double first = w->spend_history[aus][0];
    CHECK_OK(ent_world_build(&l->facts, &l->reg, &s, NULL, 0, &whole, &l->arena, &err), err);
    /* Within a quarter of what SIPRI prints, and not the same. */
    assert_true(fabs(first / whole->spend_history[aus][0] - 1) < .25);
    assert_true(fabs(first - whole->spend_history[aus][0]) > 0);
    const int32_t gbr = ent_world_state(w, "GBR"); /* an ally has NATO's figures all the same */
    CHECK_NEAR(w->spend_history[gbr][5], whole->spend_history[gbr][5], 0);
    CHECK_OK(ent_world_build_accounts(&facts, &reg, &s, &accounts, &l->arena, &err), err);
    assert_false(accounts->flags[aus] & ENT_STATE_SPENDING);
    snprintf(line, sizeof line, "rm -r '%s'", folder);
    assert_int_equal(system(line), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_misfits),      cmocka_unit_test(theatres),
        cmocka_unit_test(hosts_and_classes), cmocka_unit_test(disputes_of_pairs),
        cmocka_unit_test(without_sipri),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
