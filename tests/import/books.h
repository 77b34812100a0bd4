/*
 * Small files in the layouts of the publishers' downloads, written from the program's own
 * tables, and hostile ones. NATO: titles, units and blocks as in def-exp-2025-en.xlsx; SIPRI,
 * WEO and Kiel as in the workbooks of 2025.
 */
#ifndef ENT_TEST_BOOKS_H
#define ENT_TEST_BOOKS_H

#include <stdbool.h>

#include "entente/facts.h"

typedef struct nato_book {
    int last_year;      /* tables run from 2014; figures after 2024 come from nato_later.csv */
    int price_year;     /* of the constant prices */
    double unit;        /* factor on the spending in dollars: 1000 for thousands */
    double wrong_share; /* added to the share of Italy in 2020 */
    bool without_poland;
    bool narnia; /* one more state */
    bool hole;   /* Norway has no 2019 */
} nato_book;

void book_nato(const char *path, const ent_facts *facts, const nato_book *how);
void book_sipri(const char *path, const ent_facts *facts, double factor);
void book_kiel(const char *path, const ent_facts *facts);

typedef enum weo_layout { WEO_UTF16_TABS, WEO_CSV, WEO_SHEET } weo_layout;
void book_weo(const char *path, const ent_facts *facts, weo_layout layout);

/* A workbook of these parts as they are, packed or (to be found in the file again) not. */
typedef struct book_part {
    const char *name, *text;
} book_part;
void book_of_parts(const char *path, const book_part *parts, size_t n, bool packed);

/* Hostile workbooks; the number of kinds, and the n-th with its name. */
enum { BOOKS_HOSTILE = 12 };
const char *book_hostile(const char *path, int kind);

#endif
