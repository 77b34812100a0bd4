/*
 * What was known about the spending of the allies in a year, and what the long record says about
 * how much it moves.
 *
 *     allies a;
 *     ENT_TRY(allies_read(dir, &facts, &a, arena, err));
 *     const double share = allies_share(&a, s, 2019);   // % of GDP, NATO
 *     allies_fit fit;
 *     allies_fit_to(&a, 2019, &fit);                    // from SIPRI's years up to 2019 only
 */
#ifndef ENT_HINDCAST_ALLIES_H
#define ENT_HINDCAST_ALLIES_H

#include "entente/arena.h"
#include "entente/facts.h"

enum { ALLIES_FIRST = 1945, ALLIES_YEARS = 96, ALLIES_MOST = 64, ALLIES_MOST_WARS = 64 };

typedef struct allies {
    size_t n;
    const char *iso3[ALLIES_MOST];
    double nato[ALLIES_MOST][ALLIES_YEARS];  /* % of GDP by year from ALLIES_FIRST; missing */
    double sipri[ALLIES_MOST][ALLIES_YEARS]; /* the same by SIPRI's definition */
    int since[ALLIES_MOST];                  /* year of membership */
    size_t n_wars;
    int wars[ALLIES_MOST_WARS]; /* first years of wars with a great power on either side */
} allies;

/*
 * The laws of the yearly shock to spending, as the model's assumptions state them: estimated by
 * moments on yearly changes of the logarithm of SIPRI's shares, years with eight allies or more.
 */
typedef struct allies_fit {
    double noise;       /* sd of the yearly change at a share of 2 %, points of GDP */
    double common;      /* share of its variance common to all */
    double persistence; /* of the common part, a year */
    double tail_weight, tail_scale;
    double alarm;        /* chance a year of a war between great powers */
    double alarm_rise;   /* mean rise that such a war brings, in logarithms */
    double alarm_spread; /* sd of the rise between allies, relative to the mean */
    size_t wars;
    double years;   /* of the record of wars */
    size_t changes; /* ally-years behind the noise */
    double common_years;
} allies_fit;

/*
 * Read NATO's shares (the program's own to 2024, the release in nato_2025_2026.csv of the folder
 * where it has a later one), SIPRI's (publishers/sipri_1949_2024.xlsx) and wars between great
 * powers (history/).
 *
 * errors   ENT_E_IO, ENT_E_PARSE, ENT_E_DATA naming the file; ENT_E_NOMEM
 * memory   borrows the texts of `facts`
 */
ent_status allies_read(const char *dir, const ent_facts *facts, allies *a, ent_arena *arena,
                       ent_error *err);

/* Share in per cent of GDP; missing. */
double allies_share(const allies *a, size_t ally, int year);
double allies_sipri(const allies *a, size_t ally, int year);

/* Estimate on what had happened by the end of `last`. */
void allies_fit_to(const allies *a, int last, allies_fit *fit);

/* Changes of the logarithm of SIPRI's share over `years`, all allies, up to `last`: sorted into
   `out`, which has room for `most`. Returns how many. */
size_t allies_changes(const allies *a, int years, int last, size_t most, double *out);

#endif
