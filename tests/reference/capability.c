/* Family "capability": forces against the national index of the Correlates of War (CINC), the
   model's own and those of the structural variant, and the checks of section 3. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entente/central.h"
#include "entente/world_build.h"
#include "futures/sample.h"
#include "reference/families.h"
#include "session/paths.h"
#include "world/parts.h"

enum { BLOCKS = 4 };
static const uint64_t SEED = 1;

/* One value of each state of the world; missing where the reference has none. */
typedef double by_state[ENT_MAX_STATES];

/* CINC of the newest year, by the codes of the reference's table of states. */
static ent_status read_cinc(const char *dir, const ent_world *w, by_state cinc, double *year,
                            ent_arena *arena, ent_error *err)
{
    ent_csv states, index;
    size_t iso3, code, ccode, when, value;
    const char *names = ent_text_format(arena, "%s/states.csv", dir);
    const char *figures = ent_text_format(arena, "%s/cinc.csv", dir);
    ENT_NEED(names && figures, err);
    ENT_TRY(ent_csv_read(names, &states, arena, err));
    ENT_TRY(ent_csv_read(figures, &index, arena, err));
    ENT_TRY(ent_csv_column(&states, "iso3", &iso3, err));
    ENT_TRY(ent_csv_column(&states, "cow_code", &code, err));
    ENT_TRY(ent_csv_column(&index, "ccode", &ccode, err));
    ENT_TRY(ent_csv_column(&index, "year", &when, err));
    ENT_TRY(ent_csv_column(&index, "cinc", &value, err));
    double newest[ENT_MAX_STATES] = {0};
    *year = 0.0;
    for (int32_t s = 0; s < w->n_states; s++)
        cinc[s] = ENT_MISSING;
    for (size_t r = 0; r < states.n_rows; r++) {
        const int32_t s = ent_world_state(w, ent_csv_text(&states, r, iso3));
        const char *wanted = ent_csv_text(&states, r, code);
        for (size_t i = 0; s >= 0 && i < index.n_rows; i++) {
            double y = 0.0;
            if (strcmp(ent_csv_text(&index, i, ccode), wanted) != 0)
                continue;
            ENT_TRY(ent_csv_required(&index, i, when, &y, err));
            if (y < newest[s])
                continue;
            newest[s] = y;
            *year = y > *year ? y : *year;
            ENT_TRY(ent_csv_number(&index, i, value, &cinc[s], err));
        }
    }
    return ENT_OK;
}

typedef struct seen {
    by_state strength, stock;
} seen;

/* Strength before readiness: land, air and sea of the first year, every assumption central. */
static void look(void *with, const ent_tile *t, int32_t month)
{
    seen *out = with;
    if (month != ENT_VISIT_YEAR || t->year != 0)
        return;
    for (int32_t s = 0; s < t->world->n_states; s++) {
        const double ready = t->ready[s][0];
        const double all = t->forces.land[s][0] + t->forces.sea[s][0];
        out->strength[s] = ready > 0.0 ? all / ready : ENT_MISSING;
        out->stock[s] = t->stock[s][0];
    }
}

static double share_of(const ent_world *w, const by_state x, const by_state with, const char *iso3)
{
    double sum = 0.0;
    for (int32_t s = 0; s < w->n_states; s++)
        sum += x[s] > 0.0 && with[s] > 0.0 ? x[s] : 0.0;
    return x[ent_world_state(w, iso3)] / sum;
}

/* Places in order of size; equal values share the mean of their places. */
static void rank(size_t n, const double *x, double *place)
{
    for (size_t i = 0; i < n; i++) {
        place[i] = 0.5;
        for (size_t k = 0; k < n; k++)
            place[i] += x[k] < x[i] ? 1.0 : x[k] == x[i] ? 0.5 : 0.0;
    }
}

static double spearman(size_t n, const double *x, const double *y)
{
    by_state a, b;
    double ab = 0.0, aa = 0.0, bb = 0.0;
    const double middle = 0.5 * (double)(n + 1);
    rank(n, x, a);
    rank(n, y, b);
    for (size_t i = 0; i < n; i++) {
        ab += (a[i] - middle) * (b[i] - middle);
        aa += (a[i] - middle) * (a[i] - middle);
        bb += (b[i] - middle) * (b[i] - middle);
    }
    return ab / sqrt(aa * bb);
}

/* A state's part of the world's total by the model over that by CINC. */
typedef struct level {
    const char *iso3;
    double factor;
} level;

static int by_factor(const void *a, const void *b)
{
    const level *x = a, *y = b;
    return (x->factor > y->factor) - (x->factor < y->factor);
}

/* Rank alone says nothing of size: the factor of each state, and how far off the middle one is. */
static ent_status compare_levels(const ent_world *w, const by_state strength, const by_state cinc,
                                 const char *what, validate_log *report, ent_arena *arena,
                                 ent_error *err)
{
    level levels[ENT_MAX_STATES];
    double distance[ENT_MAX_STATES];
    size_t n = 0, near = 0;
    const char *all = "";
    for (int32_t s = 0; s < w->n_states; s++) {
        if (!(strength[s] > 0.0 && cinc[s] > 0.0))
            continue;
        levels[n].iso3 = w->iso3[s];
        levels[n].factor =
            share_of(w, strength, cinc, w->iso3[s]) / share_of(w, cinc, strength, w->iso3[s]);
        distance[n] = exp(fabs(log(levels[n].factor)));
        near += distance[n] <= 2.0;
        n++;
    }
    const sample_summary off = sample_summarise(distance, n);
    validate_range(report, what, "median factor between its share and CINC's", off.p50, 1.0, 2.0,
                   "half of the states within a factor of two");
    qsort(levels, n, sizeof *levels, by_factor);
    for (size_t i = 0; i < n; i++)
        if (!(all = ent_text_format(arena, "%s%s %.3s %.2f", all, i ? "," : "", levels[i].iso3,
                                    levels[i].factor)))
            return ent_fail(err, ENT_E_NOMEM, "out of memory");
    validate_note(report,
                  "%s, levels: %zu of %zu states within a factor of 2 of CINC, half within %.2f; "
                  "share of the total over CINC's:%s",
                  what, near, n, off.p50, all);
    return ENT_OK;
}

static ent_status compare(const ent_world *given, const by_state cinc, double form,
                          const char *what, validate_log *log, seen *out, ent_arena *arena,
                          ent_error *err)
{
    double x[ENT_MAX_STATES], y[ENT_MAX_STATES];
    size_t n = 0;
    ent_world *w = ent_arena_array(arena, ent_world, 1);
    ENT_NEED(w, err);
    *w = *given;
    w->central[ENT_A_CAPABILITY_FORM] = form;
    *out = (seen){{0}, {0}};
    ENT_TRY(ent_central_run(w, look, out, arena, err));
    for (int32_t s = 0; s < w->n_states; s++)
        if (out->strength[s] > 0.0 && cinc[s] > 0.0) {
            x[n] = out->strength[s];
            y[n++] = cinc[s];
        }
    const double rho = spearman(n, x, y);
    validate_range(log, what, "Spearman's rho with CINC", rho, 0.8, 1.0, "model.md, section 3");
    validate_note(log,
                  "%s, %zu states: rank correlation with CINC %.2f; shares of US %.3f, China %.3f, "
                  "Russia %.3f, Germany %.3f; CINC "
                  "%.3f, %.3f, %.3f, %.3f",
                  what, n, rho, share_of(w, out->strength, cinc, "USA"),
                  share_of(w, out->strength, cinc, "CHN"), share_of(w, out->strength, cinc, "RUS"),
                  share_of(w, out->strength, cinc, "DEU"), share_of(w, cinc, out->strength, "USA"),
                  share_of(w, cinc, out->strength, "CHN"), share_of(w, cinc, out->strength, "RUS"),
                  share_of(w, cinc, out->strength, "DEU"));
    return compare_levels(w, out->strength, cinc, what, log, arena, err);
}

static ent_status check_totals(const ent_world *w, validate_log *log, ent_arena *arena,
                               ent_error *err)
{
    bool wanted[ENT_N_OUTCOMES] = {[ENT_O_CAPABILITY_EUROPE] = true, [ENT_O_CAPABILITY_BE] = true};
    const sample_plan plan = {.world = w, .blocks = BLOCKS, .seed = SEED, .wanted = wanted};
    sample s;
    ENT_TRY(sample_run(&plan, &s, arena, err));
    double *x = ent_arena_array(arena, double, s.n);
    ENT_NEED(x, err);
    memcpy(x, sample_row(&s, ENT_O_CAPABILITY_EUROPE, 0), s.n * sizeof *x);
    const sample_summary europe = sample_summarise(x, s.n);
    memcpy(x, sample_row(&s, ENT_O_CAPABILITY_BE, (size_t)w->rus), s.n * sizeof *x);
    const sample_summary russia = sample_summarise(x, s.n);
    validate_range(log, "nato_europe", "ready land forces of 2025, median BE", europe.p50, 30.0,
                   85.0, "model.md, section 3");
    validate_range(log, "russia", "the same", russia.p50, 47.0, 120.0, "model.md, section 3");
    validate_note(log,
                  "ready land forces of 2025: NATO-Europe %.0f BE (5-95 %% %.0f to %.0f), Russia "
                  "%.0f (%.0f to %.0f) before what is tied in Ukraine",
                  europe.p50, europe.p5, europe.p95, russia.p50, russia.p5, russia.p95);
    return ENT_OK;
}

ent_status validate_capability(const char *dir, validate_log *log, ent_arena *arena, ent_error *err)
{
    by_state cinc = {0};
    seen model, variant;
    double year = 0.0;
    world_parts *parts = ent_arena_array(arena, world_parts, 1);
    ENT_NEED(parts, err);
    ENT_TRY(world_of(path_folders(), "status-quo-2024", parts, arena, err));
    const ent_world *w = parts->world;
    ENT_TRY(read_cinc(dir, w, cinc, &year, arena, err));
    ENT_TRY(compare(w, cinc, 0.0, "model", log, &model, arena, err));
    ENT_TRY(compare(w, cinc, 1.0, "index", log, &variant, arena, err));
    validate_note(log,
                  "CINC is of %.0f; the index replaces steel and energy by output at purchasing "
                  "power and city dwellers by population, since CINC is not shipped",
                  year);
    validate_range(log, "us_to_russia", "stock of equipment",
                   model.stock[w->usa] / model.stock[w->rus], 3.0, 8.0, "model.md, section 3");
    return check_totals(w, log, arena, err);
}
