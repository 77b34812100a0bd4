#include "report/section.h"
#include "report/map_svg.h"

#include <math.h>
#include <string.h>

#include "entente/register.h"
#include "facts/money.h"
#include "report/brief_words.h"
#include "report/chart.h"
#include "report/finding.h"
#include "report/section_bill.h"
#include "report/section_flashpoints.h"
#include "report/section_models.h"
#include "report/svg.h"
#include "result/hundred.h"

/* A note follows a full stop: it begins with a capital. */
static void note_text(ent_builder *out, const char *note)
{
    if (*note >= 'a' && *note <= 'z') {
        ent_builder_format(out, "%c", *note - 'a' + 'A');
        note++;
    }
    html_text(out, note);
}

static void chart_under(ent_builder *out, const json_t *chart, const ent_report_options *o)
{
    const double n = doc_number(chart, "n");
    ent_builder_text(out, "<p class=\"under\">");
    const json_t *axis = doc_get(chart, "y");
    if (svg_has_panels(chart) && *doc_text(axis, "label")) {
        html_text(out, doc_text(axis, "label"));
        ent_builder_text(out, *words_unit(doc_text(axis, "unit")) ? ", " : "");
        html_text(out, words_unit(doc_text(axis, "unit")));
        ent_builder_text(out, ". ");
    }
    if (strcmp(doc_text(chart, "form"), "fan") == 0 &&
        strcmp(doc_text(axis, "unit"), "share of futures") != 0)
        ent_builder_text(out, "Line: median; bands: 25\xe2\x80\x93"
                              "75 and 5\xe2\x80\x93"
                              "95 % of simulated futures. ");
    if (!isnan(n))
        ent_builder_format(out, "n = %s futures. ", words_fixed(n, 0).text);
    note_text(out, doc_text(chart, "note"));
    if (*doc_text(chart, "source")) {
        const char *note = doc_text(chart, "note");
        const bool open = *note && note[strlen(note) - 1] != '.';
        ent_builder_text(out, open ? ". " : *note ? " " : "");
        ent_builder_text(out, "Source: ");
        html_text(out, doc_text(chart, "source"));
        ent_builder_text(out, ".");
    }
    if (o->live) {
        ent_builder_text(out, " <a class=\"live\" href=\"");
        html_address(out, o->live);
        ent_builder_text(out, "#");
        html_text(out, o->scenario ? o->scenario : "");
        ent_builder_text(out, "/");
        html_text(out,
                  *doc_text(chart, "live") ? doc_text(chart, "live") : doc_text(chart, "name"));
        html_text(out, o->settings ? o->settings : "");
        ent_builder_text(out, "\">Try it live</a>");
    }
    ent_builder_text(out, "</p>\n");
}

void section_chart_title(ent_builder *out, const ent_report *r, const json_t *chart,
                         const char *topic, const char *heading)
{
    const char *said = finding_of(r, chart);
    ent_builder_format(out, "<div class=\"titled\"><%s>", heading);
    html_text(out, *said ? said : topic);
    ent_builder_format(out, "</%s>", heading);
    if (*said) {
        ent_builder_text(out, "<p class=\"topic\">");
        html_text(out, topic);
        ent_builder_text(out, "</p>");
    }
    ent_builder_text(out, "</div>");
}

void section_chart(ent_builder *out, const ent_report *r, json_t *chart,
                   const ent_report_options *o)
{
    if (!chart)
        return;
    ent_builder_text(out, "<figure class=\"chart\" id=\"chart-");
    html_id(out, doc_text(chart, "name"));
    ent_builder_text(out, "\"><figcaption>");
    section_chart_title(out, r, chart, doc_text(chart, "title"), "h3");
    html_kind(out, doc_text(chart, "kind"));
    ent_builder_text(out, "</figcaption><div class=\"static\">");
    if (svg_has_panels(chart)) {
        svg_chart(out, chart, 720.0);
    } else {
        ent_builder_text(out, "<div class=\"wide\">");
        svg_chart(out, chart, 720.0);
        ent_builder_text(out, "</div><div class=\"narrow\">");
        svg_chart(out, chart, 358.0);
        ent_builder_text(out, "</div>");
    }
    ent_builder_text(out, "</div>\n");
    html_data(out, "chart-data", chart);
    chart_under(out, chart, o);
    ent_builder_text(out, "</figure>\n");
    json_decref(chart);
}

static void band_of(const json_t *claim, const char *unit, char *text, size_t size)
{
    const double low = doc_number(claim, "low"), high = doc_number(claim, "high");
    *text = '\0';
    if (!isnan(low) && !isnan(high))
        snprintf(text, size, " (%s to %s)", words_value(low, unit).text,
                 words_value(high, unit).text);
}

/* "8.45 brigade equivalents", "$465 bn at 2024 prices", "support without fighting". */
static void value_and_unit(double value, const char *unit, char *text, size_t size)
{
    const money_sign sign = money_sign_of(unit);
    const words number = words_value(value, unit);
    const char *said = words_unit(unit), *year = unit + strcspn(unit, "0123456789");
    if (strncmp(unit, "level", 5) == 0 && value == floor(value))
        snprintf(text, size, "%s", brief_level((int)value));
    else if (*sign.text)
        snprintf(text, size, "%s%s bn%s%s%.4s%s", sign.text, number.text,
                 strstr(unit, "a year") ? " a year" : "", *year ? " at " : "", year,
                 *year ? " prices" : "");
    else
        snprintf(text, size, "%s%s%s", number.text, *said ? " " : "", said);
}

void section_claim_figure(const json_t *claim, char *text, size_t size)
{
    const char *unit = doc_text(claim, "unit");
    const double value = doc_number(claim, "value"), share = doc_number(claim, "share");
    const double base = doc_number(claim, "baseline_value");
    char band[3 * WORDS_MAX], baseline[2 * WORDS_MAX] = "", in_futures[2 * WORDS_MAX] = "";
    char figure[3 * WORDS_MAX];
    if (strcmp(doc_text(claim, "verdict"), "not answered") == 0) {
        snprintf(text, size, "not answered by this version");
        return;
    }
    if (!isnan(base))
        snprintf(baseline, sizeof baseline, "; baseline %s",
                 strcmp(unit, "share of futures") == 0 ? hundred_of(base).text
                                                       : words_value(base, unit).text);
    band_of(claim, unit, band, sizeof band);
    if (strcmp(unit, "share of futures") == 0) {
        snprintf(text, size, "in %s of 100 simulated futures%s",
                 hundred_of(isnan(share) ? value : share).text, baseline);
        return;
    }
    const bool figured = !isnan(value) && !*doc_text(claim, "sentence");
    if (!isnan(share))
        snprintf(in_futures, sizeof in_futures, "%strue in %s of 100 simulated futures",
                 figured ? "; " : "", hundred_of(share).text);
    if (!figured && !isnan(share)) {
        snprintf(text, size, "%s", in_futures);
        return;
    }
    value_and_unit(value, unit, figure, sizeof figure);
    snprintf(text, size, "%s%s%s%s", figure, band, baseline, in_futures);
}

const char *section_verdict(const json_t *claim)
{
    static const struct {
        const char *verdict, *words;
    } rows[] = {{"holds", "supported"},
                {"does not hold", "not supported"},
                {"depends", "depends on assumptions"}};
    const char *verdict = doc_text(claim, "verdict");
    if (*doc_text(claim, "by_construction") && strcmp(verdict, "does not hold") != 0 &&
        strcmp(verdict, "not answered") != 0)
        return "by construction";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].verdict, verdict) == 0)
            return rows[i].words;
    return verdict;
}

const char *section_claim_sentence(const json_t *claim)
{
    return *doc_text(claim, "sentence") ? doc_text(claim, "sentence") : doc_text(claim, "says");
}

void section_without_skill(const char *said, ent_builder *out)
{
    if (!*said)
        return;
    ent_builder_text(out, "<br><small>");
    html_text(out, said);
    ent_builder_text(out, "</small>");
}

static const char *verdict_mark(const char *verdict)
{
    static const struct {
        const char *verdict, *mark;
    } rows[] = {{"holds", "\xe2\x9c\x93"},
                {"does not hold", "\xe2\x9c\x97"},
                {"depends", "\xe2\x97\x90"},
                {"not answered", "\xe2\x80\x93"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(verdict, rows[i].verdict) == 0)
            return rows[i].mark;
    return "";
}

void section_belief(const char *text, const char *summary, ent_builder *out)
{
    if (!*text)
        return;
    ent_builder_text(out, "<details class=\"believe\"><summary>");
    html_text(out, summary);
    ent_builder_text(out, "</summary>");
    html_text(out, text);
    ent_builder_text(out, "</details>");
}

static void claim_row(ent_builder *out, const json_t *claim)
{
    char figure[512];
    const char *verdict = doc_text(claim, "verdict");
    section_claim_figure(claim, figure, sizeof figure);
    ent_builder_text(out, "<tr><th scope=\"row\">");
    html_text(out, section_claim_sentence(claim));
    ent_builder_text(out, "</th><td class=\"verdict v-");
    html_id(out, verdict);
    const bool built = *doc_text(claim, "by_construction");
    ent_builder_format(out, "\">%s ", built ? "" : verdict_mark(verdict));
    html_text(out, section_verdict(claim));
    ent_builder_text(out, "</td><td>");
    html_text(out, figure);
    section_without_skill(doc_text(claim, "without_skill"), out);
    if (*doc_text(claim, "note")) {
        ent_builder_text(out, "<br><small>");
        html_text(out, doc_text(claim, "note"));
        ent_builder_text(out, "</small>");
    }
    section_belief(doc_text(claim, "believe"), "What would have to be true for another finding",
                   out);
    ent_builder_text(out, "</td><td>");
    html_kind(out, doc_text(claim, "kind"));
    if (*doc_text(claim, "section")) {
        ent_builder_text(out, " <a href=\"#");
        html_id(out, doc_text(claim, "section"));
        ent_builder_text(out, "\">see below</a>");
    }
    ent_builder_text(out, "</td></tr>\n");
}

static void section_claims(const ent_report *r, const ent_report_options *o, ent_builder *out)
{
    (void)o;
    if (!doc_has(r->root, "claims"))
        return;
    html_table_open(out, "claims", "");
    ent_builder_text(out, "<thead><tr>");
    html_head(out, "Statement", "", false);
    html_head(out, "Verdict", "", false);
    html_head(out, "Figure", "", false);
    html_head(out, "Kind", "", false);
    ent_builder_text(out, "</tr></thead><tbody>\n");
    size_t i;
    const json_t *claim;
    json_array_foreach(doc_get(r->root, "claims"), i, claim)
    {
        claim_row(out, claim);
    }
    html_table_close(out);
    ent_builder_text(out,
                     "<p class=\"under\">A claim about futures holds where its condition is true "
                     "in at least 90 % of simulated futures, does not hold in at most 10 %, and "
                     "depends in between; accounts and obligations are plain. In brackets: 5 to 95 "
                     "% of simulated futures.</p>\n");
}

static void clause_rows(ent_builder *out, const json_t *event)
{
    size_t i;
    const json_t *c;
    html_table_open(out, "clauses", "The clauses");
    ent_builder_text(out, "<thead><tr>");
    html_head(out, "Clause", "", false);
    html_head(out, "Applies", "", false);
    html_head(out, "Why", "", false);
    ent_builder_text(out, "</tr></thead><tbody>\n");
    json_array_foreach(doc_get(event, "clauses"), i, c)
    {
        ent_builder_text(out, "<tr><th scope=\"row\">");
        html_text(out,
                  *doc_text(c, "instrument") ? doc_text(c, "instrument") : doc_text(c, "clause"));
        if (*doc_text(c, "article")) {
            ent_builder_text(out, ", ");
            html_text(out, doc_text(c, "article"));
        }
        ent_builder_text(out, "</th><td class=\"verdict v-");
        html_id(out, doc_text(c, "verdict"));
        ent_builder_text(out, "\">");
        html_text(out, doc_text(c, "verdict"));
        ent_builder_text(out, "</td><td>");
        html_text(out, *doc_text(c, "text") ? doc_text(c, "text") : doc_text(c, "reason"));
        if (*doc_text(c, "minority")) {
            ent_builder_text(out, " <small>Majority reading: ");
            html_text(out, doc_text(c, "majority"));
            ent_builder_text(out, "; minority: ");
            html_text(out, doc_text(c, "minority"));
            ent_builder_text(out, ".</small>");
        }
        ent_builder_text(out, "</td></tr>\n");
    }
    html_table_close(out);
}

static void level_rows(ent_builder *out, const json_t *event)
{
    size_t i;
    const json_t *s;
    html_table_open(out, "levels", "Level owed: 0 nothing, 7 all means in its power");
    ent_builder_text(out, "<thead><tr>");
    html_head(out, "State", "", false);
    html_head(out, "Firm", "", true);
    html_head(out, "If contested readings hold", "", true);
    html_head(out, "Clause", "", false);
    html_head(out, "Reason", "", false);
    ent_builder_text(out, "</tr></thead><tbody>\n");
    json_array_foreach(doc_get(event, "states"), i, s)
    {
        ent_builder_text(out, "<tr>");
        html_state(out, *doc_text(s, "name") ? doc_text(s, "name") : doc_text(s, "state"),
                   doc_text(s, "state"));
        const double firm = doc_number(s, "level_firm"), most = doc_number(s, "level_contested");
        html_figure(out, firm, words_fixed(firm, 0));
        html_figure(out, most, words_fixed(most, 0));
        html_cell(out, doc_text(s, "clause"));
        html_cell(out, doc_text(s, "reason"));
        ent_builder_text(out, "</tr>\n");
    }
    html_table_close(out);
}

static void section_obligations(const ent_report *r, const ent_report_options *o, ent_builder *out)
{
    size_t i;
    const json_t *event;
    json_array_foreach(doc_get(r->root, "obligations"), i, event)
    {
        ent_builder_text(out, "<h3>");
        html_text(out, *doc_text(event, "label") ? doc_text(event, "label") : "The event");
        ent_builder_text(out, " ");
        html_kind(out, "obligation");
        ent_builder_text(out, "</h3>\n");
        if (o && o->treaty && i == 0) /* the event of the statement; one map says enough */
            map_of_document(o->treaty, event, out);
        clause_rows(out, event);
        if (doc_has(event, "states"))
            level_rows(out, event);
        if (*doc_text(event, "note")) {
            ent_builder_text(out, "<p class=\"under\">");
            html_text(out, doc_text(event, "note"));
            ent_builder_text(out, "</p>\n");
        }
    }
}

static void section_why(const ent_report *r, const ent_report_options *o, ent_builder *out)
{
    (void)r, (void)o, (void)out; /* its charts and tables stand in the document */
}

static void score_rows(const ent_report *r, ent_builder *out, const char *verdict)
{
    size_t i;
    const json_t *s;
    json_array_foreach(doc_get(r->root, "scorecard"), i, s)
    {
        if (strcmp(doc_text(s, "verdict"), verdict) != 0)
            continue;
        const char *unit = doc_text(s, "unit");
        ent_builder_text(out, "<tr><th scope=\"row\">");
        html_text(out, doc_text(s, "label"));
        ent_builder_text(out, *words_unit(unit) ? ", " : "");
        html_text(out, words_unit(unit));
        ent_builder_text(out, "</th>");
        static const char *const members[] = {"low", "forecast", "high", "observed"};
        for (size_t m = 0; m < 4; m++) {
            const double value = doc_number(s, members[m]);
            html_figure(out, value, words_value(value, unit));
        }
        ent_builder_text(out, "<td class=\"verdict v-");
        html_id(out, verdict);
        ent_builder_text(out, "\">");
        html_text(out, verdict);
        ent_builder_text(out, "</td>");
        html_cell(out, doc_text(s, "note"));
        ent_builder_text(out, "</tr>\n");
    }
}

static void section_trust(const ent_report *r, const ent_report_options *o, ent_builder *out)
{
    (void)o;
    if (*brief_tests(r)) {
        ent_builder_text(out, "<p>");
        html_text(out, brief_tests(r));
        ent_builder_text(out, " The documentation lists each test under “Validation”.</p>\n");
    }
    if (doc_has(r->root, "scorecard")) {
        html_table_open(out, "scorecard", "What was forecast and what happened, misses first");
        ent_builder_text(out, "<thead><tr>");
        html_head(out, "Forecast", "", false);
        html_head(out, "5 %", "", true);
        html_head(out, "Median", "", true);
        html_head(out, "95 %", "", true);
        html_head(out, "Happened", "", true);
        html_head(out, "In the band", "", false);
        html_head(out, "Note", "", false);
        ent_builder_text(out, "</tr></thead><tbody>\n");
        score_rows(r, out, "miss");
        score_rows(r, out, "hit");
        score_rows(r, out, "open");
        html_table_close(out);
    }
    if (!doc_has(r->root, "limits"))
        return;
    ent_builder_text(out, "<h3>What the model cannot know</h3><ul>\n");
    for (size_t i = 0; i < json_array_size(doc_get(r->root, "limits")); i++) {
        ent_builder_text(out, "<li>");
        const char *text = json_string_value(json_array_get(doc_get(r->root, "limits"), i));
        html_text(out, text ? text : "");
        ent_builder_text(out, "</li>\n");
    }
    ent_builder_text(out, "</ul>\n");
}

static void lever_table(const ent_report *r, ent_builder *out)
{
    size_t i;
    const json_t *lever;
    bool begun = false;
    json_array_foreach(doc_get(doc_get(r->root, "scenario"), "levers"), i, lever)
    {
        if (!doc_true(lever, "changed"))
            continue;
        if (!begun) {
            html_table_open(out, "levers", "Levers that differ from the baseline");
            ent_builder_text(out, "<thead><tr>");
            html_head(out, "Lever", "", false);
            html_head(out, "Set to", "", false);
            html_head(out, "Unit", "", false);
            html_head(out, "In this version", "", false);
            ent_builder_text(out, "</tr></thead><tbody>\n");
            begun = true;
        }
        ent_builder value;
        ent_builder_init(&value, out->arena);
        words_lever(&value, lever);
        ent_builder_text(out, "<tr><th scope=\"row\"><abbr title=\"");
        html_text(out, doc_text(lever, "key"));
        ent_builder_text(out, "\">");
        html_text(out, doc_text(lever, "label"));
        ent_builder_text(out, "</abbr></th>");
        html_cell(out, value.data);
        html_cell(out, doc_text(lever, "unit"));
        html_cell(out, json_is_false(doc_get(lever, "acts")) ? "does not act yet" : "acts");
        ent_builder_text(out, "</tr>\n");
    }
    if (begun)
        html_table_close(out);
}

/* `whole`: with the outline of the prior. */
static void assumption_row(ent_builder *out, const json_t *a, bool whole)
{
    const char *written = doc_text(a, "basis"), *basis = ent_basis(written);
    const double central = doc_number(a, "central");
    words shown = {"\xe2\x80\x93"};
    if (!isnan(central))
        snprintf(shown.text, sizeof shown.text, "%.4g", central);
    ent_builder_text(out, "<tr><th scope=\"row\"><abbr title=\"");
    html_text(out, doc_text(a, "key"));
    ent_builder_text(out, "\">");
    html_text(out, doc_text(a, "label"));
    ent_builder_text(out, "</abbr></th>");
    html_figure(out, central, shown);
    html_cell(out, doc_text(a, "unit"));
    ent_builder_text(out, "<td class=\"prior\">");
    if (whole)
        svg_outline(out, doc_get(a, "outline"));
    html_text(out, doc_text(a, "prior"));
    ent_builder_text(out, "</td><td>");
    if (basis && strcmp(basis, "expert judgement") == 0)
        ent_builder_text(out, "<abbr class=\"judgement\" title=\"expert judgement\">J</abbr> ");
    html_text(out, basis ? basis : written);
    if (doc_true(a, "overridden"))
        ent_builder_text(out, ", set by the scenario");
    ent_builder_text(out, "</td>");
    html_cell(out, doc_text(a, "source"));
    ent_builder_text(out, "</tr>\n");
}

static bool is_listed(const json_t *keys, const char *key)
{
    size_t i;
    const json_t *one;
    json_array_foreach(keys, i, one)
    {
        if (json_is_string(one) && strcmp(json_string_value(one), key) == 0)
            return true;
    }
    return !keys;
}

void section_assumption_table(const ent_report *r, ent_builder *out, const char *name,
                              const char *caption, const json_t *keys)
{
    size_t i;
    const json_t *a;
    if (!doc_has(r->root, "assumptions"))
        return;
    html_table_open(out, name, caption);
    ent_builder_text(out, "<thead><tr>");
    html_head(out, "Assumption", "", false);
    html_head(out, "Central", "", true);
    html_head(out, "Unit", "", false);
    html_head(out, "Prior", "", false);
    html_head(out, "Basis", "", false);
    html_head(out, "Source", "", false);
    ent_builder_text(out, "</tr></thead><tbody>\n");
    json_array_foreach(doc_get(r->root, "assumptions"), i, a)
    {
        if (is_listed(keys, doc_text(a, "key")))
            assumption_row(out, a, !keys);
    }
    html_table_close(out);
}

static void source_list(const ent_report *r, ent_builder *out)
{
    size_t i;
    const json_t *s;
    if (!doc_has(r->root, "sources"))
        return;
    ent_builder_text(out, "<h3>Sources</h3>\n<dl class=\"sources\">\n");
    json_array_foreach(doc_get(r->root, "sources"), i, s)
    {
        ent_builder_text(out, "<dt id=\"source-");
        html_id(out, doc_text(s, "key"));
        ent_builder_text(out, "\">");
        html_text(out, doc_text(s, "key"));
        ent_builder_text(out, "</dt><dd>");
        html_text(out, doc_text(s, "publisher"));
        ent_builder_text(out, *doc_text(s, "publisher") ? ". " : "");
        const bool linked = *doc_text(s, "address") != '\0';
        if (linked) {
            ent_builder_text(out, "<a href=\"");
            html_address(out, doc_text(s, "address"));
            ent_builder_text(out, "\">");
        }
        html_text(out, doc_text(s, "title"));
        ent_builder_text(out, linked ? "</a>" : "");
        ent_builder_text(out, *doc_text(s, "date") ? ", " : "");
        html_text(out, doc_text(s, "date"));
        ent_builder_text(out, ".</dd>\n");
    }
    ent_builder_text(out, "</dl>\n");
}

void section_reproduce(const ent_report *r, ent_builder *out)
{
    const json_t *run = doc_get(r->root, "run"), *program = doc_get(r->root, "entente");
    ent_builder_text(out, "<h3>Reproduce this</h3>\n<pre tabindex=\"0\">");
    html_text(out, doc_text(run, "command"));
    ent_builder_format(out, "</pre>\n<p>Seed %s, %s futures, design ", doc_seed(run, (char[24]){0}),
                       words_fixed(doc_number(run, "futures"), 0).text);
    html_text(out, *doc_text(run, "design") ? doc_text(run, "design") : "not named");
    if (doc_number(run, "worlds") > 0.0)
        ent_builder_format(out, "; %.0f worlds, %s futures computed for each asked for",
                           doc_number(run, "worlds"),
                           words_fixed(doc_number(run, "computed_per_asked"), 2).text);
    if (*doc_text(run, "outcome_hash")) {
        ent_builder_text(out, "; outcome hash <code>");
        html_text(out, doc_text(run, "outcome_hash"));
        ent_builder_text(out, "</code>");
    }
    ent_builder_text(out, "; Entente ");
    html_text(out, doc_text(program, "version"));
    ent_builder_text(out, *doc_text(program, "revision") ? ", revision " : "");
    html_text(out, doc_text(program, "revision"));
    ent_builder_text(out, *doc_text(program, "data") ? ", data " : "");
    html_text(out, doc_text(program, "data"));
    ent_builder_text(out, ". Cite as: Entente ");
    html_text(out, doc_text(program, "version"));
    ent_builder_text(out, ", ");
    html_text(out, doc_text(doc_get(r->root, "scenario"), "name"));
    ent_builder_text(out, *doc_text(run, "outcome_hash") ? ", run " : "");
    html_text(out, doc_text(run, "outcome_hash"));
    ent_builder_text(out, *doc_text(program, "date") ? ", " : "");
    html_text(out, doc_text(program, "date"));
    ent_builder_text(out, ".</p>\n");
}

static void section_assumptions(const ent_report *r, const ent_report_options *o, ent_builder *out)
{
    (void)o;
    lever_table(r, out);
    section_assumption_table(r, out, "assumptions", "Assumptions", NULL);
    source_list(r, out);
    section_reproduce(r, out);
}

static const section sections[] = {
    {"claims", "Claims and findings", "no claim stands in this scenario", section_claims},
    {"bill", "The bill", "no bill was computed", section_bill},
    {"obligations", "Who owes what", "no event was judged", section_obligations},
    {"deterrence", "Forces and deterrence", "forces and deterrence were not computed",
     section_deterrence},
    {"flashpoints", "Flashpoint by flashpoint", "no flashpoint stands in this document",
     section_flashpoints},
    {"ukraine", "Ukraine", "the war and its settlement were not computed", section_ukraine},
    {"why", "Why", "the drivers of these results were not computed", section_why},
    {"trust", "How far to trust this", "no hindcast or scorecard stands in this run",
     section_trust},
    {"assumptions", "Assumptions, sources, how to reproduce this", "", section_assumptions},
};

const section *section_at(size_t i)
{
    return i < sizeof sections / sizeof sections[0] ? &sections[i] : NULL;
}
