/*
 * Libraries that are loaded on first use: what most commands never call costs no command its start.
 *
 *     #define CLP(X) X(Clp_newModel) X(Clp_deleteModel)
 *     LATE_LIBRARY(CLP, clp, ENT_LIBRARY_CLP)
 *
 *     ENT_TRY(clp_load(err));
 *     Clp_Simplex *model = clp.Clp_newModel();
 *
 * The types are those of the library's own header, so that calls are checked as ever.
 */
#ifndef ENT_BASE_LATE_H
#define ENT_BASE_LATE_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/status.h"

/*
 * Load a library once and look up its functions; safe from several threads.
 *
 * file     as the loader knows it, e.g. "libClp.so.1"
 * names    of the functions, n of them
 * table    n function pointers, in the same order; filled here
 * loaded   whether that was done before; set here
 * errors   ENT_E_IO with the library and the loader's reason: the table must not be used
 */
ent_status late_load(const char *file, const char *const *names, size_t n, void *table,
                     bool *loaded, ent_error *err);

/* A header may rename its functions by macros (ICU does): field and name both have the new one. */
#define LATE_FIELD(function) __typeof__(function) *function;
#define LATE_TEXT(function) #function
#define LATE_NAME(function) LATE_TEXT(function),

#define LATE_LIBRARY(functions, library, file) \
    static struct { \
        functions(LATE_FIELD) \
    } library; \
    static ent_status library##_load(ent_error *err) \
    { \
        static bool loaded; \
        static const char *const names[] = {functions(LATE_NAME)}; \
        return late_load(file, names, sizeof names / sizeof names[0], &library, &loaded, err); \
    }

#endif
