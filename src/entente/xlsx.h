/*
 * Tables to an Excel workbook, one sheet each.
 *
 *     const ent_table *const sheets[] = {&bill, &years};
 *     ENT_TRY(ent_xlsx_write("bill.xlsx", sheets, 2, err));
 */
#ifndef ENTENTE_XLSX_H
#define ENTENTE_XLSX_H

#include "entente/table.h"

/**
 * Write a workbook: sheet name from the table's name (cut at 31 characters), title, header with
 * units, rows frozen below it, column filter, note. Texts are never formulas.
 *
 * errors   ENT_E_IO with path and reason; no partial file remains
 */
ENT_API ent_status ent_xlsx_write(const char *path, const ent_table *const *tables, size_t n,
                                  ent_error *err);

#endif
