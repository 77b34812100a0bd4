/* Sections 8 and 9 of the deterministic vectors. */
#include <string.h>

#include "reference/det.h"

bool det_ukraine_value(const ent_tile *t, const det_row *row, double *got)
{
    if (strcmp(row->section, "ukraine") != 0 && strcmp(row->section, "settlement") != 0)
        return false;
    const struct {
        const char *quantity;
        double value;
    } values[] = {
        {"v", t->gain[0]},      {"area", t->area[0]},     {"NR", t->men_rus[0]},
        {"NU", t->men_ukr[0]},  {"FR", t->armour_rus[0]}, {"FU", t->armour_ukr[0]},
        {"store", t->store[0]}, {"drive", t->drive[0]},   {"low", t->zone_low[0]},
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        if (strcmp(row->quantity, values[i].quantity) == 0) {
            *got = values[i].value;
            return true;
        }
    return false;
}
