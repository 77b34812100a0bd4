/* One event: tables of clauses and states, --explain, JSON, CSV, page. */
#include <stdio.h>
#include <string.h>

#include "report/map_svg.h"
#include "report/obliged.h"

static const ent_column clause_columns[] = {
    {"verdict", "Verdict", "", ENT_CELL_TEXT, 0}, {"level", "Level", "", ENT_CELL_NUMBER, 0},
    {"clause", "Clause", "", ENT_CELL_TEXT, 0},   {"reason", "Reason", "", ENT_CELL_TEXT, 0},
    {"text", "Why", "", ENT_CELL_TEXT, 0},        {"wording", "Wording", "", ENT_CELL_TEXT, 0},
};

static const ent_column state_columns[] = {
    {"state", "State", "", ENT_CELL_TEXT, 0},
    {"level_firm", "Firm", "", ENT_CELL_NUMBER, 0},
    {"level_contested", "If contested readings count", "", ENT_CELL_NUMBER, 0},
    {"clause", "Clause", "", ENT_CELL_TEXT, 0},
    {"means", "What the text requires", "", ENT_CELL_TEXT, 0},
    {"reservation", "Reservation", "", ENT_CELL_TEXT, 0},
};

static const ent_column flat_columns[] = {
    {"event", "Event", "", ENT_CELL_TEXT, 0},
    {"clause", "Clause", "", ENT_CELL_TEXT, 0},
    {"instrument", "Instrument", "", ENT_CELL_TEXT, 0},
    {"article", "Article", "", ENT_CELL_TEXT, 0},
    {"verdict", "Verdict", "", ENT_CELL_TEXT, 0},
    {"reason", "Reason", "", ENT_CELL_TEXT, 0},
    {"level", "Level", "", ENT_CELL_NUMBER, 0},
    {"state", "State", "", ENT_CELL_TEXT, 0},
    {"level_firm", "Firm", "", ENT_CELL_NUMBER, 0},
    {"level_contested", "If contested readings count", "", ENT_CELL_NUMBER, 0},
    {"binding", "Binding", "", ENT_CELL_TEXT, 0},
    {"discretion", "Discretion", "", ENT_CELL_NUMBER, 0},
    {"activated", "Activated", "", ENT_CELL_TEXT, 0},
    {"wording", "Wording", "", ENT_CELL_TEXT, 0},
    {"text", "Why", "", ENT_CELL_TEXT, 0},
};

#define N(columns) (sizeof(columns) / sizeof(columns)[0])

/* Applicable is one question, activated another. */
static const char *activated(const ent_treaty_clause *k, const ent_treaty_verdict *v)
{
    if (v->answer == ENT_TREATY_NO)
        return "";
    if (k->joint)
        return "needs a joint finding";
    if (!k->request)
        return "no request needed";
    return v->requested == ENT_TREATY_YES  ? "requested"
           : v->requested == ENT_TREATY_NO ? "NO_REQUEST"
                                           : "if requested";
}

static void clause_table(const ent_treaty *t, const ent_treaty_event *e,
                         const ent_treaty_answers *a, size_t n, ent_table *table)
{
    for (size_t i = 0; i < n; i++) {
        const ent_treaty_verdict *v = &a->verdicts[i];
        const ent_treaty_clause *k = &t->clauses[v->clause];
        char sentence[600];
        ent_treaty_sentence(t, e, v, sentence, sizeof sentence);
        ent_table_add(table, ENT_TEXT(ent_treaty_answer_text(v->answer)), ENT_NUMBER(k->level),
                      ENT_TEXT(ent_treaty_text(t, k->id)),
                      ENT_TEXT(ent_treaty_reason_code(v->reason)), ENT_TEXT(sentence),
                      ENT_TEXT(ent_treaty_text(t, k->verified)));
    }
}

/* The reservation a state's party row carries under the clause that decides its level. */
static const char *reservation(const ent_treaty *t, const ent_treaty_event *e, uint16_t clause,
                               uint16_t state)
{
    const ent_treaty_instrument *r = &t->instruments[t->clauses[clause].instrument];
    for (uint32_t i = r->first_party; i < r->first_party + r->n_parties; i++) {
        const ent_treaty_party *p = &t->parties[i];
        if (p->state == state && e->date >= p->from && e->date <= p->to)
            return ent_treaty_status_text(p->status);
    }
    return "";
}

static void state_table(const ent_treaty *t, const ent_treaty_event *e, const ent_treaty_answers *a,
                        ent_table *table)
{
    for (size_t i = 0; i < a->n_states; i++) {
        const uint16_t s = a->states[i];
        const ent_treaty_level *l = &a->levels[s];
        const uint16_t clause = l->contested > l->firm ? l->contested_clause : l->firm_clause;
        const size_t row = ent_table_add(table, ENT_TEXT(ent_treaty_text(t, t->states[s].code)),
                                         ENT_NUMBER(l->firm), ENT_NUMBER(l->contested));
        if (clause < t->n_clauses) {
            ent_table_text(table, row, 3, ent_treaty_text(t, t->clauses[clause].id));
            ent_table_text(table, row, 5, reservation(t, e, clause, s));
        }
        ent_table_text(table, row, 4, ent_treaty_level_text(l->firm));
    }
}

static void flat_row(const ent_treaty *t, const ent_treaty_event *e, const ent_treaty_verdict *v,
                     const ent_treaty_party *p, const char *label, ent_table *table)
{
    const ent_treaty_clause *k = &t->clauses[v->clause];
    char sentence[600];
    uint8_t firm = 0, contested = 0;
    if (p && !ent_treaty_owes(t, e, v, p, &firm, &contested))
        return;
    ent_treaty_sentence(t, e, v, sentence, sizeof sentence);
    const size_t row = ent_table_add(
        table, ENT_TEXT(label), ENT_TEXT(ent_treaty_text(t, k->id)),
        ENT_TEXT(ent_treaty_text(t, t->instruments[k->instrument].name)),
        ENT_TEXT(ent_treaty_text(t, k->article)), ENT_TEXT(ent_treaty_answer_text(v->answer)),
        ENT_TEXT(ent_treaty_reason_code(v->reason)), ENT_NUMBER(k->level));
    if (p) {
        ent_table_text(table, row, 7, ent_treaty_text(t, t->states[p->state].code));
        ent_table_number(table, row, 8, firm);
        ent_table_number(table, row, 9, contested);
    }
    ent_table_text(table, row, 10, ent_treaty_text(t, k->binding));
    ent_table_number(table, row, 11, k->discretion);
    ent_table_text(table, row, 12, activated(k, v));
    ent_table_text(table, row, 13, ent_treaty_text(t, k->verified));
    ent_table_text(table, row, 14, sentence);
}

/* One row per clause and state that owes; a clause by which nobody owes has one row. */
static ent_status flat(const ent_treaty *t, const ent_treaty_event *e, const ent_treaty_answers *a,
                       size_t n, const char *label, ent_builder *out, ent_error *err)
{
    ent_table table;
    ent_table_init(&table, "obliged", "Obligations by clause and state", flat_columns,
                   N(flat_columns), out->arena);
    for (size_t i = 0; i < n; i++) {
        const ent_treaty_verdict *v = &a->verdicts[i];
        const ent_treaty_instrument *r = &t->instruments[t->clauses[v->clause].instrument];
        const size_t before = table.n_rows;
        for (uint32_t p = r->first_party; p < r->first_party + r->n_parties; p++)
            flat_row(t, e, v, &t->parties[p], label, &table);
        if (table.n_rows == before)
            flat_row(t, e, v, NULL, label, &table);
    }
    if (e->date < ENT_TREATY_COVERED_FROM) {
        const size_t row = ent_table_row(&table);
        ent_table_text(&table, row, 0, label);
        ent_table_text(&table, row, 4, "unknown");
        ent_table_text(&table, row, 14,
                       "The treaty tables begin in 1949: other obligations of this date are not "
                       "known here.");
    }
    const ent_style style = {0, false};
    return ent_table_render(&table, ENT_FORMAT_CSV, &style, out, err);
}

static void explain_clause(const ent_treaty *t, const ent_treaty_event *e,
                           const ent_treaty_verdict *v, ent_builder *out)
{
    const ent_treaty_clause *k = &t->clauses[v->clause];
    char text[600];
    ent_treaty_sentence(t, e, v, text, sizeof text);
    ent_builder_format(out, "\n%s  %s  %s\n  %s\n", ent_treaty_text(t, k->id),
                       ent_treaty_answer_text(v->answer), ent_treaty_reason_code(v->reason), text);
    for (unsigned s = 0; s < ENT_TREATY_N_STEPS; s++) {
        const bool reached = s <= v->step || v->answer != ENT_TREATY_NO;
        ent_treaty_step_sentence(t, e, v, s, text, sizeof text);
        ent_builder_format(out, "  %u %-16s %-10s%s%s\n", s + 1, ent_treaty_step_text(s),
                           reached ? ent_treaty_answer_text(v->steps[s]) : "-",
                           v->steps[s] == ENT_TREATY_YES ? "" : text,
                           s == v->step ? "  <- decides" : "");
    }
    ent_builder_format(out, "  level %u, %s; binding: %s; activation: %s\n", (unsigned)k->level,
                       ent_treaty_level_text(k->level), ent_treaty_text(t, k->binding),
                       v->answer == ENT_TREATY_NO ? "none" : activated(k, v));
    ent_builder_format(out, "  decided by: %s\n", ent_treaty_text(t, k->procedure));
    if (*ent_treaty_text(t, k->quote))
        ent_builder_format(out, "  \"%s\" (%s; wording: %s)\n", ent_treaty_text(t, k->quote),
                           ent_treaty_text(t, k->citation), ent_treaty_text(t, k->verified));
    const ent_treaty_reading *r = ent_treaty_readings_of(t, v);
    if (r)
        ent_builder_format(out,
                           "  usual reading: %s\n  the other:     %s\n  who decides:   %s\n"
                           "  would settle:  %s\n",
                           ent_treaty_text(t, r->majority), ent_treaty_text(t, r->minority),
                           ent_treaty_text(t, r->decides), ent_treaty_text(t, r->settles));
    if (ent_treaty_what_if(t, e, v, text, sizeof text))
        ent_builder_format(out, "  %s\n", text);
}

/* What would change the answer, for the clauses of assistance that fail on place or membership. */
static void what_if(const ent_treaty *t, const ent_treaty_event *e, const ent_treaty_answers *a,
                    ent_builder *out)
{
    char text[400];
    unsigned said = 0;
    for (size_t i = 0; i < a->n_relevant && said < 6; i++) {
        const ent_treaty_verdict *v = &a->verdicts[i];
        if (v->answer != ENT_TREATY_NO || v->level < 4 ||
            !ent_treaty_what_if(t, e, v, text, sizeof text))
            continue;
        ent_builder_format(out, "%s%-12s %s\n", said ? "" : "\nWhat would change the answer\n",
                           ent_treaty_text(t, t->clauses[v->clause].id), text);
        said++;
    }
}

static int year_of(int32_t date)
{
    char text[16];
    int year = 0;
    ent_treaty_date_text(date, text);
    return sscanf(text, "%d", &year) == 1 ? year : 0;
}

/* Year of the newest change of membership that the tables know. */
static int newest_year(const ent_treaty *t)
{
    int32_t newest = ENT_TREATY_COVERED_FROM;
    for (uint32_t i = 0; i < t->n_parties; i++)
        newest = t->parties[i].from > newest ? t->parties[i].from : newest;
    return year_of(newest);
}

/* What the answer assumes without being told, each with the option that says otherwise. */
static const char *presumptions(const ent_treaty *t, const ent_treaty_event *e,
                                const obliged_args *args, ent_arena *arena)
{
    const bool at_home = !args->place && !args->territory && !(args->lat >= -1e9);
    const char *of[4], *list = "";
    const int newest = newest_year(t);
    size_t n = 0;
    if (args->event)
        return ""; /* the file says what it means, key by key */
    if (!args->armed)
        of[n++] = "an armed attack (--armed-attack)";
    if (!args->request)
        of[n++] = "a request by the victim (--request)";
    if (at_home)
        of[n++] = "an attack at the victim's capital (--place)";
    if (year_of(e->date) > newest)
        of[n++] = ent_text_format(arena, "that the treaties of %d are still in force", newest);
    for (size_t i = 0; i < n; i++)
        list = ent_text_format(arena, "%s%s%s", list, text_joint(i, n), of[i]);
    return list;
}

static ent_status tables(const ent_treaty *t, const obliged_args *args, const ent_treaty_event *e,
                         const ent_treaty_answers *a, size_t n, const char *label, ent_builder *out,
                         ent_error *err)
{
    ent_table clauses, states;
    const ent_style style = args->style;
    ent_table_init(&clauses, "clauses", "Clauses", clause_columns, N(clause_columns), out->arena);
    ent_table_init(&states, "states", "States", state_columns, N(state_columns), out->arena);
    clause_table(t, e, a, n, &clauses);
    state_table(t, e, a, &states);
    ent_builder_format(out, "%s\n", label);
    const char *presumed = presumptions(t, e, args, out->arena);
    if (presumed && *presumed)
        ent_builder_format(out, "This presumes %s.\n", presumed);
    if (e->objects == ENT_OBJECT_TERRITORY && e->site.sovereign == ENT_TREATY_NONE)
        ent_builder_text(out, "The place is on no state's land in these tables. For a ship or an "
                              "aircraft there give --object vessels or aircraft.\n");
    ent_builder_text(out, "\n");
    if (args->explain) {
        for (size_t i = 0; i < n; i++)
            explain_clause(t, e, &a->verdicts[i], out);
        ent_builder_text(out, "\n");
    } else {
        ENT_TRY(ent_table_render(&clauses, ENT_FORMAT_TEXT, &style, out, err));
        what_if(t, e, a, out);
        ent_builder_text(out, "\n");
    }
    if (a->n_states)
        ENT_TRY(ent_table_render(&states, ENT_FORMAT_TEXT, &style, out, err));
    else if (e->date < ENT_TREATY_COVERED_FROM)
        ent_builder_text(out, "This date is outside the coverage of the treaty tables, which begin "
                              "in 1949: earlier obligations are not known here.\n");
    else
        ent_builder_text(out, "No state owes anything under the instruments known here.\n");
    if (a->n_states && e->date < ENT_TREATY_COVERED_FROM)
        ent_builder_text(out,
                         "\nThe coverage of the treaty tables begins in 1949: other obligations "
                         "of this date are not known here.\n");
    ent_builder_text(out, "\nLevels order words, not reliability; law only, no probabilities.\n");
    return ENT_OK;
}

ent_status obliged_answer(const ent_treaty *t, const obliged_args *args, ent_treaty_event *e,
                          const char *label, ent_builder *out, ent_arena *arena, ent_error *err)
{
    ent_treaty_answers a;
    ENT_TRY(ent_treaty_answer_event(t, e, &a, arena, err));
    const size_t n = args->all ? a.n_clauses : a.n_relevant;
    if (!label)
        label = ent_treaty_label(t, e, arena);
    if (args->html) {
        ent_builder page;
        ent_builder_init(&page, arena);
        ENT_TRY(map_page(t, e, &a, label, &page, err));
        ENT_TRY(ent_text_write_file(args->html, page.data, page.length, err));
    }
    if (args->json) {
        ent_treaty_document(t, e, &a, label, true, out);
        ent_builder_text(out, "\n");
        return ENT_OK;
    }
    if (args->csv)
        return flat(t, e, &a, n, label, out, err);
    return tables(t, args, e, &a, n, label, out, err);
}
