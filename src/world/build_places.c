/* Flashpoints and the posture of forces around them. */
#include <string.h>

#include "entente/fmath.h"
#include "entente/text.h"
#include "world/build.h"

/* Newest row of a kind for a place and state that holds in `year`; NULL when there is none. */
static const ent_posture_row *posture(const build *b, const char *kind, const char *place,
                                      const char *state, int year)
{
    const ent_posture_row *found = NULL;
    for (size_t i = 0; i < b->reg->n_posture; i++) {
        const ent_posture_row *r = &b->reg->posture[i];
        if (r->state[0] != state[0]) /* most rows are of other states */
            continue;
        if (strcmp(r->kind, kind) == 0 && strcmp(r->place, place) == 0 &&
            strcmp(r->state, state) == 0 && r->from_year <= year &&
            (!found || r->from_year > found->from_year))
            found = r;
    }
    return found;
}

/* A row for the flashpoint itself, else the row for its theatre. */
static const ent_posture_row *row_for(const build *b, const char *kind, const ent_flashpoint *f,
                                      const char *state)
{
    const int year = b->world->base_year > FACTS_YEAR ? b->world->base_year : FACTS_YEAR;
    const ent_posture_row *own = posture(b, kind, f->key, state, year);
    return own ? own : posture(b, kind, b->world->theatre_key[f->theatre], state, year);
}

static double value_or(const ent_posture_row *row, double otherwise)
{
    return row ? row->value : otherwise;
}

/* --- one flashpoint --- */

static ent_status word_index(const build *b, const ent_flashpoint_row *row, const char *word,
                             const char *const *words, int32_t n, int32_t *index)
{
    for (int32_t i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0) {
            *index = i;
            return ENT_OK;
        }
    return ent_fail(b->err, ENT_E_DATA, "flashpoints.csv:%zu: %s: unknown word '%.40s'", row->line,
                    row->key, word);
}

static ent_status build_hosts(const build *b, const ent_flashpoint_row *row, ent_flashpoint *f)
{
    for (const char *at = row->hosts; *at;) {
        const size_t n = strcspn(at, " ");
        char code[4] = "";
        if (n != 3 || f->n_hosts == ENT_MAX_HOSTS)
            return ent_fail(b->err, ENT_E_DATA, "flashpoints.csv:%zu: %s: hosts '%.60s'", row->line,
                            row->key, row->hosts);
        memcpy(code, at, 3);
        ENT_TRY(build_index(b, code, &f->hosts[f->n_hosts]));
        f->n_hosts++;
        at += n;
        while (*at == ' ')
            at++;
    }
    return ENT_OK;
}

/* The class of the US at a flashpoint; Ukraine has none but counts as NATO with Article 5. */
static ent_status build_pivot(const build *b, const ent_flashpoint_row *row, ent_flashpoint *f)
{
    f->is_ukraine = strcmp(row->pivot, "guarantee") == 0;
    f->pivot = -1;
    if (f->is_ukraine)
        return ENT_OK;
    const char *key = ent_text_format(b->arena, "commitment.%s", row->pivot);
    ENT_NEED(key, b->err);
    f->pivot = ent_id_of_assumption(key);
    return f->pivot >= 0 ? ENT_OK
                         : ent_fail(b->err, ENT_E_DATA,
                                    "flashpoints.csv:%zu: %s: '%.40s' is not a class of commitment",
                                    row->line, row->key, row->pivot);
}

/* A row gives a class by its name (allies_taiwan), or near or far for a member of NATO. */
static ent_status class_of_row(const build *b, const ent_posture_row *row, int32_t *class)
{
    static const char *const before[] = {"", "nato_"};
    for (size_t i = 0; i < 2 && *class < 0; i++) {
        const char *key = ent_text_format(b->arena, "commitment.%s%s", before[i], row->text);
        ENT_NEED(key, b->err);
        *class = ent_id_of_assumption(key);
    }
    if (*class < ENT_A_COMMITMENT_US_NATO || *class > ENT_A_COMMITMENT_GUARANTOR)
        return ent_fail(b->err, ENT_E_DATA, "posture.csv:%zu: '%.40s' is not a class of commitment",
                        row->line, row->text);
    return ENT_OK;
}

static ent_status commitment_of(const build *b, const ent_flashpoint *f, int32_t s, int32_t *class)
{
    const ent_posture_row *row = row_for(b, "class", f, b->world->iso3[s]);
    *class = -1;
    if (s == b->world->usa)
        *class = f->is_ukraine ? ENT_A_COMMITMENT_US_NATO : f->pivot;
    else if (row)
        return class_of_row(b, row, class);
    else if (f->theatre != ENT_THEATRE_EUROPE)
        *class = ENT_A_COMMITMENT_ALLIES_TAIWAN;
    return ENT_OK;
}

static bool is_host(const ent_flashpoint *f, int32_t s)
{
    for (int32_t i = 0; i < f->n_hosts; i++)
        if (f->hosts[i] == s)
            return true;
    return false;
}

/* Insert a sender in order of notice + transit; equal times in order of code. */
static void add_sender(ent_flashpoint *f, int32_t s)
{
    int32_t i = f->n_senders++;
    const double time = f->notice[s] + f->transit[s];
    for (; i > 0; i--) {
        const int32_t before = f->senders[i - 1];
        if (f->notice[before] + f->transit[before] <= time)
            break;
        f->senders[i] = before;
    }
    f->senders[i] = s;
}

/* The model adds up the senders of a flashpoint by class, and has room for this many. */
static ent_status check_classes(const build *b, const ent_flashpoint *f)
{
    int32_t met[ENT_MAX_CLASSES], n = 0;
    for (int32_t i = 0; i < f->n_senders; i++) {
        const int32_t class = f->commitment[f->senders[i]];
        int32_t at = 0;
        while (at < n && met[at] != class)
            at++;
        if (f->senders[i] == b->world->usa || class < 0 || at < n)
            continue;
        if (n == ENT_MAX_CLASSES)
            return ent_fail(b->err, ENT_E_DATA,
                            "posture.csv: the senders to %s are of more than %d classes", f->key,
                            ENT_MAX_CLASSES);
        met[n++] = class;
    }
    return ENT_OK;
}

static ent_status build_senders(const build *b, ent_flashpoint *f)
{
    const ent_world *w = b->world;
    for (int32_t s = 0; s < ENT_MAX_STATES; s++) {
        f->notice[s] = f->transit[s] = ENT_MISSING;
        f->commitment[s] = f->owed_firm[s] = f->owed_contested[s] = -1;
    }
    for (int32_t s = 0; s < w->n_states; s++) {
        const ent_posture_row *notice = row_for(b, "notice", f, w->iso3[s]);
        const ent_posture_row *transit = row_for(b, "transit", f, w->iso3[s]);
        if (!notice)
            continue;
        if (!transit)
            return ent_fail(b->err, ENT_E_DATA, "posture.csv: %s has notice but no transit to %s",
                            w->iso3[s], f->key);
        f->notice[s] = notice->value;
        f->transit[s] = transit->value;
        ENT_TRY(commitment_of(b, f, s, &f->commitment[s]));
        if (!is_host(f, s))
            add_sender(f, s);
    }
    return check_classes(b, f);
}

static void build_forward(const build *b, ent_flashpoint *f)
{
    const ent_world *w = b->world;
    for (int32_t s = 0; s < w->n_states; s++) {
        const char *state = w->iso3[s];
        f->forward_ref[s] = value_or(posture(b, "forward", f->key, state, REFERENCE_YEAR), 0.0);
        for (int32_t y = 0; y < w->n_years; y++)
            f->forward[y][s] =
                value_or(posture(b, "forward", f->key, state, w->first_year + y), 0.0);
    }
    f->preposition = value_or(posture(b, "preposition", f->key, "USA", FACTS_YEAR), 0.0);
    f->extra_split = value_or(posture(b, "extra_forward_split", f->key, "", FACTS_YEAR), 0.0);
}

/* A theatre is a word of flashpoints.csv; the first row that names one adds it. */
static ent_status build_theatre(const build *b, const ent_flashpoint_row *row, ent_flashpoint *f)
{
    ent_world *w = b->world;
    const size_t n = strlen(row->theatre);
    for (f->theatre = 0; f->theatre < w->n_theatres; f->theatre++)
        if (strcmp(w->theatre_key[f->theatre], row->theatre) == 0)
            return ENT_OK;
    if (n == 0 || n >= sizeof w->theatre_key[0])
        return ent_fail(b->err, ENT_E_DATA,
                        "flashpoints.csv:%zu: %s: theatre '%.40s' must have 1 to %zu letters",
                        row->line, row->key, row->theatre, sizeof w->theatre_key[0] - 1);
    if (w->n_theatres == ENT_MAX_THEATRES)
        return ent_fail(
            b->err, ENT_E_DATA,
            "flashpoints.csv:%zu: %s: theatre '%s' is one more than the %d a world holds",
            row->line, row->key, row->theatre, ENT_MAX_THEATRES);
    memcpy(w->theatre_key[w->n_theatres++], row->theatre, n);
    return ENT_OK;
}

/* The lever crisis.KEY_year: one that code names, else the setting of its row, else none. */
static ent_status build_crisis(const build *b, ent_flashpoint *f)
{
    const char *key = ent_text_format(b->arena, "crisis.%s_year", f->key);
    ENT_NEED(key, b->err);
    f->crisis = ent_id_of_lever(key);
    for (size_t i = 0; f->crisis < 0 && i < b->reg->n_levers; i++)
        if (strcmp(b->reg->levers[i].key, key) == 0)
            f->crisis_year = ent_lever_in_year(&b->scenario->levers[i], b->world->first_year);
    return ENT_OK;
}

/* The year in which the disputes are read: the base year, or the last one that the table covers.
   No dispute is known of later years, which does not make them years of peace. */
static int year_of_record(const build *b)
{
    int covered = 0;
    for (size_t i = 0; i < b->reg->n_dyads; i++) {
        const ent_dyad_row *row = &b->reg->dyads[i];
        const int last = row->years[row->n_years - 1];
        covered = last > covered ? last : covered;
    }
    return b->world->base_year < covered ? b->world->base_year : covered;
}

/* What was known of a pair by that year. */
static void build_past(int now, const ent_dyad_row *row, double *past)
{
    enum { DECADE = 10 };
    int last = row->years[0], begun = 0;
    for (int i = 0; i < row->n_years && row->years[i] <= now; i++) {
        last = row->years[i];
        begun += row->years[i] > now - DECADE;
    }
    past[ENT_CRISIS_LAND] = row->contiguity > 0.5 && row->contiguity < 1.5 ? 1.0 : 0.0;
    past[ENT_CRISIS_WATER] = row->contiguity > 1.5 ? 1.0 : 0.0;
    past[ENT_CRISIS_MAJOR_CHALLENGER] = row->major_challenger;
    past[ENT_CRISIS_MAJOR_TARGET] = row->major_host;
    past[ENT_CRISIS_PEACE] = ent_log(1.0 + (double)(now > last ? now - last : 0));
    past[ENT_CRISIS_DISPUTES] = ent_log(1.0 + (double)begun);
    past[ENT_CRISIS_AT_WAR] = 0.0; /* of the year, not of the past */
    past[ENT_CRISIS_INITIATED] = ent_log(1.0 + row->initiated);
    past[ENT_CRISIS_RIVALS] = row->rivals;
}

static ent_status build_pairs(const build *b, ent_flashpoint *f)
{
    const int now = year_of_record(b);
    for (size_t i = 0; i < b->reg->n_dyads; i++) {
        const ent_dyad_row *row = &b->reg->dyads[i];
        if (strcmp(row->flashpoint, f->key) != 0)
            continue;
        if (f->n_pairs == ENT_MAX_HOSTS)
            return ent_fail(b->err, ENT_E_DATA,
                            "flashpoint_dyads.csv:%zu: %s has more than %d rows", row->line, f->key,
                            ENT_MAX_HOSTS);
        build_past(now, row, f->past[f->n_pairs++]);
    }
    return ENT_OK;
}

static ent_status build_flashpoint(const build *b, const ent_flashpoint_row *row, ent_flashpoint *f)
{
    static const char *const domains[] = {"land", "sea"};
    const size_t n = strlen(row->key);
    if (n >= sizeof f->key)
        return ent_fail(b->err, ENT_E_DATA, "flashpoints.csv:%zu: key '%.40s' is too long",
                        row->line, row->key);
    memcpy(f->key, row->key, n);
    ENT_TRY(build_index(b, row->challenger, &f->challenger));
    ENT_TRY(build_hosts(b, row, f));
    ENT_TRY(word_index(b, row, row->domain, domains, 2, &f->domain));
    ENT_TRY(build_theatre(b, row, f));
    ENT_TRY(build_pivot(b, row, f));
    f->base = ent_id_of_assumption(row->base_key);
    f->challenger_share = row->challenger_share;
    f->front_width_km = row->front_width_km;
    f->depth_km = row->depth_km;
    f->terrain = row->terrain;
    f->base_weight = row->base_weight;
    ENT_TRY(build_senders(b, f));
    build_forward(b, f);
    ENT_TRY(build_pairs(b, f));
    return build_crisis(b, f);
}

/* --- shares of US forces --- */

static const double SHARES_MOST = 1.0 + 1e-9; /* with room for rounding */

static ent_status build_us_shares(const build *b)
{
    ent_world *w = b->world;
    const ent_posture_row *home = posture(b, "us_share_land", "home", "USA", FACTS_YEAR);
    const ent_posture_row *port = posture(b, "us_share_sea", "home", "USA", FACTS_YEAR);
    double land_sum = value_or(home, 0.0), sea_sum = value_or(port, 0.0);
    for (int32_t t = 0; t < w->n_theatres; t++) {
        const char *theatre = w->theatre_key[t];
        const ent_posture_row *land = posture(b, "us_share_land", theatre, "USA", FACTS_YEAR);
        const ent_posture_row *sea = posture(b, "us_share_sea", theatre, "USA", FACTS_YEAR);
        if (!land || !sea)
            return ent_fail(b->err, ENT_E_DATA,
                            "posture.csv: USA has no us_share of %s: rows us_share_land and "
                            "us_share_sea are needed",
                            theatre);
        land_sum += w->us_share_land[t] = land->value;
        sea_sum += w->us_share_sea[t] = sea->value;
    }
    if (land_sum > SHARES_MOST || sea_sum > SHARES_MOST)
        return ent_fail(
            b->err, ENT_E_DATA,
            "posture.csv: us_share of home and theatres add up to %.2f on land and %.2f "
            "at sea: more than 1",
            land_sum, sea_sum);
    return ENT_OK;
}

ent_status build_places(build *b)
{
    ent_world *w = b->world;
    if (b->reg->n_flashpoints > ENT_MAX_FLASHPOINTS)
        return ent_fail(b->err, ENT_E_DATA, "flashpoints.csv: %zu rows, a world holds %d",
                        b->reg->n_flashpoints, ENT_MAX_FLASHPOINTS);
    w->n_flashpoints = (int32_t)b->reg->n_flashpoints;
    w->n_theatres = 2;
    memcpy(w->theatre_key[ENT_THEATRE_EUROPE], "europe", 6);
    memcpy(w->theatre_key[ENT_THEATRE_INDO_PACIFIC], "indo_pacific", 12);
    for (int32_t k = 0; k < w->n_flashpoints; k++)
        ENT_TRY(build_flashpoint(b, &b->reg->flashpoints[k], &w->flashpoint[k]));
    return build_us_shares(b);
}
