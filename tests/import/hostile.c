/* Workbooks made to hurt: what each does stands in its name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <minizip/zip.h>

#include "books.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

static const char book_xml[] =
    XML "<workbook " MAIN " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
        "relationships\"><sheets><sheet name=\"Table 2\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
        "</workbook>";
static const char relations_xml[] =
    XML "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
        "</Relationships>";

static void put_as(zipFile zip, const char *name, const char *text, size_t length, size_t times,
                   int method)
{
    if (zipOpenNewFileInZip(zip, name, NULL, NULL, 0, NULL, 0, NULL, method, 6) != ZIP_OK)
        abort();
    for (size_t i = 0; i < times; i++)
        zipWriteInFileInZip(zip, text, (unsigned)length);
    zipCloseFileInZip(zip);
}

static void put(zipFile zip, const char *name, const char *text, size_t length, size_t times)
{
    put_as(zip, name, text, length, times, Z_DEFLATED);
}

static void put_text(zipFile zip, const char *name, const char *text)
{
    put(zip, name, text, strlen(text), 1);
}

void book_of_parts(const char *path, const book_part *parts, size_t n, bool packed)
{
    zipFile zip = zipOpen(path, APPEND_STATUS_CREATE);
    if (!zip)
        abort();
    for (size_t i = 0; i < n; i++)
        if (parts[i].text)
            put_as(zip, parts[i].name, parts[i].text, strlen(parts[i].text), 1,
                   packed ? Z_DEFLATED : 0);
    zipClose(zip, NULL);
}

/* A workbook with this sheet and these relations. */
static zipFile begin(const char *path, const char *relations)
{
    zipFile zip = zipOpen(path, APPEND_STATUS_CREATE);
    if (!zip)
        abort();
    put_text(zip, "xl/workbook.xml", book_xml);
    put_text(zip, "xl/_rels/workbook.xml.rels", relations);
    return zip;
}

static void with_sheet(const char *path, const char *sheet)
{
    zipFile zip = begin(path, relations_xml);
    put_text(zip, "xl/worksheets/sheet1.xml", sheet);
    zipClose(zip, NULL);
}

/* 300 MB of blanks in a few hundred kilobytes. */
static void zip_bomb(const char *path)
{
    static char blanks[1 << 16];
    memset(blanks, ' ', sizeof blanks);
    zipFile zip = begin(path, relations_xml);
    put(zip, "xl/worksheets/sheet1.xml", blanks, sizeof blanks, 4700);
    zipClose(zip, NULL);
}

static void deep(const char *path)
{
    enum { DEPTH = 100000 };
    char *text = malloc(3 * DEPTH + 1);
    if (!text)
        abort();
    for (size_t i = 0; i < DEPTH; i++)
        memcpy(text + 3 * i, "<a>", 3);
    text[3 * DEPTH] = '\0';
    with_sheet(path, text);
    free(text);
}

static void long_cell(const char *path)
{
    enum { LONG = 1 << 20 };
    char *text = malloc(LONG + 128);
    if (!text)
        abort();
    const int n = sprintf(text, "<worksheet><row r=\"1\"><c r=\"A1\" t=\"str\"><v>");
    memset(text + n, 'x', LONG);
    strcpy(text + n + LONG, "</v></c></row></worksheet>");
    with_sheet(path, text);
    free(text);
}

static void cut_off(const char *path)
{
    char bytes[256];
    zip_bomb(path);
    FILE *file = fopen(path, "rb");
    const size_t n = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file)
        fclose(file);
    file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, n, file) != n)
        abort();
    fclose(file);
}

static void many_parts(const char *path)
{
    zipFile zip = begin(path, relations_xml);
    for (int i = 0; i < 5000; i++) {
        char name[32];
        snprintf(name, sizeof name, "xl/part%d", i);
        put_text(zip, name, "x");
    }
    zipClose(zip, NULL);
}

static void no_workbook(const char *path)
{
    zipFile zip = zipOpen(path, APPEND_STATUS_CREATE);
    if (!zip)
        abort();
    put_text(zip, "word/document.xml", "<document/>");
    zipClose(zip, NULL);
}

static void outside(const char *path)
{
    zipFile zip = begin(path, XML "<Relationships><Relationship Id=\"rId1\" "
                                  "Target=\"../../../../etc/passwd\"/></Relationships>");
    put_text(zip, "../../../../tmp/entente-was-here", "x");
    zipClose(zip, NULL);
}

const char *book_hostile(const char *path, int kind)
{
    switch (kind) {
    case 0:
        zip_bomb(path);
        return "a zip bomb";
    case 1:
        with_sheet(path, "<!DOCTYPE a [<!ENTITY l0 \"lol\"><!ENTITY l1 \"&l0;&l0;&l0;&l0;&l0;\">"
                         "<!ENTITY l2 \"&l1;&l1;&l1;&l1;&l1;\">]><worksheet>&l2;</worksheet>");
        return "entities within entities";
    case 2:
        with_sheet(path, "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                         "<worksheet>&x;</worksheet>");
        return "an entity that is a file";
    case 3:
        deep(path);
        return "elements 100,000 deep";
    case 4:
        long_cell(path);
        return "a cell of a megabyte";
    case 5:
        with_sheet(path, "<worksheet><row r=\"4000000000\"><c r=\"A4000000000\"><v>1</v></c></row>"
                         "</worksheet>");
        return "a row far below the last";
    case 6:
        with_sheet(path, "<worksheet><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99999999</v></c></row>"
                         "</worksheet>");
        return "a string that is not there";
    case 7:
        with_sheet(path, "<worksheet><row r=\"1\"><c r=\"A1\"><v>1</c></row></worksheet>");
        return "XML that does not close";
    case 8:
        cut_off(path);
        return "an archive cut off";
    case 9:
        many_parts(path);
        return "five thousand parts";
    case 10:
        no_workbook(path);
        return "an archive of another kind";
    default:
        outside(path);
        return "names outside the archive";
    }
}
