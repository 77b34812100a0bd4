#include "entente/xlsx.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/file.h"
#include "base/late.h"

/* clang-format off */
#define LXW(X) \
    X(format_set_bold) \
    X(format_set_num_format) \
    X(lxw_strerror) \
    X(workbook_add_format) \
    X(workbook_add_worksheet) \
    X(workbook_close) \
    X(workbook_new) \
    X(worksheet_autofilter) \
    X(worksheet_freeze_panes) \
    X(worksheet_set_column) \
    X(worksheet_write_number) \
    X(worksheet_write_string)
/* clang-format on */
LATE_LIBRARY(LXW, lxw, ENT_LIBRARY_XLSXWRITER)

enum { HEADER_ROW = 2, LONGEST_NAME = 31 };

static const double WIDEST = 60.0, NARROWEST = 8.0;

/* Sheet names may not hold : \ / ? * [ ] and are cut by the format itself. */
static void sheet_name(const char *name, size_t number, char *out)
{
    snprintf(out, LONGEST_NAME + 1, "%s", *name ? name : "table");
    if (!*name)
        snprintf(out, LONGEST_NAME + 1, "table %zu", number + 1);
    for (char *c = out; *c; c++)
        if (strchr(":\\/?*[]", *c))
            *c = ' ';
}

static double width_of(const ent_table *t, size_t column)
{
    size_t width = strlen(t->columns[column].label) + strlen(t->columns[column].unit) + 2;
    for (size_t r = 0; r < t->n_rows; r++) {
        const char *text = t->cells[r * t->n_columns + column].text;
        const size_t n = text ? strlen(text) : 10;
        width = n > width ? n : width;
    }
    return fmin(fmax((double)width, NARROWEST), WIDEST);
}

/* Columns with a head and a format of their own; those after them have the plain one. */
enum { MOST_COLUMNS = 64 };

static lxw_error write_rows(lxw_worksheet *sheet, const ent_table *t, lxw_format *const *numbers)
{
    lxw_error failed = LXW_NO_ERROR;
    for (size_t r = 0; r < t->n_rows && !failed; r++)
        for (size_t c = 0; c < t->n_columns && !failed; c++) {
            const ent_cell *cell = &t->cells[r * t->n_columns + c];
            const lxw_row_t row = (lxw_row_t)(HEADER_ROW + 1 + r);
            if (cell->text)
                failed = lxw.worksheet_write_string(sheet, row, (lxw_col_t)c, cell->text, NULL);
            else if (isfinite(cell->number))
                failed = lxw.worksheet_write_number(sheet, row, (lxw_col_t)c, cell->number,
                                                    c < MOST_COLUMNS ? numbers[c] : NULL);
        }
    return failed;
}

static lxw_error write_sheet(lxw_workbook *book, lxw_worksheet *sheet, const ent_table *t)
{
    lxw_format *bold = lxw.workbook_add_format(book);
    lxw_format *numbers[MOST_COLUMNS] = {NULL};
    const size_t n = t->n_columns < MOST_COLUMNS ? t->n_columns : MOST_COLUMNS;
    lxw.format_set_bold(bold);
    if (t->title)
        lxw.worksheet_write_string(sheet, 0, 0, t->title, bold);
    for (size_t c = 0; c < n; c++) {
        char head[128], shown[16] = "0";
        const ent_column *column = &t->columns[c];
        snprintf(head, sizeof head, *column->unit ? "%s (%s)" : "%s%s", column->label,
                 column->unit);
        if (column->digits > 0)
            snprintf(shown, sizeof shown, "0.%.*s", column->digits < 9 ? column->digits : 9,
                     "000000000");
        numbers[c] = lxw.workbook_add_format(book);
        lxw.format_set_num_format(numbers[c], shown);
        lxw.worksheet_write_string(sheet, HEADER_ROW, (lxw_col_t)c, head, bold);
        lxw.worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c, width_of(t, c), NULL);
    }
    const lxw_error failed = write_rows(sheet, t, numbers);
    lxw.worksheet_freeze_panes(sheet, HEADER_ROW + 1, 0);
    if (n && t->n_rows)
        lxw.worksheet_autofilter(sheet, HEADER_ROW, 0, (lxw_row_t)(HEADER_ROW + t->n_rows),
                                 (lxw_col_t)(n - 1));
    if (t->note)
        lxw.worksheet_write_string(sheet, (lxw_row_t)(HEADER_ROW + 2 + t->n_rows), 0, t->note,
                                   NULL);
    return failed;
}

/* libxlsxwriter tells its troubles to standard error; they are told once, by the caller. */
static lxw_error close_quietly(lxw_workbook *book)
{
    const int kept = dup(STDERR_FILENO), nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (kept >= 0 && nothing >= 0) {
        fflush(stderr);
        dup2(nothing, STDERR_FILENO);
    }
    const lxw_error closed = lxw.workbook_close(book);
    if (kept >= 0 && nothing >= 0) {
        fflush(stderr);
        dup2(kept, STDERR_FILENO);
    }
    if (kept >= 0)
        close(kept);
    if (nothing >= 0)
        close(nothing);
    return closed;
}

ent_status ent_xlsx_write(const char *path, const ent_table *const *tables, size_t n,
                          ent_error *err)
{
    ent_file file;
    ENT_TRY(lxw_load(err));
    ENT_TRY(ent_file_begin(path, &file, err));
    lxw_workbook *book = lxw.workbook_new(file.temporary);
    if (!book) {
        ent_file_abandon(&file);
        return ent_fail(err, ENT_E_NOMEM, "%s: out of memory", path);
    }
    lxw_error failed = LXW_NO_ERROR;
    for (size_t i = 0; i < n && !failed; i++) {
        char name[LONGEST_NAME + 1];
        sheet_name(tables[i]->name, i, name);
        lxw_worksheet *sheet = lxw.workbook_add_worksheet(book, name);
        failed = sheet ? write_sheet(book, sheet, tables[i]) : LXW_ERROR_SHEETNAME_ALREADY_USED;
    }
    const lxw_error closed = close_quietly(book);
    failed = failed ? failed : closed;
    if (!failed)
        return ent_file_commit(&file, err);
    ent_file_abandon(&file);
    return ent_fail(err, ENT_E_IO, "%s: cannot be written: %s", path, lxw.lxw_strerror(failed));
}
