/* The archive is read by minizip over a buffer in memory; sizes the archive states are not
 * believed, bytes are counted as they come. */
#include "import/zip.h"

#include <minizip/unzip.h>
#include <string.h>

enum { PIECE = 1 << 15, MOST_PARTS = 4096 };

/* The buffer as a file. */
typedef struct memory_file {
    const unsigned char *bytes;
    size_t size, at;
} memory_file;

static void *ZCALLBACK memory_open(void *opaque, const char *name, int mode)
{
    (void)name, (void)mode; /* opened to read only */
    return opaque;
}

static uLong ZCALLBACK memory_read(void *opaque, void *stream, void *into, uLong size)
{
    memory_file *f = stream;
    (void)opaque;
    const size_t left = f->size - f->at, n = size < left ? (size_t)size : left;
    memcpy(into, f->bytes + f->at, n);
    f->at += n;
    return (uLong)n;
}

static uLong ZCALLBACK memory_write(void *opaque, void *stream, const void *from, uLong size)
{
    (void)opaque, (void)stream, (void)from, (void)size;
    return 0;
}

static long ZCALLBACK memory_tell(void *opaque, void *stream)
{
    (void)opaque;
    return (long)((memory_file *)stream)->at;
}

static long ZCALLBACK memory_seek(void *opaque, void *stream, uLong offset, int origin)
{
    memory_file *f = stream;
    (void)opaque;
    const size_t from = origin == ZLIB_FILEFUNC_SEEK_END   ? f->size
                        : origin == ZLIB_FILEFUNC_SEEK_CUR ? f->at
                                                           : 0;
    if (offset > f->size - from)
        return -1;
    f->at = from + (size_t)offset;
    return 0;
}

static int ZCALLBACK memory_close(void *opaque, void *stream)
{
    (void)opaque, (void)stream;
    return 0;
}

static int ZCALLBACK memory_error(void *opaque, void *stream)
{
    (void)opaque, (void)stream;
    return 0;
}

static ent_status unpack(unzFile zip, const char *path, const char *part, zip_take take,
                         void *reader, ent_error *err)
{
    char piece[PIECE];
    size_t total = 0;
    for (;;) {
        const int n = unzReadCurrentFile(zip, piece, sizeof piece);
        if (n < 0)
            return ent_fail(err, ENT_E_PARSE, "%s: part %s is damaged", path, part);
        total += (size_t)n;
        if (total > ENT_WORKBOOK_LARGEST_PART)
            return ent_fail(err, ENT_E_PARSE,
                            "%s: part %s unpacks to more than %d MiB, larger than any such table",
                            path, part, ENT_WORKBOOK_LARGEST_PART >> 20);
        ENT_TRY(take(reader, piece, (size_t)n, n == 0, err));
        if (n == 0)
            return ENT_OK;
    }
}

static ent_status read_part(unzFile zip, const char *path, const char *part, zip_take take,
                            void *reader, bool *found, ent_error *err)
{
    unz_global_info all = {.number_entry = 0};
    unzGetGlobalInfo(zip, &all); /* as read when it was opened: cannot fail */
    if (all.number_entry > MOST_PARTS)
        return ent_fail(err, ENT_E_PARSE,
                        "%s: cannot be read as an Excel workbook: it has more than %d parts. Open "
                        "it in a spreadsheet, save it as .xlsx and try again",
                        path, MOST_PARTS);
    if (unzLocateFile(zip, part, 1) != UNZ_OK)
        return ENT_OK;
    *found = true;
    if (unzOpenCurrentFile(zip) != UNZ_OK)
        return ent_fail(err, ENT_E_PARSE, "%s: part %s is damaged or encrypted", path, part);
    const ent_status status = unpack(zip, path, part, take, reader, err);
    if (unzCloseCurrentFile(zip) == UNZ_CRCERROR && status == ENT_OK)
        return ent_fail(err, ENT_E_PARSE, "%s: part %s is damaged (checksum)", path, part);
    return status;
}

ent_status zip_read(const char *path, const void *bytes, size_t size, const char *part,
                    zip_take take, void *reader, bool *found, ent_error *err)
{
    memory_file file = {bytes, size, 0};
    zlib_filefunc_def calls = {memory_open, memory_read,  memory_write, memory_tell,
                               memory_seek, memory_close, memory_error, &file};
    *found = false;
    unzFile zip = unzOpen2(path, &calls);
    if (!zip)
        return ent_fail(err, ENT_E_PARSE,
                        "%s: begins like a workbook (.xlsx) but its archive is damaged or cut off; "
                        "download it again",
                        path);
    const ent_status status = read_part(zip, path, part, take, reader, found, err);
    unzClose(zip);
    return status;
}
