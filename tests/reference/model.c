/* Family model: closed forms and recursions of the published models, one function per model. */
#include <stdlib.h>
#include <string.h>

#include "entente/allocation_forms.h"
#include "entente/attrition_forms.h"
#include "entente/burden.h"
#include "entente/capability_index.h"
#include "entente/combat_forms.h"
#include "entente/deterrence_forms.h"
#include "entente/facts.h"
#include "reference/families.h"
#include "session/paths.h"

enum { MOST = 64 };

typedef struct row {
    validate_inputs in;
    const char *output;
    const char *dir;
    const ent_facts *facts;
    ent_arena *arena;
} row;

static double num(const row *r, const char *key)
{
    return validate_number(&r->in, key);
}

static size_t list(const row *r, const char *key, double *values)
{
    return validate_list(&r->in, key, MOST, values);
}

static bool is(const row *r, const char *name)
{
    return strcmp(r->output, name) == 0;
}

/* "day3" with prefix "day" is 2; -1 when the output is another one. */
static int indexed(const row *r, const char *prefix)
{
    const size_t n = strlen(prefix);
    long long k = 0;
    if (strncmp(r->output, prefix, n) != 0 ||
        !ent_text_integer(r->output + n, strlen(r->output + n), &k) || k < 1 || k > MOST)
        return -1;
    return (int)k - 1;
}

/* --- capability ------------------------------------------------------------------------- */

static double cap_pim(const row *r)
{
    const double delta = num(r, "delta"), growth = num(r, "g"), first = num(r, "I0");
    const size_t years = (size_t)num(r, "years");
    const bool steady = first == first;
    const double start = steady ? ent_stock_steady(first, growth, delta) : num(r, "K0");
    if (is(r, "K0"))
        return start;
    return ent_stock_after(start, steady ? first : num(r, "I"), steady ? growth : 0.0, delta,
                           years);
}

static double cap_retire(const row *r)
{
    return ent_retirement_rate(num(r, "N0"), num(r, "N1"), num(r, "years"));
}

static double cap_cobbdouglas(const row *r)
{
    const double a = num(r, "A"), k = num(r, "K"), l = num(r, "L"), alpha = num(r, "alpha");
    return is(r, "mpK") ? ent_cobb_douglas_marginal(a, k, l, alpha)
                        : ent_cobb_douglas(a, k, l, alpha);
}

static double cap_ces(const row *r)
{
    return ent_ces(num(r, "A"), num(r, "K"), num(r, "L"), num(r, "alpha"), num(r, "rho"));
}

static double cap_milppp(const row *r)
{
    double price[MOST], home[MOST], us[MOST];
    const size_t n = list(r, "p_home", price);
    if (!n || list(r, "share_home", home) != n || list(r, "share_us", us) != n)
        return ENT_MISSING;
    const ent_military_ppp ppp = ent_military_ppp_index(n, price, home, us);
    return is(r, "ppp_laspeyres")     ? ppp.laspeyres
           : is(r, "ppp_paasche")     ? ppp.paasche
           : is(r, "ppp_fisher")      ? ppp.fisher
           : is(r, "real_usd")        ? num(r, "exp_home") / ppp.fisher
           : is(r, "ratio_to_market") ? num(r, "mkt_rate") / ppp.fisher
                                      : ENT_MISSING;
}

/*
 * China's budget at military prices over that of the US, from the project's facts: soldiers at
 * the ratio of GDP per head in PPP (pay follows income), operations at GDP PPP, equipment half
 * way between market and PPP. Shares: China's white paper of 2019 for 2017; US outlays of 2019.
 */
static double cap_milppp_anchor(const row *r)
{
    static const double china[] = {0.308, 0.281, 0.411}, us[] = {0.24, 0.42, 0.34};
    const ent_facts *f = r->facts;
    const int year = 2024;
    const double ppp = ent_facts_value(f, "CHN", "ppp_ratio", year);
    const double heads = ent_facts_value(f, "USA", "population_m", year) /
                         ent_facts_value(f, "CHN", "population_m", year);
    const double income = ent_facts_value(f, "CHN", "gdp_bn", year) /
                          ent_facts_value(f, "USA", "gdp_bn", year) * heads * ppp;
    const double price[] = {income, 1.0 / ppp, 0.5 + 0.5 / ppp};
    const ent_military_ppp m = ent_military_ppp_index(3, price, china, us);
    return num(r, "chn_market") / m.fisher / num(r, "usa_market");
}

static double cap_cinc(const row *r)
{
    static const char *const keys[] = {"milex", "milper", "irst", "pec", "tpop", "upop"};
    static const char *const totals[] = {"w_milex", "w_milper", "w_irst",
                                         "w_pec",   "w_tpop",   "w_upop"};
    double own[6], world[6];
    for (size_t i = 0; i < 6; i++) {
        own[i] = num(r, keys[i]);
        world[i] = num(r, totals[i]);
    }
    return ent_share_index(6, own, world);
}

static double cap_share_mean(const row *r)
{
    double own[MOST], world[MOST];
    const size_t n = list(r, "x", own);
    return list(r, "world", world) == n ? ent_share_index(n, own, world) : ENT_MISSING;
}

static double cap_beckley(const row *r)
{
    return ent_net_power(num(r, "gdp_a"), num(r, "pop_a")) /
           ent_net_power(num(r, "gdp_b"), num(r, "pop_b"));
}

static double cap_sdp(const row *r)
{
    return ent_surplus_product(num(r, "gdp_bn"), num(r, "pop_m"), num(r, "subsist_usd_day"));
}

/* --- burden sharing --------------------------------------------------------------------- */

static double bs_nash_public(const row *r)
{
    double income[MOST], taste[MOST], q[MOST], total;
    const size_t n = list(r, "I", income);
    if (!n || list(r, "a", taste) != n ||
        ent_public_good_nash(n, income, taste, num(r, "theta"), q, &total) != ENT_OK)
        return ENT_MISSING;
    if (is(r, "Q"))
        return total;
    if (is(r, "burden_last"))
        return q[n - 1] / income[n - 1];
    const int burden = indexed(r, "burden"), own = indexed(r, "q");
    const int i = burden >= 0 ? burden : own;
    if (i < 0 || (size_t)i >= n)
        return ENT_MISSING;
    return burden >= 0 ? q[i] / income[i] : q[i];
}

static double bs_social_optimum(const row *r)
{
    double income[MOST];
    const size_t n = list(r, "I", income);
    return ent_public_good_optimum(n, income, num(r, "a"));
}

static double bs_spearman(const row *r)
{
    double x[MOST], y[MOST];
    const size_t n = list(r, "x", x);
    if (list(r, "y", y) != n)
        return ENT_MISSING;
    const ent_rank rank = ent_spearman(n, x, y, r->arena);
    return is(r, "rho") ? rank.value : rank.p;
}

static double bs_spearman_p(const row *r)
{
    return ent_correlation_p(num(r, "rho"), num(r, "n"));
}

static double bs_kendall(const row *r)
{
    double x[MOST], y[MOST];
    const size_t n = list(r, "x", x);
    return list(r, "y", y) == n ? ent_kendall_b(n, x, y) : ENT_MISSING;
}

static double bs_wilcoxon(const row *r)
{
    double x[MOST], y[MOST];
    const size_t n = list(r, "x", x);
    if (list(r, "y", y) != n)
        return ENT_MISSING;
    const ent_signed_rank w = ent_wilcoxon(n, x, y, r->arena);
    return is(r, "W_plus") ? w.plus : is(r, "W_min") ? w.smaller : w.p;
}

static double bs_loglinear_response(const row *r)
{
    const double elasticity[] = {num(r, "e_gdp"), num(r, "e_spill"), num(r, "e_threat")};
    const double factor[] = {num(r, "x_gdp"), num(r, "x_spill"), num(r, "x_threat")};
    return ent_loglinear(3, elasticity, factor);
}

static double bs_dynamic_response(const row *r)
{
    return ent_lagged_effect(num(r, "phi"), num(r, "beta_short"),
                             is(r, "long_run") ? -1.0 : num(r, "horizon"));
}

static double bs_pledge_adjust(const row *r)
{
    return ent_pledge_path(num(r, "s0"), num(r, "target"), num(r, "kappa"), num(r, "years"));
}

/* --- posture ---------------------------------------------------------------------------- */

static double post_security_game(const row *r)
{
    double du[MOST], dc[MOST], au[MOST], ac[MOST], coverage[MOST];
    const size_t n = list(r, "def_unc", du);
    const ent_security_payoff payoff = {du, dc, au, ac};
    ent_security_value value;
    if (!n || list(r, "def_cov", dc) != n || list(r, "att_unc", au) != n ||
        list(r, "att_cov", ac) != n ||
        ent_security_game(n, &payoff, num(r, "resources"), coverage, &value) != ENT_OK)
        return ENT_MISSING;
    const int i = indexed(r, "cov");
    if (i >= 0)
        return (size_t)i < n ? coverage[i] : ENT_MISSING;
    return is(r, "att_value") ? value.attacker : value.defender;
}

static double minmax(const row *r, const char *shape,
                     ent_status (*solve)(size_t, const double *, const double *, double, double *,
                                         double *))
{
    double loss[MOST], scale[MOST], part[MOST], worst;
    const size_t n = list(r, "loss", loss);
    if (!n || list(r, shape, scale) != n ||
        solve(n, loss, scale, num(r, "R"), part, &worst) != ENT_OK)
        return ENT_MISSING;
    const int i = indexed(r, "r");
    if (i >= 0)
        return (size_t)i < n ? part[i] : ENT_MISSING;
    return worst;
}

static double post_minmax_exp(const row *r)
{
    return minmax(r, "k", ent_minmax_exponential);
}

static double post_minmax_linear(const row *r)
{
    return minmax(r, "cap", ent_minmax_linear);
}

static double post_blotto(const row *r)
{
    const double a = num(r, "XA"), b = num(r, "XB");
    const double weaker = ent_blotto_share(num(r, "n"), a < b ? a : b, a < b ? b : a);
    return is(r, a <= b ? "share_A" : "share_B") ? weaker : 1.0 - weaker;
}

static double post_closure(const row *r)
{
    double ready[MOST], transit[MOST], rsoi[MOST], day[MOST];
    const size_t n = list(r, "ready", ready);
    if (!n || list(r, "transit", transit) != n || list(r, "rsoi", rsoi) != n ||
        ent_closure(n, ready, transit, rsoi, num(r, "throughput_per_day"), day, r->arena) != ENT_OK)
        return ENT_MISSING;
    const int i = indexed(r, "day"), by = indexed(r, "count_by_");
    if (i >= 0)
        return (size_t)i < n ? day[i] : ENT_MISSING;
    double count = 0.0;
    for (size_t k = 0; k < n; k++)
        count += day[k] <= (double)(by + 1) ? 1.0 : 0.0;
    return by >= 0 ? count : ENT_MISSING;
}

/* --- deterrence ------------------------------------------------------------------------- */

static double det_eu_threshold(const row *r)
{
    const ent_challenge c = {num(r, "V"),  num(r, "pN"), num(r, "cN"),
                             num(r, "pI"), num(r, "cI"), num(r, "sq")};
    return is(r, "q_star") ? ent_critical_credibility(&c) : ent_attack_gain(&c, num(r, "q"));
}

static double det_perfect(const row *r)
{
    return ent_perfect_deterrence(num(r, "c_DC"), num(r, "c_CC"), num(r, "c_DD"));
}

static ent_deterrence_game game_of(const row *r)
{
    return (ent_deterrence_game){num(r, "UD_int"), num(r, "UD_not"), num(r, "UC_int"),
                                 num(r, "UC_not"), num(r, "UC_sq")};
}

static double pick_attack(const row *r, ent_attack a)
{
    return is(r, "p_intervene") ? a.intervenes : is(r, "eu_attack") ? a.expected : a.attacks;
}

static double det_aqre_logit(const row *r)
{
    const ent_deterrence_game game = game_of(r);
    return pick_attack(r, ent_quantal_attack(num(r, "lam"), &game));
}

static double det_signorino_probit(const row *r)
{
    const ent_deterrence_game game = game_of(r);
    return pick_attack(r, ent_probit_attack(num(r, "sigma"), &game));
}

static double det_csf_ratio(const row *r)
{
    return ent_contest_ratio(num(r, "x"), num(r, "y"), num(r, "m"));
}

static double det_csf_logit(const row *r)
{
    return ent_contest_difference(num(r, "x"), num(r, "y"), num(r, "k"));
}

static double det_time_avg_ratio(const row *r)
{
    double reinforcement[MOST], arrive[MOST];
    const size_t n = list(r, "reinf", reinforcement);
    if (list(r, "arrive", arrive) != n)
        return ENT_MISSING;
    return ent_average_ratio(num(r, "attacker"), num(r, "def0"), n, reinforcement, arrive,
                             num(r, "horizon"), r->arena);
}

static double det_at_least_one(const row *r)
{
    double q[MOST], sum = 0.0;
    const size_t n = list(r, "q", q);
    for (size_t i = 0; i < n; i++)
        sum += q[i];
    return is(r, "expected") ? sum : ent_at_least_one(n, q);
}

static double det_jeffreys(const row *r)
{
    const ent_rate rate = ent_jeffreys_rate(num(r, "events"), num(r, "years"));
    return is(r, "mean") ? rate.mean : rate.upper95;
}

/* --- combat ----------------------------------------------------------------------------- */

static double cmb_lanchester_square(const row *r)
{
    const double a0 = num(r, "A0"), b0 = num(r, "B0"), a = num(r, "a"), b = num(r, "b");
    const ent_sides s = ent_lanchester_square(a0, b0, a, b, num(r, "t"));
    return is(r, "A_t")         ? s.a
           : is(r, "B_t")       ? s.b
           : is(r, "invariant") ? ent_lanchester_invariant(a0, b0, a, b)
           : is(r, "survivors") ? ent_lanchester_survivors(a0, b0, a, b)
           : is(r, "t_end")     ? ent_lanchester_end(a0, b0, a, b)
                                : ENT_MISSING;
}

static double cmb_lanchester_linear(const row *r)
{
    const double a0 = num(r, "A0"), b0 = num(r, "B0"), a = num(r, "a"), b = num(r, "b");
    const ent_sides s = ent_lanchester_linear(a0, b0, a, b, num(r, "t"));
    return is(r, "A_t") ? s.a : is(r, "B_t") ? s.b : a * a0 - b * b0;
}

static double cmb_lanchester_log(const row *r)
{
    const ent_sides s =
        ent_lanchester_log(num(r, "A0"), num(r, "B0"), num(r, "a"), num(r, "b"), num(r, "t"));
    return is(r, "A_t") ? s.a : s.b;
}

static double cmb_deitchman(const row *r)
{
    const ent_ambush e = ent_deitchman(num(r, "G0"), num(r, "R0"), num(r, "g"), num(r, "r"));
    return is(r, "invariant") ? e.invariant : is(r, "guerrilla_left") ? e.guerrillas : e.regulars;
}

static double cmb_helmbold(const row *r)
{
    const double x = num(r, "x0"), y = num(r, "y0"), a = num(r, "a"), b = num(r, "b");
    const double c = num(r, "c");
    if (is(r, "invariant"))
        return ent_helmbold_invariant(x, y, a, b, c);
    const ent_sides s = ent_helmbold(x, y, a, b, c, num(r, "t"));
    return is(r, "x_t") ? s.a : s.b;
}

static double cmb_bracken_step(const row *r)
{
    const ent_sides loss =
        ent_bracken_losses(num(r, "x"), num(r, "y"), num(r, "a"), num(r, "b"), num(r, "p"),
                           num(r, "q"), num(r, "d"), num(r, "x_attacks") > 0.5);
    return is(r, "loss_x") ? loss.a : loss.b;
}

/* One column of a daily file on the days asked for; 0 when it cannot be read. */
static size_t daily(const row *r, const ent_csv *t, const char *name, double *values)
{
    char days[32];
    long long from = 1, to = 0;
    if (validate_word(&r->in, "days", sizeof days, days)) {
        const char *dash = strchr(days, '-');
        if (!dash || !ent_text_integer(days, (size_t)(dash - days), &from) ||
            !ent_text_integer(dash + 1, strlen(dash + 1), &to))
            return 0;
    }
    size_t day, column, n = 0;
    if (ent_csv_column(t, "day", &day, NULL) != ENT_OK ||
        ent_csv_column(t, name, &column, NULL) != ENT_OK)
        return 0;
    for (size_t i = 0; i < t->n_rows && n < MOST; i++) {
        double d, value;
        if (ent_csv_required(t, i, day, &d, NULL) != ENT_OK ||
            ent_csv_required(t, i, column, &value, NULL) != ENT_OK)
            return 0;
        if (d >= (double)from && (to == 0 || d <= (double)to))
            values[n++] = value;
    }
    return n;
}

static double cmb_kursk_fit(const row *r)
{
    char file[128];
    double soviet[MOST], soviet_loss[MOST], german[MOST], german_loss[MOST];
    ent_csv table;
    if (!validate_word(&r->in, "file", sizeof file, file) || strchr(file, '/'))
        return ENT_MISSING;
    const char *path = ent_text_format(r->arena, "%s/%s", r->dir, file);
    if (!path || ent_csv_read(path, &table, r->arena, NULL) != ENT_OK)
        return ENT_MISSING;
    const size_t n = daily(r, &table, "soviet_manpower", soviet);
    if (!n || daily(r, &table, "soviet_losses", soviet_loss) != n ||
        daily(r, &table, "german_manpower", german) != n ||
        daily(r, &table, "german_losses", german_loss) != n)
        return ENT_MISSING;
    const ent_attrition_fit fit =
        ent_bracken_fit(n, soviet, soviet_loss, german, german_loss, num(r, "p"), num(r, "q"));
    return is(r, "a_soviet") ? fit.a : is(r, "b_german") ? fit.b : is(r, "SSR") ? fit.ssr : fit.r2;
}

static double cmb_adv(const row *r)
{
    const ent_advantage v =
        ent_helmbold_advantage(num(r, "att0"), num(r, "att1"), num(r, "def0"), num(r, "def1"));
    return is(r, "mu") ? v.mu : is(r, "ADV") ? v.log_mu : v.fer;
}

/* "54000@0-1|6000@2-3": men a day, from day, to day. */
static size_t landings_of(const char *text, ent_landing *landings)
{
    size_t n = 0;
    while (*text && n < MOST) {
        char *end = NULL;
        landings[n].men_a_day = strtod(text, &end);
        if (*end != '@')
            return 0;
        landings[n].from = strtod(end + 1, &end);
        if (*end != '-')
            return 0;
        landings[n].to = strtod(end + 1, &end);
        if (*end && *end != '|')
            return 0;
        n++;
        text = *end ? end + 1 : end;
    }
    return n;
}

/* Engel's published values stand in where a row gives only the day. */
static ent_sides iwo_jima(const row *r)
{
    char text[256] = "54000@0-1|6000@2-3|13000@5-6";
    ent_landing landings[MOST];
    validate_word(&r->in, "land", sizeof text, text);
    const double a = num(r, "A"), b = num(r, "B"), n0 = num(r, "N0");
    const size_t n = landings_of(text, landings);
    return ent_engel(a == a ? a : 0.0544, b == b ? b : 0.0106, n0 == n0 ? n0 : 21500.0, n, landings,
                     num(r, "day"));
}

static double cmb_engel(const row *r)
{
    const ent_sides s = iwo_jima(r);
    return is(r, "M") ? s.a : s.b;
}

static double cmb_engel_fit(const row *r)
{
    return is(r, "A") ? num(r, "us_losses_28") / num(r, "sum_japan_28")
                      : num(r, "japan0") / num(r, "sum_us_36");
}

static double cmb_epstein_adm(const row *r)
{
    const ent_epstein_setup s = {
        .attacker = num(r, "Ag"),
        .defender = num(r, "Dg"),
        .rate = num(r, "ag1"),
        .attacker_limit = num(r, "aaT"),
        .defender_limit = num(r, "adT"),
        .top_speed = num(r, "Wmax"),
        .exchange = num(r, "rho"),
        .points = num(r, "L"),
        .vehicles = num(r, "V"),
        .defender_air = num(r, "Da"),
        .defender_air_loss = num(r, "ada"),
        .defender_sorties = num(r, "Sd"),
        .defender_kills = num(r, "Kd"),
        .attacker_air = num(r, "Aa"),
        .attacker_air_loss = num(r, "aaa"),
        .attacker_sorties = num(r, "Sa"),
        .attacker_kills = num(r, "Ka"),
    };
    const double day = num(r, "day");
    if (!(day >= 1.0 && day < 1e6))
        return ENT_MISSING;
    const ent_epstein_day e = ent_epstein(&s, (size_t)day);
    return is(r, "Ag")   ? e.attacker
           : is(r, "Dg") ? e.defender
           : is(r, "W")  ? e.withdrawal
                         : e.ground;
}

static double cmb_posen(const row *r)
{
    const ent_posen_setup s = {num(r, "A"),       num(r, "D"),     num(r, "share"),
                               num(r, "sectors"), num(r, "front"), num(r, "km_per_ade_att"),
                               num(r, "attr"),    num(r, "exch"),  num(r, "v")};
    const ent_posen_end e = ent_posen(&s, (size_t)num(r, "days"));
    return is(r, "A_end") ? e.attacker : is(r, "D_end") ? e.defender : e.depth;
}

/* --- attrition -------------------------------------------------------------------------- */

static double att_stockflow(const row *r)
{
    const ent_stock_setup s = {num(r, "field"),      num(r, "stored"), num(r, "newprod"),
                               num(r, "refurb_cap"), num(r, "usable"), num(r, "loss_frac"),
                               num(r, "loss_abs")};
    const ent_stock_end e = ent_stock_flow(&s, (size_t)num(r, "months"));
    return is(r, "field_end") ? e.field : is(r, "stored_end") ? e.stored : e.exhausted;
}

static double att_steady(const row *r)
{
    return ent_stock_with_inflow(num(r, "F0"), num(r, "loss_frac"), num(r, "inflow"),
                                 is(r, "F_star") ? -1.0 : num(r, "months"));
}

static double att_cas_per_km2(const row *r)
{
    return ent_casualties_per_area(num(r, "casualties"), num(r, "km2"));
}

static double att_advance_power(const row *r)
{
    return ent_advance(num(r, "k_km2"), num(r, "tempo"), num(r, "ratio"), num(r, "ref_ratio"),
                       num(r, "gamma"));
}

static const struct {
    const char *name;
    double (*compute)(const row *r);
} models[] = {
    {"cap.pim", cap_pim},
    {"cap.retire", cap_retire},
    {"cap.cobbdouglas", cap_cobbdouglas},
    {"cap.ces", cap_ces},
    {"cap.milppp", cap_milppp},
    {"cap.milppp_anchor", cap_milppp_anchor},
    {"cap.cinc", cap_cinc},
    {"cap.share_mean", cap_share_mean},
    {"cap.beckley", cap_beckley},
    {"cap.sdp", cap_sdp},
    {"bs.nash_public", bs_nash_public},
    {"bs.social_optimum", bs_social_optimum},
    {"bs.spearman", bs_spearman},
    {"bs.spearman_p", bs_spearman_p},
    {"bs.kendall", bs_kendall},
    {"bs.wilcoxon", bs_wilcoxon},
    {"bs.loglinear_response", bs_loglinear_response},
    {"bs.dynamic_response", bs_dynamic_response},
    {"bs.pledge_adjust", bs_pledge_adjust},
    {"post.security_game", post_security_game},
    {"post.minmax_exp", post_minmax_exp},
    {"post.minmax_linear", post_minmax_linear},
    {"post.blotto", post_blotto},
    {"post.closure", post_closure},
    {"det.eu_threshold", det_eu_threshold},
    {"det.perfect", det_perfect},
    {"det.aqre_logit", det_aqre_logit},
    {"det.signorino_probit", det_signorino_probit},
    {"det.csf_ratio", det_csf_ratio},
    {"det.csf_logit", det_csf_logit},
    {"det.time_avg_ratio", det_time_avg_ratio},
    {"det.at_least_one", det_at_least_one},
    {"det.jeffreys", det_jeffreys},
    {"cmb.lanchester_square", cmb_lanchester_square},
    {"cmb.lanchester_linear", cmb_lanchester_linear},
    {"cmb.lanchester_log", cmb_lanchester_log},
    {"cmb.deitchman", cmb_deitchman},
    {"cmb.helmbold", cmb_helmbold},
    {"cmb.bracken_step", cmb_bracken_step},
    {"cmb.kursk_fit", cmb_kursk_fit},
    {"cmb.adv", cmb_adv},
    {"cmb.engel_iwojima", cmb_engel},
    {"cmb.engel_observed", cmb_engel},
    {"cmb.engel_fit", cmb_engel_fit},
    {"cmb.epstein_adm", cmb_epstein_adm},
    {"cmb.posen_accounting", cmb_posen},
    {"att.stockflow", att_stockflow},
    {"att.steady", att_steady},
    {"att.cas_per_km2", att_cas_per_km2},
    {"att.advance_power", att_advance_power},
};

typedef struct columns {
    size_t model, test, inputs, output, expected, tolerance, source;
} columns;

static ent_status find_columns(const ent_csv *t, columns *c, ent_error *err)
{
    ENT_TRY(ent_csv_column(t, "model", &c->model, err));
    ENT_TRY(ent_csv_column(t, "case", &c->test, err));
    ENT_TRY(ent_csv_column(t, "inputs", &c->inputs, err));
    ENT_TRY(ent_csv_column(t, "output", &c->output, err));
    ENT_TRY(ent_csv_column(t, "expected", &c->expected, err));
    ENT_TRY(ent_csv_column(t, "tolerance", &c->tolerance, err));
    return ent_csv_column(t, "source", &c->source, err);
}

/* The value of a row; false when no function computes its model. */
static bool compute(const row *r, const char *model, double *value)
{
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++)
        if (strcmp(models[i].name, model) == 0) {
            const size_t mark = ent_arena_mark(r->arena);
            *value = models[i].compute(r);
            ent_arena_rewind(r->arena, mark);
            return true;
        }
    return false;
}

ent_status validate_model(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    ent_csv table;
    columns c;
    ent_facts facts;
    const char *path = ent_text_format(arena, "%s/model_vectors.csv", dir);
    if (!path)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(ent_csv_read(path, &table, arena, err));
    ENT_TRY(find_columns(&table, &c, err));
    ENT_TRY(ent_facts_load(path_data(), &facts, arena, err));
    for (size_t i = 0; i < table.n_rows; i++) {
        const char *model = ent_csv_text(&table, i, c.model);
        const char *output = ent_csv_text(&table, i, c.output);
        const char *inputs = ent_csv_text(&table, i, c.inputs);
        const char *source = ent_csv_text(&table, i, c.source);
        const row r = {{inputs}, output, dir, &facts, arena};
        double expected, value, abs_tol, rel_tol;
        const char *id =
            ent_text_format(arena, "%s %s %s", model, ent_csv_text(&table, i, c.test), output);
        ENT_TRY(ent_csv_required(&table, i, c.expected, &expected, err));
        if (!validate_tolerance(ent_csv_text(&table, i, c.tolerance), &abs_tol, &rel_tol))
            return ent_fail(err, ENT_E_PARSE, "%s:%zu: column tolerance: '%s' is not rel:x;abs:x",
                            path, ent_csv_line(&table, i), ent_csv_text(&table, i, c.tolerance));
        if (compute(&r, model, &value))
            validate_check(log, id ? id : model, inputs, value, expected, abs_tol, rel_tol, source);
        else
            validate_unable(log, id ? id : model, inputs, "no function computes this model",
                            source);
    }
    return ENT_OK;
}
