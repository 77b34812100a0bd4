#include "session/answer.h"

#include <string.h>

#include "entente/heap.h"
#include "entente/text.h"
#include "scenario/apply.h"
#include "session/ranks.h"

enum { WORKING = 1 << 20 };

ent_status answer_format(const ent_writing *w, ent_format *format, ent_error *err)
{
    static const char *const names[] = {"text", "csv", "json"};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(names[i], w->format ? w->format : "text") == 0) {
            *format = (ent_format)i;
            return ENT_OK;
        }
    return ent_fail(err, ENT_E_ARG, "the format '%.40s' does not exist; choose text, csv or json",
                    w->format);
}

ent_style answer_style(const ent_writing *w)
{
    return (ent_style){.width = w->width, .colour = w->colour};
}

ent_status answer_table(const ent_table *t, const ent_writing *w, ent_builder *out, ent_error *err)
{
    const ent_style style = answer_style(w);
    ent_format format = ENT_FORMAT_TEXT;
    ENT_TRY(answer_format(w, &format, err));
    ENT_TRY(ent_table_render(t, format, &style, out, err));
    if (format == ENT_FORMAT_JSON)
        ent_builder_text(out, "\n");
    return ENT_OK;
}

/* The text outlives the arena it was built on. */
static ent_status hand_out(ent_session *s, const ent_builder *made, const char **text,
                           size_t *length, ent_error *err)
{
    ENT_TRY(ent_builder_status(made, err));
    *text = ent_text_copy(made->data ? made->data : "", made->length, &s->arena);
    *length = made->length;
    return *text ? ENT_OK : ent_fail(err, ENT_E_NOMEM, "session: out of memory");
}

ent_status answer(ent_session *s, answer_make *make, void *with, const char **text, size_t *length,
                  ent_error *err)
{
    ent_arena arena;
    ent_builder out;
    *text = NULL;
    *length = 0;
    ent_heap_arena_create(&arena, WORKING);
    ent_builder_init(&out, &arena);
    ent_status status = make(with, &arena, &out, err);
    if (status == ENT_OK)
        status = hand_out(s, &out, text, length, err);
    ent_heap_arena_destroy(&arena);
    return status;
}

ent_status answer_list(const char *option, const ent_words *words, text_list *list, ent_error *err)
{
    if (words->n > TEXT_LIST_MAX)
        return ent_fail(err, ENT_E_ARG, "%s may be given at most %d times", option, TEXT_LIST_MAX);
    *list = (text_list){.count = words->n};
    for (size_t i = 0; i < words->n; i++)
        list->items[i] = words->words[i];
    return ENT_OK;
}

ent_status answer_at_most(const char *option, uint64_t value, uint64_t most, ent_error *err)
{
    return value <= most ? ENT_OK
                         : ent_fail(err, ENT_E_ARG, "%s: %llu is more than the most, %llu", option,
                                    (unsigned long long)value, (unsigned long long)most);
}

ent_status answer_domain(const char *option, double value, double low, double high, double step,
                         const char *unit, ent_error *err)
{
    const ent_lever like = {
        .unit = unit, .low_end = "", .kind = "number", .min = low, .max = high, .step = step};
    unsigned char room[1024];
    ent_arena arena;
    ent_arena_init(&arena, room, sizeof room);
    const char *problem = ent_lever_problem(&like, value, &arena);
    return problem ? ent_fail(err, ENT_E_ARG, "%s %s", option, problem) : ENT_OK;
}

ent_status answer_ranks(ent_session *s, ent_error *err)
{
    if (s->ranks_open)
        return ENT_OK;
    ENT_TRY(ranks_open(&s->ranks, err));
    s->ranks_open = true;
    return ENT_OK;
}

ent_status answer_world(const ent_scenario *scenario, world_parts *parts, ent_arena *arena,
                        ent_error *err)
{
    const text_list none = {0};
    *parts = scenario->parts;
    ENT_TRY(settings_apply(&none, &none, &parts->reg, &parts->facts, &parts->scenario, arena, err));
    return world_parts_build(parts, arena, err);
}
