#include "check.h"

#include <stdlib.h>

#include "entente/heap.h"
#include "entente/register.h"
#include "entente/text.h"

static const char *const DATA = ENT_SOURCE_DIR "/data";

typedef struct loaded {
    ent_arena arena;
    ent_facts facts;
    ent_register reg;
} loaded;

static void load(loaded *l)
{
    ent_error err = {0};
    ent_heap_arena_create(&l->arena, 1 << 20);
    CHECK_OK(ent_facts_load(DATA, &l->facts, &l->arena, &err), err);
    CHECK_OK(ent_register_load(DATA, &l->facts, &l->reg, &l->arena, &err), err);
}

static void test_rows(void **state)
{
    (void)state;
    loaded l;
    load(&l);
    const ent_lever *target = ent_register_lever(&l.reg, "pledge.target_pct_gdp");
    assert_non_null(target);
    CHECK_NEAR(target->value, 2.0, 0);
    CHECK_NEAR(target->max, 6.0, 0);
    assert_int_equal(target->use, ENT_L_PLEDGE_TARGET_PCT_GDP);
    const ent_lever *shape = ent_register_lever(&l.reg, "pledge.shape");
    assert_int_equal(shape->n_choices, 3);
    assert_string_equal(shape->choices[2], "late");
    const ent_assumption *base = ent_register_assumption(&l.reg, "deterrence.base_russia");
    CHECK_NEAR(base->central, 0.5 / 62.0, 1e-18); /* a/(a+b), unrounded */
    CHECK_NEAR(ent_register_assumption(&l.reg, "pledge.common")->central, 0.114, 1e-15);
    CHECK_NEAR(ent_register_assumption(&l.reg, "ukraine.vbar")->central, 370, 0);
    CHECK_NEAR(ent_register_assumption(&l.reg, "posture.ratio")->low, 0.5, 0);
    CHECK_NEAR(ent_register_assumption(&l.reg, "posture.ratio")->high, 6, 0);
    assert_int_equal(ent_register_outcome(&l.reg, "bill.extra")->use, -2);
    assert_true(ent_register_outcome(&l.reg, "deterrence.odds_ratio")->hist_log);
    assert_string_equal(ent_register_nearest_lever(&l.reg, "pledge.target_pct"),
                        "pledge.target_pct_gdp");
    ent_heap_arena_destroy(&l.arena);
}

static void test_priors(void **state)
{
    (void)state;
    static const struct {
        const char *distribution;
        size_t n;
        double p[4];
        double central; /* missing: refused */
    } rows[] = {
        {"triangular", 3, {0, 1, 2}, 1},
        {"triangular", 3, {0, 3, 2}, 0.0 / 0.0},
        {"triangular", 3, {1, 1, 1}, 0.0 / 0.0},
        {"triangular", 2, {0, 1}, 0.0 / 0.0},
        {"uniform", 2, {0, 3}, 1.5},
        {"uniform", 2, {3, 3}, 0.0 / 0.0},
        {"lognormal", 2, {2, 0.6}, 2},
        {"lognormal", 2, {0, 0.6}, 0.0 / 0.0},
        {"lognormal", 2, {2, 0}, 0.0 / 0.0},
        {"normal", 2, {-1, 2}, -1},
        {"normal", 2, {-1, 0}, 0.0 / 0.0},
        {"beta", 2, {1, 3}, 0.25},
        {"beta", 2, {0, 3}, 0.0 / 0.0},
        {"discrete", 3, {1, 1, 2}, 1.25}, /* (0 + 1 + 2 * 2) / 4 */
        {"discrete", 1, {1}, 0.0 / 0.0},
        {"discrete", 3, {1, 0, 2}, 0.0 / 0.0},
        {"fixed", 1, {3}, 3},
        {"fixed", 2, {3, 3}, 0.0 / 0.0},
        {"fixed", 0, {0}, 0.0 / 0.0},
        {"gamma", 2, {1, 1}, 0.0 / 0.0},
        {"normal", 2, {0.0 / 0.0, 1}, 0.0 / 0.0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double central = ENT_MISSING;
        const char *problem =
            ent_prior_problem(rows[i].distribution, rows[i].n, rows[i].p, &central);
        assert_int_equal(problem != NULL, isnan(rows[i].central));
        if (!problem)
            CHECK_NEAR(central, rows[i].central, 0);
    }
}

/* One cell of one file changed; the message names file, line and what is wrong. */
static const struct {
    const char *file, *from, *to, *want;
} bad[] = {
    {"levers.csv", "pledge.by_year,", "pledge.target_pct_gdp,",
     "levers.csv:4: pledge.target_pct_gdp: key is given twice"},
    {"levers.csv", "pledge.by_year,", "pledge.by_jahr,",
     "lever pledge.by_year is used but not registered"},
    {"levers.csv", "year,2026,2040,1,2032", "year,2040,2026,1,2032", "min is not below max"},
    {"levers.csv", "year,2026,2040,1,2032", "year,2026,2040,1,2050",
     "default is outside min..max: '2050'"},
    {"levers.csv", "year,2026,2040,1,2032", "year,2026,2040,0,2032", "step is not above zero"},
    {"levers.csv", "% of GDP,number,1,6", "% of GDP,numbr,1,6", "unknown kind 'numbr'"},
    {"levers.csv", ",linear,linear early late", ",straight,linear early late",
     "default is not among the choices: 'straight'"},
    {"levers.csv", ",linear,linear early late", ",linear,linear",
     "a choice needs two to eight words"},
    {"levers.csv", "CFR_EUCOM_2025", "CFR_EUCOM_2026",
     "the source is not listed in sources.csv: 'CFR_EUCOM_2026'"},
    {"assumptions.csv", "triangular,0.01 0.015 0.02", "triangular,0.01 0.03 0.02",
     "assumptions.csv:2: economy.sd_advanced: triangular needs low <= mode <= high"},
    {"assumptions.csv", "triangular,0.01 0.015 0.02", "gamma,0.01 0.015 0.02",
     "gamma takes two parameters"},
    {"assumptions.csv", "triangular,0.01 0.015 0.02", "triangular,1 2 3 4 5 6 7",
     "too many parameters"},
    {"assumptions.csv", "economy.i_minus_n,", "economy.debt_share,", "key is given twice"},
    {"assumptions.csv", "economy.i_minus_n,", "economy.i_less_n,",
     "assumption economy.i_minus_n is used but not registered"},
    {"outcomes.csv", "spending.share,", "spending.part,",
     "outcome spending.share is used but not registered"},
    {"flashpoints.csv", "\npoland,", "\nbaltic,", "flashpoints.csv:3: baltic: key is given twice"},
    {"outcomes.csv", ",settlement.k_rus deterrence.base_ukraine",
     ",settlement.k_rus deterrence.base_x",
     "decided_by names an assumption that does not exist: 'deterrence.base_x'"},
    {"outcomes.csv", ",settlement.k_rus deterrence.base_ukraine", ",a b c d e",
     "decided_by names an assumption that does not exist: 'a'"},
    {"outcomes.csv", ",settlement.k_rus deterrence.base_ukraine",
     ",settlement.k_rus settlement.r settlement.h0 settlement.w0 settlement.h_rus",
     "decided_by names more than four assumptions"},
    {"outcomes.csv", ",settlement.k_rus deterrence.base_ukraine", ",settlement.k_rus[baltic]",
     "decided_by names a place that the outcome does not have: 'settlement.k_rus[baltic]'"},
    {"outcomes.csv", "commitment.us_taiwan[taiwan]", "commitment.us_taiwan[tiawan]",
     "decided_by names a place that the outcome does not have: 'commitment.us_taiwan[tiawan]'"},
    {"outcomes.csv", "commitment.us_taiwan[taiwan]", "commitment.us_taiwan[taiwan",
     "decided_by names a place that the outcome does not have: 'commitment.us_taiwan[taiwan'"},
    {"flashpoints.csv", "EST LVA LTU", "", "needs one state or more"},
    {"flashpoints.csv", "0.45,150", ",150", "column challenger_share: is empty but needed"},
    {"posture.csv", "forward,baltic,CAN", "forward,baltic,CAX", "is not a state: 'CAX'"},
    {"flashpoint_dyads.csv", "1992 2014 2024", "2014 1992 2024", "are not ascending years"},
    {"flashpoint_dyads.csv", "1992 2014 2024", "", "needs 1 to 32 dispute_years"},
    {"flashpoint_dyads.csv", "baltic,RUS,LVA", "baltic,RUS,EST", "the host is given twice: 'EST'"},
    {"flashpoint_dyads.csv", "baltic,RUS,EST", "balltic,RUS,EST",
     "flashpoints.csv has no such row"},
    {"flashpoint_dyads.csv", "GML_MID_2,DELFI_2014_09", "GML_MID_2,DELFI_2014",
     "the source is not listed in sources.csv: 'DELFI_2014'"},
    {"flashpoint_dyads.csv", "ERR_2014_09 ERR_2024_05_23", "ERR_2014_09 ERR_2024",
     "the source is not listed in sources.csv: 'ERR_2024'"},
    {"correlations.csv", "0.5,expert judgement,", "0.5,guess,", "unknown basis 'guess'"},
    {"flashpoint_dyads.csv", "taiwan,CHN,TWN,2", "taiwan,CHN,TWN,6", "contiguity is 0 to 5"},
    {"levers.csv", "key,label", "key,labl", "levers.csv:1: column 'label' is missing"},
    {"assumptions.csv", "triangular,0.01 0.015 0.02", "triangular,0.01 x 0.02",
     "parameter is not a number: 'x'"},
    {"assumptions.csv", "low mode high,0.015,", "low mode high,0.016,",
     "central value does not follow from the parameters: '0.016'"},
    {"assumptions.csv", "low mode high,0.015,0,0.1,", "low mode high,0.015,0.1,0.1,",
     "assumptions.csv:2: economy.sd_advanced: low is not below high"},
    {"assumptions.csv", "low mode high,0.015,0,0.1,", "low mode high,0.015,0.012,0.1,",
     "the range of the distribution is not inside low..high: '0.01 0.015 0.02'"},
    {"assumptions.csv", "low mode high,0.015,0,0.1,", "low mode high,0.015,0,0.018,",
     "the range of the distribution is not inside low..high: '0.01 0.015 0.02'"},
    {"assumptions.csv", "expert judgement,IMF_WEO_2025_10", "guess,IMF_WEO_2025_10",
     "unknown basis 'guess'"},
    {"outcomes.csv", "bill.extra,Extra spending", "bill.multiple,Extra spending",
     "key is given twice"},
    {"outcomes.csv", ",low,all,,0.02,50,log", ",low,all,,50,0.02,log",
     "range of the histogram is empty"},
    {"outcomes.csv", ",low,all,,0.02,50,log", ",low,all,,0,50,log",
     "range of the histogram is empty"},
    {"outcomes.csv", ",low,all,,0.02,50,log", ",low,some,,0.02,50,log",
     "counts is all, if or time"},
    {"outcomes.csv", ",low,all,,0.02,50,log", ",low,if,,0.02,50,log",
     "a condition belongs to 'if'"},
    {"outcomes.csv", ",low,all,,0.02,50,log", ",lower,all,,0.02,50,log",
     "better is high, low or neutral"},
    {"outcomes.csv", ",low,all,,0.02,50,log", ",low,all,,0.02,50,cubic", "unknown scale 'cubic'"},
    {"flashpoints.csv", "EST LVA LTU", "EST LVA LTX", "flashpoints.csv:2: baltic: is not a state"},
    {"flashpoints.csv", "deterrence.base_taiwan", "deterrence.base_x",
     "base_key is not an assumption in use: 'deterrence.base_x'"},
    {"posture.csv", "forward,baltic,GBR,2021", "foward,baltic,GBR,2021", "unknown kind 'foward'"},
    {"posture.csv", "forward,baltic,GBR,2024", "forward,baltic,GBR,2021",
     "the same row is above, for 'GBR'"},
    {"posture.csv", "forward,baltic,GBR,2024,0.24", "forward,baltic,GBR,2024,",
     "posture.csv:3: column value: is empty but needed"},
    {"correlations.csv", "note\n", "note\neconomy.sd_advanced,x,0.5,expert judgement,ENTENTE,\n",
     "both rows must be assumptions, but one is 'x'"},
    {"correlations.csv", "note\n",
     "note\neconomy.sd_advanced,economy.sd_emerging,1,expert judgement,ENTENTE,\n",
     "correlation is not between -1 and 1"},
    {"correlations.csv", "note\n",
     "note\neconomy.sd_emerging,economy.sd_emerging,0.5,expert judgement,ENTENTE,\n",
     "is named twice in one row"},
    {"correlations.csv", "note\n",
     "note\ncommitment.us_pacific,commitment.us_nato,0.5,expert judgement,ENTENTE,\n",
     "correlations.csv:3: commitment.us_nato: this pair has a row already"},
};

static void replace_in_file(const char *path, const char *from, const char *to, ent_arena *arena)
{
    ent_error err = {0};
    char *text = NULL;
    size_t length = 0;
    CHECK_OK(ent_text_read_file(path, 1 << 24, &text, &length, arena, &err), err);
    const char *at = strstr(text, from);
    assert_non_null(at);
    char *changed =
        ent_text_format(arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    CHECK_OK(ent_text_write_file(path, changed, strlen(changed), &err), err);
}

static void test_bad_registers(void **state)
{
    (void)state;
    loaded l;
    load(&l);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char folder[TEMPORARY_PATH], line[2 * TEMPORARY_PATH + 256], path[TEMPORARY_PATH + 64];
        assert_non_null(mkdtemp(temporary(folder, "entente-register-XXXXXX")));
        snprintf(line, sizeof line, "cp '%s/'*.csv '%s'", DATA, folder);
        assert_int_equal(system(line), 0);
        snprintf(path, sizeof path, "%s/%s", folder, bad[i].file);
        replace_in_file(path, bad[i].from, bad[i].to, &l.arena);
        ent_register reg;
        ent_error err = {0};
        assert_int_not_equal(ent_register_load(folder, &l.facts, &reg, &l.arena, &err), ENT_OK);
        if (!strstr(err.message, bad[i].want))
            fail_msg("row %zu: got '%s', want '%s'", i, err.message, bad[i].want);
        snprintf(line, sizeof line, "rm -r '%s'", folder);
        assert_int_equal(system(line), 0);
    }
    ent_heap_arena_destroy(&l.arena);
}

/* Files of a user may still hold the word of older versions. */
static void test_basis(void **state)
{
    (void)state;
    assert_string_equal(ent_basis("published"), "published");
    assert_string_equal(ent_basis("estimated here"), "estimated here");
    assert_string_equal(ent_basis("expert judgement"), "expert judgement");
    assert_string_equal(ent_basis("judgement"), "expert judgement");
    assert_null(ent_basis("guess"));
    assert_null(ent_basis(""));
}

/* The n-th allocation fails, for every n: out of memory, no crash. */
static void test_out_of_memory(void **state)
{
    (void)state;
    loaded l;
    load(&l);
    for (size_t n = 1;; n++) {
        ent_arena arena;
        ent_heap_arena_create(&arena, 64); /* nearly every allocation asks the heap */
        ent_error err = {0};
        ent_register reg;
        ent_heap_fail_after(n);
        const ent_status status = ent_register_load(DATA, &l.facts, &reg, &arena, &err);
        ent_heap_fail_after(0);
        ent_heap_arena_destroy(&arena);
        if (status == ENT_OK)
            break;
        assert_int_equal(status, ENT_E_NOMEM);
    }
    ent_heap_arena_destroy(&l.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),          cmocka_unit_test(test_priors),
        cmocka_unit_test(test_bad_registers), cmocka_unit_test(test_basis),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
