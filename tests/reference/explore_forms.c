/* Test functions of sensitivity analysis, their closed forms, and robustness by definition. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/design.h"
#include "entente/explore.h"
#include "entente/sobol.h"
#include "reference/explore.h"
#include "session/paths.h"

static const double PI = 3.14159265358979323846;
enum { MOST_INPUTS = 64 };

bool explore_inputs(const char *quantity, size_t *first, size_t *second)
{
    const char *at = strstr(quantity, "_x");
    if (!at || at[2] < '1' || at[2] > '9')
        return false;
    char *end = NULL;
    *first = (size_t)strtoul(at + 2, &end, 10) - 1;
    *second = *end == 'x' ? (size_t)strtoul(end + 1, &end, 10) - 1 : *first;
    return *end == '\0';
}

/* Partial variances of a test function. */
typedef struct form {
    size_t d;
    double mean, variance;
    double first[MOST_INPUTS], total[MOST_INPUTS];
    double pair[MOST_INPUTS][MOST_INPUTS];
} form;

/* sin x1 + a sin^2 x2 + b x3^4 sin x1, x uniform on (-pi, pi) (Ishigami and Homma 1990). */
static void ishigami_form(double a, double b, form *f)
{
    const double p4 = pow(PI, 4), p8 = pow(PI, 8);
    const double v1 = 0.5 * (1 + b * p4 / 5) * (1 + b * p4 / 5), v2 = a * a / 8;
    const double v13 = b * b * p8 * (1.0 / 18 - 1.0 / 50);
    *f = (form){.d = 3, .mean = a / 2, .variance = v1 + v2 + v13};
    f->first[0] = v1 / f->variance;
    f->first[1] = f->total[1] = v2 / f->variance;
    f->total[0] = (v1 + v13) / f->variance;
    f->total[2] = f->pair[0][2] = v13 / f->variance;
}

/* prod (|4 x - 2| + a) / (1 + a), x uniform on (0, 1) (Sobol' 1993). */
static void g_form(size_t d, const double *a, form *f)
{
    *f = (form){.d = d, .mean = 1.0};
    double v[MOST_INPUTS], product = 1.0;
    for (size_t j = 0; j < d; j++) {
        v[j] = 1.0 / (3.0 * (1.0 + a[j]) * (1.0 + a[j]));
        product *= 1.0 + v[j];
    }
    f->variance = product - 1.0;
    for (size_t j = 0; j < d; j++) {
        f->first[j] = v[j] / f->variance;
        f->total[j] = v[j] * product / (1.0 + v[j]) / f->variance;
        for (size_t k = j + 1; k < d; k++)
            f->pair[j][k] = v[j] * v[k] / f->variance;
    }
}

static bool make_form(const char *params, const char *kase, form *f)
{
    const vector_inputs in = {params};
    double a[MOST_INPUTS];
    if (strncmp(kase, "ishigami", 8) == 0) {
        ishigami_form(vector_number(&in, "a"), vector_number(&in, "b"), f);
        return true;
    }
    const size_t d = vector_list(&in, "a", MOST_INPUTS, a);
    if (strncmp(kase, "sobolg", 6) != 0 || d == 0)
        return false;
    g_form(d, a, f);
    return true;
}

static double read_form(const form *f, const char *quantity)
{
    size_t j, k;
    if (strcmp(quantity, "mean") == 0)
        return f->mean;
    if (strcmp(quantity, "variance") == 0)
        return f->variance;
    if (!explore_inputs(quantity, &j, &k) || j >= f->d || k >= f->d)
        return ENT_MISSING;
    if (strncmp(quantity, "S2_", 3) == 0)
        return f->pair[j][k];
    return strncmp(quantity, "S1_", 3) == 0 ? f->first[j] : f->total[j];
}

double explore_closed_form(const char *params, const char *kase, const char *quantity)
{
    form f;
    return make_form(params, kase, &f) ? read_form(&f, quantity) : ENT_MISSING;
}

/* --- robustness ----------------------------------------------------------------------------- */

/* "...: 5 7 3 / 6 6 6; threshold=6; alpha=0.4": rows are policies, columns futures. */
static size_t read_payoff(const char *params, double *payoff, size_t most, size_t *n)
{
    const char *at = strchr(params, ':');
    size_t policies = 1, count = 0, row = 0;
    *n = 0;
    for (at = at ? at + 1 : params; *at && *at != ';' && count < most;) {
        char *end = NULL;
        const double v = strtod(at, &end);
        if (end != at) {
            payoff[count++] = v;
            row++;
            at = end;
        } else if (*at == '/') {
            *n = row;
            row = 0;
            policies++;
            at++;
        } else {
            at++;
        }
    }
    *n = policies > 1 ? *n : row;
    return *n && count == policies * *n ? policies : 0;
}

static double parameter_after(const char *params, const char *name)
{
    const char *at = strstr(params, name);
    return at ? strtod(at + strlen(name), NULL) : ENT_MISSING;
}

static double read_robust(const ent_robust_row *rows, size_t policies, const char *q)
{
    static const struct {
        const char *name;
        size_t offset;
    } fields[] = {{"maximin", offsetof(ent_robust_row, maximin)},
                  {"maximax", offsetof(ent_robust_row, maximax)},
                  {"laplace", offsetof(ent_robust_row, laplace)},
                  {"hurwicz", offsetof(ent_robust_row, hurwicz)},
                  {"max_regret", offsetof(ent_robust_row, max_regret)},
                  {"mean_regret", offsetof(ent_robust_row, mean_regret)},
                  {"p90_regret", offsetof(ent_robust_row, p90_regret)},
                  {"satisficing", offsetof(ent_robust_row, satisficing)}};
    const char *at = strstr(q, "_policy");
    const size_t policy = at ? (size_t)strtoul(at + 7, NULL, 10) : 0;
    for (size_t i = 0; at && policy >= 1 && policy <= policies && i < 8; i++)
        if (strlen(fields[i].name) == (size_t)(at - q) &&
            strncmp(fields[i].name, q, (size_t)(at - q)) == 0) {
            double value;
            memcpy(&value, (const char *)&rows[policy - 1] + fields[i].offset, sizeof value);
            return value;
        }
    const bool regret = strcmp(q, "minimax_regret_choice") == 0;
    if (!regret && strcmp(q, "maximin_choice") != 0)
        return ENT_MISSING;
    size_t best = 0;
    for (size_t p = 1; p < policies; p++)
        if (regret ? rows[p].max_regret < rows[best].max_regret
                   : rows[p].maximin > rows[best].maximin)
            best = p;
    return (double)(best + 1);
}

ent_status explore_robustness(const char *params, const char *quantity, double *value,
                              ent_arena *arena, ent_error *err)
{
    enum { MOST = 1024, POLICIES = 64 };
    double payoff[MOST];
    ent_robust_row rows[POLICIES];
    size_t n = 0, used = 0;
    const size_t policies = read_payoff(params, payoff, MOST, &n);
    if (policies == 0 || policies > POLICIES)
        return ent_fail(err, ENT_E_PARSE, "no payoff table in '%.80s'", params);
    const ent_status status =
        ent_robustness(policies, n, payoff, parameter_after(params, "threshold="),
                       parameter_after(params, "alpha="), rows, &used, arena);
    if (status != ENT_OK)
        return ent_fail(err, status, "payoff table: %s", ent_status_text(status));
    *value = read_robust(rows, policies, quantity);
    return ENT_OK;
}

/* --- Sobol' sequence ------------------------------------------------------------------------ */

static ent_status load_directions(const uint32_t **directions, size_t *n, ent_arena *arena,
                                  ent_error *err)
{
    const char *path = ent_text_format(arena, "%s/sobol_directions.csv", path_data());
    ENT_NEED(path, err);
    return ent_sobol_load(path, directions, n, arena, err);
}

ent_status explore_sobol_point(const char *quantity, double *value, ent_arena *arena,
                               ent_error *err)
{
    unsigned index = 0, dimension = 0;
    const uint32_t *directions;
    size_t n = 0;
    if (sscanf(quantity, "point%u_dim%u", &index, &dimension) != 2 || dimension == 0)
        return ent_fail(err, ENT_E_PARSE, "'%s' names no point", quantity);
    ENT_TRY(load_directions(&directions, &n, arena, err));
    if (dimension > n)
        return ent_fail(err, ENT_E_DATA, "dimension %u is beyond the %zu of the table", dimension,
                        n);
    const uint32_t gray = index ^ (index >> 1);
    uint32_t bits = 0;
    for (unsigned b = 0; b < ENT_SOBOL_BITS; b++)
        if (gray >> b & 1)
            bits ^= directions[(dimension - 1) * ENT_SOBOL_BITS + b];
    *value = (double)bits * 0x1p-32;
    return ENT_OK;
}

/* --- estimates on test functions ------------------------------------------------------------ */

struct estimate_case {
    char kase[32];
    form truth;
    size_t d;
    ent_index first[MOST_INPUTS], total[MOST_INPUTS];
};

static double evaluate(const char *kase, const double *a, size_t d, const double *u)
{
    if (strncmp(kase, "ishigami", 8) == 0) {
        const double x1 = PI * (2 * u[0] - 1), x2 = PI * (2 * u[1] - 1), x3 = PI * (2 * u[2] - 1);
        return sin(x1) + 7.0 * sin(x2) * sin(x2) + 0.1 * pow(x3, 4) * sin(x1);
    }
    double product = 1.0;
    for (size_t j = 0; j < d; j++)
        product *= (fabs(4.0 * u[j] - 2.0) + a[j]) / (1.0 + a[j]);
    return product;
}

/* Cross-sampled outputs on scrambled points: dimensions 0..d-1 are A, d..2d-1 B. */
static ent_status sample_cross(const char *kase, const double *a, size_t d, size_t n, ent_cross *c,
                               ent_arena *arena, ent_error *err)
{
    const uint32_t *directions;
    size_t n_dimensions = 0;
    ENT_TRY(load_directions(&directions, &n_dimensions, arena, err));
    double *u = ent_arena_array(arena, double, 2 * d * n);
    double *y = ent_arena_array(arena, double, (d + 2) * n);
    ENT_NEED(u && y, err);
    const ent_design design = {.kind = ENT_DESIGN_SOBOL,
                               .seed = 1234,
                               .n = n,
                               .directions = directions,
                               .n_dimensions = n_dimensions};
    for (size_t j = 0; j < 2 * d; j++)
        ent_design_row(&design, 0, n, j, (uint32_t)j, u + j * n);
    double point[MOST_INPUTS];
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < d + 2; k++) { /* 0 A, 1 B, 2+j A with column j of B */
            for (size_t j = 0; j < d; j++)
                point[j] = u[((k == 1 || k == j + 2) ? d + j : j) * n + i];
            y[k * n + i] = evaluate(kase, a, d, point);
        }
    *c = (ent_cross){n, d, y, y + n, y + 2 * n, NULL};
    return ENT_OK;
}

static ent_status run_estimate(const char *kase, struct estimate_case *e, ent_arena *arena,
                               ent_error *err)
{
    static const double classic[8] = {0, 1, 4.5, 9, 99, 99, 99, 99};
    enum { N = 16384, RESAMPLES = 1000 };
    ent_cross cross;
    e->d = 8;
    if (strncmp(kase, "ishigami", 8) == 0) {
        ishigami_form(7.0, 0.1, &e->truth);
        e->truth.d = 8; /* five inputs that do nothing */
    } else {
        g_form(8, classic, &e->truth);
    }
    ENT_TRY(sample_cross(kase, classic, 8, N, &cross, arena, err));
    const ent_status status =
        ent_sobol_bootstrap(&cross, RESAMPLES, 1234, e->first, e->total, arena);
    return status == ENT_OK ? ENT_OK : ent_fail(err, status, "bootstrap failed");
}

ent_status explore_sobol_estimate(const explore_row *row, explore_data **kept, double *value,
                                  ent_arena *arena, ent_error *err)
{
    struct estimate_case *e = (struct estimate_case *)(void *)*kept;
    size_t j, k;
    if (!e || strcmp(e->kase, row->kase) != 0) {
        e = ent_arena_array(arena, struct estimate_case, 1);
        ENT_NEED(e, err);
        snprintf(e->kase, sizeof e->kase, "%s", row->kase);
        ENT_TRY(run_estimate(row->kase, e, arena, err));
        *kept = (explore_data *)(void *)e;
    }
    if (!explore_inputs(row->quantity, &j, &k) || j >= e->d)
        return ent_fail(err, ENT_E_PARSE, "'%s' names no index", row->quantity);
    const bool first = strstr(row->quantity, "_S1_") != NULL;
    const ent_index *index = first ? &e->first[j] : &e->total[j];
    const double truth = first ? e->truth.first[j] : e->truth.total[j];
    *value = strncmp(row->quantity, "abs_err", 7) == 0 ? fabs(index->value - truth)
                                                       : index->high - index->value;
    return ENT_OK;
}
