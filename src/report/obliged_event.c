/* The tables and the event that the options of `entente obliged` name. */
#include "base/hint.h"
#include "report/obliged.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

int32_t obliged_today(void)
{
    return (int32_t)(time(NULL) / 86400);
}

/* "nato:UKR:2030-01-01", "nato:Ukraine:2030-01-01"; `t` knows the states. */
static ent_status read_change(const obliged_args *args, const ent_treaty *t, const char *text,
                              ent_treaty_change *c, ent_arena *arena, ent_error *err)
{
    char *copy = ent_text_copy(text, strlen(text), arena);
    ENT_NEED(copy, err);
    char *first = strchr(copy, ':');
    char *second = first ? strchr(first + 1, ':') : NULL;
    if (!second || !ent_treaty_date(second + 1, strlen(second + 1), &c->from))
        return ent_fail(err, ENT_E_ARG,
                        "'%.60s' is not INSTRUMENT:STATE:DATE, as in nato:UKR:2030-01-01", text);
    *first = *second = '\0';
    const uint16_t state =
        ent_treaty_state_named(t, first + 1, strlen(first + 1), args->n_names, args->names);
    if (state == ENT_TREATY_NONE)
        return ent_fail(err, ENT_E_ARG, "'%.60s': the state '%.40s' does not exist%s", text,
                        first + 1, did_you_mean(obliged_nearest(t, "victim", first + 1)).text);
    c->instrument = copy;
    c->party = ent_treaty_text(t, t->states[state].code);
    c->where = NULL;
    return ENT_OK;
}

static ent_status open_tables(const obliged_args *args, const ent_treaty_options *o, ent_treaty *t,
                              ent_arena *arena, ent_error *err)
{
    ent_treaty_block block;
    const char *directory = ent_text_format(arena, "%s/treaty", args->data);
    ENT_NEED(directory, err);
    ENT_TRY(ent_treaty_compile(directory, o, &block, arena, err));
    const ent_status status = ent_treaty_open(block.data, block.bytes, t);
    return status == ENT_OK ? ENT_OK : ent_fail(err, status, "%s: tables do not open", directory);
}

ent_status obliged_open(obliged_args *args, ent_treaty *t, ent_arena *arena, ent_error *err)
{
    ent_treaty_change in[TEXT_LIST_MAX], out[TEXT_LIST_MAX];
    ent_treaty plain; /* without the changes, for the names of states */
    const ent_treaty_options as_is = {.contested_firm = args->contested_firm};
    ENT_TRY(state_names_load(args->data, &args->n_names, &args->names, arena, err));
    if (!args->accessions.count && !args->withdrawals.count)
        return open_tables(args, &as_is, t, arena, err);
    ENT_TRY(open_tables(args, &as_is, &plain, arena, err));
    for (size_t i = 0; i < args->accessions.count; i++)
        ENT_TRY(read_change(args, &plain, args->accessions.items[i], &in[i], arena, err));
    for (size_t i = 0; i < args->withdrawals.count; i++)
        ENT_TRY(read_change(args, &plain, args->withdrawals.items[i], &out[i], arena, err));
    const ent_treaty_options o = {.n_accessions = args->accessions.count,
                                  .accessions = in,
                                  .n_withdrawals = args->withdrawals.count,
                                  .withdrawals = out,
                                  .contested_firm = args->contested_firm};
    return open_tables(args, &o, t, arena, err);
}

const char *obliged_nearest(const ent_treaty *t, const char *key, const char *value)
{
    static const char *const objects[] = {"territory", "forces",         "vessel", "aircraft",
                                          "cyber",     "infrastructure", "threat"};
    static const char *const armed[] = {"met", "not_met", "contested"};
    static const char *const actor[] = {"state", "nonstate", "unknown"};
    static const char *const request[] = {"yes", "no", "assumed", "consult_only"};
    const char *list[2048];
    size_t n = 0;
    if (strcmp(key, "place") == 0)
        for (; n < t->n_places && n < 2048; n++)
            list[n] = ent_treaty_text(t, t->places[n].name);
    else if (strcmp(key, "attacker") == 0 || strcmp(key, "victim") == 0 ||
             strcmp(key, "territory_of") == 0) {
        for (; n < t->n_states && n < 2048; n++)
            list[n] = ent_treaty_text(t, t->states[n].code);
    } else if (strcmp(key, "object") == 0)
        return ent_text_nearest(value, objects, 7);
    else if (strcmp(key, "armed_attack") == 0)
        return ent_text_nearest(value, armed, 3);
    else if (strcmp(key, "attacker_type") == 0)
        return ent_text_nearest(value, actor, 3);
    else if (strcmp(key, "request_made") == 0)
        return ent_text_nearest(value, request, 4);
    return ent_text_nearest(value, list, n);
}

static bool is_states(const char *key)
{
    return strcmp(key, "attacker") == 0 || strcmp(key, "victim") == 0;
}

/* The first word of a list of states that names none; false when each names one. */
static bool unknown_of(const obliged_args *args, const ent_treaty *t, const char *list, char *word,
                       size_t size)
{
    for (const char *at = list; *at;) {
        const size_t length = strcspn(at, "|,");
        snprintf(word, size, "%.*s", (int)length, at);
        if (ent_treaty_state_named(t, at, length, args->n_names, args->names) == ENT_TREATY_NONE)
            return true;
        at += length + (at[length] != '\0');
    }
    return !*list;
}

ent_status obliged_set(const obliged_args *args, const ent_treaty *t, ent_treaty_event *e,
                       const char *key, const char *value, ent_error *err)
{
    const ent_status status =
        ent_treaty_event_set_named(t, e, key, value, args->n_names, args->names);
    for (uint32_t i = 0; status == ENT_OK && i < e->n_victims; i++)
        if (strcmp(ent_treaty_text(t, t->states[e->victims[i]].code), "XXX") == 0)
            return ent_fail(
                err, ENT_E_ARG,
                "%s: XXX stands for an unnamed attacker. Name the state that is attacked", key);
    if (status == ENT_OK)
        return ENT_OK;
    if (status == ENT_E_PARSE)
        return ent_fail(err, ENT_E_ARG, "%s: '%.60s' is not a %s", key, value,
                        strcmp(key, "date") == 0 ? "date YYYY-MM-DD" : "number of degrees");
    char word[64];
    if (is_states(key)) {
        if (!unknown_of(args, t, value, word, sizeof word))
            return ent_fail(err, ENT_E_ARG, "%s: more than %d states", key, ENT_TREATY_LIST);
        value = word;
    }
    const char *near = obliged_nearest(t, key, value);
    const char *hint = near                                ? ""
                       : strcmp(key, "object") == 0        ? "; see 'entente obliged --help'"
                       : strcmp(key, "place") == 0         ? "; give --lat and --lon instead"
                       : strcmp(key, "attacker_type") == 0 ? "; see 'entente obliged --help'"
                       : strcmp(key, "armed_attack") == 0  ? "; give met, not_met or contested"
                       : strcmp(key, "request_made") == 0  ? "; give yes, no or clauses"
                                                           : "";
    return ent_fail(err, ENT_E_ARG, "%s: unknown '%.60s'%s%s", key, value, did_you_mean(near).text,
                    hint);
}

static ent_status set_list(const obliged_args *args, const ent_treaty *t, ent_treaty_event *e,
                           const char *key, const text_list *list, ent_error *err)
{
    char joined[512] = "";
    if (list->count == 0)
        return ENT_OK;
    size_t n = 0;
    for (size_t i = 0; i < list->count && n < sizeof joined; i++)
        n += (size_t)snprintf(joined + n, sizeof joined - n, "%s%s", i ? "|" : "", list->items[i]);
    return obliged_set(args, t, e, key, joined, err);
}

static ent_status set_text(const obliged_args *args, const ent_treaty *t, ent_treaty_event *e,
                           const char *key, const char *value, ent_error *err)
{
    return value ? obliged_set(args, t, e, key, value, err) : ENT_OK;
}

/* A whole coordinate inside the globe, or none; and not beside a place. */
static ent_status check_coordinate(const obliged_args *args, ent_error *err)
{
    if ((args->lat >= -1e9 && !(args->lat >= -90.0 && args->lat <= 90.0)) ||
        (args->lon >= -1e9 && !(args->lon >= -360.0 && args->lon <= 360.0)))
        return ent_fail(err, ENT_E_ARG, "--lat runs from -90 to 90 and --lon from -180 to 180");
    if ((args->lat >= -1e9) != (args->lon >= -1e9))
        return ent_fail(err, ENT_E_ARG, "%s alone is half a coordinate. Give --lat and --lon",
                        args->lat >= -1e9 ? "--lat" : "--lon");
    if (args->place && args->lat >= -1e9)
        return ent_fail(err, ENT_E_ARG,
                        "--place '%.60s' and --lat, --lon both say where it happens. Give one of "
                        "them",
                        args->place);
    return ENT_OK;
}

ent_status obliged_event(const ent_treaty *t, const obliged_args *args, ent_treaty_event *e,
                         ent_error *err)
{
    ent_treaty_event_init(t, e);
    e->date = obliged_today();
    ENT_TRY(check_coordinate(args, err));
    if (args->attackers.count == 0 || args->victims.count == 0)
        return ent_fail(
            err, ENT_E_ARG,
            "Say who attacks and who is attacked, for example --attacker RUS --victim EST");
    ENT_TRY(set_text(args, t, e, "date", args->on, err));
    ENT_TRY(set_list(args, t, e, "attacker", &args->attackers, err));
    ENT_TRY(set_list(args, t, e, "victim", &args->victims, err));
    const uint16_t itself = ent_treaty_attacks_itself(e);
    if (itself != ENT_TREATY_NONE)
        return ent_fail(err, ENT_E_ARG,
                        "--attacker and --victim both name %s%s. Name two different states",
                        ent_treaty_article(ent_treaty_text(t, t->states[itself].name)),
                        ent_treaty_text(t, t->states[itself].name));
    ENT_TRY(set_list(args, t, e, "object", &args->objects, err));
    ENT_TRY(set_text(args, t, e, "place", args->place, err));
    ENT_TRY(set_text(args, t, e, "territory_of", args->territory, err));
    ENT_TRY(set_text(args, t, e, "attacker_type", args->actor, err));
    ENT_TRY(set_text(args, t, e, "armed_attack", args->armed, err));
    ENT_TRY(set_text(args, t, e, "request_made", args->request, err));
    if (args->lat >= -1e9)
        e->lat = args->lat;
    if (args->lon >= -1e9)
        e->lon = args->lon;
    if (!args->place && !args->territory && !(args->lat >= -1e9 && args->lon >= -1e9)) {
        for (uint32_t i = 0; i < t->n_places; i++)
            if (t->places[i].state == e->victims[0] && t->places[i].kind == ENT_SITE_STATE) {
                e->place = (uint16_t)i;
                e->lat = t->places[i].lat;
                e->lon = t->places[i].lon;
                break;
            }
        if (e->place == ENT_TREATY_NONE) { /* at home, wherever that is */
            e->place_given = ENT_SITE_STATE;
            e->place_state = e->victims[0];
        }
    }
    e->flags = (uint8_t)((args->nuclear ? ENT_FLAG_NUCLEAR : 0) |
                         (args->after_ceasefire ? ENT_FLAG_AFTER_CEASEFIRE : 0));
    ent_treaty_locate(t, e);
    char why[300];
    if (ent_treaty_contradiction(t, e, why, sizeof why))
        return ent_fail(err, ENT_E_ARG,
                        "%s. Give that state as --victim, or --object forces for forces there",
                        why);
    if (!args->armed)
        ent_treaty_presume(t, e);
    return ENT_OK;
}
