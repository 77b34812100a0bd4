#include "entente/bargain_probit.h"

#include "bargain/normal.h"
#include "entente/fmath.h"

ent_status ent_probit_solve(double u11, double u13, double u14, double u24, ent_probit_error error,
                            ent_probit_result *result)
{
    const double sum = u11 + u13 + u14 + u24;
    if (!(__builtin_fabs(sum) < __builtin_inf()))
        return ENT_E_ARG;
    const double fight_index = u24 / __builtin_sqrt(2.0);
    const double fight = normal_cdf(fight_index), yield = normal_cdf(-fight_index);
    const double spread = error == ENT_PROBIT_AGENT
                              ? __builtin_sqrt(2.0)
                              : __builtin_sqrt(1.0 + yield * yield + fight * fight);
    const double index = (yield * u13 + fight * u14 - u11) / spread;
    const double attack = normal_cdf(index), stay = normal_cdf(-index);
    *result = (ent_probit_result){
        .attack = attack,
        .fight = fight,
        .status_quo = stay,
        .back_down = attack * yield,
        .war = attack * fight,
        .log_status_quo = normal_log_cdf(-index),
        .log_back_down = normal_log_cdf(index) + normal_log_cdf(-fight_index),
        .log_war = normal_log_cdf(index) + normal_log_cdf(fight_index),
        .index_attack = index,
        .index_fight = fight_index,
    };
    return ENT_OK;
}

/* Which regressor enters which payoff; a negative index is the constant. */
enum { CONSTANT = -1, N_TERMS = 21 };

static const struct huth_term {
    int payoff, regressor;
    double shrunken, published;
} terms[N_TERMS] = {
    {11, CONSTANT, -1.30, -5.04},
    {11, ENT_HUTH_TIT_FOR_TAT, 2.47, 17.27},
    {11, ENT_HUTH_FIRM_FLEXIBLE, 1.26, 6.59},
    {11, ENT_HUTH_DEMOCRATIC_ATTACKER, 0.52, 15.75},
    {11, ENT_HUTH_YEARS, -0.03, -0.35},
    {13, CONSTANT, 1.94, 13.51},
    {14, ENT_HUTH_NUCLEAR, -0.99, -9.13},
    {14, ENT_HUTH_IMMEDIATE_BALANCE, -1.43, -12.51},
    {14, ENT_HUTH_SHORT_TERM_BALANCE, -1.89, -6.22},
    {14, ENT_HUTH_LONG_TERM_BALANCE, 0.45, 3.35},
    {14, ENT_HUTH_ALLIANCE, 2.53, 12.62},
    {14, ENT_HUTH_ARMS, -0.16, -0.86},
    {24, CONSTANT, -2.71, -10.93},
    {24, ENT_HUTH_NUCLEAR, 2.41, 6.64},
    {24, ENT_HUTH_IMMEDIATE_BALANCE, 1.22, 5.46},
    {24, ENT_HUTH_SHORT_TERM_BALANCE, 1.24, 4.16},
    {24, ENT_HUTH_ALLIANCE, 1.64, 13.39},
    {24, ENT_HUTH_ARMS, -0.29, -1.75},
    {24, ENT_HUTH_TRADE, 0.90, 4.85},
    {24, ENT_HUTH_STALEMATE, 1.38, 8.40},
    {24, ENT_HUTH_DEMOCRATIC_DEFENDER, 1.08, 5.93},
};

ent_status ent_huth_solve(const double *x, ent_huth_estimate estimate, ent_probit_result *result)
{
    double u11 = 0.0, u13 = 0.0, u14 = 0.0, u24 = 0.0;
    for (size_t k = 0; k < N_TERMS; k++) {
        const struct huth_term *t = &terms[k];
        const double b = estimate == ENT_HUTH_PUBLISHED ? t->published : t->shrunken;
        const double term = b * (t->regressor == CONSTANT ? 1.0 : x[t->regressor]);
        u11 += t->payoff == 11 ? term : 0.0;
        u13 += t->payoff == 13 ? term : 0.0;
        u14 += t->payoff == 14 ? term : 0.0;
        u24 += t->payoff == 24 ? term : 0.0;
    }
    return ent_probit_solve(u11, u13, u14, u24, ENT_PROBIT_PRIVATE, result);
}

const char *ent_huth_column(ent_huth_regressor regressor)
{
    static const char *const columns[ENT_HUTH_COUNT] = {
#define ENT_HUTH_TEXT(name, column) column,
        ENT_HUTH_LIST(ENT_HUTH_TEXT)
#undef ENT_HUTH_TEXT
    };
    return columns[regressor];
}
