/* The sentence of a claim: its template with the figures of the run in it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/zero.h"
#include "result/claims.h"
#include "result/hundred.h"

int decimals_of_two_digits(double value)
{
    const double a = fabs(value);
    return a >= 9.95 || a == 0.0 ? 0 : a >= 0.995 ? 1 : a >= 0.0995 ? 2 : 3;
}

/* Two significant digits, no zeros for show. */
static void two_digits(char *out, size_t size, double value)
{
    snprintf(out, size, "%.*f", decimals_of_two_digits(value), value);
    if (strchr(out, '.')) {
        size_t n = strlen(out);
        while (out[n - 1] == '0')
            out[--n] = '\0';
        if (out[n - 1] == '.')
            out[--n] = '\0';
    }
    unsign_zero(out);
}

/* Two digits, of months whole ones. */
static void simulated(char *out, size_t size, double value, const char *unit)
{
    two_digits(out, size, strcmp(unit, "months") == 0 ? round(value) : value);
}

/* Accounts have the digits that are published, thousands parted. */
static void account(char *out, size_t size, double value)
{
    if (fabs(value) >= 999.5 && fabs(value) < 1e6) {
        const int whole = (int)round(value);
        snprintf(out, size, "%d,%03d", whole / 1000, abs(whole % 1000));
        return;
    }
    snprintf(out, size, "%.*f", fabs(value) >= 99.5 ? 0 : fabs(value) >= 0.995 ? 2 : 3, value);
    unsign_zero(out);
}

static bool is_slot(const char *slot, const char *name)
{
    return strcmp(slot, name) == 0;
}

/* A lever as the scenario leaves it: "50 %", "5 % of GDP", "yes". */
static void lever_text(const world_parts *p, const char *key, char *out, size_t size)
{
    const ent_lever *row = ent_register_lever(&p->reg, key);
    if (!row || row->use < 0) {
        snprintf(out, size, "%s", key);
        return;
    }
    const double value = p->world->lever[row->use];
    const bool percent = strcmp(row->unit, "share") == 0;
    char number[32];
    two_digits(number, sizeof number, percent ? 100.0 * value : value);
    if (strcmp(row->kind, "switch") == 0)
        snprintf(out, size, "%s", value > 0.5 ? "yes" : "no");
    else
        snprintf(out, size, "%s%s", number, percent ? " %" : "");
}

/* The first of "missing|to spare", or the second below zero. */
static void add_word(char *out, size_t size, const char *by_sign, bool below)
{
    const char *second = strchr(by_sign, '|');
    const size_t used = strlen(out);
    if (below && second)
        snprintf(out + used, size - used, " %s", second + 1);
    else
        snprintf(out + used, size - used, " %.*s", (int)strcspn(by_sign, "|"), by_sign);
}

/* The sign of the money before an amount, or the number that the condition compares with. */
static bool of_condition(const claim_state *s, const char *name, char *out, size_t size)
{
    if (is_slot(name, "money"))
        snprintf(out, size, "%s", money_sign_of(s->unit).text);
    else if (is_slot(name, "threshold"))
        snprintf(out, size, "%.4g", s->claim->condition.n ? s->claim->condition.bound[0] : 0.0);
    else
        return false;
    return true;
}

/* A time to an event that does not come. */
static void late(const world_parts *parts, const char *unit, char *out, size_t size)
{
    const ent_world *w = parts->world;
    snprintf(out, size, strcmp(unit, "year") == 0 ? "not by %d" : "not by the end of %d",
             w->first_year + w->n_years - 1);
}

/* "0.14 to 6", the smaller first; with a word at either end where one lies on the other side of
 * zero than the median: "18 fewer to 43 more". */
static void band_text(const claim_verdict *v, const world_parts *parts, const char *unit,
                      double scale, const char *by_sign, char *out, size_t size)
{
    char end[2][64];
    double x[2] = {scale * v->low, scale * v->high};
    if (isnan(x[0]) || isnan(x[1])) {
        snprintf(out, size, "-");
        return;
    }
    const bool below = x[0] <= 0.0 && x[1] <= 0.0 && v->value <= 0.0;
    const bool plain = !*by_sign || below || (x[0] >= 0.0 && x[1] >= 0.0 && v->value >= 0.0);
    for (size_t i = 0; i < 2; i++) {
        if (isinf(x[i]))
            late(parts, unit, end[i], sizeof end[i]);
        else
            simulated(end[i], sizeof end[i], *by_sign ? fabs(x[i]) : x[i], unit);
        if (!plain && !isinf(x[i]))
            add_word(end[i], sizeof end[i], by_sign, x[i] < 0.0);
    }
    const size_t first = *by_sign && below ? 1 : 0;
    snprintf(out, size, "%s to %s", end[first], end[1 - first]);
}

static void slot_text(const claim_set *set, size_t i, const claim_verdict *v,
                      const world_parts *parts, const ent_run *run, const char *slot, char *out,
                      size_t size)
{
    const claim_state *s = &set->states[i];
    const bool absolute = strncmp(slot, "abs:", 4) == 0;
    const char *name = absolute ? slot + 4 : slot;
    const bool percent = strcmp(s->unit, "share") == 0 || strcmp(s->unit, "disputed issues") == 0;
    const double counts[3] = {(double)v->up, (double)v->same, (double)v->down};
    double x = ENT_MISSING;
    if (of_condition(s, name, out, size))
        return;
    if (strncmp(slot, "lever:", 6) == 0) {
        lever_text(parts, slot + 6, out, size);
        return;
    }
    if (is_slot(name, "up") || is_slot(name, "same") || is_slot(name, "down")) {
        int of[3];
        hundred_parts(counts, 3, of);
        snprintf(out, size, "%d", of[is_slot(name, "up") ? 0 : is_slot(name, "same") ? 1 : 2]);
        return;
    }
    if (is_slot(name, "share") || is_slot(name, "base")) {
        const double share = is_slot(name, "share") ? v->share : claims_base_share(set, i, run);
        snprintf(out, size, "%s", hundred_of(share).text);
        return;
    }
    char plain[64]; /* of "median|missing|to spare": the size, and one of two words by its sign */
    const char *by_sign = strchr(name, '|');
    snprintf(plain, sizeof plain, "%.*s", (int)strcspn(name, "|"), name);
    if (is_slot(plain, "band")) {
        band_text(v, parts, s->unit, percent ? 100.0 : 1.0, by_sign ? by_sign + 1 : "", out, size);
        return;
    }
    x = is_slot(plain, "low") ? v->low : is_slot(plain, "high") ? v->high : v->value;
    const bool below = x < 0.0;
    x = absolute || by_sign ? fabs(x) : x;
    x = percent ? 100.0 * x : x;
    if (isinf(x))
        late(parts, s->unit, out, size);
    else if (isnan(x))
        snprintf(out, size, "-");
    else if (is_slot(plain, "value"))
        account(out, size, x);
    else
        simulated(out, size, x, s->unit);
    if (by_sign)
        add_word(out, size, by_sign + 1, below);
}

void claims_sentence(const claim_set *set, size_t i, const claim_verdict *v,
                     const world_parts *parts, const ent_run *run, char *out, size_t size)
{
    const char *at = set->states[i].claim->sentence;
    size_t used = 0;
    *out = '\0';
    while (*at && used + 1 < size) {
        const size_t plain = strcspn(at, "{");
        used += (size_t)snprintf(out + used, size - used, "%.*s", (int)plain, at);
        at += plain;
        if (!*at || used >= size)
            break;
        char slot[64], text[96];
        const size_t n = strcspn(at + 1, "}");
        snprintf(slot, sizeof slot, "%.*s", (int)(n < 63 ? n : 63), at + 1);
        slot_text(set, i, v, parts, run, slot, text, sizeof text);
        used += (size_t)snprintf(out + used, size - used, "%s", text);
        at += 1 + n + (at[1 + n] == '}');
    }
}
