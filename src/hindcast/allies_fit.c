/* Estimates on the record of spending: what was known by the end of a year. */
#include <math.h>
#include <stdlib.h>

#include "entente/sort.h"
#include "hindcast/allies.h"

enum {
    RECORD_OF_WARS = 1816, /* first year of the Correlates of War */
    WAVE = 3,              /* years over which a war between great powers raises spending */
    FEWEST = 8             /* allies in a year, for a mean over them */
};
static const double NORM = 2.0; /* % of GDP at which the noise is stated */

static bool known_year(int year)
{
    return year >= ALLIES_FIRST && year < ALLIES_FIRST + ALLIES_YEARS;
}

double allies_share(const allies *a, size_t ally, int year)
{
    return known_year(year) ? a->nato[ally][year - ALLIES_FIRST] : ENT_MISSING;
}

double allies_sipri(const allies *a, size_t ally, int year)
{
    return known_year(year) ? a->sipri[ally][year - ALLIES_FIRST] : ENT_MISSING;
}

static double change(const allies *a, size_t ally, int from, int to)
{
    return log(allies_sipri(a, ally, to) / allies_sipri(a, ally, from));
}

size_t allies_changes(const allies *a, int years, int last, size_t most, double *out)
{
    size_t n = 0;
    for (size_t i = 0; i < a->n; i++)
        for (int y = ALLIES_FIRST + years; y <= last && n < most; y++) {
            const double d = change(a, i, y - years, y);
            if (!isnan(d))
                out[n++] = d;
        }
    double *spare = malloc((n ? n : 1) * sizeof *spare);
    if (!spare)
        return 0;
    ent_sort_values(n, out, spare);
    free(spare);
    return n;
}

/* Mean change of the allies in a year, and how many have one. */
static double mean_change(const allies *a, int year, size_t *n)
{
    double sum = 0.0;
    *n = 0;
    for (size_t i = 0; i < a->n; i++) {
        const double d = change(a, i, year - 1, year);
        sum += isnan(d) ? 0.0 : d;
        *n += isnan(d) ? 0U : 1U;
    }
    return *n >= FEWEST ? sum / (double)*n : ENT_MISSING;
}

/* Whether a war between great powers, begun within the record of spending, moves the year. */
static bool is_wave(const allies *a, int year)
{
    for (size_t i = 0; i < a->n_wars; i++)
        if (a->wars[i] >= ALLIES_FIRST && year > a->wars[i] && year <= a->wars[i] + WAVE)
            return true;
    return false;
}

/* Kurtosis of z exp(w z^2), z standard normal; and the weight that has a given one. */
static double kurtosis_of(double w)
{
    return 3.0 * pow(1.0 - 8.0 * w, -2.5) * pow(1.0 - 4.0 * w, 3.0);
}

static double weight_of(double kurtosis)
{
    double low = 0.0, high = 0.1249;
    for (int i = 0; i < 60; i++) {
        const double middle = 0.5 * (low + high);
        if (kurtosis_of(middle) < kurtosis)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The part of each ally: squares and fourth powers about the mean of the year. */
static void own_part(const allies *a, int last, double *variance, double *kurtosis, size_t *changes)
{
    double squares = 0.0, fourth = 0.0;
    *changes = 0;
    for (int y = ALLIES_FIRST + 1; y <= last; y++) {
        size_t n;
        const double mean = mean_change(a, y, &n);
        if (isnan(mean) || is_wave(a, y))
            continue;
        for (size_t i = 0; i < a->n; i++) {
            const double d = change(a, i, y - 1, y);
            if (isnan(d))
                continue;
            const double square = (d - mean) * (d - mean) * (double)n / (double)(n - 1);
            squares += square;
            fourth += square * square;
            ++*changes;
        }
    }
    const double n = (double)*changes;
    *variance = *changes ? squares / n : 0.0;
    *kurtosis = *changes ? fourth / n / (*variance * *variance) : 3.0;
}

/* The part common to all: variance about zero, less what the means owe to the own parts. */
static double common_part(const allies *a, int last, double own, double *persistence, double *years)
{
    double squares = 0.0, products = 0.0, owed = 0.0, pairs = 0.0, before = ENT_MISSING;
    *years = 0.0;
    for (int y = ALLIES_FIRST + 1; y <= last; y++) {
        size_t n;
        double mean = mean_change(a, y, &n);
        if (is_wave(a, y))
            mean = ENT_MISSING;
        if (!isnan(mean)) {
            squares += mean * mean;
            owed += own / (double)n;
            *years += 1.0;
            products += isnan(before) ? 0.0 : mean * before;
            pairs += isnan(before) ? 0.0 : 1.0;
        }
        before = mean;
    }
    const double variance = *years > 0.0 ? fmax((squares - owed) / *years, 0.0) : 0.0;
    const double raw = variance > 0.0 && pairs > 0.0 ? products / pairs / variance : 0.0;
    *persistence = fmin(fmax(raw, 0.0), 0.95);
    return variance;
}

/* Rises after wars between great powers, allies with both years (or the year after the first). */
static void find_rise(const allies *a, int last, double own, allies_fit *fit)
{
    double sum = 0.0, squares = 0.0, n = 0.0;
    for (size_t w = 0; w < a->n_wars; w++) {
        const int from = a->wars[w], to = from + WAVE;
        if (from < ALLIES_FIRST || to > last)
            continue;
        for (size_t i = 0; i < a->n; i++) {
            const double whole = change(a, i, from, to);
            const double rise = isnan(whole) ? change(a, i, from + 1, to) : whole;
            if (isnan(rise))
                continue;
            sum += rise;
            squares += rise * rise;
            n += 1.0;
        }
    }
    const double mean = n > 0.0 ? sum / n : 0.0;
    const double variance = n > 1.0 ? (squares - n * mean * mean) / (n - 1.0) - WAVE * own : 0.0;
    fit->alarm_rise = mean;
    fit->alarm_spread = mean > 0.0 ? sqrt(fmax(variance, 0.0)) / mean : 0.0;
}

void allies_fit_to(const allies *a, int last, allies_fit *fit)
{
    double own, kurtosis;
    *fit = (allies_fit){0};
    own_part(a, last, &own, &kurtosis, &fit->changes);
    const double common = common_part(a, last, own, &fit->persistence, &fit->common_years);
    fit->noise = NORM * sqrt(own + common);
    fit->common = own + common > 0.0 ? common / (own + common) : 0.0;
    fit->tail_weight = weight_of(kurtosis);
    fit->tail_scale = pow(1.0 - 4.0 * fit->tail_weight, 0.75);
    for (size_t i = 0; i < a->n_wars; i++)
        if (a->wars[i] <= last)
            fit->wars++;
    fit->years = last - RECORD_OF_WARS + 1;
    fit->alarm = ((double)fit->wars + 0.5) / fit->years; /* Jeffreys */
    find_rise(a, last, own, fit);
}
