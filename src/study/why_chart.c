/* Charts and tables of the section "Why". */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/zero.h"
#include "study/why.h"

json_t *why_chart(const char *name, const char *title, const char *form, const char *x_label,
                  const char *y_label, const char *y_unit, size_t n, const char *note)
{
    json_t *chart = chart_begin(name, "why", title, "futures", form);
    chart_axis(chart, "x", x_label, "");
    chart_axis(chart, "y", y_label, y_unit);
    chart_end(chart, n, "", note);
    return chart;
}

/* The ends of an interval have the unit of what they bound: a page shows shares as per cent. */
static const char *unit_of(const ent_table *t, size_t c)
{
    static const char *const ends[] = {"low", "high"};
    const char *name = t->columns[c].name, *line = strrchr(name, '_');
    const char *end = line ? line + 1 : name;
    if (strcmp(end, ends[0]) != 0 && strcmp(end, ends[1]) != 0)
        return t->columns[c].unit;
    const size_t stem = line ? (size_t)(line - name) : 0;
    for (size_t k = c; k-- > 0;) {
        const ent_column *before = &t->columns[k];
        const bool bounded =
            stem ? strlen(before->name) == stem && strncmp(before->name, name, stem) == 0
                 : strcmp(before->name, ends[0]) != 0;
        if (bounded)
            return strncmp(before->unit, "share", 5) == 0 ? before->unit : t->columns[c].unit;
    }
    return t->columns[c].unit;
}

json_t *why_table(const ent_table *t, const char *kind)
{
    json_t *table = chart_table(t, "why", kind, ""), *columns = json_object_get(table, "columns");
    for (size_t c = 0; c < t->n_columns; c++)
        json_object_set_new(json_array_get(columns, c), "unit", json_string(unit_of(t, c)));
    return table;
}

ent_table *why_add_table(why_answer *a, const char *name, const char *title,
                         const ent_column *columns, size_t n_columns, ent_arena *arena)
{
    ent_table *t = &a->tables[a->n_tables < WHY_TABLES ? a->n_tables++ : WHY_TABLES - 1];
    ent_table_init(t, name, title, columns, n_columns, arena);
    return t;
}

void why_free(why_answer *a)
{
    json_decref(a->charts);
    a->charts = NULL;
}

const char *why_label(const explore_problem *p, const char *key)
{
    const ent_assumption *row = ent_register_assumption(&p->parts.reg, key);
    return row ? row->label : strcmp(key, "shocks") == 0 ? "chance: every yearly shock" : key;
}

why_number why_digits(double value)
{
    why_number n;
    char whole[16];
    snprintf(n.text, sizeof n.text, "%.3g", value);
    unsign_zero(n.text);
    if (!strchr(n.text, 'e') || !(fabs(value) >= 1.0 && fabs(value) < 1e9))
        return n;
    const double rounded = strtod(n.text, NULL);
    const size_t length = (size_t)snprintf(whole, sizeof whole, "%.0f", fabs(rounded));
    size_t k = 0;
    if (rounded < 0.0)
        n.text[k++] = '-';
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            n.text[k++] = ',';
        n.text[k++] = whole[i];
    }
    n.text[k] = '\0';
    return n;
}

const char *why_money(const explore_problem *p, size_t input, ent_arena *arena)
{
    const char *unit = p->input_unit[input], *code = p->money.code;
    const bool amount =
        strstr(unit, "USD") || strstr(unit, "EUR") || (code && *code && strstr(unit, code));
    const char *text = amount ? ent_text_format(arena, " %s", unit) : "";
    return text ? text : "";
}

const char *why_basis(const explore_problem *p, const char *key)
{
    const ent_assumption *row = ent_register_assumption(&p->parts.reg, key);
    return row ? row->basis : "";
}
