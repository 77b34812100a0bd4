#include "facts/about.h"

#include <stdio.h>

#include "base/mark.h"
#include "entente/text.h"

/* A source of fewer figures is a single finding, not a release that a reader has to know. */
enum { FIGURES_OF_A_RELEASE = 100 };

static const uint64_t FNV_START = 14695981039346656037U, FNV_PRIME = 1099511628211U;

static uint64_t add_text(uint64_t hash, const char *text)
{
    for (const unsigned char *t = (const unsigned char *)(text ? text : ""); *t; t++)
        hash = (hash ^ *t) * FNV_PRIME;
    return (hash ^ 0xffU) * FNV_PRIME; /* end of the field */
}

static uint64_t hash_of(const ent_facts *facts)
{
    uint64_t hash = FNV_START;
    for (size_t i = 0; i < facts->n_facts; i++) {
        const ent_fact *f = &facts->facts[i];
        char year[16];
        snprintf(year, sizeof year, "%d", f->year);
        const char *const fields[] = {f->state, f->key,  f->vintage, f->date,
                                      year,     f->text, f->source};
        for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++)
            hash = add_text(hash, fields[k]);
    }
    return hash;
}

/* Facts as they were loaded share the text of their source. */
static size_t figures_of(const ent_facts *facts, const ent_source *source)
{
    size_t n = 0;
    for (size_t i = 0; i < facts->n_facts; i++)
        n += facts->facts[i].source == source->key;
    return n;
}

static void add_source(const ent_source *s, size_t n, ent_builder *lines, ent_builder *json)
{
    if (n >= FIGURES_OF_A_RELEASE)
        ent_builder_format(lines, "  %-20s %s, %zu figures\n", s->key, s->date, n);
    if (n)
        ent_builder_format(json, "%s{\"key\": \"%s\", \"date\": \"%s\", \"figures\": %zu}",
                           json->length ? ", " : "", s->key, s->date, n);
}

ent_status facts_describe(const ent_facts *facts, facts_about *about, ent_arena *arena,
                          ent_error *err)
{
    ent_builder lines, sources, absent, missing;
    ent_builder *const all[] = {&lines, &sources, &absent, &missing};
    for (size_t i = 0; i < 4; i++)
        ent_builder_init(all[i], arena);
    for (size_t i = 0; i < facts->n_sources; i++)
        add_source(&facts->sources[i], figures_of(facts, &facts->sources[i]), &lines, &sources);
    for (size_t i = 0; i < facts->n_absent; i++) {
        ent_builder_format(&absent, "%s\"%s\"", i ? ", " : "", facts->absent[i]);
        ent_builder_format(&missing, "  not there: %s\n", facts->absent[i]);
    }
    for (size_t i = 0; i < 4; i++)
        ENT_TRY(ent_builder_status(all[i], err));
    *about = (facts_about){.mark = facts_mark(facts->dir),
                           .hash = hash_of(facts),
                           .n_figures = facts->n_facts,
                           .releases = lines.data,
                           .sources = sources.data,
                           .absent = absent.data,
                           .missing = missing.data};
    return ENT_OK;
}

uint64_t facts_mark(const char *dir)
{
    uint64_t mark = mark_begin();
    for (size_t i = 0; facts_file(i); i++)
        mark = mark_file(mark, dir, facts_file(i));
    return mark;
}
