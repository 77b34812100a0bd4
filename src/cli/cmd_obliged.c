/* entente obliged: who owes what under which article if this happens, and why. */
#include <stddef.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "entente/heap.h"
#include "report/obliged.h"
#include "session/paths.h"

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
    {"accession", ENT_OPT_LIST, AT(accessions), "INSTRUMENT:ISO3:DATE", "assume an accession"},
    {"withdrawal", ENT_OPT_LIST, AT(withdrawals), "INSTRUMENT:ISO3:DATE", "assume a withdrawal"},
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

static ent_status run(obliged_args *args, ent_builder *out, ent_arena *arena, ent_error *err)
{
    ent_treaty t;
    ent_treaty_event e;
    ENT_TRY(obliged_open(args, &t, arena, err));
    if (args->matrix)
        return obliged_matrix(&t, args, out, arena, err);
    if (args->history)
        return obliged_history(&t, args, out, arena, err);
    if (args->event)
        return obliged_file(&t, args, out, arena, err);
    ENT_TRY(obliged_event(&t, args, &e, err));
    return obliged_answer(&t, args, &e, NULL, out, arena, err);
}

int cmd_obliged(int argc, char **argv)
{
    obliged_args args = {.lat = ENT_MISSING, .lon = ENT_MISSING};
    size_t n = 0;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_arena arena;
    ent_builder out;
    ent_error err = {{0}};
    ent_heap_arena_create(&arena, 1 << 20);
    ent_builder_init(&out, &arena);
    args.data = path_data();
    args.style = opt_style();
    ent_status status = run(&args, &out, &arena, &err);
    if (status == ENT_OK)
        status = ent_builder_status(&out, &err);
    const int code = status == ENT_OK ? opt_print(out.data ? out.data : "", out.length)
                                      : opt_fail("obliged", status, &err);
    ent_heap_arena_destroy(&arena);
    return code;
}
