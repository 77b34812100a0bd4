/*
 * Aid accounts: what was allocated to Ukraine, by whom, when, and what replacing a donor costs.
 *
 *     ent_aid aid;
 *     ENT_TRY(ent_aid_read(data_dir, &aid, arena, err));
 *     double us = ent_aid_sum(&aid, ENT_AID_US, ENT_AID_MILITARY, 202201, 202412);
 *
 * Accounts only: sums of published figures, no model.
 *
 * units    EUR bn, current prices, allocations (not deliveries)
 * missing  a donor without a published figure has ENT_MISSING, never zero
 * source   data/ukraine/aid_*.csv, keys in data/ukraine/sources.csv
 */
#ifndef ENTENTE_AID_H
#define ENTENTE_AID_H

#include <stddef.h>

#include "entente/arena.h"

typedef enum ent_aid_group {
    ENT_AID_US,
    ENT_AID_EUROPE, /* EU members and institutions, GBR, NOR, CHE, ISL */
    ENT_AID_OTHER,
    ENT_AID_ALL,
    ENT_AID_EU_INSTITUTIONS,
    ENT_AID_EU_MEMBERS,
    ENT_AID_EUROPE_NON_EU,
    ENT_AID_N_GROUPS
} ent_aid_group;

typedef enum ent_aid_kind {
    ENT_AID_MILITARY,
    ENT_AID_FINANCIAL,
    ENT_AID_HUMANITARIAN,
    ENT_AID_N_KINDS
} ent_aid_kind;

typedef enum ent_aid_key {
    ENT_AID_BY_GDP,   /* in proportion to GDP */
    ENT_AID_AS_NOW,   /* in proportion to the donor's military aid so far */
    ENT_AID_BY_CAPPED /* by GDP, but no donor above a cap of its GDP in all */
} ent_aid_key;

typedef struct ent_aid_flow {
    ent_aid_group group;
    int period;       /* YYYYMM for a month, YYYYQ (five digits) for a quarter, YYYY for a year */
    const char *kind; /* military, financial, humanitarian, military_nato_purl ... */
    double eur_bn;
    const char *source;
} ent_aid_flow;

typedef struct ent_aid_donor {
    const char *iso3, *name;
    ent_aid_group group;
    double eur_bn[ENT_AID_N_KINDS];        /* to the end of 2024, vintage of the base file */
    double latest_eur_bn[ENT_AID_N_KINDS]; /* to `latest` */
    double pct_gdp2021;                    /* military, to the end of 2024 */
    double gdp_eur_bn;                     /* set by the caller for replacement keys */
    const char *source;
} ent_aid_donor;

typedef struct ent_aid {
    size_t n_flows, n_donors;
    const ent_aid_flow *flows;
    ent_aid_donor *donors;
    double published[ENT_AID_N_GROUPS]; /* military to the end of 2024 as published in Feb 2025 */
} ent_aid;

/**
 * Read the aid tables under `data_dir`/ukraine.
 *
 * errors   ENT_E_IO, ENT_E_PARSE, ENT_E_DATA naming file, line and column
 * memory   owned by the arena
 */
ENT_API ent_status ent_aid_read(const char *data_dir, ent_aid *aid, ent_arena *arena,
                                ent_error *err);

/**
 * Sum of the monthly flows of a group from month `first` to month `last` (YYYYMM, inclusive).
 *
 * domain   months are published for the US, Europe, other donors and all
 * returns  ENT_MISSING when no month of the range is published
 */
ENT_API double ent_aid_sum(const ent_aid *aid, ent_aid_group group, int first, int last);

/**
 * Published yearly or quarterly flow; ENT_MISSING where there is none.
 */
ENT_API double ent_aid_flow_of(const ent_aid *aid, ent_aid_group group, const char *kind,
                               int period);

/**
 * Split `eur_bn` a year over the European donors that have a GDP.
 *
 * shape    `extra` has n_donors values; ENT_MISSING for states that are not asked
 * domain   cap_pct_gdp: limit of present military aid a year plus extra, % of GDP; only for
 *          ENT_AID_BY_CAPPED
 * returns  what no donor could take under the cap, EUR bn a year
 */
ENT_API double ent_aid_replace(const ent_aid *aid, ent_aid_key key, double eur_bn,
                               double cap_pct_gdp, double *extra);

#endif
