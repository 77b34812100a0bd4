#include "hindcast/validate_log.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *keep(validate_log *log, const char *text)
{
    const char *copy = ent_text_copy(text, strlen(text), log->arena);
    return copy ? copy : "(out of memory)";
}

static void fail(validate_log *log, const char *id, const char *inputs, const char *got,
                 const char *expected, const char *tolerance, const char *source)
{
    log->failed++;
    validate_failure *f = ent_arena_array(log->arena, validate_failure, 1);
    if (!f)
        return;
    *f = (validate_failure){NULL,
                            keep(log, id),
                            keep(log, inputs),
                            keep(log, got),
                            keep(log, expected),
                            keep(log, tolerance),
                            keep(log, source)};
    if (log->last_failure)
        log->last_failure->next = f;
    else
        log->first_failure = f;
    log->last_failure = f;
}

/* Whether the row's equation was replaced; its new value is compared, but a row that differs from
   it is only noted: the vector itself asks for the old equation. */
static bool is_superseded(validate_log *log, const char *id, double got)
{
    for (size_t i = 0; i < log->n_superseded; i++) {
        const validate_superseded *s = &log->superseded[i];
        const size_t n = strlen(s->id);
        if (strncmp(id, s->id, n) != 0 || (id[n] && id[n] != ' '))
            continue;
        log->replaced++;
        if (got < s->low - 1e-4 * fabs(s->low) || got > s->high + 1e-4 * fabs(s->high))
            validate_note(log,
                          "superseded, but not at its new value: %s: got %.10g, not %.6g to %.6g",
                          id, got, s->low, s->high);
        return true;
    }
    return false;
}

void validate_check(validate_log *log, const char *id, const char *inputs, double got,
                    double expected, double abs_tol, double rel_tol, const char *source)
{
    const double room = fmax(abs_tol, rel_tol * fabs(expected)), error = fabs(got - expected);
    if (is_superseded(log, id, got))
        return;
    const bool both_missing = isnan(got) && isnan(expected), equal = got == expected;
    if (both_missing || equal || error <= room) {
        log->passed++;
        if (!both_missing && !equal && room > 0.0 && error / room > log->worst)
            log->worst = error / room;
        return;
    }
    char shown[3][64];
    snprintf(shown[0], sizeof shown[0], "%.10g", got);
    snprintf(shown[1], sizeof shown[1], "%.10g", expected);
    snprintf(shown[2], sizeof shown[2], "abs %.3g rel %.3g", abs_tol, rel_tol);
    fail(log, id, inputs, shown[0], shown[1], shown[2], source);
}

void validate_range(validate_log *log, const char *id, const char *inputs, double got, double low,
                    double high, const char *source)
{
    if (is_superseded(log, id, got))
        return;
    if (!isnan(got) && !(got < low) && !(got > high)) {
        log->passed++;
        return;
    }
    char shown[2][96];
    snprintf(shown[0], sizeof shown[0], "%.10g", got);
    snprintf(shown[1], sizeof shown[1], "%.6g to %.6g", low, high);
    fail(log, id, inputs, shown[0], shown[1], "range", source);
}

void validate_text(validate_log *log, const char *id, const char *inputs, const char *got,
                   const char *expected, const char *source)
{
    if (is_superseded(log, id, ENT_MISSING))
        return;
    if (strcmp(got, expected) == 0)
        log->passed++;
    else
        fail(log, id, inputs, got, expected, "exact", source);
}

void validate_unable(validate_log *log, const char *id, const char *inputs, const char *reason,
                     const char *source)
{
    if (!is_superseded(log, id, ENT_MISSING))
        fail(log, id, inputs, reason, "a result", "-", source);
}

void validate_absent(validate_log *log)
{
    log->absent++;
}

static void append(validate_log *log, const char *text, validate_line **first, validate_line **last)
{
    validate_line *line = ent_arena_array(log->arena, validate_line, 1);
    if (!line)
        return;
    *line = (validate_line){NULL, keep(log, text)};
    if (*last)
        (*last)->next = line;
    else
        *first = line;
    *last = line;
}

void validate_note(validate_log *log, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    append(log, text, &log->first_note, &log->last_note);
}

void validate_json(validate_log *log, const char *object)
{
    append(log, object, &log->first_json, &log->last_json);
}
