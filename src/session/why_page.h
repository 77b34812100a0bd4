/* The answers of an exploration as files: NAME.html, NAME.json, NAME.xlsx and NAME.csv. */
#ifndef ENT_SESSION_WHY_PAGE_H
#define ENT_SESSION_WHY_PAGE_H

#include "result/result_why.h"

typedef struct why_page {
    const char *name, *title;
    const scenario_spec *scenario;
    const char *command; /* that makes it again */
    size_t futures;
    unsigned long long seed;
    size_t n_answers;
    const why_answer *answers;
} why_page;

/*
 * Write a result document with the section "Why", its page, a workbook and a CSV for each table
 * (NAME.csv the first, NAME-TABLE.csv the others) into a folder, which is made when it is not
 * there.
 *
 * errors   ENT_E_IO, ENT_E_NOMEM; no partial file remains
 */
ent_status why_page_write(const why_page *page, const char *folder, ent_arena *arena,
                          ent_error *err);

/* Table `k` of every answer as one CSV; of several, the names in a first column. */
ent_status why_csv(size_t n, const why_answer *answers, size_t k, ent_builder *out,
                   ent_arena *arena, ent_error *err);

/* What a target that is an account is worth: `account` of a problem that takes them. */
explore_account why_account;

#endif
