/* The sentence of a claim: its template with the figures of the run in it. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "result/claims.h"

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
    if (strcmp(out, "-0") == 0)
        snprintf(out, size, "0");
}

/* Accounts have the digits that are published. */
static void account(char *out, size_t size, double value)
{
    snprintf(out, size, "%.*f", fabs(value) >= 99.5 ? 0 : fabs(value) >= 0.995 ? 2 : 3, value);
}

/* Three counts as parts of 100 that add up to 100, the largest remainder last. */
static int of_hundred(const uint64_t counts[3], size_t which)
{
    double rest[3];
    int part[3], left = 100;
    const double sum = (double)(counts[0] + counts[1] + counts[2]);
    for (size_t i = 0; i < 3; i++) {
        const double exact = sum > 0.0 ? 100.0 * (double)counts[i] / sum : 0.0;
        part[i] = (int)exact;
        rest[i] = exact - part[i];
        left -= part[i];
    }
    for (; sum > 0.0 && left > 0; left--) {
        const size_t most = rest[0] >= rest[1] && rest[0] >= rest[2] ? 0
                            : rest[1] >= rest[2]                     ? 1
                                                                     : 2;
        part[most]++;
        rest[most] = -1.0;
    }
    return part[which];
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

static void slot_text(const claim_set *set, size_t i, const claim_verdict *v,
                      const world_parts *parts, const ent_run *run, const char *slot, char *out,
                      size_t size)
{
    const claim_state *s = &set->states[i];
    const bool absolute = strncmp(slot, "abs:", 4) == 0;
    const char *name = absolute ? slot + 4 : slot;
    const bool percent = strcmp(s->unit, "share") == 0 || strcmp(s->unit, "disputed issues") == 0;
    const uint64_t counts[3] = {v->up, v->same, v->down};
    double x = ENT_MISSING;
    if (of_condition(s, name, out, size))
        return;
    if (strncmp(slot, "lever:", 6) == 0) {
        lever_text(parts, slot + 6, out, size);
        return;
    }
    if (is_slot(name, "up") || is_slot(name, "same") || is_slot(name, "down")) {
        snprintf(out, size, "%d",
                 of_hundred(counts, is_slot(name, "up")     ? 0
                                    : is_slot(name, "same") ? 1
                                                            : 2));
        return;
    }
    if (is_slot(name, "share") || is_slot(name, "base")) {
        const double share = is_slot(name, "share") ? v->share : claims_base_share(set, i, run);
        snprintf(out, size, share == share ? "%.0f" : "-", 100.0 * share);
        return;
    }
    char plain[64]; /* of "median|missing|to spare": the size, and one of two words by its sign */
    const char *by_sign = strchr(name, '|');
    snprintf(plain, sizeof plain, "%.*s", (int)strcspn(name, "|"), name);
    x = is_slot(plain, "low") ? v->low : is_slot(plain, "high") ? v->high : v->value;
    const bool below = x < 0.0;
    x = absolute || by_sign ? fabs(x) : x;
    x = percent ? 100.0 * x : x;
    if (!(x - x == 0.0))
        snprintf(out, size, "-");
    else if (is_slot(plain, "value"))
        account(out, size, x);
    else
        two_digits(out, size, x);
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
