/*
 * Attrition with resupply: stock and flow of a class of equipment, cost of ground.
 *
 *     const ent_stock_end e = ent_stock_flow(&setup, 24);
 *
 * Freestanding. The coupled model's own months are src/model/ukraine.c.
 */
#ifndef ENTENTE_ATTRITION_FORMS_H
#define ENTENTE_ATTRITION_FORMS_H

#include <stddef.h>

#include "entente/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Pieces; rates a month. */
typedef struct ent_stock_setup {
    double field, stored, produced, refurbished, usable, loss_fraction, loss;
} ent_stock_setup;

typedef struct ent_stock_end {
    double field, stored;
    double exhausted; /* month in which storage ran out, from 1; -1 when it did not */
} ent_stock_end;

/**
 * Stocks after `months`: out = min(refurbished, stored); stored -= out;
 * field += produced + usable out - loss_fraction field - loss.
 *
 * source   the accounting of RUSI, IISS, CSIS and Kiel, as one recursion
 */
ENT_API ent_stock_end ent_stock_flow(const ent_stock_setup *s, size_t months);

/** Stock with constant inflow after `months`; negative months give the steady state. */
ENT_API double ent_stock_with_inflow(double stock, double loss_fraction, double inflow,
                                     double months);

/** Casualties for each square kilometre. */
ENT_API double ent_casualties_per_area(double casualties, double km2);

/** Area a month, k tempo (ratio / reference)^gamma. */
ENT_API double ent_advance(double k, double tempo, double ratio, double reference, double gamma);

#ifdef __cplusplus
}
#endif
#endif
