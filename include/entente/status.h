/*
 * Status codes and the caller-owned error message.
 *
 *     ent_error err = {{0}};
 *     if (ent_fail(&err, ENT_E_ARG, "year %d: not in this run", 2050) != ENT_OK)
 *         fprintf(stderr, "%s\n", err.message);
 */
#ifndef ENTENTE_STATUS_H
#define ENTENTE_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) && !defined(__wasm__)
#define ENT_API __attribute__((visibility("default")))
#else
#define ENT_API
#endif

#if defined(__GNUC__)
#define ENT_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define ENT_PRINTF(fmt, args)
#endif

#define ENT_STATUS_LIST(X) \
    X(ENT_OK, "success") \
    X(ENT_E_ARG, "argument outside its documented range") \
    X(ENT_E_NOMEM, "out of memory") \
    X(ENT_E_PARSE, "input text is malformed") \
    X(ENT_E_IO, "file could not be read or written") \
    X(ENT_E_KEY, "key is not registered") \
    X(ENT_E_DATA, "data are inconsistent or missing") \
    X(ENT_E_VERSION, "file is of another kind or version") \
    X(ENT_E_STOPPED, "stopped on request; finished work is kept")

typedef enum ent_status {
#define ENT_STATUS_ENUM(name, text) name,
    ENT_STATUS_LIST(ENT_STATUS_ENUM)
#undef ENT_STATUS_ENUM
} ent_status;

/* One line for people: what, where, what to do. The status is the contract. */
typedef struct ent_error {
    char message[512];
} ent_error;

/**
 * Short English text of a status.
 *
 * returns  a constant string, "unknown status" outside the list
 */
ENT_API const char *ent_status_text(ent_status status);

/**
 * Write a formatted message into `err` and hand the status back, so that a failing function
 * ends in one line: return ent_fail(err, ENT_E_PARSE, "%s:%zu: ...", path, line);
 *
 * memory   err may be NULL; a message longer than the buffer is cut
 * returns  `status`
 */
ENT_API ent_status ent_fail(ent_error *err, ent_status status, const char *format, ...)
    ENT_PRINTF(3, 4);

#define ENT_TRY(expr) \
    do { \
        const ent_status ent_try_ = (expr); \
        if (ent_try_ != ENT_OK) \
            return ent_try_; \
    } while (0)

/* Leave the function with ENT_E_NOMEM unless `there` holds: what was asked of an arena is there. */
#define ENT_NEED(there, err) \
    do { \
        if (!(there)) \
            return ent_fail((err), ENT_E_NOMEM, "out of memory"); \
    } while (0)

/* Missing value: the canonical quiet NaN, 0x7ff8000000000000. Never zero. */
#define ENT_MISSING (__builtin_nan(""))

#ifdef __cplusplus
}
#endif
#endif
