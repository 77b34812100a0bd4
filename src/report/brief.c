#include "report/brief.h"

#include <math.h>
#include <string.h>

#include "report/brief_charts.h"
#include "report/brief_svg.h"
#include "report/brief_words.h"
#include "report/section.h"

enum { DRIVERS = 6, SCORES = 8, OF_A_TOPIC = 2, LIMITS = 3 };

void brief_paragraph(ent_builder *out, const char *css, const char *text)
{
    if (!*text)
        return;
    ent_builder_format(out, "<p class=\"%s\">", css);
    html_text(out, text);
    ent_builder_text(out, "</p>\n");
}

static void heading(ent_builder *out, const char *text)
{
    ent_builder_text(out, "<h2>");
    html_text(out, text);
    ent_builder_text(out, "</h2>\n");
}

/* --- key figures --- */

static void card(ent_builder *out, const char *title, const char *figure, const char *note)
{
    ent_builder_text(out, "<li><span>");
    html_text(out, title);
    ent_builder_text(out, "</span><strong>");
    html_text(out, figure);
    ent_builder_text(out, "</strong><small>");
    html_text(out, note);
    ent_builder_text(out, "</small></li>\n");
}

static void cards(const ent_report *r, ent_builder *out)
{
    brief_card row;
    ent_builder_text(out, "<ul class=\"cards\">\n");
    for (size_t i = 0; i < BRIEF_CARDS; i++)
        if (brief_card_at(r, i, &row))
            card(out, row.title, row.figure, row.note);
    ent_builder_text(out, "</ul>\n");
}

/* --- claims and findings --- */

/* "supported" and its like, with a mark that needs no colour. */
static void brief_verdict(const json_t *claim, ent_builder *out)
{
    static const struct {
        const char *words, *mark;
    } marks[] = {{"supported", "\xe2\x97\x8f"},
                 {"not supported", "\xe2\x9c\x97"},
                 {"depends on assumptions", "\xe2\x97\x90"},
                 {"by construction", "\xe2\x96\xa1"}};
    const char *said = section_verdict(claim);
    ent_builder_text(out, "<td class=\"verdict v-");
    html_id(out, strcmp(said, "by construction") == 0 ? "none" : doc_text(claim, "verdict"));
    ent_builder_text(out, "\">");
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strcmp(said, marks[i].words) == 0)
            ent_builder_format(out, "<span aria-hidden=\"true\">%s</span> ", marks[i].mark);
    html_text(out, said);
    ent_builder_text(out, "</td>");
}

/* A sentence; of a claim the part before its colon in bold. */
static void sentence_cell(ent_builder *out, const brief_line *line, double number)
{
    const char *text = line->text;
    const size_t head = line->claim ? strcspn(text, ":") : strlen(text);
    ent_builder whole;
    ent_builder_init(&whole, out->arena);
    ent_builder_text(out, "<th scope=\"row\">");
    if (number > 0.0)
        ent_builder_format(out, "<small class=\"no\" title=\"part of the statement\">%.0f</small>",
                           number);
    if (line->claim && text[head]) {
        ent_builder_add(&whole, text, head + 1);
        ent_builder_add(&whole, "", 1);
        ent_builder_text(out, "<b>");
        html_text(out, whole.data ? whole.data : "");
        ent_builder_text(out, "</b>");
        html_text(out, text + head + 1);
    } else {
        html_text(out, text);
    }
    section_without_skill(line->skill, out);
    ent_builder_text(out, "</th>");
}

static void share_cell(ent_builder *out, double share, double n, const char *kind)
{
    ent_builder_text(out, "<td class=\"share\">");
    if (isnan(share)) {
        html_text(out, strcmp(kind, "account") == 0      ? "account"
                       : strcmp(kind, "obligation") == 0 ? "treaty text"
                                                         : "");
    } else {
        const words shown = brief_of_futures(share, n);
        const size_t length = strlen(shown.text);
        words brief_form = shown;
        if (length > 8 && strcmp(shown.text + length - 8, " futures") == 0)
            brief_form.text[length - 8] = '\0';
        html_text(out, brief_form.text);
        brief_draw_share(out, share);
    }
    ent_builder_text(out, "</td>");
}

static void one_line(const ent_report *r, const brief_line *line, ent_builder *out)
{
    const double own = doc_number(line->claim, "futures"); /* fewer, beside another world */
    const double futures = own > 0.0 ? own : doc_number(doc_get(r->root, "run"), "futures");
    ent_builder_text(out, "<tr>");
    sentence_cell(out, line, doc_number(line->claim, "row"));
    share_cell(out, line->share, futures, line->kind);
    if (line->claim)
        brief_verdict(line->claim, out);
    else
        ent_builder_text(out, "<td class=\"verdict v-none\">finding</td>");
    ent_builder_text(out, "</tr>\n");
}

static void group_table(const ent_report *r, brief_group group, ent_builder *out)
{
    brief_line lines[BRIEF_LINES];
    const size_t n = brief_lines(r, group, lines);
    if (!n)
        return;
    ent_builder_text(out, "<h3>");
    html_text(out, brief_group_title(group));
    ent_builder_text(out, " <small>");
    html_text(out, brief_group_about(group));
    ent_builder_text(out,
                     "</small></h3>\n<table class=\"lines\"><thead><tr><th scope=\"col\">Claim or "
                     "finding</th><th scope=\"col\">Futures</th><th scope=\"col\">Verdict</th>"
                     "</tr></thead><tbody>\n");
    for (size_t i = 0; i < n; i++)
        one_line(r, &lines[i], out);
    ent_builder_text(out, "</tbody></table>\n");
}

/* How claims are judged, and how many came to what. */
static void rules(const ent_report *r, ent_builder *out)
{
    size_t n[BRIEF_VERDICTS] = {0}, all = 0, i;
    static const char *const said[BRIEF_VERDICTS] = {"supported", "not supported",
                                                     "depends on assumptions", "by construction"};
    const json_t *claim;
    json_array_foreach(doc_get(r->root, "claims"), i, claim)
    {
        all++;
        for (size_t k = 0; k < BRIEF_VERDICTS; k++)
            n[k] += strcmp(section_verdict(claim), said[k]) == 0;
    }
    if (all == 0) {
        brief_paragraph(out, "under",
                        "This scenario makes no claims. The findings below are chosen by rule from "
                        "its outcomes. A brigade is a brigade equivalent: 6,000 soldiers with "
                        "support. A difference is the median of the differences future by future.");
        return;
    }
    ent_builder_text(out,
                     "<p class=\"under\">A claim about futures is supported if it is true in at "
                     "least 90 of 100 futures, not supported if it is true in at most 10, and "
                     "depends on assumptions in between. A claim that the scenario itself makes "
                     "true is marked by construction. Accounts and treaty texts are plainly "
                     "right or wrong. ");
    html_text(out, brief_tally(r, n));
    ent_builder_text(out, " A brigade is a brigade equivalent: 6,000 soldiers with support. A "
                          "difference is the median of the differences future by future.</p>\n");
}

/* --- what would change the result --- */

static void driver_line(ent_builder *out, const brief_driver *d)
{
    ent_builder_text(out, "<tr><th scope=\"row\">");
    html_text(out, d->assumption);
    ent_builder_text(out, "</th><td>");
    html_text(out, d->effect);
    ent_builder_text(out, "</td></tr>\n");
}

static void drivers(const ent_report *r, ent_builder *out)
{
    brief_driver row[DRIVERS];
    const size_t n = brief_drivers(r, row, DRIVERS);
    heading(out, "What would change the result");
    if (n == 0) {
        brief_paragraph(out, "plain",
                        "This run does not say which assumptions matter most. Run at least 1,024 "
                        "futures, without --no-why, to find out.");
        return;
    }
    ent_builder_text(out,
                     "<table class=\"pairs\"><thead><tr><th scope=\"col\">If this assumption "
                     "is at its low or high end</th><th scope=\"col\">then, on average</th></tr>"
                     "</thead><tbody>\n");
    for (size_t i = 0; i < n; i++)
        driver_line(out, &row[i]);
    ent_builder_text(out, "</tbody></table>\n");
    brief_paragraph(
        out, "under",
        "Low and high: the lowest and the highest tenth of the assumption's range, with "
        "everything else left as it is. The data book lists all drivers.");
    for (size_t i = 0; *brief_decided_by(r, i); i++)
        if (brief_decides_alone(r, i))
            brief_paragraph(out, "under", brief_decided_by(r, i));
}

/* --- how far to trust it --- */

static void score_line(const json_t *s, ent_builder *out)
{
    const char *unit = doc_text(s, "unit"), *said = words_unit(unit);
    const double low = doc_number(s, "low"), high = doc_number(s, "high");
    ent_builder_text(out, "<tr><th scope=\"row\">");
    const char *on = doc_text(s, "on");
    const bool dated = !*on || strstr(doc_text(s, "label"), on); /* the label says it */
    html_text(out, doc_text(s, "label"));
    ent_builder_text(out, dated ? "" : ", ");
    html_text(out, dated ? "" : words_time(on).text);
    ent_builder_text(out, *said ? ", " : "");
    html_text(out, said);
    ent_builder_text(out, "</th><td class=\"n\">");
    html_text(out, words_value(doc_number(s, "observed"), unit).text);
    ent_builder_text(out, "</td><td class=\"n\">");
    html_text(out, words_value(doc_number(s, "forecast"), unit).text);
    if (!isnan(low) && !isnan(high) && strcmp(unit, "share of futures") != 0)
        ent_builder_format(out, " (%s to %s)", words_value(low, unit).text,
                           words_value(high, unit).text);
    ent_builder_text(out, "</td><td>");
    html_text(out, strcmp(doc_text(s, "verdict"), "hit") == 0 ? "inside" : "outside");
    ent_builder_text(out, "</td></tr>\n");
}

/* Comparisons shown: few of each topic, which its label names before a comma. */
typedef struct score_list {
    size_t n;
    const char *labels[SCORES];
} score_list;

static bool has_room(const score_list *list, const char *label)
{
    const size_t topic = strcspn(label, ",");
    size_t same = 0;
    for (size_t i = 0; i < list->n; i++)
        same +=
            strcspn(list->labels[i], ",") == topic && strncmp(list->labels[i], label, topic) == 0;
    return list->n < SCORES && same < OF_A_TOPIC;
}

static void scores_of(const ent_report *r, const char *verdict, score_list *list, ent_builder *out)
{
    size_t i;
    const json_t *s;
    json_array_foreach(doc_get(r->root, "scorecard"), i, s)
    {
        const char *label = doc_text(s, "label");
        if (strcmp(doc_text(s, "verdict"), verdict) != 0 || !has_room(list, label))
            continue;
        list->labels[list->n++] = label;
        score_line(s, out);
    }
}

static void trust(const ent_report *r, ent_builder *out)
{
    score_list list = {0};
    size_t i;
    heading(out, "How far to trust it");
    brief_paragraph(out, "plain", brief_trust(r));
    if (doc_has(r->root, "scorecard")) {
        ent_builder_text(out,
                         "<table class=\"pairs\"><thead><tr><th scope=\"col\">What the model said"
                         "</th><th scope=\"col\" class=\"n\">Recorded</th><th scope=\"col\" "
                         "class=\"n\">Median (90 % range)</th><th scope=\"col\">The record lies"
                         "</th></tr></thead><tbody>\n");
        scores_of(r, "miss", &list, out);
        scores_of(r, "hit", &list, out);
        ent_builder_text(out, "</tbody></table>\n");
        if (list.n < json_array_size(doc_get(r->root, "scorecard")))
            brief_paragraph(out, "under",
                            "At most two comparisons of a kind are shown, those outside "
                            "the range first. The data book has them all.");
    }
    if (*brief_tests(r))
        brief_paragraph(out, "plain", brief_tests(r));
    ent_builder_text(out, "<ul class=\"limits\">\n");
    for (i = 0; i < json_array_size(doc_get(r->root, "limits")) && i < LIMITS; i++) {
        const char *text = json_string_value(json_array_get(doc_get(r->root, "limits"), i));
        ent_builder_text(out, "<li>");
        html_text(out, text ? text : "");
        ent_builder_text(out, "</li>\n");
    }
    ent_builder_text(out, "</ul>\n");
}

/* Command, version, hash and how to cite it. */
static void brief_cite(const ent_report *r, ent_builder *out)
{
    const json_t *run = doc_get(r->root, "run"), *program = doc_get(r->root, "entente");
    const char *name = doc_text(doc_get(r->root, "scenario"), "name");
    char year[8], day[16];
    snprintf(year, sizeof year, "%.4s", doc_text(program, "date"));
    snprintf(day, sizeof day, "%.10s", doc_text(program, "date"));
    ent_builder_text(out, "<p class=\"cite\"><code>");
    html_text(out, doc_text(run, "command"));
    ent_builder_text(out, "</code></p>\n<p class=\"under\">Version ");
    html_text(out, doc_text(program, "version"));
    ent_builder_text(out, *doc_text(program, "revision") ? ", revision " : "");
    html_text(out, doc_text(program, "revision"));
    ent_builder_format(out, ", seed %s", doc_seed(run, (char[24]){0}));
    ent_builder_text(out, *doc_text(run, "outcome_hash") ? ", outcome hash " : "");
    html_text(out, doc_text(run, "outcome_hash"));
    ent_builder_text(out, ". The same command gives the same figures. Cite as: Entente");
    ent_builder_text(out, *year ? " (" : "");
    html_text(out, year);
    ent_builder_text(out, *year ? "), <cite>" : ", <cite>");
    html_text(out, name);
    ent_builder_text(out, "</cite>, brief");
    ent_builder_text(out, *day ? " of " : "");
    html_text(out, day);
    ent_builder_text(out, ", version ");
    html_text(out, doc_text(program, "version"));
    ent_builder_text(out, ".</p>\n");
}

/* --- all --- */

static void answer(const ent_report *r, ent_builder *out)
{
    ent_builder_text(out, "<p class=\"answer\">");
    for (size_t i = 0, written = 0; i < BRIEF_ANSWERS; i++) {
        const char *text = brief_answer(r, i);
        ent_builder_text(out, *text && written ? " " : "");
        html_text(out, text);
        written += *text != '\0';
    }
    ent_builder_text(out, "</p>\n");
    brief_paragraph(out, "under", brief_reading(r));
}

void brief_body(const ent_report *r, ent_builder *out)
{
    answer(r, out);
    cards(r, out);
    heading(out, "Claims and findings");
    rules(r, out);
    for (int g = 0; g < BRIEF_GROUPS; g++) {
        group_table(r, (brief_group)g, out);
        brief_chart_of(r, (brief_group)g, out);
    }
    drivers(r, out);
    trust(r, out);
    heading(out, "Reproduce and cite");
    brief_cite(r, out);
}
