#include "facts/money.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/hint.h"
#include "base/text_list.h"
#include "entente/text.h"

enum { MONEY_CODES = 64, RATE_YEAR = 2024 };

static double rate_of(const ent_facts *facts, const char *code)
{
    return strcmp(code, "USD") == 0 ? 1.0 : ent_facts_value(facts, code, "per_usd", RATE_YEAR);
}

/* US dollars as they stand in the accounts, euros as in the records of aid. */
static money money_plain(void)
{
    return (money){"", 1.0, 1.0};
}

/* The currencies of states that have a rate, and the dollar. */
static size_t known_codes(const ent_facts *facts, const char *codes[MONEY_CODES])
{
    size_t n = 0;
    codes[n++] = "USD";
    codes[n++] = "EUR";
    for (size_t i = 0; i < facts->n_states && n < MONEY_CODES; i++) {
        const char *code = ent_facts_text(facts, facts->states[i], "currency");
        const double rate = *code ? rate_of(facts, code) : ENT_MISSING;
        if (rate == rate && !text_is_one_of(code, codes, n))
            codes[n++] = code;
    }
    return n;
}

/* The code that the word is in small letters; NULL: none. */
static const char *code_in_capitals(const char *word, const char *const *codes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcasecmp(codes[i], word) == 0)
            return codes[i];
    return NULL;
}

ent_status money_read(const char *word, const ent_facts *facts, money *m, ent_error *err)
{
    const char *codes[MONEY_CODES];
    *m = money_plain();
    if (!word)
        return ENT_OK;
    const size_t n = known_codes(facts, codes);
    const double euro = rate_of(facts, "EUR");
    for (size_t i = 0; i < n; i++)
        if (strcmp(codes[i], word) == 0) {
            *m = (money){codes[i], rate_of(facts, word), rate_of(facts, word) / euro};
            return ENT_OK;
        }
    const char *meant = code_in_capitals(word, codes, n);
    return ent_fail(err, ENT_E_ARG, "--currency: no rate of 2024 is known for '%.40s'%s", word,
                    meant ? did_you_mean(meant).text
                          : ". Give USD, EUR or the money of an ally, such as GBP");
}

/* "us_eur_bn" -> "us_gbp_bn"; a key that names no money gets it at its end. */
static const char *key_in(const money *m, const char *key, ent_arena *arena)
{
    char code[8] = "";
    snprintf(code, sizeof code, "%s", m->code);
    for (char *c = code; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + ('a' - 'A') : *c);
    const char *at = strstr(key, "_eur");
    if (at && (at[4] == '_' || at[4] == '\0'))
        return ent_text_format(arena, "%.*s_%s%s", (int)(at - key), key, code, at + 4);
    return ent_text_format(arena, "%s_%s", key, code);
}

const char *money_unit(const money *m, const char *unit, double *rate, ent_arena *arena)
{
    const char *at = strstr(unit, "USD");
    if (!*m->code)
        return NULL;
    *rate = at ? m->per_usd : m->per_eur;
    at = at ? at : strstr(unit, "EUR");
    if (!at)
        return NULL;
    return ent_text_format(arena, "%.*s%s%s", (int)(at - unit), unit, m->code, at + 3);
}

money_sign money_sign_of(const char *unit)
{
    static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    money_sign sign = {""};
    for (const char *at = unit; *at; at++) {
        const size_t n = strspn(at, capitals);
        if (n == 3 && strncmp(at, "USD", n) == 0)
            snprintf(sign.text, sizeof sign.text, "$");
        else if (n == 3 && strstr(unit, "bn"))
            snprintf(sign.text, sizeof sign.text, "%.3s ", at);
        at += n > 0 ? n - 1 : 0;
    }
    return sign;
}

void money_table(const money *m, ent_table *t, ent_arena *arena)
{
    ent_column *columns = ent_arena_array(arena, ent_column, t->n_columns);
    if (!*m->code || !columns)
        return;
    for (size_t c = 0; c < t->n_columns; c++) {
        double rate = 1.0;
        const char *unit = money_unit(m, t->columns[c].unit, &rate, arena);
        columns[c] = t->columns[c];
        if (!unit || strcmp(unit, t->columns[c].unit) == 0)
            continue;
        columns[c].unit = unit;
        columns[c].name = key_in(m, columns[c].name, arena);
        for (size_t r = 0; r < t->n_rows; r++)
            t->cells[r * t->n_columns + c].number *= rate;
    }
    t->columns = columns;
}

const char *money_words(const money *m, bool of_euros, ent_arena *arena)
{
    const double rate = of_euros ? m->per_eur : m->per_usd;
    if (!*m->code || rate == 1.0)
        return "";
    return ent_text_format(arena, " %s at the average rate of 2024 (%.4g for one %s).", m->code,
                           rate, of_euros ? "euro" : "US dollar");
}
