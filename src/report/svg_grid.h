/* Static charts that do not draw a path over an axis: cells of a map, parallel axes. */
#ifndef ENT_REPORT_SVG_GRID_H
#define ENT_REPORT_SVG_GRID_H

#include "report/html.h"

/*
 * Form "cells": one row a series, one column an x; a cell is shaded by its y between 0 and the
 * largest, its figure written into it. Without a value it stays blank.
 */
void svg_cells(ent_builder *out, const json_t *chart, double width);

/*
 * Form "parallel": one axis an x, in order; a line a series, y is its place between the axis'
 * ends, 0 at the bottom. A series of role "reference" labels the ends (points at y 0 and 1).
 */
void svg_parallel(ent_builder *out, const json_t *chart, double width);

#endif
