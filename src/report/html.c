#include "report/html.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *escape_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void html_text(ent_builder *out, const char *text)
{
    size_t from = 0, i = 0;
    for (; text[i]; i++) {
        const char *escape = escape_of(text[i]);
        const unsigned char c = (unsigned char)text[i];
        const bool control = c < 0x20 && c != '\n' && c != '\t';
        if (!escape && !control)
            continue;
        ent_builder_add(out, text + from, i - from);
        ent_builder_text(out, escape ? escape : "");
        from = i + 1;
    }
    ent_builder_add(out, text + from, i - from);
}

void html_id(ent_builder *out, const char *text)
{
    for (; *text; text++) {
        const char c = *text;
        const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '_';
        ent_builder_add(out, fine ? text : "_", 1);
    }
}

void html_address(ent_builder *out, const char *address)
{
    const char *colon = strchr(address, ':');
    const bool web = strncmp(address, "https://", 8) == 0 || strncmp(address, "http://", 7) == 0;
    const bool relative = !colon || strcspn(address, "/?#") < (size_t)(colon - address);
    html_text(out, web || relative ? address : "#");
}

void html_table_open(ent_builder *out, const char *name, const char *caption)
{
    static const char *const broad[] = {"bill", "assumptions", "levels"};
    bool widens = strncmp(name, "figures_", strlen("figures_")) == 0;
    for (size_t i = 0; i < sizeof broad / sizeof broad[0]; i++)
        widens = widens || strcmp(name, broad[i]) == 0;
    ent_builder_format(out, "<div class=\"scroll%s\" tabindex=\"0\" role=\"region\" aria-label=\"",
                       widens ? " broad" : "");
    html_text(out, *caption ? caption : name);
    ent_builder_text(out, "\"><table data-name=\"");
    html_id(out, name);
    ent_builder_text(out, "\">");
    if (*caption) {
        ent_builder_text(out, "<caption><span>");
        html_text(out, caption);
        ent_builder_text(out, "</span></caption>");
    }
}

void html_table_close(ent_builder *out)
{
    ent_builder_text(out, "</tbody></table></div>\n");
}

void html_head(ent_builder *out, const char *label, const char *unit, bool figure)
{
    ent_builder_format(out, "<th scope=\"col\"%s>", figure ? " class=\"n\"" : "");
    html_text(out, label);
    if (*unit) {
        ent_builder_text(out, " <small>");
        html_text(out, unit);
        ent_builder_text(out, "</small>");
    }
    ent_builder_text(out, "</th>");
}

void html_cell(ent_builder *out, const char *text)
{
    ent_builder_text(out, "<td>");
    html_text(out, text);
    ent_builder_text(out, "</td>");
}

void html_figure(ent_builder *out, double value, words shown)
{
    ent_builder_text(out, "<td class=\"n\"");
    if (!isnan(value))
        ent_builder_format(out, " data-v=\"%.9g\"", value);
    ent_builder_text(out, ">");
    html_text(out, shown.text);
    ent_builder_text(out, "</td>");
}

void html_state(ent_builder *out, const char *name, const char *code)
{
    ent_builder_text(out, "<th scope=\"row\"><abbr title=\"");
    html_text(out, code);
    ent_builder_text(out, "\">");
    html_text(out, name);
    ent_builder_text(out, "</abbr></th>");
}

void html_kind(ent_builder *out, const char *kind)
{
    static const struct {
        const char *kind, *shown, *meaning;
    } rows[] = {
        {"account", "ACCOUNT", "arithmetic on facts"},
        {"obligation", "OBLIGATION", "law applied to an event"},
        {"futures", "FUTURES", "models under assumptions"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(kind, rows[i].kind) == 0)
            ent_builder_format(out, "<abbr class=\"tag %s\" title=\"%s\">%s</abbr>", rows[i].kind,
                               rows[i].meaning, rows[i].shown);
}

void html_data(ent_builder *out, const char *css_class, const json_t *data)
{
    char *text = json_dumps(data, JSON_COMPACT | JSON_REAL_PRECISION(9));
    if (!text) {
        out->failed = true;
        return;
    }
    ent_builder_format(out, "<script type=\"application/json\" class=\"%s\">", css_class);
    size_t from = 0, i = 0;
    for (; text[i]; i++) {
        if (text[i] != '<')
            continue;
        ent_builder_add(out, text + from, i - from);
        ent_builder_text(out, "\\u003c");
        from = i + 1;
    }
    ent_builder_add(out, text + from, i - from);
    ent_builder_text(out, "</script>\n");
    free(text);
}
