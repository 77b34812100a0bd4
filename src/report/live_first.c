#include "report/live_first.h"

#include <math.h>
#include <string.h>

#include "entente/bill.h"
#include "entente/world_build.h"
#include "futures/sample.h"
#include "report/brief_words.h"
#include "report/html.h"
#include "report/words.h"
#include "result/hundred.h"

/* Four blocks, as for the page's axis; 2030 is the year of its figures. */
enum { BLOCKS = 4, SEED = 1, YEAR = 2030 };
#define SPACE "\xc2\xa0" /* between a figure and its unit */
#define EURO "\xe2\x82\xac"

/* The same futures under the question's setting and under the scenario as it is. */
typedef struct pair {
    double now, was;
} pair;

typedef struct facts {
    ent_bill_line bill;
    int years, by_year, seen; /* of the bill; of the target; the last of it that is simulated */
    double target, agreed;    /* % of GDP */
    pair share, alone, attack;
    double there; /* share of futures at the target */
} facts;

/* --- figures, as app/src/live/words.ts rounds them ----------------------------------------------
 */

static words figure(double x)
{
    return fabs(x) >= 9.95 ? words_fixed(x, 0) : words_without_zeros(words_fixed(x, 1));
}

static words percent(double x)
{
    words w;
    snprintf(w.text, sizeof w.text, "%.50s" SPACE "%%", figure(x).text);
    return w;
}

static words euros(double bn)
{
    words w;
    if (bn >= 9999.5)
        snprintf(w.text, sizeof w.text, EURO "%.40s" SPACE "trn", figure(bn / 1000.0).text);
    else if (bn >= 0.95)
        snprintf(w.text, sizeof w.text, EURO "%.40s" SPACE "bn", figure(bn).text);
    else
        snprintf(w.text, sizeof w.text, EURO "%.40s" SPACE "m", words_fixed(bn * 1000.0, 0).text);
    return w;
}

static words per_thousand(double share)
{
    return figure(1000.0 * share);
}

static words of_futures(double share)
{
    words w;
    snprintf(w.text, sizeof w.text, "%s", hundred_of(share).text);
    return w;
}

/* --- what is counted ----------------------------------------------------------------------------
 */

static int32_t place_of(const ent_world *w, const char *flashpoint)
{
    for (int32_t f = 0; f < w->n_flashpoints; f++)
        if (strcmp(w->flashpoint[f].key, flashpoint) == 0)
            return f;
    return -1;
}

static ent_status futures_of(const ent_world *w, sample *s, ent_arena *arena, ent_error *err)
{
    static const ent_outcome_id read[] = {ENT_O_SPENDING_SHARE, ENT_O_POSTURE_COVERED,
                                          ENT_O_DETERRENCE_ATTACK};
    bool wanted[ENT_N_OUTCOMES] = {0};
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++)
        wanted[read[i]] = true;
    const sample_plan plan = {.world = w, .blocks = BLOCKS, .seed = SEED, .wanted = wanted};
    return sample_run(&plan, s, arena, err);
}

/* Of one column; the values lose their order. */
static sample_summary summary(const sample *s, ent_outcome_id outcome, int32_t column)
{
    return sample_summarise(s->values + (size_t)(s->layout.first[outcome] + column) * s->n, s->n);
}

static void read_futures(const ent_world *w, const sample *s, int32_t state, facts *f, bool now)
{
    const int32_t year = YEAR - w->first_year, baltic = place_of(w, "baltic");
    const int32_t column = (f->seen - w->first_year) * w->n_states + state;
    const double *shares = sample_row(s, ENT_O_SPENDING_SHARE, (size_t)column);
    double there = 0.0;
    for (size_t i = 0; i < s->n; i++)
        there += shares[i] >= f->target;
    if (now)
        f->there = there / (double)s->n;
    const double share = summary(s, ENT_O_SPENDING_SHARE, column).p50;
    const bool known = year >= 0 && year < w->n_years;
    const double alone = known ? summary(s, ENT_O_POSTURE_COVERED, year).mean : ENT_MISSING;
    const double attack =
        known && baltic >= 0
            ? summary(s, ENT_O_DETERRENCE_ATTACK, year * w->n_flashpoints + baltic).p50
            : ENT_MISSING;
    *(now ? &f->share.now : &f->share.was) = share;
    *(now ? &f->alone.now : &f->alone.was) = alone;
    *(now ? &f->attack.now : &f->attack.was) = attack;
}

/* A copy of the world that the question's target is set in. */
static ent_world *asked_of(const live_first_of *of, ent_arena *arena)
{
    ent_world *w = ent_arena_alloc(arena, (size_t)of->world->total_bytes, 1);
    if (!w)
        return NULL;
    memcpy(w, of->world, (size_t)of->world->total_bytes);
    w->lever[ENT_L_PLEDGE_TARGET_PCT_GDP] = of->asked;
    for (int32_t y = 0; y < ENT_MAX_YEARS; y++)
        w->lever_year[ENT_L_PLEDGE_TARGET_PCT_GDP][y] = of->asked;
    return w;
}

static bool price(const ent_world *w, int32_t state, facts *f)
{
    const ent_bill_terms terms = ent_bill_terms_of(w);
    if (!ent_bill_terms_fit(w, &terms) || !ent_bill_of_state(w, &terms, state, &f->bill))
        return false;
    const int last = w->first_year + w->n_years - 1;
    f->by_year = terms.by_year;
    f->years = terms.by_year - w->first_year + 1;
    f->seen = terms.by_year < last ? terms.by_year : last;
    f->target = 100.0 * terms.target;
    f->agreed = w->lever[ENT_L_PLEDGE_AGREED_PCT_GDP];
    return true;
}

/* --- what is said -------------------------------------------------------------------------------
 */

static const char *cost(const live_first_of *of, const facts *f, ent_arena *arena)
{
    const double rate = of->eur_per_usd, sum = f->bill.cumulative_bn;
    if (sum * 1000.0 < 0.5)
        return ent_text_format(arena,
                               "%s already spends <b>%s</b> of its GDP on defence, so a target of "
                               "%s costs nothing extra.",
                               of->country, percent(100.0 * f->bill.share0).text,
                               percent(f->target).text);
    return ent_text_format(
        arena,
        "At %s by %d, %s would pay <b>%s</b> more over %s years: <b>%s a year</b> on average, %s "
        "in %d.",
        percent(f->target).text, f->by_year, of->country, euros(sum * rate).text,
        brief_number((size_t)f->years).text, euros(sum * rate / f->years).text,
        euros(f->bill.target_bn * rate).text, f->by_year);
}

static const char *reached(const facts *f, ent_arena *arena)
{
    const char *by = f->seen < f->by_year ? ent_text_format(arena,
                                                            "by %d, the scenario\xe2\x80\x99s last "
                                                            "year",
                                                            f->seen)
                                          : "by then";
    if (f->share.now >= f->target - 0.05)
        return ent_text_format(arena, "In the model it gets there %s in <b>%s of 100</b> futures.",
                               by, hundred_of(f->there).text);
    const char *reason =
        f->target > f->agreed + 0.05
            ? ent_text_format(arena, ": only %s is agreed", percent(f->agreed).text)
            : "";
    return ent_text_format(arena, "In the model it gets to <b>%s</b> %s%s.",
                           percent(f->share.now).text, by, reason);
}

static void row(ent_builder *out, const char *title, words was, words now, const char *unit)
{
    ent_builder_text(out, "<dt>");
    html_text(out, title);
    ent_builder_text(out, "</dt><dd>");
    if (strcmp(was.text, now.text) != 0)
        ent_builder_format(out, "%s \xe2\x86\x92 ", was.text);
    ent_builder_format(out, "<b>%s</b> %s</dd>", now.text, unit);
}

static void write(const live_first_of *of, const facts *f, ent_builder *out, ent_arena *arena)
{
    const char *answer = cost(of, f, arena), *model = reached(f, arena);
    const char *own = ent_text_format(arena, "Defence spending of %s in %d", of->country, f->seen);
    ent_builder_format(out,
                       "<h1>%s %s</h1>\n<p class=\"nf\">Not a forecast: what follows from "
                       "stated assumptions, in %s simulated futures. Scenario: ",
                       answer ? answer : "", model ? model : "",
                       words_fixed(BLOCKS * ENT_BLOCK, 0).text);
    html_text(out, of->scenario);
    ent_builder_text(out, ". Where a figure changes, the first is the scenario as it is and the "
                          "second has the target.</p>\n<dl>");
    row(out, own ? own : "", percent(f->share.was), percent(f->share.now), "of GDP");
    if (!isnan(f->alone.now))
        row(out, "Europe can defend its eastern flank without the US in 2030",
            of_futures(f->alone.was), of_futures(f->alone.now), "of 100 futures");
    if (!isnan(f->attack.now))
        row(out, "Yearly chance of an attack on the Baltic states, 2030, in the model",
            per_thousand(f->attack.was), per_thousand(f->attack.now), "in 1,000 a year");
    ent_builder_text(out, "</dl>\n");
}

ent_status live_first(const live_first_of *of, ent_builder *out, ent_arena *arena, ent_error *err)
{
    const size_t mark = ent_arena_mark(arena);
    const int32_t state = ent_world_state(of->world, of->state);
    ent_world *asked = asked_of(of, arena);
    facts f;
    sample s;
    ENT_NEED(asked, err);
    if (state < 0 || !price(asked, state, &f)) {
        ent_arena_rewind(arena, mark);
        return ENT_OK;
    }
    ENT_TRY(futures_of(asked, &s, arena, err));
    read_futures(asked, &s, state, &f, true);
    ENT_TRY(futures_of(of->world, &s, arena, err));
    read_futures(of->world, &s, state, &f, false);
    write(of, &f, out, arena);
    return ent_builder_status(out, err);
}
