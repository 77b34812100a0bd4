/* The facts' cross-checks on what an import would make of them: what no longer adds up. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/text.h"
#include "import/reading.h"

/* One check of one state over the years in which it fails now and did not before. */
typedef struct failure {
    const char *check, *where; /* of the worst year */
    size_t state_length;
    size_t years;
    int first, last;
    const ent_facts_check *worst;
} failure;

enum { MOST_FAILURES = 512 };

static bool failed_before(const ent_facts_report *before, const ent_facts_check *row)
{
    for (size_t i = 0; i < before->n_listed; i++) {
        const ent_facts_check *b = &before->listed[i];
        if (!b->passed && strcmp(b->check, row->check) == 0 && strcmp(b->where, row->where) == 0)
            return true;
    }
    return false;
}

static bool worse(const ent_facts_check *a, const ent_facts_check *b)
{
    return fabs(a->off) > fabs(b->off) || b->off != b->off;
}

/* "NATO_TOTAL 2024" to the length of the state and the year. */
static size_t parted(const char *where, int *year)
{
    const char *blank = strrchr(where, ' ');
    *year = blank ? (int)strtol(blank + 1, NULL, 10) : 0;
    return blank ? (size_t)(blank - where) : strlen(where);
}

static void add(failure *failures, size_t *n, const ent_facts_check *row)
{
    int year = 0;
    const size_t length = parted(row->where, &year);
    for (size_t i = 0; i < *n; i++) {
        failure *f = &failures[i];
        if (strcmp(f->check, row->check) != 0 || f->state_length != length ||
            strncmp(f->where, row->where, length) != 0)
            continue;
        f->years++;
        f->first = year < f->first ? year : f->first;
        f->last = year > f->last ? year : f->last;
        if (worse(row, f->worst))
            f->worst = row;
        return;
    }
    if (*n < MOST_FAILURES)
        failures[(*n)++] = (failure){row->check, row->where, length, 1, year, year, row};
}

static ent_status say(reading *r, const failure *f)
{
    const ent_facts_check *w = f->worst;
    const char *years = f->first == f->last
                            ? ent_text_format(r->arena, "%d", f->first)
                            : ent_text_format(r->arena, "%d to %d, worst in %s", f->first, f->last,
                                              w->where + f->state_length + 1);
    ENT_NEED(years, r->err);
    return w->off == w->off
               ? reading_find(r, ENT_FINDING_CROSS_CHECK, "",
                              "%s, %.*s %s: %.6g against %.6g, %.3g %s apart where %.3g is usual",
                              f->check, (int)f->state_length, f->where, years, w->got, w->expected,
                              fabs(w->off), w->unit, w->tolerance)
               : reading_find(r, ENT_FINDING_CROSS_CHECK, "", "%s, %.*s %s: a figure is missing",
                              f->check, (int)f->state_length, f->where, years);
}

ent_fact ent_import_fact(const ent_import_value *v)
{
    return (ent_fact){.state = v->state,
                      .key = v->key,
                      .vintage = "",
                      .date = v->date,
                      .year = v->year,
                      .value = v->value,
                      .low = ENT_MISSING,
                      .high = ENT_MISSING,
                      .text = "",
                      .unit = "",
                      .quality = v->quality,
                      .source = v->source,
                      .note = "",
                      .file = ""};
}

/* The values that would be written, as facts. */
static ent_fact *changes_of(const ent_import *in, size_t *n, ent_arena *arena)
{
    ent_fact *changes = ent_arena_array(arena, ent_fact, in->n_values + 1);
    *n = 0;
    for (size_t i = 0; changes && i < in->n_values; i++) {
        const ent_import_value *v = &in->values[i];
        if (v->standing == ENT_IMPORT_CHANGED || v->standing == ENT_IMPORT_NEW)
            changes[(*n)++] = ent_import_fact(v);
    }
    return changes;
}

ent_status ent_import_recheck(ent_import *in, const ent_facts *facts, ent_arena *arena,
                              ent_error *err)
{
    size_t n = 0, n_failures = 0;
    ent_fact *changes = changes_of(in, &n, arena);
    failure *failures = ent_arena_array(arena, failure, MOST_FAILURES);
    reading *r = ent_arena_array(arena, reading, 1);
    ENT_NEED(changes && failures && r, err);
    if (!n)
        return ENT_OK;
    ent_facts after;
    ent_facts_report was, is;
    ENT_TRY(ent_facts_override(facts, n, changes, &after, arena, err));
    ENT_TRY(ent_facts_cross_check(facts, &was, arena, err));
    ENT_TRY(ent_facts_cross_check(&after, &is, arena, err));
    for (size_t i = 0; i < is.n_listed; i++)
        if (!is.listed[i].passed && !failed_before(&was, &is.listed[i]))
            add(failures, &n_failures, &is.listed[i]);
    *r = (reading){.facts = facts, .path = in->path, .arena = arena, .err = err};
    for (size_t i = 0; i < in->n_findings; i++)
        ENT_TRY(reading_find_text(r, in->findings[i].check, in->findings[i].where,
                                  in->findings[i].text));
    for (size_t i = 0; i < n_failures; i++)
        ENT_TRY(say(r, &failures[i]));
    in->findings = r->findings;
    in->n_findings = r->n_findings;
    return ENT_OK;
}
