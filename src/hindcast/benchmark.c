#include "hindcast/benchmark.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entente/csv.h"
#include "entente/futures.h"
#include "entente/text.h"
#include "hindcast/benchmark_setting.h"

enum { FUTURES = BENCHMARK_FUTURES };
static const double WIDEST = 4.0; /* times the published range */

/* --- the table ------------------------------------------------------------------------------ */

static const char *cell(const ent_csv *t, size_t row, const char *name)
{
    size_t c;
    return ent_csv_has_column(t, name) && ent_csv_column(t, name, &c, NULL) == ENT_OK
               ? ent_csv_text(t, row, c)
               : "";
}

static ent_status number(const ent_csv *t, size_t row, const char *name, double *value,
                         ent_error *err)
{
    size_t c;
    *value = ENT_MISSING;
    return ent_csv_has_column(t, name) && ent_csv_column(t, name, &c, err) == ENT_OK
               ? ent_csv_number(t, row, c, value, err)
               : ENT_OK;
}

/* Whether a text is a time: "2030", "2030-06", "2026..2030". */
static bool is_time(const char *text)
{
    int month = 0;
    const size_t n = strspn(text, "0123456789");
    if (n != 4)
        return false;
    if (text[4] == '-' && strspn(text + 5, "0123456789") == 2)
        month = (text[5] - '0') * 10 + text[6] - '0';
    return !text[4] || (month >= 1 && month <= 12 && (!text[7] || text[7] == '-')) ||
           (strncmp(text + 4, "..", 2) == 0 && strspn(text + 6, "0123456789") == 4 && !text[10]);
}

/* A time in words: "in 2030", "by 2030" and "to 2030" say 2030, "end of 2030" says 2030-12. */
static const char *plain_time(const char *text, ent_arena *arena)
{
    static const char *const words[] = {"in ", "by ", "to ", "until ", "end of "};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const size_t n = strlen(words[i]);
        if (strncmp(text, words[i], n) == 0 && is_time(text + n))
            return i == 4 && !text[n + 4] ? ent_text_format(arena, "%s-12", text + n) : text + n;
    }
    return text;
}

/* "us-leaves, 2027", "baltic-2015 (entente battle)": the scenario, and its time. "to 2030" also
   ends the run there, for a quantity that counts over all years. */
static ent_status split_scenario(benchmark_row *r, ent_arena *arena, ent_error *err)
{
    const char *comma = strstr(r->scenario, ", "), *bracket = strstr(r->scenario, " (");
    if (comma && !*r->at) {
        r->at = plain_time(comma + 2, arena);
        const bool ends = strncmp(comma + 2, "to ", 3) == 0 && is_time(r->at) && !r->at[4] &&
                          strstr(r->expression, "combat.attacked");
        const int length = (int)(comma - r->scenario);
        r->scenario = ends ? ent_text_format(arena, "%.*s horizon=%s", length, r->scenario, r->at)
                           : ent_text_format(arena, "%.*s", length, r->scenario);
        r->at = ends ? "" : r->at;
    } else if (comma && is_time(plain_time(comma + 2, arena))) { /* the column `at` says more */
        r->scenario = ent_text_copy(r->scenario, (size_t)(comma - r->scenario), arena);
    } else if (bracket) {
        r->scenario = ent_text_copy(r->scenario, (size_t)(bracket - r->scenario), arena);
    }
    return r->scenario && r->at ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

/* What cannot be compared at all, in words; NULL. */
static const char *why_not(const benchmark_row *r, ent_arena *arena)
{
    const bool statistic =
        !*r->statistic || strcmp(r->statistic, "median") == 0 || strcmp(r->statistic, "mean") == 0;
    if (!*r->expression && !*r->note)
        return "the model has no such quantity";
    if (!*r->expression)
        return ent_text_format(arena, "the model has no such quantity: %s", r->note);
    if (!isfinite(r->value) || !isfinite(r->low) || !isfinite(r->high))
        return "the row publishes no number";
    if (!statistic)
        return "the statistic is neither median nor mean";
    if (*r->at && !is_time(r->at))
        return ent_text_format(arena, "'%.40s' is not a time such as 2030 or 2030-06", r->at);
    return NULL;
}

static ent_status read_row(const ent_csv *t, size_t i, benchmark_row *r, ent_arena *arena,
                           ent_error *err)
{
    const char *expression = cell(t, i, "expression"), *scenario = cell(t, i, "scenario");
    const char *id = cell(t, i, "id");
    *r = (benchmark_row){.id = *id ? id : ent_text_format(arena, "line %zu", ent_csv_line(t, i)),
                         .quantity = cell(t, i, "quantity"),
                         .unit = cell(t, i, "unit"),
                         .source = cell(t, i, "source"),
                         .how_read = cell(t, i, "how_read"),
                         .note = cell(t, i, "note"),
                         .expression = *expression ? expression : cell(t, i, "entente_outcome"),
                         .at = plain_time(cell(t, i, "at"), arena),
                         .statistic = cell(t, i, "statistic"),
                         .scenario = *scenario ? scenario : "prior"};
    ENT_TRY(number(t, i, "value", &r->value, err));
    ENT_TRY(number(t, i, "low", &r->low, err));
    ENT_TRY(number(t, i, "high", &r->high, err));
    ENT_TRY(number(t, i, "factor", &r->factor, err));
    const double known = !isnan(r->low) ? r->low : r->high;
    r->value = !isnan(r->value) ? r->value : isnan(r->high) ? known : 0.5 * (known + r->high);
    r->low = isnan(r->low) ? fmin(r->value, r->high) : r->low;
    r->high = isnan(r->high) ? fmax(r->value, r->low) : r->high;
    if (r->low > r->high)
        return ent_fail(err, ENT_E_DATA, "%s:%zu: low is above high", t->path, ent_csv_line(t, i));
    ENT_TRY(split_scenario(r, arena, err));
    r->unmatched = why_not(r, arena);
    return r->id && r->at ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "out of memory");
}

static ent_status read_table(const char *path, benchmark *b, ent_arena *arena, ent_error *err)
{
    ent_csv t;
    ENT_TRY(ent_csv_read(path, &t, arena, err));
    static const char *const needed[] = {"quantity", "value"};
    size_t column;
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        ENT_TRY(ent_csv_column(&t, needed[i], &column, err));
    if (!ent_csv_has_column(&t, "expression"))
        ENT_TRY(ent_csv_column(&t, "entente_outcome", &column, err));
    b->rows = ent_arena_array(arena, benchmark_row, t.n_rows + 1);
    ENT_NEED(b->rows, err);
    for (size_t i = 0; i < t.n_rows; i++)
        ENT_TRY(read_row(&t, i, &b->rows[b->n_rows++], arena, err));
    return ENT_OK;
}

/* --- a row --------------------------------------------------------------------------------- */

static bool only_yes_or_no(const double *values)
{
    for (size_t f = 0; f < FUTURES; f++)
        if (values[f] == values[f] && values[f] != 0.0 && values[f] != 1.0)
            return false;
    return true;
}

/* Half a unit in the last digit of a published figure, of which two digits at least are known. */
static double rounding(double published)
{
    if (published == 0.0)
        return 0.0;
    double unit = pow(10.0, floor(log10(fabs(published))) - 1.0);
    for (int digit = 0; digit < 6; digit++, unit *= 0.1)
        if (fabs(published / unit - nearbyint(published / unit)) < 1e-6)
            break;
    return 0.5 * unit;
}

static void compare(benchmark_row *r, double *values)
{
    const bool mean =
        strcmp(r->statistic, "mean") == 0 || (!*r->statistic && only_yes_or_no(values));
    const double z90 = 1.6448536269514722;
    double squares = 0.0;
    for (size_t f = 0; f < FUTURES; f++)
        values[f] = isfinite(values[f] * r->factor) ? values[f] * r->factor : ENT_MISSING;
    const sample_summary s = sample_summarise(values, FUTURES);
    r->n = s.n;
    if (!s.n) {
        r->unmatched = "no future has a value";
        return;
    }
    for (size_t f = 0; f < s.n; f++)
        squares += (values[f] - s.mean) * (values[f] - s.mean);
    const double error = z90 * sqrt(squares) / (double)s.n;
    r->median = mean ? s.mean : s.p50;
    r->ours_low = mean ? s.mean - error : s.p5;
    r->ours_high = mean ? s.mean + error : s.p95;
    const double width = r->high > r->low ? r->high - r->low : 0.5 * fabs(r->value);
    const double ours = r->ours_high - r->ours_low;
    r->ratio = r->value != 0.0 ? r->median / r->value : ENT_MISSING;
    r->width_ratio = width > 0.0 ? ours / width : ours > 0.0 ? ENT_MISSING : 0.0;
    r->inside = r->ours_low <= r->high + rounding(r->high) &&
                r->ours_high >= r->low - rounding(r->low) && r->width_ratio <= WIDEST;
}

/* A row without a factor whose unit is another one of the same kind: what ours is multiplied by. */
static double unit_factor(const benchmark_setting *s, const benchmark_row *r)
{
    static const struct {
        const char *ours, *theirs;
        double factor;
    } rows[] = {{"share", "%", 100.0},           {"share of futures", "%", 100.0},
                {"per year", "% a year", 100.0}, {"% of GDP", "share of GDP", 0.01},
                {"day", "hours", 24.0},          {"months", "years", 1.0 / 12.0},
                {"thousand", "soldiers", 1e3},   {"thousand", "million", 1e-3}};
    const char *dot = r->expression;
    char key[96];
    const size_t n = strcspn(dot, "[@");
    if (n >= sizeof key || strpbrk(dot, "+*/(") || strstr(dot, " x ") || strstr(dot, " - "))
        return 1.0;
    memcpy(key, dot, n);
    key[n] = '\0';
    const ent_outcome *o = ent_register_outcome(&s->parts->reg, key);
    for (size_t i = 0; o && i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(o->unit, rows[i].ours) == 0 && strcmp(r->unit, rows[i].theirs) == 0)
            return rows[i].factor;
    return 1.0;
}

static ent_status compute(const benchmark_setting *s, benchmark_row *r, ent_arena *arena,
                          ent_error *err)
{
    double *values = ent_arena_array(arena, double, FUTURES);
    benchmark_question q = {s, r->at, arena};
    ent_error why = {0};
    ENT_NEED(values, err);
    if (isnan(r->factor))
        r->factor = unit_factor(s, r);
    const ent_status status =
        expression_values(r->expression, FUTURES, benchmark_values, &q, values, arena, &why);
    if (status == ENT_E_NOMEM)
        return ent_fail(err, status, "%s", why.message);
    if (status == ENT_OK)
        compare(r, values);
    else
        r->unmatched = ent_text_copy(why.message, strlen(why.message), arena);
    return ENT_OK;
}

/* --- all rows ------------------------------------------------------------------------------- */

static bool same_quantity(const benchmark_row *a, const benchmark_row *b)
{
    return strcmp(a->expression, b->expression) == 0 && strcmp(a->at, b->at) == 0 &&
           strcmp(a->scenario, b->scenario) == 0 && strcmp(a->statistic, b->statistic) == 0 &&
           a->factor == b->factor;
}

/* Studies of one quantity count once, and as inside when one of them agrees. */
static void count(benchmark *b)
{
    for (size_t i = 0; i < b->n_rows; i++) {
        benchmark_row *r = &b->rows[i];
        r->group = i;
        if (r->unmatched) {
            b->unmatched++;
            continue;
        }
        for (size_t k = 0; k < i && r->group == i; k++)
            if (!b->rows[k].unmatched && same_quantity(r, &b->rows[k]))
                r->group = b->rows[k].group;
        b->comparable += r->group == i;
    }
    for (size_t g = 0; g < b->n_rows; g++) {
        bool inside = false;
        for (size_t i = g; i < b->n_rows; i++)
            inside = inside || (b->rows[i].group == g && b->rows[i].inside);
        b->inside += inside;
    }
}

static int rank_of(const benchmark_row *r)
{
    return r->unmatched ? 2 : r->inside ? 1 : 0;
}

/* Outside first; rows of one kind stay in their order. */
static ent_status order(benchmark *b, ent_arena *arena, ent_error *err)
{
    benchmark_row *sorted = ent_arena_array(arena, benchmark_row, b->n_rows + 1);
    size_t n = 0;
    ENT_NEED(sorted, err);
    for (int rank = 0; rank < 3; rank++)
        for (size_t i = 0; i < b->n_rows; i++)
            if (rank_of(&b->rows[i]) == rank)
                sorted[n++] = b->rows[i];
    b->rows = sorted;
    return ENT_OK;
}

/* All rows of one scenario. One that cannot be loaded leaves its rows without an answer. */
static ent_status run_setting(const world_folders *folders, benchmark *b, const char *text,
                              ent_arena *arena, ent_error *err)
{
    benchmark_setting s;
    ent_error why = {0};
    bool wanted[ENT_N_OUTCOMES] = {false}, with_base = false;
    for (size_t i = 0; i < b->n_rows; i++) {
        if (b->rows[i].unmatched || strcmp(b->rows[i].scenario, text) != 0)
            continue;
        with_base = with_base || strstr(b->rows[i].expression, "base(");
        for (size_t o = 0; o < ENT_N_OUTCOMES; o++)
            wanted[o] = wanted[o] ||
                        strstr(b->rows[i].expression, ent_outcome_key((ent_outcome_id)o)) != NULL;
    }
    const ent_status status = benchmark_setting_open(folders, text, with_base && strchr(text, ' '),
                                                     wanted, &s, arena, &why);
    if (status == ENT_E_NOMEM)
        return ent_fail(err, status, "%s", why.message);
    const char *reason =
        status == ENT_OK ? NULL : ent_text_copy(why.message, strlen(why.message), arena);
    for (size_t i = 0; i < b->n_rows; i++) {
        benchmark_row *r = &b->rows[i];
        if (r->unmatched || strcmp(r->scenario, text) != 0)
            continue;
        if (reason)
            r->unmatched = reason;
        else
            ENT_TRY(compute(&s, r, arena, err));
    }
    return ENT_OK;
}

ent_status benchmark_run(const world_folders *folders, const char *path, benchmark *b,
                         ent_arena *arena, ent_error *err)
{
    *b = (benchmark){0};
    ENT_TRY(read_table(path, b, arena, err));
    for (size_t i = 0; i < b->n_rows; i++) {
        const bool done = b->rows[i].unmatched || b->rows[i].n;
        if (!done)
            ENT_TRY(run_setting(folders, b, b->rows[i].scenario, arena, err));
    }
    count(b);
    return order(b, arena, err);
}
