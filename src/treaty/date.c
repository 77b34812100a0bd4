#include "entente/treaty.h"

/* Days from civil (proleptic Gregorian), after the usual era arithmetic. */
static int32_t days_from_civil(int32_t y, int32_t m, int32_t d)
{
    y -= m <= 2;
    const int32_t era = (y >= 0 ? y : y - 399) / 400;
    const int32_t yoe = y - era * 400;
    const int32_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static bool digits(const char *s, size_t n, int32_t *value)
{
    int32_t v = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        v = v * 10 + (s[i] - '0');
    }
    *value = v;
    return true;
}

bool ent_treaty_date(const char *text, size_t length, int32_t *days)
{
    static const int32_t month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t y = 0, m = 1, d = 1;
    if (length != 4 && length != 7 && length != 10)
        return false;
    if (!digits(text, 4, &y) || y < 1)
        return false;
    if (length >= 7 && (text[4] != '-' || !digits(text + 5, 2, &m)))
        return false;
    if (length == 10 && (text[7] != '-' || !digits(text + 8, 2, &d)))
        return false;
    if (m < 1 || m > 12 || d < 1)
        return false;
    const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    if (d > month_days[m - 1] + (m == 2 && leap ? 1 : 0))
        return false;
    *days = days_from_civil(y, m, d);
    return true;
}

static void put(char *out, int32_t value, int width)
{
    for (int i = width - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

void ent_treaty_date_text(int32_t days, char *out)
{
    if (days < -719162 || days > 2932896) { /* outside the years 1 to 9999 */
        const char open[] = "open";
        for (size_t i = 0; i < sizeof open; i++)
            out[i] = open[i];
        return;
    }
    const int32_t z = days + 719468;
    const int32_t era = z / 146097, doe = z % 146097;
    const int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const int32_t mp = (5 * doy + 2) / 153;
    const int32_t d = doy - (153 * mp + 2) / 5 + 1;
    const int32_t m = mp < 10 ? mp + 3 : mp - 9;
    put(out, yoe + era * 400 + (m <= 2), 4);
    out[4] = '-';
    put(out + 5, m, 2);
    out[7] = '-';
    put(out + 8, d, 2);
    out[10] = '\0';
}
