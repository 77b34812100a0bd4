/* Domains: which values of a quantity make sense, and what to say of the others. */
#include <math.h>
#include <string.h>

#include "entente/register.h"
#include "entente/text.h"

static const double SLIPS[] = {100.0, 0.01, 1000.0, 0.001, 1e6, 1e-6};

/* The value that a slip of the unit made of this one: inside, and not at the very low end, where
 * every number would lead. Missing when no slip explains it. */
static double slip_of(double value, double low, double high)
{
    for (size_t i = 0; i < sizeof SLIPS / sizeof SLIPS[0]; i++) {
        const double other = value * SLIPS[i];
        if (other - low >= 0.1 * (high - low) && other <= high)
            return other;
    }
    return ENT_MISSING;
}

const char *ent_domain_limits(double low, double high, const char *unit, ent_arena *arena)
{
    const bool percent = *unit == '%'; /* "to 6 % of GDP", but "to 1 (share)" */
    const char *text = ent_text_format(arena, "it goes from %g to %g%s%s%s", low, high,
                                       percent ? " "
                                       : *unit ? " ("
                                               : "",
                                       unit, *unit && !percent ? ")" : "");
    return text ? text : "it is outside its range";
}

const char *ent_domain_problem(double value, double low, double high, const char *unit,
                               ent_arena *arena)
{
    if (!(low < high) || (value >= low && value <= high))
        return NULL;
    const double meant = slip_of(value, low, high);
    const char *text = ent_text_format(arena, "cannot be %.10g: %s", value,
                                       ent_domain_limits(low, high, unit, arena));
    if (text && meant == meant)
        text = ent_text_format(arena, "%s. Did you mean %.6g?", text, meant);
    return text ? text : "is outside its range";
}

/* A lever is typed by hand: its decimal point may be lost (35 for 3.5) as well as its unit. */
static double lever_slip_of(double value, double low, double high)
{
    const double meant = slip_of(value, low, high);
    const double other = value > high ? value * 0.1 : value * 10.0;
    return meant == meant                                       ? meant
           : other - low >= 0.1 * (high - low) && other <= high ? other
                                                                : ENT_MISSING;
}

/* A value far below the least step is a share given for per cent, as 0.015 for 1.5. */
static bool is_below_step(const ent_lever *row, double value)
{
    return row->min == 0.0 && value > 0.0 && value < 0.2 * row->step;
}

/* "3 (3 % of GDP)"; a year needs no second name. */
static const char *lever_end(double value, const char *words, ent_arena *arena)
{
    const char *plain = ent_text_format(arena, "%g", value);
    return plain && strcmp(plain, words) == 0 ? plain
                                              : ent_text_format(arena, "%g (%s)", value, words);
}

const char *ent_lever_problem(const ent_lever *row, double value, ent_arena *arena)
{
    const char *problem = ent_domain_problem(value, row->min, row->max, row->unit, arena);
    const double meant = lever_slip_of(value, row->min, row->max);
    if (strcmp(row->kind, "switch") == 0 && value != 0.0 && value != 1.0)
        return "takes yes or no";
    if (!problem && is_below_step(row, value)) {
        problem =
            ent_text_format(arena, "cannot be %.10g: its least step is %g. Did you mean %.6g?",
                            value, row->step, 100.0 * value);
        return problem ? problem : "is below its least step";
    }
    if (!problem || !*row->low_end)
        return problem;
    problem = ent_text_format(arena, "cannot be %.10g: it goes from %s to %s", value,
                              lever_end(row->min, row->low_end, arena),
                              lever_end(row->max, row->high_end, arena));
    if (problem && meant == meant)
        problem = ent_text_format(arena, "%s. Did you mean %.6g?", problem, meant);
    return problem ? problem : "is outside its range";
}

const char *ent_prior_outside(const ent_assumption *row, const char *distribution, size_t n,
                              const double *p, ent_arena *arena)
{
    const bool weights = strcmp(distribution, "discrete") == 0;
    const bool ends =
        strcmp(distribution, "triangular") == 0 || strcmp(distribution, "uniform") == 0;
    double central = ENT_MISSING;
    if (ent_prior_problem(distribution, n, p, &central))
        return NULL;
    const bool choice = strcmp(row->unit, "choice") == 0;
    if (choice && !weights) {
        const char *problem = ent_domain_problem(central, row->low, row->high, "", arena);
        return problem                     ? problem
               : central != floor(central) ? "takes a whole number, one of its choices"
                                           : NULL;
    }
    if (weights)
        return !choice                        ? "is not a choice between whole numbers"
               : (double)n != row->high + 1.0 ? "needs one weight for each of its choices"
                                              : NULL;
    const double first = ends ? p[0] : central, last = ends ? p[n - 1] : central;
    const char *problem = ent_domain_problem(first, row->low, row->high, row->unit, arena);
    return problem ? problem : ent_domain_problem(last, row->low, row->high, row->unit, arena);
}

bool ent_fact_slipped(const ent_facts *facts, const ent_fact *fact, double *published)
{
    const ent_fact_key *key = ent_facts_key(facts, fact->key);
    const ent_fact *old = ent_facts_find(facts, fact->state, fact->key, fact->year, NULL);
    if (!old)
        old = ent_facts_find(facts, fact->state, fact->key, 0, NULL);
    if (!key || !old || key->low < 0.0 || !(old->value > 0.0) || !(fact->value > 0.0))
        return false;
    const double ratio =
        fact->value > old->value ? fact->value / old->value : old->value / fact->value;
    *published = old->value;
    return ratio >= 50.0 && ratio <= 2000.0;
}
