/*
 * Draws of the common priors, a block at a time, compiled once per instruction set: the bits of
 * ent_draw_row and ent_beta_table at a fifth of their cost.
 */
#ifndef ENT_FUTURES_DRAW_ROWS_H
#define ENT_FUTURES_DRAW_ROWS_H

#include "entente/block.h"
#include "entente/draws.h"

/* The function of an instruction set. */
ent_draw_rows *draw_rows_of(ent_isa_id isa);

/* Give draws the functions of an instruction set. */
void draw_rows_use(ent_draws *draws, ent_isa_id isa);

#endif
