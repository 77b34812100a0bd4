/* How the session answers: a text made in an arena of its own and handed out. */
#ifndef ENT_SESSION_ANSWER_H
#define ENT_SESSION_ANSWER_H

#include "base/text_list.h"
#include "entente/table.h"
#include "session/inside.h"

/* Appends the answer to what was asked for in `with`; all else it makes lies in the arena. */
typedef ent_status answer_make(void *with, ent_arena *arena, ent_builder *out, ent_error *err);

/*
 * Make a text and hand it out; empty when nothing was appended.
 *
 * memory   the text is the session's
 * errors   those of `make`; ENT_E_NOMEM
 */
ent_status answer(ent_session *s, answer_make *make, void *with, const char **text, size_t *length,
                  ent_error *err);

/* "text", "csv" or "json". errors ENT_E_ARG */
ent_status answer_format(const ent_writing *w, ent_format *format, ent_error *err);

ent_style answer_style(const ent_writing *w);

/* A table as asked for; JSON ends with a newline. */
ent_status answer_table(const ent_table *t, const ent_writing *w, ent_builder *out, ent_error *err);

/* errors ENT_E_ARG when `option` names more words than a list has room for */
ent_status answer_list(const char *option, const ent_words *words, text_list *list, ent_error *err);

/* errors ENT_E_ARG when an option asks for more than can be held */
ent_status answer_at_most(const char *option, uint64_t value, uint64_t most, ent_error *err);

/*
 * A number of an option beside the values that make sense; far below `step`, the least step that
 * does, it is most likely a share given for per cent. What it may have meant is asked.
 *
 * unit     as in the register of levers: "% of GDP", "share"
 * errors   ENT_E_ARG, also for a number that is missing
 */
ent_status answer_domain(const char *option, double value, double low, double high, double step,
                         const char *unit, ent_error *err);

/* Start MPI where mpirun started several of us, once. errors ENT_E_IO */
ent_status answer_ranks(ent_session *s, ent_error *err);

/*
 * What a scenario is made of, with its world; later changes of the scenario do not reach it.
 *
 * errors   as ent_scenario_run for a scenario that makes no world
 */
ent_status answer_world(const ent_scenario *scenario, world_parts *parts, ent_arena *arena,
                        ent_error *err);

#endif
