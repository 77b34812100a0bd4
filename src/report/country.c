/* One A4 page about one state: the finding, cost and options, duties, security, caveats, sources.
 */
#include <math.h>
#include <string.h>

#include "report/brief.h"
#include "report/brief_svg.h"
#include "report/country_words.h"
#include "report/section.h"

extern const char ent_embed_report_css[];

static void heading(ent_builder *out, const char *text)
{
    ent_builder_text(out, "<h2>");
    html_text(out, text);
    ent_builder_text(out, "</h2>\n");
}

static void page_head(const ent_report *r, const country *c, ent_builder *out)
{
    char day[16];
    snprintf(day, sizeof day, "%.10s", doc_text(doc_get(r->root, "entente"), "date"));
    ent_builder_text(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, "
                          "initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" "
                          "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta "
                          "name=\"color-scheme\" content=\"light dark\">\n<title>");
    html_text(out, c->name);
    ent_builder_text(out, ": ");
    html_text(out, doc_text(doc_get(r->root, "scenario"), "name"));
    ent_builder_text(out, "</title>\n<style>\n");
    ent_builder_text(out, ent_embed_report_css);
    ent_builder_text(out, "</style>\n</head>\n<body class=\"country\">\n<header><p "
                          "class=\"brand\">Entente: ");
    html_text(out, c->name);
    ent_builder_text(out, " and \xe2\x80\x9c");
    html_text(out, doc_text(doc_get(r->root, "scenario"), "name"));
    ent_builder_text(out, "\xe2\x80\x9d<span>");
    html_text(out, day);
    ent_builder_text(out, "</span></p>\n<h1>");
    html_text(out, country_finding(r, c));
    ent_builder_text(out, "</h1></header>\n<main class=\"brief\">\n");
    brief_paragraph(out, "answer", country_lead(r, c));
}

/* --- cost and options --- */

static void option_row(ent_builder *out, const country_option *o, bool asked)
{
    ent_builder_text(out,
                     asked ? "<tr class=\"asked\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
    html_text(out, o->name);
    ent_builder_text(out, "</th>");
    for (size_t i = 0; i < COUNTRY_COLUMNS; i++) {
        ent_builder_text(out, "<td class=\"n\">");
        html_text(out, o->cells[i].text);
        ent_builder_text(out, "</td>");
    }
    ent_builder_text(out, "</tr>\n");
}

static void options_table(const ent_report *r, const country *c, ent_builder *out)
{
    country_option options[COUNTRY_OPTIONS];
    const size_t n = country_options(r, c, options);
    heading(out, "What it costs, and the options");
    ent_builder_text(out, "<div class=\"across\" tabindex=\"0\" role=\"region\" "
                          "aria-label=\"Options\"><table class=\"pairs options\"><thead><tr><th "
                          "scope=\"col\">Option</th>");
    for (size_t i = 0; i < COUNTRY_COLUMNS; i++) {
        ent_builder_text(out, "<th scope=\"col\" class=\"n\">");
        html_text(out, country_column(r, c, i));
        ent_builder_text(out, "</th>");
    }
    ent_builder_text(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < n; i++)
        option_row(out, &options[i], options[i].asked);
    ent_builder_text(out, "</tbody></table></div>\n");
    brief_paragraph(out, "under", country_options_note(r, c));
}

/* --- duties --- */

static void duty_row(ent_builder *out, const country_duty *d)
{
    ent_builder_format(out,
                       "<tr><th scope=\"row\"><span class=\"v-%s\" aria-hidden=\"true\">%s</span> ",
                       d->owed ? "holds" : "none", d->owed ? "\xe2\x97\x8f" : "\xe2\x9c\x97");
    html_text(out, d->treaty);
    ent_builder_text(out, "</th><td>");
    html_text(out, d->asks);
    ent_builder_text(out, "</td></tr>\n");
}

static void duties(const ent_report *r, const country *c, ent_builder *out)
{
    country_duty duty[COUNTRY_DUTIES];
    const size_t n = country_duties(r, c, duty);
    ent_builder_text(out, "<section>");
    heading(out, country_duties_title(r, c));
    if (n > 0) {
        ent_builder_text(out, "<table class=\"pairs\"><thead><tr><th scope=\"col\">Treaty</th><th "
                              "scope=\"col\">What it asks</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < n; i++)
            duty_row(out, &duty[i]);
        ent_builder_text(out, "</tbody></table>\n");
    }
    brief_paragraph(out, "under", country_duties_note(r, c));
    ent_builder_text(out, "</section>\n");
}

/* --- security --- */

static void security(const ent_report *r, const country *c, ent_builder *out)
{
    brief_card row;
    heading(out, "What it does to security");
    ent_builder_text(out, "<ul class=\"cards\">\n");
    for (size_t i = 0; i < COUNTRY_CARDS; i++) {
        if (!country_card(r, c, i, &row))
            continue;
        ent_builder_text(out, "<li><span>");
        html_text(out, row.title);
        ent_builder_text(out, "</span><strong>");
        html_text(out, row.figure);
        ent_builder_text(out, "</strong><small>");
        html_text(out, row.note);
        ent_builder_text(out, "</small></li>\n");
    }
    ent_builder_text(out, "</ul>\n");
}

static void caveats(const ent_report *r, const country *c, ent_builder *out)
{
    heading(out, "Three caveats");
    ent_builder_text(out, "<ol class=\"caveats\">\n");
    for (size_t i = 0; i < COUNTRY_CAVEATS; i++) {
        ent_builder_text(out, "<li><b>");
        html_text(out, country_caveat_head(i));
        ent_builder_text(out, "</b> ");
        html_text(out, country_caveat(r, c, i));
        ent_builder_text(out, "</li>\n");
    }
    ent_builder_text(out, "</ol>\n");
}

/* In words, and how to get the same figures. */
static void sources(const ent_report *r, const country *c, ent_builder *out)
{
    const json_t *run = doc_get(r->root, "run");
    ent_builder_text(out, "<p class=\"under\">");
    html_text(out, country_sources(r, c));
    const char *command = doc_text(run, "command"), *hash = doc_text(run, "outcome_hash");
    const char *version = doc_text(doc_get(r->root, "entente"), "version");
    ent_builder_text(out, *command ? " Reproduce with <code>" : "");
    html_text(out, command);
    ent_builder_text(out, *command ? "</code>" : "");
    ent_builder_text(out, *command && *version ? ", version " : "");
    html_text(out, *command ? version : "");
    ent_builder_text(out, *command && *hash ? ", outcome hash " : "");
    html_text(out, *command ? hash : "");
    ent_builder_text(out, *command ? "." : "");
    ent_builder_text(out, "</p>\n");
}

ent_status ent_report_brief(const ent_report *r, const char *state, ent_builder *out,
                            ent_error *err)
{
    country c;
    if (!country_of(r, state, &c))
        return ent_fail(
            err, ENT_E_KEY,
            "--brief %s: the result says nothing about this state. Choose an ally, such "
            "as DEU or GBR.",
            state);
    page_head(r, &c, out);
    options_table(r, &c, out);
    ent_builder_text(out, "<div class=\"two\">\n");
    brief_spending_chart(r, state, country_spending_title(r, &c), 185.0, out);
    duties(r, &c, out);
    ent_builder_text(out, "</div>\n");
    security(r, &c, out);
    caveats(r, &c, out);
    sources(r, &c, out);
    ent_builder_text(out, "</main>\n</body>\n</html>\n");
    return ent_builder_status(out, err);
}
