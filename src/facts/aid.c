#include "entente/aid.h"

#include <math.h>
#include <string.h>

#include "entente/csv.h"
#include "entente/text.h"

static const char *const group_names[ENT_AID_N_GROUPS] = {
    "us", "europe", "other", "all", "eu_institutions", "eu_members", "europe_non_eu"};
static const char *const kind_names[ENT_AID_N_KINDS] = {"military", "financial", "humanitarian"};

/* February 2022 to December 2024: the months the published figures of 2024
 * cover. */
static const double YEARS_TO_2024 = 35.0 / 12.0;

static ent_status find_name(const ent_csv *table, size_t row, size_t column,
                            const char *const *names, size_t n, int *found, ent_error *err)
{
    const char *text = ent_csv_text(table, row, column);
    for (size_t i = 0; i < n; i++)
        if (strcmp(text, names[i]) == 0) {
            *found = (int)i;
            return ENT_OK;
        }
    return ent_fail(err, ENT_E_DATA, "%s:%zu: column %s: '%s' is not known", table->path,
                    ent_csv_line(table, row), table->cells[column], text);
}

/* "2024-03" -> 202403, "2024-Q1" -> 20241, "2024" -> 2024; 0 when it is none of
 * these. */
static int period_number(const char *text)
{
    long long year = 0, part = 0;
    const size_t n = strlen(text);
    if (n < 4 || !ent_text_integer(text, 4, &year))
        return 0;
    if (n == 4)
        return (int)year;
    if (n == 7 && text[5] == 'Q' && ent_text_integer(text + 6, 1, &part))
        return (int)(year * 10 + part);
    if (n == 7 && ent_text_integer(text + 5, 2, &part) && part >= 1 && part <= 12)
        return (int)(year * 100 + part);
    return 0;
}

static ent_status read_flows(const char *dir, ent_aid *aid, ent_arena *arena, ent_error *err)
{
    enum { GROUP, PERIOD, KIND, VALUE, SOURCE, N };
    size_t at[N] = {0};
    ent_csv table = {0};
    ENT_TRY(ent_csv_open(dir, "ukraine/aid_flows.csv", "group period kind eur_bn source", at,
                         &table, arena, err));
    ent_aid_flow *flows = ent_arena_array(arena, ent_aid_flow, table.n_rows);
    ENT_NEED(flows, err);
    for (size_t r = 0; r < table.n_rows; r++) {
        int group = 0;
        ENT_TRY(find_name(&table, r, at[GROUP], group_names, ENT_AID_N_GROUPS, &group, err));
        flows[r] = (ent_aid_flow){.group = (ent_aid_group)group,
                                  .period = period_number(ent_csv_text(&table, r, at[PERIOD])),
                                  .kind = ent_csv_text(&table, r, at[KIND]),
                                  .source = ent_csv_text(&table, r, at[SOURCE])};
        if (!flows[r].period)
            return ent_fail(
                err, ENT_E_PARSE, "%s:%zu: column period: '%s' is not YYYY, YYYY-Qn or YYYY-MM",
                table.path, ent_csv_line(&table, r), ent_csv_text(&table, r, at[PERIOD]));
        ENT_TRY(ent_csv_number(&table, r, at[VALUE], &flows[r].eur_bn, err));
    }
    aid->flows = flows;
    aid->n_flows = table.n_rows;
    return ENT_OK;
}

static ent_aid_donor *donor_row(ent_aid *aid, const char *iso3)
{
    for (size_t d = 0; d < aid->n_donors; d++)
        if (strcmp(aid->donors[d].iso3, iso3) == 0)
            return &aid->donors[d];
    ent_aid_donor *donor = &aid->donors[aid->n_donors++];
    *donor = (ent_aid_donor){.iso3 = iso3, .pct_gdp2021 = ENT_MISSING, .gdp_eur_bn = ENT_MISSING};
    for (size_t k = 0; k < ENT_AID_N_KINDS; k++)
        donor->eur_bn[k] = donor->latest_eur_bn[k] = ENT_MISSING;
    return donor;
}

static ent_status read_donors(const char *dir, ent_aid *aid, ent_arena *arena, ent_error *err)
{
    enum { DONOR, NAME, GROUP, AS_OF, KIND, VALUE, SOURCE, N };
    size_t at[N] = {0};
    ent_csv table = {0};
    ENT_TRY(ent_csv_open(dir, "ukraine/aid_donors.csv", "donor name group as_of kind value source",
                         at, &table, arena, err));
    aid->donors = ent_arena_array(arena, ent_aid_donor, table.n_rows);
    ENT_NEED(aid->donors, err);
    for (size_t r = 0; r < table.n_rows; r++) {
        int group = 0;
        double value = ENT_MISSING;
        ENT_TRY(find_name(&table, r, at[GROUP], group_names, ENT_AID_N_GROUPS, &group, err));
        ENT_TRY(ent_csv_number(&table, r, at[VALUE], &value, err));
        ent_aid_donor *donor = donor_row(aid, ent_csv_text(&table, r, at[DONOR]));
        donor->name = ent_csv_text(&table, r, at[NAME]);
        donor->group = (ent_aid_group)group;
        donor->source = ent_csv_text(&table, r, at[SOURCE]);
        const bool base = strcmp(ent_csv_text(&table, r, at[AS_OF]), "2024-12-31") == 0;
        const char *kind = ent_csv_text(&table, r, at[KIND]);
        for (size_t k = 0; k < ENT_AID_N_KINDS; k++)
            if (strcmp(kind, kind_names[k]) == 0)
                *(base ? &donor->eur_bn[k] : &donor->latest_eur_bn[k]) = value;
        if (base && strcmp(kind, "military_pct_gdp2021") == 0)
            donor->pct_gdp2021 = value;
    }
    return ENT_OK;
}

static ent_status read_published(const char *dir, ent_aid *aid, ent_arena *arena, ent_error *err)
{
    enum { GROUP, AS_OF, KIND, VALUE, N };
    size_t at[N] = {0};
    ent_csv table = {0};
    ENT_TRY(ent_csv_open(dir, "ukraine/aid_published.csv", "group as_of kind value", at, &table,
                         arena, err));
    for (size_t g = 0; g < ENT_AID_N_GROUPS; g++)
        aid->published[g] = ENT_MISSING;
    for (size_t r = 0; r < table.n_rows; r++) {
        int group = 0;
        ENT_TRY(find_name(&table, r, at[GROUP], group_names, ENT_AID_N_GROUPS, &group, err));
        if (strcmp(ent_csv_text(&table, r, at[AS_OF]), "2024-12-31") == 0 &&
            strcmp(ent_csv_text(&table, r, at[KIND]), "military") == 0)
            ENT_TRY(ent_csv_number(&table, r, at[VALUE], &aid->published[group], err));
    }
    return ENT_OK;
}

ent_status ent_aid_read(const char *data_dir, ent_aid *aid, ent_arena *arena, ent_error *err)
{
    ent_aid read = {0};
    ENT_TRY(read_flows(data_dir, &read, arena, err));
    ENT_TRY(read_donors(data_dir, &read, arena, err));
    ENT_TRY(read_published(data_dir, &read, arena, err));
    *aid = read;
    return ENT_OK;
}

double ent_aid_sum(const ent_aid *aid, ent_aid_group group, int first, int last)
{
    double sum = 0.0;
    bool any = false;
    for (size_t i = 0; i < aid->n_flows; i++) {
        const ent_aid_flow *flow = &aid->flows[i];
        if (flow->group != group || flow->period < first || flow->period > last ||
            flow->period < 100000 || strcmp(flow->kind, "military") != 0 || isnan(flow->eur_bn))
            continue;
        sum += flow->eur_bn;
        any = true;
    }
    return any ? sum : ENT_MISSING;
}

double ent_aid_flow_of(const ent_aid *aid, ent_aid_group group, const char *kind, int period)
{
    for (size_t i = 0; i < aid->n_flows; i++)
        if (aid->flows[i].group == group && aid->flows[i].period == period &&
            strcmp(aid->flows[i].kind, kind) == 0)
            return aid->flows[i].eur_bn;
    return ENT_MISSING;
}

/* European states; the institutions have no GDP of their own. */
static bool is_asked(const ent_aid_donor *donor)
{
    return (donor->group == ENT_AID_EU_MEMBERS || donor->group == ENT_AID_EUROPE_NON_EU) &&
           donor->gdp_eur_bn > 0.0;
}

static double weight_of(const ent_aid_donor *donor, ent_aid_key key)
{
    if (key != ENT_AID_AS_NOW)
        return donor->gdp_eur_bn;
    const double given = donor->eur_bn[ENT_AID_MILITARY];
    return given > 0.0 ? given : 0.0;
}

/* Room under the cap: what the donor may still add a year. */
static double room_of(const ent_aid_donor *donor, ent_aid_key key, double cap_pct_gdp)
{
    if (key != ENT_AID_BY_CAPPED)
        return HUGE_VAL;
    const double given = donor->eur_bn[ENT_AID_MILITARY];
    const double yearly = given > 0.0 ? given / YEARS_TO_2024 : 0.0;
    return fmax(0.0, cap_pct_gdp / 100.0 * donor->gdp_eur_bn - yearly);
}

double ent_aid_replace(const ent_aid *aid, ent_aid_key key, double eur_bn, double cap_pct_gdp,
                       double *extra)
{
    for (size_t d = 0; d < aid->n_donors; d++)
        extra[d] = is_asked(&aid->donors[d]) ? 0.0 : ENT_MISSING;
    double left = eur_bn;
    /* Each round fills at least one donor to its cap or places everything. */
    for (size_t round = 0; round <= aid->n_donors && left > 0.0; round++) {
        double weights = 0.0;
        for (size_t d = 0; d < aid->n_donors; d++)
            if (is_asked(&aid->donors[d]) && extra[d] < room_of(&aid->donors[d], key, cap_pct_gdp))
                weights += weight_of(&aid->donors[d], key);
        if (!(weights > 0.0))
            break;
        const double share = left / weights;
        for (size_t d = 0; d < aid->n_donors; d++) {
            const ent_aid_donor *donor = &aid->donors[d];
            if (!is_asked(donor))
                continue;
            const double room = room_of(donor, key, cap_pct_gdp) - extra[d];
            const double asked = share * weight_of(donor, key);
            const double taken = room > 0.0 ? fmin(asked, room) : 0.0;
            extra[d] += taken;
            left -= taken;
        }
        if (key != ENT_AID_BY_CAPPED)
            left = 0.0; /* all placed, up to rounding */
    }
    return left > 0.0 ? left : 0.0;
}
