/* Pages of `entente obliged`: one event with its map; the matrix of guarantees. No script. */
#include <string.h>

#include "report/document.h"
#include "report/html.h"
#include "report/map_svg.h"

extern const char ent_embed_report_css[];

static void open_page(ent_builder *out, const char *title)
{
    ent_builder_text(out,
                     "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src 'unsafe-inline'; img-src data:\">\n<title>");
    html_text(out, title);
    ent_builder_text(out, "</title>\n<style>");
    ent_builder_text(out, ent_embed_report_css);
    ent_builder_text(out,
                     ".heat td{text-align:center;min-width:1.6em;padding:1px 3px;font-size:12px}"
                     ".heat th{font-size:11px;padding:1px 3px}.wide{max-width:none}"
                     ".ct{background-image:repeating-linear-gradient(45deg,transparent 0 3px,"
                     "color-mix(in srgb,var(--obligation) 45%,transparent) 3px 5px)}"
                     "</style></head>\n<body>\n<p class=\"brand\">Entente</p>\n<h1>");
    html_text(out, title);
    ent_builder_text(out, " ");
    html_kind(out, "obligation");
    ent_builder_text(out, "</h1>\n");
}

static void close_page(ent_builder *out)
{
    ent_builder_text(
        out,
        "<p class=\"note\">Levels order words, not reliability: 1 a stance, 2 consultation, 3 "
        "support without fighting, 4 action under its own constitution, 5 assistance as it deems "
        "necessary, 6 assistance with military means, 7 all means in its power. Law only; nothing "
        "here says what a state would do.</p>\n<p class=\"note\">Outlines: Natural Earth 1:50m, "
        "simplified. Borders as recognised by the United Nations; Crimea is Ukraine, hatched as "
        "occupied.</p>\n</body></html>\n");
}

static bool in_europe(const ent_treaty_event *e)
{
    return e->lat > 33.0 && e->lat < 72.0 && e->lon > -25.0 && e->lon < 50.0;
}

static void draw_map(const ent_treaty *t, const ent_treaty_event *e, const uint8_t *firm,
                     const uint8_t *contested, const char *label, bool near_by, double width,
                     ent_builder *out)
{
    const map_spec m = {
        .t = t,
        .round_a_point = near_by,
        .centre_lat = in_europe(e) ? 52.0 : e->lat,
        .centre_lon = in_europe(e) ? 15.0 : e->lon,
        .value = firm,
        .hatched = contested,
        .steps = 7,
        .outlined = e->victims,
        .n_outlined = e->n_victims,
        .crossed = e->attackers,
        .n_crossed = e->n_attackers,
        .lat = e->lat,
        .lon = e->lon,
        .title = label,
        .width = width,
        .mark = e->place != ENT_TREATY_NONE ? ent_treaty_text(t, t->places[e->place].name) : ""};
    ent_builder_text(out, "<figure>");
    map_svg(&m, out);
    ent_builder_text(out, "<figcaption class=\"under\">Darker: a higher level by clauses that "
                          "apply. Striped: higher if contested readings hold. Solid line: victim; "
                          "dashed: attacker.</figcaption></figure>\n");
}

/* "FRA|USA" as rows of the tables. */
static size_t codes(const ent_treaty *t, const char *text, uint16_t *list)
{
    size_t n = 0;
    while (*text && n < ENT_TREATY_LIST) {
        const size_t length = strcspn(text, "|");
        const uint16_t s = ent_treaty_find_state(t, text, length);
        if (s != ENT_TREATY_NONE)
            list[n++] = s;
        text += length + (text[length] == '|');
    }
    return n;
}

void map_of_document(const ent_treaty *t, const struct json_t *event, ent_builder *out)
{
    uint8_t firm[ENT_TREATY_MAX_STATES] = {0}, contested[ENT_TREATY_MAX_STATES] = {0};
    ent_treaty_event e;
    ent_treaty_event_init(t, &e);
    const json_t *what = doc_get(event, "event"), *s;
    size_t i;
    e.lat = doc_number(what, "lat");
    e.lon = doc_number(what, "lon");
    if (!(e.lat >= -90.0 && e.lat <= 90.0 && e.lon >= -360.0 && e.lon <= 360.0))
        return;
    const char *place = doc_text(what, "place");
    e.place = ent_treaty_find_place(t, place, strlen(place));
    e.n_attackers = (uint8_t)codes(t, doc_text(what, "attacker"), e.attackers);
    e.n_victims = (uint8_t)codes(t, doc_text(what, "victim"), e.victims);
    json_array_foreach(doc_get(event, "states"), i, s)
    {
        const uint16_t at = ent_treaty_find_state(t, doc_text(s, "state"), 3);
        const double low = doc_number(s, "level_firm"), high = doc_number(s, "level_contested");
        if (at == ENT_TREATY_NONE || !(low >= 0.0 && low <= 7.0 && high >= 0.0 && high <= 7.0))
            continue;
        firm[at] = (uint8_t)low;
        contested[at] = (uint8_t)high;
    }
    draw_map(t, &e, firm, contested, doc_text(event, "label"), true, 540.0, out);
}

static void clause_rows(const ent_treaty *t, const ent_treaty_event *e, const ent_treaty_answers *a,
                        ent_builder *out)
{
    html_table_open(out, "clauses", "Clauses");
    ent_builder_text(out, "<thead><tr>");
    html_head(out, "Clause", "", false);
    html_head(out, "Verdict", "", false);
    html_head(out, "Level", "", true);
    html_head(out, "Why", "", false);
    html_head(out, "Wording", "", false);
    ent_builder_text(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < a->n_relevant; i++) {
        const ent_treaty_verdict *v = &a->verdicts[i];
        const ent_treaty_clause *k = &t->clauses[v->clause];
        char sentence[600];
        ent_treaty_sentence(t, e, v, sentence, sizeof sentence);
        ent_builder_text(out, "<tr><th scope=\"row\">");
        html_text(out, ent_treaty_text(t, k->id));
        ent_builder_text(out, "</th>");
        html_cell(out, ent_treaty_answer_text(v->answer));
        html_figure(out, k->level, words_fixed(k->level, 0));
        ent_builder_text(out, "<td>");
        html_text(out, sentence);
        const ent_treaty_reading *reading = ent_treaty_readings_of(t, v);
        if (reading) {
            ent_builder_text(out, "<br>Usual reading: ");
            html_text(out, ent_treaty_text(t, reading->majority));
            ent_builder_text(out, ". The other: ");
            html_text(out, ent_treaty_text(t, reading->minority));
            ent_builder_text(out, ".");
        }
        ent_builder_text(out, "</td>");
        html_cell(out, ent_treaty_text(t, k->verified));
        ent_builder_text(out, "</tr>\n");
    }
    html_table_close(out);
}

static void state_rows(const ent_treaty *t, const ent_treaty_answers *a, ent_builder *out)
{
    html_table_open(out, "states", "States, highest level first");
    ent_builder_text(out, "<thead><tr>");
    html_head(out, "State", "", false);
    html_head(out, "Firm", "", true);
    html_head(out, "If contested holds", "", true);
    html_head(out, "What the words ask", "", false);
    html_head(out, "Clause", "", false);
    ent_builder_text(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < a->n_states; i++) {
        const uint16_t s = a->states[i];
        const ent_treaty_level *l = &a->levels[s];
        const uint16_t clause = l->contested > l->firm ? l->contested_clause : l->firm_clause;
        ent_builder_text(out, "<tr>");
        html_state(out, ent_treaty_text(t, t->states[s].name),
                   ent_treaty_text(t, t->states[s].code));
        html_figure(out, l->firm, words_fixed(l->firm, 0));
        html_figure(out, l->contested, words_fixed(l->contested, 0));
        html_cell(out, ent_treaty_level_text(l->firm));
        html_cell(out, clause < t->n_clauses ? ent_treaty_text(t, t->clauses[clause].id) : "");
        ent_builder_text(out, "</tr>\n");
    }
    html_table_close(out);
}

ent_status map_page(const ent_treaty *t, const ent_treaty_event *e, const ent_treaty_answers *a,
                    const char *label, ent_builder *out, ent_error *err)
{
    uint8_t firm[ENT_TREATY_MAX_STATES] = {0}, contested[ENT_TREATY_MAX_STATES] = {0};
    for (uint32_t s = 0; s < t->n_states; s++) {
        firm[s] = a->levels[s].firm;
        contested[s] = a->levels[s].contested;
    }
    open_page(out, label);
    if (e->lat >= -90.0 && e->lat <= 90.0)
        draw_map(t, e, firm, contested, label, true, 720.0, out);
    draw_map(t, e, firm, contested, label, false, 720.0, out);
    ent_builder_text(out, "<h2>Which clauses apply</h2>\n");
    clause_rows(t, e, a, out);
    ent_builder_text(out, "<h2>What each state would owe</h2>\n");
    state_rows(t, a, out);
    close_page(out);
    return ent_builder_status(out, err);
}

static void heat_cell(ent_builder *out, unsigned firm, unsigned contested)
{
    ent_builder_format(out,
                       "<td%s style=\"background-color:color-mix(in srgb,var(--obligation) "
                       "%u%%,transparent)%s\">",
                       contested > firm ? " class=\"ct\"" : "", firm * 100U / 7U,
                       firm >= 5 ? ";color:var(--paper)" : "");
    if (contested > firm)
        ent_builder_format(out, "%u/%u", firm, contested);
    else if (firm)
        ent_builder_format(out, "%u", firm);
    ent_builder_text(out, "</td>");
}

ent_status map_matrix_page(const ent_treaty *t, size_t n, const uint16_t *states,
                           const uint8_t *firm, const uint8_t *contested, const char *title,
                           ent_builder *out, ent_error *err)
{
    open_page(out, title);
    ent_builder_text(out, "<p>Rows are attacked, columns would owe. 5/7: five firm, seven if "
                          "contested readings hold.</p>\n<div class=\"scroll\" tabindex=\"0\">"
                          "<table class=\"heat\"><thead><tr><th></th>");
    for (size_t g = 0; g < n; g++) {
        ent_builder_text(out, "<th scope=\"col\">");
        html_text(out, ent_treaty_text(t, t->states[states[g]].code));
        ent_builder_text(out, "</th>");
    }
    ent_builder_text(out, "</tr></thead><tbody>\n");
    for (size_t v = 0; v < n; v++) {
        ent_builder_text(out, "<tr><th scope=\"row\">");
        html_text(out, ent_treaty_text(t, t->states[states[v]].code));
        ent_builder_text(out, "</th>");
        for (size_t g = 0; g < n; g++)
            heat_cell(out, firm[v * n + g], contested[v * n + g]);
        ent_builder_text(out, "</tr>\n");
    }
    ent_builder_text(out, "</tbody></table></div>\n");
    close_page(out);
    return ent_builder_status(out, err);
}
