#include "report/words.h"
#include "base/zero.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* U+2212: figures align with it and it is not taken for a hyphen. */
#define MINUS "\xe2\x88\x92"

bool words_is_share(const char *unit)
{
    return strncmp(unit, "share", 5) == 0;
}

/* Whether the unit names what whole numbers stand for: a mean of such values says nothing. */
static bool words_is_choice(const char *unit)
{
    return strncmp(unit, "choice", 6) == 0;
}

words words_target(double percent)
{
    return words_fixed(percent, fabs(percent - floor(percent)) < 1e-9 ? 0 : 1);
}

const char *words_unit(const char *unit)
{
    if (strcmp(unit, "share") == 0)
        return "%";
    if (strcmp(unit, "share of futures") == 0)
        return "% of futures";
    if (strcmp(unit, "share of failures") == 0)
        return "% of failures";
    if (strcmp(unit, "share failing") == 0)
        return "% failing";
    if (strcmp(unit, "ratio") == 0 || strcmp(unit, "year") == 0)
        return "";
    if (strncmp(unit, "level", 5) == 0)
        return "on the scale of 0 to 7";
    if (words_is_choice(unit))
        return "kind";
    if (strcmp(unit, "BE") == 0)
        return "brigade equivalents";
    if (strcmp(unit, "disputed issues") == 0)
        return "of the disputed issues";
    if (strcmp(unit, "km2") == 0)
        return "km\xc2\xb2";
    if (strcmp(unit, "km2/month") == 0)
        return "km\xc2\xb2 a month";
    return unit;
}

/* Insert thousands separators into the digits before the point. */
static void group_thousands(words *w)
{
    char plain[WORDS_MAX];
    memcpy(plain, w->text, sizeof plain);
    const size_t digits = strcspn(plain, ".");
    size_t to = 0;
    for (size_t i = 0; plain[i] && to + 2 < sizeof w->text; i++) {
        if (i > 0 && i < digits && (digits - i) % 3 == 0)
            w->text[to++] = ',';
        w->text[to++] = plain[i];
    }
    w->text[to] = '\0';
}

words words_fixed(double value, int decimals)
{
    words w = {"\xe2\x80\x93"};
    if (isnan(value))
        return w;
    if (fabs(value) >= 1e15) {
        snprintf(w.text, sizeof w.text, "%.3g", value);
        return w;
    }
    words digits = {""};
    snprintf(digits.text, sizeof digits.text, "%.*f", decimals, fabs(value));
    const bool zero = strspn(digits.text, "0.") == strlen(digits.text);
    group_thousands(&digits);
    snprintf(w.text, sizeof w.text, "%s%.58s", value < 0.0 && !zero ? MINUS : "", digits.text);
    return w;
}

/* Decimals that leave three significant digits. */
static int three_digits(double value)
{
    const double size = fabs(value);
    return size >= 99.95       ? 0
           : size >= 9.995     ? 1
           : size >= 0.0995    ? 2
           : size >= 0.00995   ? 3
           : size >= 0.000995  ? 4
           : size >= 0.0000995 ? 5
                               : 6;
}

words words_without_zeros(words w)
{
    size_t n = strlen(w.text);
    if (!strchr(w.text, '.'))
        return w;
    while (n && w.text[n - 1] == '0')
        w.text[--n] = '\0';
    if (n && w.text[n - 1] == '.')
        w.text[--n] = '\0';
    return w;
}

words words_value(double value, const char *unit)
{
    if (strcmp(unit, "year") == 0) {
        words w = {"\xe2\x80\x93"};
        if (!isnan(value)) {
            snprintf(w.text, sizeof w.text, "%.0f", value);
            unsign_zero(w.text);
        }
        return w;
    }
    if (words_is_share(unit)) {
        const double percent = value * 100.0;
        return words_fixed(percent, fabs(percent) < 1.0 && percent != 0.0 ? 1 : 0);
    }
    if (strncmp(unit, "% of", 4) == 0 || strcmp(unit, "ratio") == 0)
        return words_fixed(value, fabs(value) >= 99.95 ? 0 : fabs(value) >= 9.995 ? 1 : 2);
    if (strncmp(unit, "level", 5) == 0)
        return words_fixed(value, value == floor(value) ? 0 : 1);
    if (strcmp(unit, "months") == 0 && fabs(value) >= 0.95) /* whole from one month on */
        return words_fixed(value, 0);
    return words_without_zeros(
        words_fixed(value, fabs(value) < 0.0000005 ? 0 : three_digits(value)));
}

words words_change(double value, const char *unit)
{
    const char *as = strcmp(unit, "year") == 0 ? "years" : unit;
    const words plain = words_value(value, as);
    words w;
    const bool plus = value > 0.0;
    if (strspn(plain.text, "0.") == strlen(plain.text))
        return (words){"0"};
    snprintf(w.text, sizeof w.text, "%s%.60s", plus ? "+" : "", plain.text);
    return w;
}

words words_time(const char *at)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    words w;
    double month;
    if (strlen(at) >= 7 && ent_text_number(at + 5, 2, &month) && month >= 1.0 && month <= 12.0)
        snprintf(w.text, sizeof w.text, "%s %.4s", months[(int)month - 1], at);
    else
        snprintf(w.text, sizeof w.text, "%.60s", at);
    return w;
}

static void one_value(ent_builder *out, const json_t *value, const char *unit)
{
    if (json_is_number(value)) {
        const double x = json_number_value(value);
        const bool raw = strcmp(unit, "year") == 0 || x == floor(x);
        char text[WORDS_MAX];
        snprintf(text, sizeof text, raw ? "%.0f" : "%g", x);
        unsign_zero(text);
        ent_builder_text(out, text);
    } else if (json_is_string(value)) {
        ent_builder_text(out, json_string_value(value));
    } else if (json_is_boolean(value)) {
        ent_builder_text(out, json_is_true(value) ? "yes" : "no");
    } else if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            ent_builder_text(out, i ? ", " : "");
            one_value(out, json_array_get(value, i), unit);
        }
        if (json_array_size(value) == 0)
            ent_builder_text(out, "none");
    } else {
        ent_builder_text(out, "\xe2\x80\x93");
    }
}

void words_lever(ent_builder *out, const json_t *lever)
{
    const char *unit = doc_text(lever, "unit");
    const json_t *years = doc_get(lever, "by_year");
    if (!json_object_size(years)) {
        one_value(out, doc_get(lever, "list") ? doc_get(lever, "list") : doc_get(lever, "value"),
                  unit);
        return;
    }
    const char *year;
    json_t *value;
    const char *between = "";
    json_object_foreach(doc_loose(years), year, value)
    {
        ent_builder_format(out, "%s%s: ", between, year);
        one_value(out, value, unit);
        between = ", ";
    }
}
