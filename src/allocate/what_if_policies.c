#include <string.h>

#include "allocate/what_if.h"

/* Policies one beside another, over the same futures. */

typedef struct setting {
    ent_lever_id lever;
    double value; /* missing: the year looked at */
} setting;

enum { MAX_SETTINGS = 3 };

typedef struct policy {
    const char *label;
    size_t n;
    setting settings[MAX_SETTINGS];
} policy;

#define NOW ENT_MISSING
static const policy policies[] = {
    {"as the scenario", 0, {{0, 0}}},
    {"US posture in Europe as in 2024", 1, {{ENT_L_US_POSTURE_EUROPE, 1}}},
    {"US posture in Europe halved", 1, {{ENT_L_US_POSTURE_EUROPE, .5}}},
    {"US forces leave Europe", 1, {{ENT_L_US_POSTURE_EUROPE, 0}}},
    {"US signal -2 in both theatres",
     2,
     {{ENT_L_US_CREDIBILITY_SIGNAL, -2}, {ENT_L_US_CREDIBILITY_SIGNAL_PACIFIC, -2}}},
    {"US signal +1 in both theatres",
     2,
     {{ENT_L_US_CREDIBILITY_SIGNAL, 1}, {ENT_L_US_CREDIBILITY_SIGNAL_PACIFIC, 1}}},
    {"allies agree 3.5 % of GDP",
     2,
     {{ENT_L_PLEDGE_TARGET_PCT_GDP, 3.5}, {ENT_L_PLEDGE_AGREED_PCT_GDP, 3.5}}},
    {"allies agree 5 % of GDP",
     2,
     {{ENT_L_PLEDGE_TARGET_PCT_GDP, 5}, {ENT_L_PLEDGE_AGREED_PCT_GDP, 5}}},
    {"8 more European brigades forward", 1, {{ENT_L_EUROPE_FORWARD_BRIGADES, 8}}},
    {"without the scenario's US signals",
     2,
     {{ENT_L_US_CREDIBILITY_SIGNAL, 0}, {ENT_L_US_CREDIBILITY_SIGNAL_PACIFIC, 0}}},
    {"without its pledges",
     2,
     {{ENT_L_PLEDGE_TARGET_PCT_GDP, 2}, {ENT_L_PLEDGE_AGREED_PCT_GDP, 2}}},
    {"war over Taiwan in the year", 1, {{ENT_L_CRISIS_TAIWAN_YEAR, NOW}}},
    {"war in the Baltic states in the year", 1, {{ENT_L_CRISIS_BALTIC_YEAR, NOW}}},
};
enum { N_POLICIES = sizeof policies / sizeof policies[0] };

static void apply(const what_if *t, const policy *p, ent_world *w)
{
    for (size_t i = 0; i < p->n; i++) {
        const double value = p->settings[i].value;
        what_if_lever(w, p->settings[i].lever, value == value ? value : (double)t->plan->year);
    }
}

/* Ratio, or difference, of paired values; missing where either is. */
static void pair(double *x, const double *base, size_t n, bool ratio)
{
    for (size_t f = 0; f < n; f++)
        x[f] = ratio ? x[f] / base[f] : x[f] - base[f];
}

static const ent_column policy_columns[] = {
    {"policy", "Policy", "", ENT_CELL_TEXT, 0},
    {"flashpoint", "Flashpoint", "", ENT_CELL_TEXT, 0},
    {"attack", "Attacks", "per year", ENT_CELL_NUMBER, 5},
    {"odds", "Odds, median", "ratio", ENT_CELL_NUMBER, 2},
    WHAT_IF_QUANTILES("", "Ratio to scenario, ", "ratio", 2),
};

static ent_status policy_sample(const what_if *t, const policy *p, sample *s)
{
    static const ent_outcome_id wanted[] = {ENT_O_DETERRENCE_ODDS_RATIO, ENT_O_DETERRENCE_ATTACK};
    ent_world *w = NULL;
    ENT_TRY(what_if_variant(t, t->year + 1, &w));
    apply(t, p, w);
    return what_if_sample(t, w, wanted, 2, s);
}

static void policy_rows(what_if *t, const policy *p, const sample *s, const sample *base, double *x)
{
    const ent_world *w = t->plan->world;
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++) {
        if (w->flashpoint[k].is_ukraine)
            continue;
        const size_t at = (size_t)t->year * (size_t)w->n_flashpoints + k;
        const double *odds = sample_row(s, ENT_O_DETERRENCE_ODDS_RATIO, at);
        memcpy(x, sample_row(s, ENT_O_DETERRENCE_ATTACK, at), s->n * sizeof *x);
        const sample_summary attack = sample_summarise(x, s->n);
        memcpy(x, odds, s->n * sizeof *x);
        const sample_summary level = sample_summarise(x, s->n);
        memcpy(x, odds, s->n * sizeof *x);
        pair(x, sample_row(base, ENT_O_DETERRENCE_ODDS_RATIO, at), s->n, true);
        const sample_summary ratio = sample_summarise(x, s->n);
        const size_t row = ent_table_row(t->table);
        ent_table_text(t->table, row, 0, p->label);
        ent_table_text(t->table, row, 1, w->flashpoint[k].key);
        ent_table_number(t->table, row, 2, attack.mean);
        ent_table_number(t->table, row, 3, level.p50);
        what_if_quantiles(t, row, 4, &ratio);
    }
}

ent_status what_if_policies(what_if *t)
{
    sample base, s;
    ent_table_init(t->table, "policies", "Flashpoints and policies", policy_columns, 9, t->arena);
    t->table->note = "Odds of attack relative to 2021, and their ratio to the "
                     "scenario's in the same future.";
    ENT_TRY(policy_sample(t, &policies[0], &base)); /* the scenario as it is */
    double *x = ent_arena_array(t->scratch, double, base.n);
    if (!x)
        return ent_fail(t->err, ENT_E_NOMEM, "what if: out of memory");
    policy_rows(t, &policies[0], &base, &base, x);
    for (size_t i = 1; i < N_POLICIES; i++) {
        const size_t mark = ent_arena_mark(t->scratch);
        ENT_TRY(policy_sample(t, &policies[i], &s));
        policy_rows(t, &policies[i], &s, &base, x);
        ent_arena_rewind(t->scratch, mark);
    }
    return ENT_OK;
}

/* --- two pulls of a US withdrawal --- */

static const ent_column pull_columns[] = {
    {"posture", "US posture in Europe", "share of 2024", ENT_CELL_NUMBER, 2},
    {"pull", "Allies", "", ENT_CELL_TEXT, 0},
    {"quantity", "Quantity", "", ENT_CELL_TEXT, 0},
    WHAT_IF_QUANTILES("", "", "", 3),
};

typedef struct quantity {
    const char *label;
    ent_outcome_id outcome;
    bool by_place, ratio;
} quantity;

static const quantity pulled[] = {
    {"odds of attack, Baltic states (ratio)", ENT_O_DETERRENCE_ODDS_RATIO, true, true},
    {"defence with the US, Baltic states (ratio)", ENT_O_POSTURE_DEFENCE_IN, true, true},
    {"defence without the US, Baltic states (ratio)", ENT_O_POSTURE_DEFENCE_OUT, true, true},
    {"spending of Europe and Canada (points of GDP)", ENT_O_SPENDING_EUROPE_CANADA, false, false},
};
enum { N_PULLED = sizeof pulled / sizeof pulled[0] };

static size_t place_index(const ent_world *w, const char *key)
{
    for (size_t k = 0; k < (size_t)w->n_flashpoints; k++)
        if (strcmp(w->flashpoint[k].key, key) == 0)
            return k;
    return 0;
}

static ent_status pull_sample(const what_if *t, double posture, bool react, sample *s)
{
    ent_outcome_id wanted[N_PULLED];
    ent_world *w = NULL;
    for (size_t i = 0; i < N_PULLED; i++)
        wanted[i] = pulled[i].outcome;
    ENT_TRY(what_if_variant(t, t->year + 1, &w));
    what_if_lever(w, ENT_L_US_POSTURE_EUROPE, posture);
    if (!react)
        w->prior[ENT_A_PLEDGE_US_FORCES] = (ent_prior){.kind = ENT_PRIOR_FIXED, .n = 1};
    return what_if_sample(t, w, wanted, N_PULLED, s);
}

static void pull_rows(what_if *t, double posture, bool react, const sample *s, const sample *base,
                      double *x)
{
    const ent_world *w = t->plan->world;
    for (size_t i = 0; i < N_PULLED; i++) {
        const size_t y = (size_t)t->year;
        const size_t at =
            pulled[i].by_place ? y * (size_t)w->n_flashpoints + place_index(w, "baltic") : y;
        memcpy(x, sample_row(s, pulled[i].outcome, at), s->n * sizeof *x);
        pair(x, sample_row(base, pulled[i].outcome, at), s->n, pulled[i].ratio);
        const sample_summary change = sample_summarise(x, s->n);
        const size_t row = ent_table_row(t->table);
        ent_table_number(t->table, row, 0, posture);
        ent_table_text(t->table, row, 1, react ? "react by spending more" : "do not react");
        ent_table_text(t->table, row, 2, pulled[i].label);
        what_if_quantiles(t, row, 3, &change);
    }
}

ent_status what_if_pulls(what_if *t)
{
    static const double postures[] = {0.5, 0.0};
    ent_table_init(t->table, "pulls", "What a US withdrawal does, and what allies do about it",
                   pull_columns, 8, t->arena);
    t->table->note =
        "Compared with the US posture of 2024 in the same future. Fewer US forces lower the "
        "balance and raise allied spending; the table separates the two.";
    sample base, s;
    ENT_TRY(pull_sample(t, 1.0, true, &base));
    double *x = ent_arena_array(t->scratch, double, base.n);
    if (!x)
        return ent_fail(t->err, ENT_E_NOMEM, "what if: out of memory");
    for (size_t i = 0; i < 2; i++)
        for (int react = 0; react < 2; react++) {
            const size_t mark = ent_arena_mark(t->scratch);
            ENT_TRY(pull_sample(t, postures[i], react, &s));
            pull_rows(t, postures[i], react, &s, &base, x);
            ent_arena_rewind(t->scratch, mark);
        }
    return ENT_OK;
}

/* --- Europe alone, by spending path --- */

static const policy paths[] = {
    {"as the scenario", 0, {{0, 0}}},
    {"2 % agreed, nothing more asked",
     2,
     {{ENT_L_PLEDGE_TARGET_PCT_GDP, 2}, {ENT_L_PLEDGE_AGREED_PCT_GDP, 2}}},
    {"3.5 % agreed", 2, {{ENT_L_PLEDGE_TARGET_PCT_GDP, 3.5}, {ENT_L_PLEDGE_AGREED_PCT_GDP, 3.5}}},
    {"5 % agreed", 2, {{ENT_L_PLEDGE_TARGET_PCT_GDP, 5}, {ENT_L_PLEDGE_AGREED_PCT_GDP, 5}}},
    {"5 % agreed, half of new money for equipment",
     3,
     {{ENT_L_PLEDGE_TARGET_PCT_GDP, 5},
      {ENT_L_PLEDGE_AGREED_PCT_GDP, 5},
      {ENT_L_PLEDGE_EQUIPMENT_SHARE_NEW, .5}}},
};
enum { N_PATHS = sizeof paths / sizeof paths[0] };

static const ent_column autonomy_columns[] = {
    {"path", "Spending", "", ENT_CELL_TEXT, 0},
    {"year", "Year", "", ENT_CELL_NUMBER, 0},
    {"covered", "No forces missing", "share of futures", ENT_CELL_NUMBER, 3},
    WHAT_IF_QUANTILES("", "Missing, ", "BE", 1),
};

static ent_status path_rows(what_if *t, const policy *p)
{
    static const ent_outcome_id wanted[] = {ENT_O_POSTURE_SHORTFALL, ENT_O_POSTURE_COVERED};
    ent_world *w = NULL;
    sample s;
    ENT_TRY(what_if_variant(t, t->plan->world->n_years, &w));
    apply(t, p, w);
    ENT_TRY(what_if_sample(t, w, wanted, 2, &s));
    double *x = ent_arena_array(t->scratch, double, s.n);
    if (!x)
        return ent_fail(t->err, ENT_E_NOMEM, "what if: out of memory");
    for (size_t y = 0; y < (size_t)w->n_years; y++) {
        memcpy(x, sample_row(&s, ENT_O_POSTURE_COVERED, y), s.n * sizeof *x);
        const sample_summary covered = sample_summarise(x, s.n);
        memcpy(x, sample_row(&s, ENT_O_POSTURE_SHORTFALL, y), s.n * sizeof *x);
        const sample_summary lacking = sample_summarise(x, s.n);
        const size_t row = ent_table_row(t->table);
        ent_table_text(t->table, row, 0, p->label);
        ent_table_number(t->table, row, 1, (double)w->first_year + (double)y);
        ent_table_number(t->table, row, 2, covered.mean);
        what_if_quantiles(t, row, 3, &lacking);
    }
    return ENT_OK;
}

ent_status what_if_autonomy(what_if *t)
{
    ent_table_init(t->table, "autonomy", "Forces that Europe alone is missing on its eastern flank",
                   autonomy_columns, 8, t->arena);
    t->table->note = "Forces needed against a Russia not tied down elsewhere, less those of Europe "
                     "without the US on day 30; below 0 there are more than needed.";
    for (size_t i = 0; i < N_PATHS; i++) {
        const size_t mark = ent_arena_mark(t->scratch);
        ENT_TRY(path_rows(t, &paths[i]));
        ent_arena_rewind(t->scratch, mark);
    }
    return ENT_OK;
}
