#include "result/bill_document.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entente/text.h"

static const char *const SOURCES =
    "NATO, release of June 2024; IMF, October 2025; SIPRI, April 2025 (outside NATO)";
static const char *const SHARES_FROM = "NATO_DEFEXP_2024_06"; /* what SOURCES says of shares */
enum { SOURCES_MAX = 512 };

const char MONEY_NATIONAL[] = "national";

static const char *bill_shape_text(ent_bill_shape shape)
{
    static const char *const texts[] = {"linear", "early", "late"};
    return texts[shape];
}

/* --- computing --- */

static void add_total(bill_set *set, const char *group, const char *label, int32_t wanted,
                      int32_t unwanted)
{
    ent_bill_line lines[ENT_MAX_STATES];
    size_t n = 0;
    for (size_t i = 0; i < set->n; i++) {
        const int32_t s = set->lines[i].state;
        if ((set->world->flags[s] & wanted) == wanted && s != unwanted)
            lines[n++] = set->lines[i];
    }
    bill_total *total = &set->totals[set->n_totals++];
    *total = (bill_total){.group = group, .label = label};
    ent_bill_sum(set->world, &set->terms, n, lines, &total->line);
}

static ent_status add_state(bill_set *set, int32_t s, ent_error *err)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->lines[i].state == s)
            return ent_fail(err, ENT_E_ARG, "state %s is given twice", set->world->iso3[s]);
    if (!ent_bill_of_state(set->world, &set->terms, s, &set->lines[set->n]))
        return ent_fail(err, ENT_E_DATA, "%s has no defence spending for %d in the data",
                        set->world->iso3[s], set->world->base_year);
    set->n++;
    return ENT_OK;
}

ent_status bill_compute(const ent_world *world, const ent_facts *facts, const ent_bill_terms *terms,
                        size_t n_states, const int32_t *states, bill_set *set, ent_error *err)
{
    *set = (bill_set){.world = world, .facts = facts, .terms = *terms};
    if (!ent_bill_terms_fit(world, terms))
        return ent_fail(err, ENT_E_ARG,
                        "target %g %% by %d: the target must be above 0 and at most 100 %%, the "
                        "year within %d..%d",
                        100.0 * terms->target, terms->by_year, world->first_year,
                        world->first_year + ENT_MAX_YEARS - 1);
    for (size_t i = 0; i < n_states; i++)
        ENT_TRY(add_state(set, states[i], err));
    for (int32_t s = 0; n_states == 0 && s < world->n_states; s++)
        if ((world->flags[s] & ENT_STATE_NATO) && (world->flags[s] & ENT_STATE_SPENDING))
            ENT_TRY(add_state(set, s, err));
    if (n_states) {
        add_total(set, "SELECTED", "These states", 0, -1);
    } else {
        add_total(set, "ALL", "All allies", ENT_STATE_NATO, -1);
        add_total(set, "EURCAN", "Europe and Canada", ENT_STATE_NATO, world->usa);
        add_total(set, "EUROPE", "European allies", ENT_STATE_EUROPEAN, -1);
    }
    return ENT_OK;
}

static double fact(const bill_set *set, const char *entity, const char *key, int year)
{
    return ent_facts_value(set->facts, entity, key, year);
}

/* SOURCES, and the keys of those from which a scenario takes other shares. */
static void sources_of(const bill_set *set, char *out)
{
    size_t at = (size_t)snprintf(out, SOURCES_MAX, "%s", SOURCES);
    const char *lead = "; shares of";
    for (size_t i = 0; i < set->n; i++) {
        const ent_fact *f = ent_facts_find(set->facts, set->world->iso3[set->lines[i].state],
                                           "defence_pct_gdp", set->world->base_year, NULL);
        if (!f || strcmp(f->source, SHARES_FROM) == 0 || strstr(out, f->source) ||
            at + strlen(f->source) + 24 > SOURCES_MAX)
            continue;
        if (*lead == ';')
            at += (size_t)snprintf(out + at, SOURCES_MAX - at, "%s %d: %s", lead,
                                   set->world->base_year, f->source);
        else
            at += (size_t)snprintf(out + at, SOURCES_MAX - at, "%s%s", lead, f->source);
        lead = ", ";
    }
}

/* Units of the state's currency (or EUR) for one dollar; missing when there is no rate. */
static double bill_rate(const bill_set *set, const char *state, bill_currency currency,
                        const char **code)
{
    *code = currency == BILL_NATIONAL ? ent_facts_text(set->facts, state, "currency")
            : currency == BILL_EUR    ? "EUR"
                                      : "USD";
    return **code ? fact(set, *code, "per_usd", 2024) : ENT_MISSING;
}

/* --- document --- */

/* Years of the path: what the average divides the sum by. */
static double years_of(const bill_set *set)
{
    const int32_t years = set->terms.by_year - set->world->first_year + 1;
    return years > 0 ? (double)years : 1.0;
}

static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *by_year(const bill_set *set, const ent_bill_line *line, double rate)
{
    json_t *years = json_object();
    for (int32_t y = 0; y <= set->terms.by_year - set->world->first_year; y++) {
        char year[16];
        snprintf(year, sizeof year, "%d", set->world->first_year + y);
        json_object_set_new(years, year, number(line->extra_bn[y] * rate));
    }
    return years;
}

/* NATO's share of 2014; for others SIPRI's spending over GDP. */
static double share_2014(const bill_set *set, const char *state)
{
    const double nato = fact(set, state, "defence_pct_gdp", 2014);
    return nato == nato ? nato
                        : fact(set, state, "sipri_current_musd", 2014) / 10.0 /
                              fact(set, state, "gdp_bn", 2014);
}

static json_t *row_document(const bill_set *set, const ent_bill_line *line, double rate)
{
    const ent_world *w = set->world;
    const char *state = w->iso3[line->state], *code = "";
    const double euro = fact(set, "EUR", "per_usd", 2024);
    const double national = bill_rate(set, state, BILL_NATIONAL, &code);
    json_t *row = json_object();
    json_object_set_new(row, "state", json_string(state));
    json_object_set_new(row, "name", json_string(ent_facts_text(set->facts, state, "name")));
    json_object_set_new(row, "share_2014", number(share_2014(set, state)));
    json_object_set_new(row, "share_base", number(100.0 * w->share0_published[line->state]));
    json_object_set_new(row, "target", number(100.0 * set->terms.target));
    json_object_set_new(row, "multiple", number(line->multiple));
    json_object_set_new(row, "base_bn", number(line->base_bn * rate));
    json_object_set_new(row, "extra_bn", number(line->target_bn * rate));
    json_object_set_new(row, "extra_bn_by_year", by_year(set, line, rate));
    json_object_set_new(row, "extra_eur_bn", number(line->target_bn * euro));
    json_object_set_new(row, "extra_national_bn", number(line->target_bn * national));
    json_object_set_new(row, "currency", json_string(code));
    json_object_set_new(row, "cumulative_bn", number(line->cumulative_bn * rate));
    json_object_set_new(row, "average_bn", number(line->cumulative_bn * rate / years_of(set)));
    json_object_set_new(row, "per_head", number(line->per_head_usd * rate));
    json_object_set_new(row, "gov_share", number(100.0 * line->government));
    json_object_set_new(row, "pace", number(100.0 * line->pace));
    json_object_set_new(row, "years_to_target", number(line->years_to_target));
    json_object_set_new(row, "debt_added", number(100.0 * line->debt_added));
    json_object_set_new(row, "member", json_boolean(w->flags[line->state] & ENT_STATE_NATO));
    return row;
}

static json_t *total_document(const bill_set *set, const bill_total *total, double rate)
{
    const double euro = fact(set, "EUR", "per_usd", 2024);
    const ent_bill_line *line = &total->line;
    json_t *row = json_object();
    json_object_set_new(row, "group", json_string(total->label));
    json_object_set_new(row, "multiple", number(line->multiple));
    json_object_set_new(row, "extra_bn", number(line->target_bn * rate));
    json_object_set_new(row, "extra_eur_bn", number(line->target_bn * euro));
    json_object_set_new(row, "cumulative_bn", number(line->cumulative_bn * rate));
    json_object_set_new(row, "average_bn", number(line->cumulative_bn * rate / years_of(set)));
    json_object_set_new(row, "extra_bn_by_year", by_year(set, line, rate));
    json_object_set_new(row, "share_base", number(100.0 * line->share0));
    return row;
}

static void related_note(const bill_set *set, const money *m, char *out, size_t size)
{
    const double rate = m->code == MONEY_NATIONAL ? 1.0 : m->per_usd;
    if (set->terms.related > 0.0)
        snprintf(out, size,
                 " Spending related to defence: a second target of %g %%; what states spend on "
                 "it now is not published, so it is at most %.1f bn %s in all and not in the bill.",
                 100.0 * set->terms.related, set->totals[0].line.related_bn * rate,
                 *m->code && m->code != MONEY_NATIONAL ? m->code : "USD");
    else
        *out = '\0';
}

json_t *bill_document(const bill_set *set, const money *m, ent_arena *arena)
{
    char note[640], related[320], sources[SOURCES_MAX];
    json_t *bill = json_object(), *rows = json_array(), *totals = json_array();
    related_note(set, m, related, sizeof related);
    snprintf(note, sizeof note,
             "Accounts: path less base share, times GDP at central growth; multiples over shares "
             "rounded to two decimals as published; per head by the population of %d; pace of the "
             "last five years; debt at central assumptions.%s%s",
             set->world->base_year, money_words(m, false, arena), related);
    for (size_t i = 0; i < set->n; i++)
        json_array_append_new(rows, row_document(set, &set->lines[i], m->per_usd));
    for (size_t i = 0; i < set->n_totals; i++)
        json_array_append_new(totals, total_document(set, &set->totals[i], m->per_usd));
    json_object_set_new(bill, "target", number(100.0 * set->terms.target));
    json_object_set_new(bill, "by_year", json_integer(set->terms.by_year));
    json_object_set_new(bill, "base_year", json_integer(set->world->base_year));
    json_object_set_new(bill, "shape", json_string(bill_shape_text(set->terms.shape)));
    json_object_set_new(bill, "currency", json_string(*m->code ? m->code : "USD"));
    json_object_set_new(bill, "price_base", json_integer(2024));
    json_object_set_new(bill, "eur_per_usd", number(fact(set, "EUR", "per_usd", 2024)));
    json_object_set_new(bill, "rate_date", json_string("2024"));
    json_object_set_new(bill, "rows", rows);
    json_object_set_new(bill, "totals", totals);
    sources_of(set, sources);
    json_object_set_new(bill, "source", json_string(sources));
    json_object_set_new(bill, "note", json_string(note));
    return bill;
}

/* --- tables --- */

static size_t fill_row(ent_table *t, const bill_set *set, const ent_bill_line *line, double share,
                       double rate)
{
    const size_t r = ent_table_row(t);
    ent_table_number(t, r, 2, 100.0 * share);
    ent_table_number(t, r, 3, line->multiple);
    ent_table_number(t, r, 4, line->target_bn * rate);
    ent_table_number(t, r, 5, line->cumulative_bn * rate / years_of(set));
    ent_table_number(t, r, 6, line->cumulative_bn * rate);
    ent_table_number(t, r, 7, line->per_head_usd * rate);
    ent_table_number(t, r, 8, 100.0 * line->government);
    ent_table_number(t, r, 9, line->years_to_target);
    return r;
}

static const char *title_of(const bill_set *set, ent_arena *arena)
{
    return ent_text_format(arena, "The bill: %g %% of GDP by %d, %s path from %d",
                           100.0 * set->terms.target, set->terms.by_year,
                           bill_shape_text(set->terms.shape), set->world->base_year);
}

/* What the columns mean; of the table by year only those that it has. */
static const char *note_of(const bill_set *set, const money *m, bool by_year, ent_arena *arena)
{
    char related[320], sources[SOURCES_MAX];
    const bool national = m->code == MONEY_NATIONAL;
    related_note(set, m, related, sizeof related);
    sources_of(set, sources);
    const char *columns =
        by_year
            ? ""
            : ent_text_format(arena,
                              "\nExtra: in %d; a year: mean of %d to %d; sum: of these years. "
                              "Years: to the target at the pace of the last five years; - never.",
                              set->terms.by_year, set->world->first_year, set->terms.by_year);
    return ent_text_format(
        arena,
        "Accounts in billions at constant prices of 2024: what the path costs beyond the share "
        "of %d, at central growth.%s%s%s\nSources: %s.",
        set->world->base_year,
        national ? " Money of each state at the average rates of 2024."
                 : money_words(m, false, arena),
        columns ? columns : "", related, sources);
}

/* The last column names the money of each state: columns of dollars lose their unit to it, and
   without national money it is not there. */
static void start_table(ent_table *t, const char *name, const char *title,
                        const ent_column *columns, size_t n, bool national, ent_arena *arena)
{
    ent_table_init(t, name, title, columns, national ? n : n - 1, arena);
    ent_column *own = national ? ent_arena_array(arena, ent_column, n) : NULL;
    if (!own) {
        t->failed = t->failed || national;
        return;
    }
    for (size_t c = 0; c < n; c++) {
        own[c] = columns[c];
        if (!strstr(columns[c].unit, "USD"))
            continue;
        own[c].name = ent_text_format(arena, "%s_national", columns[c].name);
        own[c].unit = strcmp(columns[c].unit, "USD") == 0 ? "" : "bn";
        t->failed = t->failed || !own[c].name;
    }
    t->columns = own;
}

void bill_state_table(const bill_set *set, const money *m, bool totals, ent_table *t,
                      ent_arena *arena)
{
    static const ent_column columns[] = {
        {"state", "State", "", ENT_CELL_TEXT, 0},
        {"name", "Name", "", ENT_CELL_TEXT, 0},
        {"share_base", "Share", "% of GDP", ENT_CELL_NUMBER, 2},
        {"multiple", "Multiple", "", ENT_CELL_NUMBER, 3},
        {"extra_bn", "Extra", "bn USD", ENT_CELL_NUMBER, 1},
        {"average_bn", "A year", "bn USD", ENT_CELL_NUMBER, 1},
        {"cumulative_bn", "Sum", "bn USD", ENT_CELL_NUMBER, 1},
        {"per_head", "Per head", "USD", ENT_CELL_NUMBER, 0},
        {"gov_share", "Budget", "%", ENT_CELL_NUMBER, 1},
        {"years_to_target", "Years", "", ENT_CELL_NUMBER, 0},
        {"currency", "Money", "", ENT_CELL_TEXT, 0},
    };
    const bool national = m->code == MONEY_NATIONAL;
    start_table(t, "bill", title_of(set, arena), columns, 11, national, arena);
    for (size_t i = 0; i < set->n; i++) {
        const ent_bill_line *line = &set->lines[i];
        const char *state = set->world->iso3[line->state], *code = "";
        const double rate = national ? bill_rate(set, state, BILL_NATIONAL, &code) : 1.0;
        const size_t r = fill_row(t, set, line, set->world->share0_published[line->state], rate);
        ent_table_text(t, r, 0, state);
        ent_table_text(t, r, 1, ent_facts_text(set->facts, state, "name"));
        if (national)
            ent_table_text(t, r, 10, code);
    }
    ent_table_sort(t, 3, true);
    for (size_t i = 0; totals && i < set->n_totals; i++) {
        const bill_total *total = &set->totals[i]; /* no sum of several kinds of money */
        const size_t r =
            fill_row(t, set, &total->line, total->line.share0, national ? ENT_MISSING : 1.0);
        ent_table_text(t, r, 0, total->group);
        ent_table_text(t, r, 1, total->label);
        if (national)
            ent_table_text(t, r, 10, "");
    }
    t->note = note_of(set, m, false, arena);
    if (!national)
        money_table(m, t, arena);
}

void bill_years_table(const bill_set *set, const money *m, ent_table *t, ent_arena *arena)
{
    static const ent_column columns[] = {
        {"state", "State", "", ENT_CELL_TEXT, 0},
        {"year", "Year", "", ENT_CELL_NUMBER, 0},
        {"share", "Share", "% of GDP", ENT_CELL_NUMBER, 2},
        {"gdp_bn", "GDP", "bn USD", ENT_CELL_NUMBER, 1},
        {"extra_bn", "Extra", "bn USD", ENT_CELL_NUMBER, 2},
        {"currency", "Money", "", ENT_CELL_TEXT, 0},
    };
    const bool national = m->code == MONEY_NATIONAL;
    start_table(t, "bill by year", title_of(set, arena), columns, 6, national, arena);
    for (size_t i = 0; i < set->n; i++)
        for (int32_t y = 0; y <= set->terms.by_year - set->world->first_year; y++) {
            const char *state = set->world->iso3[set->lines[i].state], *code = "";
            const double rate = national ? bill_rate(set, state, BILL_NATIONAL, &code) : 1.0;
            const size_t r = ent_table_add(
                t, ENT_TEXT(state), ENT_NUMBER((double)(set->world->first_year + y)),
                ENT_NUMBER(100.0 * set->lines[i].share[y]), ENT_NUMBER(set->lines[i].gdp[y] * rate),
                ENT_NUMBER(set->lines[i].extra_bn[y] * rate));
            if (national)
                ent_table_text(t, r, 5, code);
        }
    t->note = note_of(set, m, true, arena);
    if (!national)
        money_table(m, t, arena);
}

static void compare_row(ent_table *t, const char *state, const char *name, const ent_bill_line *a,
                        const ent_bill_line *b)
{
    ent_table_add(t, ENT_TEXT(state), ENT_TEXT(name), ENT_NUMBER(a->multiple),
                  ENT_NUMBER(b->multiple), ENT_NUMBER(a->target_bn), ENT_NUMBER(b->target_bn),
                  ENT_NUMBER(a->target_bn - b->target_bn),
                  ENT_NUMBER(a->cumulative_bn - b->cumulative_bn));
}

void bill_compare_table(const bill_set *a, const bill_set *b, const money *m, ent_table *t,
                        ent_arena *arena)
{
    static const ent_column columns[] = {
        {"state", "State", "", ENT_CELL_TEXT, 0},
        {"name", "Name", "", ENT_CELL_TEXT, 0},
        {"multiple", "Multiple", "first", ENT_CELL_NUMBER, 3},
        {"baseline_multiple", "Multiple", "second", ENT_CELL_NUMBER, 3},
        {"extra_bn", "Extra", "bn USD, first", ENT_CELL_NUMBER, 1},
        {"baseline_extra_bn", "Extra", "bn USD, second", ENT_CELL_NUMBER, 1},
        {"difference_bn", "Difference", "bn USD", ENT_CELL_NUMBER, 1},
        {"difference_sum_bn", "Of the sums", "bn USD", ENT_CELL_NUMBER, 1},
    };
    ent_table_init(t, "bill", NULL, columns, 8, arena);
    for (size_t i = 0; i < a->n; i++) {
        const char *state = a->world->iso3[a->lines[i].state];
        compare_row(t, state, ent_facts_text(a->facts, state, "name"), &a->lines[i], &b->lines[i]);
    }
    ent_table_sort(t, 6, true);
    t->title = ent_text_format(
        arena, "The bill: %s (%g %% by %d, %s) less %s (%g %% by %d, %s)", a->world->key,
        100.0 * a->terms.target, a->terms.by_year, bill_shape_text(a->terms.shape), b->world->key,
        100.0 * b->terms.target, b->terms.by_year, bill_shape_text(b->terms.shape));
    t->note =
        ent_text_format(arena,
                        "Accounts in billions at constant prices of 2024, each in its own target "
                        "year.%s Sources: %s.",
                        money_words(m, false, arena), SOURCES);
    money_table(m, t, arena);
}
