/* Family model: closed forms of published models, one function per model. Most of those that the
   vectors hold are not part of the program, whose kernels have equations of their own. */
#include <stdlib.h>
#include <string.h>

#include "entente/allocation_forms.h"
#include "reference/families.h"
#include "reference/inputs.h"
#include "session/paths.h"

enum { MOST = 64 };

typedef struct row {
    vector_inputs in;
    const char *output;
} row;

static double num(const row *r, const char *key)
{
    return vector_number(&r->in, key);
}

static size_t list(const row *r, const char *key, double *values)
{
    return vector_list(&r->in, key, MOST, values);
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

static double post_minmax_exp(const row *r)
{
    double loss[MOST], decay[MOST], part[MOST], worst;
    const size_t n = list(r, "loss", loss);
    if (!n || list(r, "k", decay) != n ||
        ent_minmax_exponential(n, loss, decay, num(r, "R"), part, &worst) != ENT_OK)
        return ENT_MISSING;
    const int i = indexed(r, "r");
    if (i >= 0)
        return (size_t)i < n ? part[i] : ENT_MISSING;
    return worst;
}

static const struct {
    const char *name;
    double (*compute)(const row *r);
} models[] = {
    {"post.security_game", post_security_game},
    {"post.minmax_exp", post_minmax_exp},
};

/* Models that no kernel uses; their functions went with the vectors' move out of the program. */
static const char *const absent[] = {
    "cap.pim",
    "cap.retire",
    "cap.cobbdouglas",
    "cap.ces",
    "cap.milppp",
    "cap.milppp_anchor",
    "cap.cinc",
    "cap.share_mean",
    "cap.beckley",
    "cap.sdp",
    "bs.nash_public",
    "bs.social_optimum",
    "bs.spearman",
    "bs.spearman_p",
    "bs.kendall",
    "bs.wilcoxon",
    "bs.loglinear_response",
    "bs.dynamic_response",
    "bs.pledge_adjust",
    "post.minmax_linear",
    "post.blotto",
    "post.closure",
    "det.eu_threshold",
    "det.perfect",
    "det.aqre_logit",
    "det.signorino_probit",
    "det.csf_ratio",
    "det.csf_logit",
    "det.time_avg_ratio",
    "det.at_least_one",
    "det.jeffreys",
    "cmb.lanchester_square",
    "cmb.lanchester_linear",
    "cmb.lanchester_log",
    "cmb.deitchman",
    "cmb.helmbold",
    "cmb.bracken_step",
    "cmb.kursk_fit",
    "cmb.adv",
    "cmb.engel_iwojima",
    "cmb.engel_observed",
    "cmb.engel_fit",
    "cmb.epstein_adm",
    "cmb.posen_accounting",
    "att.stockflow",
    "att.steady",
    "att.cas_per_km2",
    "att.advance_power",
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
            *value = models[i].compute(r);
            return true;
        }
    return false;
}

static bool is_absent(const char *model)
{
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
        if (strcmp(absent[i], model) == 0)
            return true;
    return false;
}

ent_status validate_model(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    ent_csv table;
    columns c;
    const char *path = ent_text_format(arena, "%s/model_vectors.csv", dir);
    ENT_NEED(path, err);
    ENT_TRY(ent_csv_read(path, &table, arena, err));
    ENT_TRY(find_columns(&table, &c, err));
    for (size_t i = 0; i < table.n_rows; i++) {
        const char *model = ent_csv_text(&table, i, c.model);
        const char *output = ent_csv_text(&table, i, c.output);
        const char *inputs = ent_csv_text(&table, i, c.inputs);
        const char *source = ent_csv_text(&table, i, c.source);
        const row r = {{inputs}, output};
        double expected, value, abs_tol, rel_tol;
        const char *id =
            ent_text_format(arena, "%s %s %s", model, ent_csv_text(&table, i, c.test), output);
        ENT_TRY(ent_csv_required(&table, i, c.expected, &expected, err));
        if (!vector_tolerance(ent_csv_text(&table, i, c.tolerance), &abs_tol, &rel_tol))
            return ent_fail(err, ENT_E_PARSE, "%s:%zu: column tolerance: '%s' is not rel:x;abs:x",
                            path, ent_csv_line(&table, i), ent_csv_text(&table, i, c.tolerance));
        if (compute(&r, model, &value))
            validate_check(log, id ? id : model, inputs, value, expected, abs_tol, rel_tol, source);
        else if (is_absent(model))
            validate_absent(log);
        else
            validate_unable(log, id ? id : model, inputs, "no function computes this model",
                            source);
    }
    return ENT_OK;
}
