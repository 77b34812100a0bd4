/* The English language for src/reading: boundaries by ICU, stems by Snowball, rules from files. */
#ifndef ENT_SESSION_ENGLISH_H
#define ENT_SESSION_ENGLISH_H

#include "reading/reading.h"

typedef struct english english;

/*
 * Open the language; close it with english_close.
 *
 * errors   ENT_E_DATA when ICU or Snowball lack English, ENT_E_NOMEM
 */
ent_status english_open(english **e, ent_arena *arena, ent_error *err);
void english_close(english *e);
const ent_language *english_language(const english *e);

/*
 * The tables of DIR/reading as text.
 *
 * errors   ENT_E_IO
 */
ent_status english_tables(const char *dir, ent_reading_tables *tables, ent_arena *arena,
                          ent_error *err);

#endif
