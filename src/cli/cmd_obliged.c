/* entente obliged: who owes what under which article if this happens, and why. */
#include <stddef.h>

#include "cli/commands.h"
#include "cli/data.h"
#include "cli/options.h"
#include "entente/session.h"

typedef struct obliged_args {
    text_list attackers, victims, objects, accessions, withdrawals, states;
    const char *place, *on, *territory, *mission, *armed, *actor, *request, *event, *html, *cases;
    double lat, lon;
    bool explain, all, matrix, history, json, csv, nuclear, after_ceasefire, contested_firm;
} obliged_args;

#define AT(field) offsetof(obliged_args, field)

static const ent_option options[] = {
    {"attacker", ENT_OPT_LIST, AT(attackers), "ISO3",
     "the attacker; for several write RUS|BLR or repeat the option"},
    {"victim", ENT_OPT_LIST, AT(victims), "ISO3", "the victim; several as for attackers"},
    {"object", ENT_OPT_LIST, AT(objects), "WORD",
     "territory, forces, vessel, aircraft, cyber, infrastructure, threat [territory]"},
    {"place", ENT_OPT_TEXT, AT(place), "NAME", "place or territory by name"},
    {"lat", ENT_OPT_NUMBER, AT(lat), "DEGREES", "latitude instead of a name"},
    {"lon", ENT_OPT_NUMBER, AT(lon), "DEGREES", "longitude"},
    {"territory-of", ENT_OPT_TEXT, AT(territory), "ISO3",
     "whose territory it is; EEZ:ISO3, HIGHSEAS, DISPUTED [found from the place]"},
    {"on", ENT_OPT_TEXT, AT(on), "DATE", "date of the event [today]"},
    {"mission", ENT_OPT_TEXT, AT(mission), "WORD",
     "national, coalition, nato (has no effect on the result)"},
    {"armed-attack", ENT_OPT_TEXT, AT(armed), "WORD", "met, not_met, contested [met]"},
    {"attacker-type", ENT_OPT_TEXT, AT(actor), "WORD", "state, nonstate, unknown"},
    {"request", ENT_OPT_TEXT, AT(request), "WORD", "yes, no, consult_only [assumed]"},
    {"nuclear", ENT_OPT_FLAG, AT(nuclear), NULL, "nuclear weapons are used"},
    {"after-ceasefire", ENT_OPT_FLAG, AT(after_ceasefire), NULL, "a ceasefire was in force before"},
    {"accession", ENT_OPT_LIST, AT(accessions), "INSTRUMENT:STATE:DATE", "assume an accession"},
    {"withdrawal", ENT_OPT_LIST, AT(withdrawals), "INSTRUMENT:STATE:DATE", "assume a withdrawal"},
    {"contested-firm", ENT_OPT_FLAG, AT(contested_firm), NULL, "count contested readings as firm"},
    {"explain", ENT_OPT_FLAG, AT(explain), NULL, "show every condition of every clause"},
    {"all", ENT_OPT_FLAG, AT(all), NULL, "also show clauses that do not concern the victim"},
    {"event", ENT_OPT_TEXT, AT(event), "FILE", "many events from a YAML file"},
    {"matrix", ENT_OPT_FLAG, AT(matrix), NULL, "obligations between all pairs of states"},
    {"state", ENT_OPT_LIST, AT(states), "ISO3", "states of the matrix [60 of them]"},
    {"history", ENT_OPT_FLAG, AT(history), NULL,
     "recorded cases: what Entente says and what happened"},
    {"cases", ENT_OPT_TEXT, AT(cases), "FILE", "case table for --history"},
    {"html", ENT_OPT_TEXT, AT(html), "FILE", "write a page with a map"},
    {"json", ENT_OPT_FLAG, AT(json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, AT(csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "obliged",
    .operands = "",
    .summary = "Show which treaty obligations follow from an attack, and why.",
    .details =
        "  entente obliged --attacker RUS --victim FRA --object forces --place Kharkiv\n"
        "  entente obliged --attacker XXX --victim DNK --place Nuuk --on 2026-06-01 --explain\n"
        "  entente obliged --matrix --on 2026-06-01 --csv\n"
        "  entente obliged --history",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
};

static ent_status ask(ent_session *session, const void *args, const char **text, size_t *length,
                      ent_error *err)
{
    const obliged_args *a = args;
    const ent_obliged_options how = {.lat = a->lat,
                                     .lon = a->lon,
                                     .place = a->place,
                                     .territory_of = a->territory,
                                     .on = a->on,
                                     .mission = a->mission,
                                     .armed_attack = a->armed,
                                     .attacker_type = a->actor,
                                     .request = a->request,
                                     .events = a->event,
                                     .cases = a->cases,
                                     .page = a->html,
                                     .nuclear = a->nuclear,
                                     .after_ceasefire = a->after_ceasefire,
                                     .contested_firm = a->contested_firm,
                                     .explain = a->explain,
                                     .all = a->all,
                                     .matrix = a->matrix,
                                     .history = a->history,
                                     .attackers = data_words(&a->attackers),
                                     .victims = data_words(&a->victims),
                                     .objects = data_words(&a->objects),
                                     .accessions = data_words(&a->accessions),
                                     .withdrawals = data_words(&a->withdrawals),
                                     .states = data_words(&a->states)};
    const ent_writing writing = data_writing(a->json, a->csv);
    return ent_session_obligations(session, &how, &writing, text, length, err);
}

int cmd_obliged(int argc, char **argv)
{
    obliged_args args = {.lat = ENT_MISSING, .lon = ENT_MISSING};
    size_t n = 0;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    return parsed == OPT_RUN ? data_answer("obliged", ask, &args) : opt_exit(parsed);
}
