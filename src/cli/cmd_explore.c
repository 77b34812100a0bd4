/* entente explore: which assumptions drive an outcome, and in which futures a policy fails. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/explore_run.h"
#include "cli/explore_why.h"
#include "cli/options.h"
#include "entente/heap.h"
#include "entente/sort.h"

typedef struct explore_args {
    const char *outcome, *at, *method, *fails;
    size_t points, replicates, threads, box, top;
    unsigned long long seed;
    bool groups, json, csv;
} explore_args;

static const ent_option options[] = {
    {"outcome", ENT_OPT_TEXT, offsetof(explore_args, outcome), "KEY",
     "outcome with index: 'deterrence.odds_ratio[baltic]'"},
    {"at", ENT_OPT_TEXT, offsetof(explore_args, at), "TIME", "year or month [the last]"},
    {"method", ENT_OPT_TEXT, offsetof(explore_args, method), "NAME",
     "sobol, morris, pawn, regional, prim, cart, why [sobol]"},
    {"groups", ENT_OPT_FLAG, offsetof(explore_args, groups), NULL,
     "sobol: groups of assumptions, not single ones"},
    {"fails", ENT_OPT_TEXT, offsetof(explore_args, fails), "CONDITION",
     "what counts as failure, e.g. '> 1.2' [the worst tenth]"},
    {"points", ENT_OPT_SIZE, offsetof(explore_args, points), "N",
     "base points (sobol), trajectories (morris), futures (others)"},
    {"scrambles", ENT_OPT_SIZE, offsetof(explore_args, replicates), "R",
     "independent scrambles behind the intervals [5]"},
    {"box", ENT_OPT_SIZE, offsetof(explore_args, box), "I", "prim: show this box of the trade-off"},
    {"top", ENT_OPT_SIZE, offsetof(explore_args, top), "N", "rows shown to people [12]"},
    {"seed", ENT_OPT_U64, offsetof(explore_args, seed), "S", "seed [1]"},
    {"threads", ENT_OPT_SIZE, offsetof(explore_args, threads), "N", "threads [all cores]"},
    {"json", ENT_OPT_FLAG, offsetof(explore_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(explore_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "explore",
    .operands = "SCENARIO",
    .summary = "Which assumptions drive an outcome, and in which futures a policy fails.",
    .details =
        "Sensitivity counts only what the assumptions say is uncertain: a prior that is too\n"
        "narrow looks harmless. Shocks are one factor of their own. An index whose interval\n"
        "holds zero is not distinguishable from zero; four times the futures halve an interval.\n"
        "  entente explore brussels-2025 --outcome 'deterrence.odds_ratio[baltic]'\n"
        "  entente explore brussels-2025 --outcome posture.shortfall --at 2030 --method prim \\\n"
        "          --fails '> 0'",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 1,
    .max_operands = 1,
};

typedef struct explorer {
    explore_args args;
    explore_problem p;
    ent_arena *arena;
    ent_builder *out;
    ent_error *err;
} explorer;

static const char *label_of(const explorer *x, const char *key)
{
    const ent_assumption *row = ent_register_assumption(&x->p.parts.reg, key);
    return row ? row->label : strcmp(key, "shocks") == 0 ? "chance: every yearly shock" : key;
}

static const char *basis_of(const explorer *x, const char *key)
{
    const ent_assumption *row = ent_register_assumption(&x->p.parts.reg, key);
    return row ? row->basis : "";
}

static const char *outcome_name(const explorer *x)
{
    return ent_text_format(x->arena, "%s%s%s", x->args.outcome, *x->p.at ? " at " : "", x->p.at);
}

static ent_status render(explorer *x, const ent_table *t, const char *text)
{
    const ent_format format = opt_format(x->args.json, x->args.csv);
    const ent_style style = opt_style();
    ent_table shown = *t;
    if (format == ENT_FORMAT_TEXT && x->args.top < shown.n_rows)
        shown.n_rows = x->args.top;
    if (x->args.json) {
        ent_builder_text(x->out, "{\n\"outcome\": ");
        ent_json_text(x->out, outcome_name(x));
        ent_builder_text(x->out, ",\n\"text\": ");
        ent_json_text(x->out, text);
        ent_builder_format(x->out, ",\n\"%s\": ", t->name);
    }
    ENT_TRY(ent_table_render(&shown, format, &style, x->out, x->err));
    if (format == ENT_FORMAT_TEXT)
        ent_builder_format(x->out, "\n%s\n", text);
    ent_builder_text(x->out, x->args.json ? "\n}\n" : "");
    return ent_builder_status(x->out, x->err);
}

/* --- Sobol' --------------------------------------------------------------------------------- */

static const ent_column sobol_columns[] = {
    {"factor", "Assumption", "", ENT_CELL_TEXT, 0},
    {"total", "Total", "share", ENT_CELL_NUMBER, 3},
    {"total_low", "low", "", ENT_CELL_NUMBER, 3},
    {"total_high", "high", "", ENT_CELL_NUMBER, 3},
    {"first", "Alone", "share", ENT_CELL_NUMBER, 3},
    {"first_low", "low", "", ENT_CELL_NUMBER, 3},
    {"first_high", "high", "", ENT_CELL_NUMBER, 3},
    {"says", "Reading", "", ENT_CELL_TEXT, 0},
    {"futures_to_halve", "To halve", "futures", ENT_CELL_NUMBER, 0},
    {"basis", "Basis", "", ENT_CELL_TEXT, 0},
    {"label", "What", "", ENT_CELL_TEXT, 0},
};

static ent_status sobol_indices(explorer *x, const explore_cross *c, ent_index *first,
                                ent_index *total)
{
    double *f = ent_arena_array(x->arena, double, c->replicates * c->d);
    double *t = ent_arena_array(x->arena, double, c->replicates * c->d);
    double *of_one = ent_arena_array(x->arena, double, c->replicates);
    if (!f || !t || !of_one)
        return ent_fail(x->err, ENT_E_NOMEM, "out of memory");
    for (size_t r = 0; r < c->replicates; r++) {
        const ent_cross one = {
            c->n, c->d, c->a + r * c->n, c->b + r * c->n, c->ab + r * c->d * c->n, NULL};
        if (ent_sobol_indices(&one, f + r * c->d, t + r * c->d) != ENT_OK)
            return ent_fail(x->err, ENT_E_ARG, "too few points");
    }
    for (size_t j = 0; j < c->d; j++) {
        for (size_t r = 0; r < c->replicates; r++)
            of_one[r] = f[r * c->d + j];
        first[j] = ent_interval_of_replicates(of_one, c->replicates);
        for (size_t r = 0; r < c->replicates; r++)
            of_one[r] = t[r * c->d + j];
        total[j] = ent_interval_of_replicates(of_one, c->replicates);
    }
    return ENT_OK;
}

/* Ratios are compared on their logarithm: a few futures at ten times the reference would
   otherwise be the whole variance. */
static void take_logarithms(explore_cross *c)
{
    double *const rows[] = {c->a, c->b, c->ab};
    const size_t n = c->replicates * c->n, counts[] = {n, n, n * c->d};
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < counts[k]; i++)
            rows[k][i] = log(rows[k][i]);
}

/* "three matter most: A (a share of .31, .28 to .34), B ..., C ...", hedged. */
static const char *sobol_text(explorer *x, const ent_table *t, size_t futures)
{
    ent_builder b;
    ent_builder_init(&b, x->arena);
    ent_builder_format(&b, "%s%s depends most on",
                       x->p.outcome->hist_log ? "The logarithm of " : "", outcome_name(x));
    size_t named = 0;
    const ent_cell *chance = NULL;
    for (size_t r = 0; r < t->n_rows; r++) {
        const ent_cell *c = &t->cells[r * t->n_columns];
        if (strcmp(c[0].text, "shocks") == 0)
            chance = c;
        if (!(c[2].number > 0.0) || c == chance || named == 3)
            continue;
        ent_builder_format(&b,
                           "%s %s (%s; with interactions %.0f %% of its variance, interval "
                           "%.0f to %.0f %%)",
                           named ? ";" : "", c[10].text, c[0].text, 100 * c[1].number,
                           100 * c[2].number, 100 * c[3].number);
        named++;
    }
    if (!named)
        ent_builder_text(&b, " nothing that can be told from zero with this many futures");
    if (chance)
        ent_builder_format(&b,
                           ". Chance itself, every yearly shock together, has a part in "
                           "%.0f %% (%.0f to %.0f %%)",
                           100 * chance[1].number, 100 * chance[2].number, 100 * chance[3].number);
    ent_builder_format(&b,
                       ". %zu futures; intervals from %zu independent scrambles, 95 %%. A share "
                       "says how much of the spread would go if the assumption were known; it "
                       "depends on the priors, most of which are judgement.",
                       futures, x->args.replicates);
    return b.data;
}

static ent_status run_sobol(explorer *x)
{
    explore_factors *f = ent_arena_array(x->arena, explore_factors, 1);
    explore_cross c;
    ent_table t;
    if (!f)
        return ent_fail(x->err, ENT_E_NOMEM, "out of memory");
    explore_make_factors(&x->p, x->args.groups, f);
    ENT_TRY(explore_crossed(&x->p, f, x->args.points ? x->args.points : 512, x->args.replicates,
                            false, x->args.seed, &c, x->arena, x->err));
    ent_index *first = ent_arena_array(x->arena, ent_index, f->n);
    ent_index *total = ent_arena_array(x->arena, ent_index, f->n);
    if (!first || !total)
        return ent_fail(x->err, ENT_E_NOMEM, "out of memory");
    if (x->p.outcome->hist_log)
        take_logarithms(&c);
    ENT_TRY(sobol_indices(x, &c, first, total));
    const size_t futures = c.replicates * c.n * (c.d + 2);
    ent_table_init(&t, "sobol", "Share of the variance by assumption", sobol_columns,
                   sizeof sobol_columns / sizeof sobol_columns[0], x->arena);
    for (size_t j = 0; j < f->n; j++) {
        const size_t r = ent_table_row(&t);
        const bool zero = ent_index_holds_zero(&total[j]);
        ent_table_text(&t, r, 0, f->name[j]);
        const double numbers[6] = {total[j].value, total[j].low, total[j].high,
                                   first[j].value, first[j].low, first[j].high};
        for (size_t k = 0; k < 6; k++)
            ent_table_number(&t, r, 1 + k, numbers[k]);
        ent_table_text(&t, r, 7, zero ? "not distinguishable from zero" : "acts");
        ent_table_number(&t, r, 8, 4.0 * (double)futures);
        ent_table_text(&t, r, 9, basis_of(x, f->name[j]));
        ent_table_text(&t, r, 10, label_of(x, f->name[j]));
    }
    ent_table_sort(&t, 1, true);
    return render(x, &t, sobol_text(x, &t, futures));
}

/* --- Morris, PAWN, regional ----------------------------------------------------------------- */

static const ent_column morris_columns[] = {
    {"factor", "Assumption", "", ENT_CELL_TEXT, 0}, {"mu_star", "mu*", "", ENT_CELL_NUMBER, 4},
    {"mu", "mu", "", ENT_CELL_NUMBER, 4},           {"sigma", "sigma", "", ENT_CELL_NUMBER, 4},
    {"label", "What", "", ENT_CELL_TEXT, 0},
};

static ent_status run_morris(explorer *x)
{
    const size_t d = x->p.n_inputs, r = x->args.points ? x->args.points : 64;
    const size_t n = r * (d + 1);
    double *points = ent_arena_array(x->arena, double, n *d);
    double *y = ent_arena_array(x->arena, double, n);
    double *measures = ent_arena_array(x->arena, double, 3 * d);
    ent_table t;
    if (!points || !y || !measures)
        return ent_fail(x->err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(explore_trajectories(&x->p, r, x->args.seed, points, y, x->arena, x->err));
    if (ent_morris(r, d, points, y, measures, measures + d, measures + 2 * d, x->arena) != ENT_OK)
        return ent_fail(x->err, ENT_E_DATA, "trajectories are broken");
    ent_table_init(&t, "morris", "Elementary effects: change of the outcome over a prior",
                   morris_columns, 5, x->arena);
    for (size_t j = 0; j < d; j++) {
        const size_t row = ent_table_row(&t);
        ent_table_text(&t, row, 0, x->p.input_key[j]);
        ent_table_number(&t, row, 1, measures[d + j]);
        ent_table_number(&t, row, 2, measures[j]);
        ent_table_number(&t, row, 3, measures[2 * d + j]);
        ent_table_text(&t, row, 4, label_of(x, x->p.input_key[j]));
    }
    ent_table_sort(&t, 1, true);
    return render(x, &t,
                  ent_text_format(x->arena,
                                  "Screening of %s with %zu trajectories: mu* is the mean size of "
                                  "an effect, sigma near or above it means interaction or "
                                  "curvature. A screening ranks; it gives no shares.",
                                  outcome_name(x), r));
}

static const ent_column pawn_columns[] = {
    {"factor", "Assumption", "", ENT_CELL_TEXT, 0},
    {"median", "PAWN median", "", ENT_CELL_NUMBER, 3},
    {"maximum", "largest", "", ENT_CELL_NUMBER, 3},
    {"noise", "by chance", "", ENT_CELL_NUMBER, 3},
    {"first", "Alone", "share", ENT_CELL_NUMBER, 3},
    {"label", "What", "", ENT_CELL_TEXT, 0},
};

static ent_status take_sample(explorer *x, explore_sample *s)
{
    return explore_plain(&x->p, x->args.points ? x->args.points : 4096, x->args.seed, s, x->arena,
                         x->err);
}

static ent_status run_pawn(explorer *x)
{
    enum { SLICES = 10, BINS = 32 };
    const size_t d = x->p.n_inputs;
    explore_sample s;
    ent_table t;
    ENT_TRY(take_sample(x, &s));
    ent_pawn_row *rows = ent_arena_array(x->arena, ent_pawn_row, d);
    double *first = ent_arena_array(x->arena, double, d);
    if (!rows || !first)
        return ent_fail(x->err, ENT_E_NOMEM, "out of memory");
    if (ent_pawn(s.n, d, s.x, s.y, SLICES, rows, x->arena) != ENT_OK ||
        ent_sobol_given_data(s.n, d, s.x, s.y, BINS, first, x->arena) != ENT_OK)
        return ent_fail(x->err, ENT_E_ARG, "too few futures; raise --points");
    /* median distance of a slice of pure noise: Kolmogorov's median .8276 / sqrt(m) */
    const double noise = 0.8276 / sqrt((double)s.n / SLICES) * sqrt(1.0 - 1.0 / SLICES);
    ent_table_init(&t, "pawn", "Distance of the outcome's distribution when one input is known",
                   pawn_columns, 6, x->arena);
    for (size_t j = 0; j < d; j++) {
        const size_t r = ent_table_row(&t);
        ent_table_text(&t, r, 0, x->p.input_key[j]);
        ent_table_number(&t, r, 1, rows[j].median);
        ent_table_number(&t, r, 2, rows[j].maximum);
        ent_table_number(&t, r, 3, noise);
        ent_table_number(&t, r, 4, first[j]);
        ent_table_text(&t, r, 5, label_of(x, x->p.input_key[j]));
    }
    ent_table_sort(&t, 1, true);
    return render(x, &t,
                  ent_text_format(x->arena,
                                  "%s over %zu sampled futures. A median near %.3f is what chance "
                                  "alone gives with slices of this size.",
                                  outcome_name(x), s.n, noise));
}

/* --- failure -------------------------------------------------------------------------------- */

typedef struct failure {
    uint8_t *failed;
    size_t n_failed;
    const char *says;
} failure;

/* The worst tenth when no condition is given; which end is worst stands in the register. */
static ent_status find_failures(explorer *x, const explore_sample *s, failure *f)
{
    ent_condition condition = {0};
    f->failed = ent_arena_array(x->arena, uint8_t, s->n);
    double *sorted = ent_arena_array(x->arena, double, s->n);
    double *spare = ent_arena_array(x->arena, double, s->n);
    if (!f->failed || !sorted || !spare)
        return ent_fail(x->err, ENT_E_NOMEM, "out of memory");
    if (x->args.fails && !ent_condition_read(x->args.fails, &condition))
        return ent_fail(x->err, ENT_E_ARG,
                        "--fails '%s' is no condition; write for example '> 1.2'", x->args.fails);
    const bool high_is_good = strcmp(x->p.outcome->better, "high") == 0;
    f->says = x->args.fails;
    if (!x->args.fails) {
        size_t known = 0;
        for (size_t i = 0; i < s->n; i++)
            if (!isnan(s->y[i]))
                sorted[known++] = s->y[i];
        ent_sort_values(known, sorted, spare);
        const double bound = ent_sorted_quantile(known, sorted, high_is_good ? 0.1 : 0.9);
        condition = (ent_condition){
            .n = 1, .compare = {high_is_good ? ENT_CMP_LT : ENT_CMP_GT}, .bound = {bound}};
        f->says =
            ent_text_format(x->arena, "%s %.4g (the worst tenth)", high_is_good ? "<" : ">", bound);
    }
    f->n_failed = 0;
    for (size_t i = 0; i < s->n; i++) {
        f->failed[i] = ent_condition_holds(&condition, s->y[i]);
        f->n_failed += f->failed[i];
    }
    if (!f->n_failed || f->n_failed == s->n)
        return ent_fail(x->err, ENT_E_DATA,
                        "%s %s in %zu of %zu sampled futures: there is nothing to tell apart",
                        outcome_name(x), f->says, f->n_failed, s->n);
    return ENT_OK;
}

static const ent_column regional_columns[] = {
    {"factor", "Assumption", "", ENT_CELL_TEXT, 0},
    {"distance", "Distance", "KS", ENT_CELL_NUMBER, 3},
    {"p_value", "By chance", "p", ENT_CELL_NUMBER, 4},
    {"label", "What", "", ENT_CELL_TEXT, 0},
};

static ent_status run_regional(explorer *x)
{
    const size_t d = x->p.n_inputs;
    explore_sample s;
    failure f;
    ent_table t;
    ENT_TRY(take_sample(x, &s));
    ENT_TRY(find_failures(x, &s, &f));
    double *distance = ent_arena_array(x->arena, double, 2 * d);
    if (!distance ||
        ent_regional(s.n, d, s.x, f.failed, distance, distance + d, x->arena) != ENT_OK)
        return ent_fail(x->err, ENT_E_NOMEM, "out of memory");
    ent_table_init(&t, "regional", "Inputs of failing futures against those of the others",
                   regional_columns, 4, x->arena);
    for (size_t j = 0; j < d; j++) {
        const size_t r = ent_table_row(&t);
        ent_table_text(&t, r, 0, x->p.input_key[j]);
        ent_table_number(&t, r, 1, distance[j]);
        ent_table_number(&t, r, 2, distance[d + j]);
        ent_table_text(&t, r, 3, label_of(x, x->p.input_key[j]));
    }
    ent_table_sort(&t, 1, true);
    return render(x, &t,
                  ent_text_format(x->arena,
                                  "%s %s in %.1f %% of %zu sampled futures. With %zu inputs about "
                                  "%.0f would stand below p = .05 by chance.",
                                  outcome_name(x), f.says, 100.0 * (double)f.n_failed / (double)s.n,
                                  s.n, d, 0.05 * (double)d));
}

static const ent_column prim_columns[] = {
    {"box", "Box", "", ENT_CELL_NUMBER, 0},
    {"coverage", "Coverage", "share of failures", ENT_CELL_NUMBER, 2},
    {"density", "Density", "share failing", ENT_CELL_NUMBER, 2},
    {"mass", "Mass", "share of futures", ENT_CELL_NUMBER, 3},
    {"restricted", "Limits on", "inputs", ENT_CELL_NUMBER, 0},
};

/* The densest box that still holds half of the failures, unless the user names one. */
static size_t choose_box(const explorer *x, const ent_prim_path *path)
{
    if (x->args.box != SIZE_MAX && x->args.box < path->n_boxes)
        return x->args.box;
    size_t best = 0;
    for (size_t b = 0; b < path->n_boxes; b++)
        if (path->boxes[b].coverage >= 0.5 && path->boxes[b].density > path->boxes[best].density)
            best = b;
    return best;
}

static void say_limit(explorer *x, ent_builder *b, const explore_sample *s, const failure *f,
                      const ent_prim_path *path, size_t box, size_t input, bool high,
                      const ent_prim_spread *spread, size_t said)
{
    const size_t d = path->d, at = (high ? d : 0) + input;
    const double limit = path->limits[box * 2 * d + at];
    if (limit == path->limits[at])
        return;
    const ent_index *i = high ? &spread->high[input] : &spread->low[input];
    ent_builder_format(b, "%s%s (%s) %s %.3g", said ? " and " : "",
                       label_of(x, x->p.input_key[input]), x->p.input_key[input],
                       high ? "at most" : "at least", limit);
    const double p = ent_prim_quasi_p(s->n, d, s->x, f->failed, path, box, input, high);
    if (!isnan(i->low))
        ent_builder_format(b, " [%.3g to %.3g in resamples; p %.2g]", i->low, i->high, p);
    else
        ent_builder_format(b, " [in fewer than half of the resamples; p %.2g]", p);
}

static const char *prim_text(explorer *x, const explore_sample *s, const failure *f,
                             const ent_prim_path *path, size_t box, const ent_prim_spread *spread)
{
    ent_builder b;
    ent_builder_init(&b, x->arena);
    const ent_prim_box *chosen = &path->boxes[box];
    ent_builder_format(&b, "%s %s in %.1f %% of %zu sampled futures (base rate). Box %zu: where ",
                       outcome_name(x), f->says, 100.0 * (double)f->n_failed / (double)s->n, s->n,
                       box);
    size_t said = 0;
    for (size_t j = 0; j < path->d; j++)
        for (int high = 0; high < 2; high++) {
            const size_t before = b.length;
            say_limit(x, &b, s, f, path, box, j, high == 1, spread, said);
            said += b.length != before;
        }
    ent_builder_format(&b,
                       "%s, it does so in %.0f %% (%.0f to %.0f %% in resamples), and these "
                       "futures hold %.0f %% of all failures (%.0f to %.0f %%).",
                       said ? "" : "nothing is restricted", 100 * chosen->density,
                       100 * spread->density.low, 100 * spread->density.high,
                       100 * chosen->coverage, 100 * spread->coverage.low,
                       100 * spread->coverage.high);
    return b.data;
}

static ent_status run_prim(explorer *x)
{
    enum { RESAMPLES = 20 };
    const ent_prim_options o = ENT_PRIM_DEFAULTS;
    explore_sample s;
    failure f;
    ent_prim_path path;
    ent_prim_spread spread;
    ent_arena scratch;
    ent_table t;
    ENT_TRY(take_sample(x, &s));
    ENT_TRY(find_failures(x, &s, &f));
    ent_heap_arena_create(&scratch, 1 << 22);
    ent_status status = ent_prim(s.n, x->p.n_inputs, s.x, f.failed, &o, &path, x->arena, &scratch);
    const size_t box = status == ENT_OK ? choose_box(x, &path) : 0;
    if (status == ENT_OK)
        status = ent_prim_resample(s.n, x->p.n_inputs, s.x, f.failed, &o, path.boxes[box].mass,
                                   RESAMPLES, x->args.seed, &spread, x->arena, &scratch);
    ent_heap_arena_destroy(&scratch);
    if (status != ENT_OK)
        return ent_fail(x->err, status, "scenario discovery: %s", ent_status_text(status));
    ent_table_init(&t, "prim", "Trade-off of coverage against density", prim_columns, 5, x->arena);
    for (size_t b = 0; b < path.n_boxes; b++) {
        const size_t r = ent_table_row(&t);
        const double numbers[5] = {(double)b, path.boxes[b].coverage, path.boxes[b].density,
                                   path.boxes[b].mass, (double)path.boxes[b].restricted};
        for (size_t k = 0; k < 5; k++)
            ent_table_number(&t, r, k, numbers[k]);
    }
    x->args.top = path.n_boxes;
    return render(x, &t, prim_text(x, &s, &f, &path, box, &spread));
}

static const ent_column cart_columns[] = {
    {"leaf", "Leaf", "", ENT_CELL_NUMBER, 0},
    {"density", "Density", "share failing", ENT_CELL_NUMBER, 2},
    {"coverage", "Coverage", "share of failures", ENT_CELL_NUMBER, 2},
    {"mass", "Mass", "share of futures", ENT_CELL_NUMBER, 3},
    {"where", "Where", "", ENT_CELL_TEXT, 0},
};

static const char *leaf_text(explorer *x, const ent_cart *tree, size_t leaf)
{
    ent_builder b;
    ent_builder_init(&b, x->arena);
    const double *limits = tree->limits + leaf * 2 * tree->d;
    for (size_t j = 0; j < tree->d; j++) {
        if (isfinite(limits[j]))
            ent_builder_format(&b, "%s%s > %.3g", b.length ? ", " : "", x->p.input_key[j],
                               limits[j]);
        if (isfinite(limits[tree->d + j]))
            ent_builder_format(&b, "%s%s <= %.3g", b.length ? ", " : "", x->p.input_key[j],
                               limits[tree->d + j]);
    }
    return b.data;
}

static ent_status run_cart(explorer *x)
{
    explore_sample s;
    failure f;
    ent_cart tree;
    ent_table t;
    ENT_TRY(take_sample(x, &s));
    ENT_TRY(find_failures(x, &s, &f));
    const ent_status status =
        ent_cart_grow(s.n, x->p.n_inputs, s.x, f.failed, s.n / 20, &tree, x->arena, x->arena);
    if (status != ENT_OK)
        return ent_fail(x->err, status, "tree: %s", ent_status_text(status));
    ent_table_init(&t, "cart", "Leaves of a classification tree, densest first", cart_columns, 5,
                   x->arena);
    for (size_t l = 0; l < tree.n_leaves; l++) {
        const size_t r = ent_table_row(&t);
        ent_table_number(&t, r, 0, (double)(l + 1));
        ent_table_number(&t, r, 1, tree.leaves[l].density);
        ent_table_number(&t, r, 2, tree.leaves[l].coverage);
        ent_table_number(&t, r, 3, tree.leaves[l].mass);
        ent_table_text(&t, r, 4, leaf_text(x, &tree, l));
    }
    ent_table_sort(&t, 1, true);
    return render(x, &t,
                  ent_text_format(x->arena,
                                  "%s %s in %.1f %% of %zu sampled futures. A tree is a second "
                                  "opinion: its splits change easily between samples.",
                                  outcome_name(x), f.says, 100.0 * (double)f.n_failed / (double)s.n,
                                  s.n));
}

/* Tornado and boxes, as the live page shows them for an outcome. */
static ent_status run_why(explorer *x)
{
    ent_condition fails;
    explore_sample s;
    if (!x->args.points)
        x->args.points = 2048;
    if (x->args.fails && !ent_condition_read(x->args.fails, &fails))
        return ent_fail(x->err, ENT_E_ARG,
                        "--fails '%s' is no condition; write for example '> 1.2'", x->args.fails);
    ENT_TRY(take_sample(x, &s));
    const explore_why why = {.p = &x->p,
                             .sample = &s,
                             .outcome = outcome_name(x),
                             .top = x->args.top,
                             .seed = x->args.seed,
                             .fails = x->args.fails ? &fails : NULL,
                             .format = opt_format(x->args.json, x->args.csv)};
    return explore_why_write(&why, x->out, x->arena, x->err);
}

static const struct {
    const char *name;
    ent_status (*run)(explorer *x);
} methods[] = {
    {"sobol", run_sobol}, {"morris", run_morris}, {"pawn", run_pawn}, {"regional", run_regional},
    {"prim", run_prim},   {"cart", run_cart},     {"why", run_why}};
enum { N_METHODS = sizeof methods / sizeof methods[0] };

static ent_status explore(explorer *x, const char *scenario)
{
    const char *names[N_METHODS];
    size_t chosen = N_METHODS;
    for (size_t i = 0; i < N_METHODS; i++) {
        names[i] = methods[i].name;
        if (strcmp(x->args.method, names[i]) == 0)
            chosen = i;
    }
    if (chosen == N_METHODS) {
        const char *near = ent_text_nearest(x->args.method, names, N_METHODS);
        return ent_fail(x->err, ENT_E_ARG, "unknown method '%s'%s%s%s", x->args.method,
                        near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    }
    if (!x->args.outcome)
        return ent_fail(x->err, ENT_E_ARG,
                        "--outcome KEY is needed; 'entente outcomes' lists them");
    if (x->args.replicates < 2)
        return ent_fail(x->err, ENT_E_ARG, "--scrambles must be at least 2");
    x->p.threads = x->args.threads;
    ENT_TRY(explore_open(scenario, x->args.outcome, x->args.at, &x->p, x->arena, x->err));
    ent_builder_init(x->out, x->arena);
    return methods[chosen].run(x);
}

int cmd_explore(int argc, char **argv)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    explorer x = {.args = {.method = "sobol",
                           .replicates = 5,
                           .top = 12,
                           .seed = 1,
                           .box = SIZE_MAX,
                           .threads = cores > 0 ? (size_t)cores : 1}};
    size_t n = 0;
    const opt_result parsed = opt_parse(&command, argc, argv, &x.args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_arena arena;
    ent_builder out = {0};
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 22);
    x.arena = &arena;
    x.out = &out;
    x.err = &err;
    const ent_status status = explore(&x, argv[1]);
    const int code =
        status == ENT_OK ? opt_print(out.data, out.length) : opt_fail("explore", status, &err);
    ent_heap_arena_destroy(&arena);
    return code;
}
