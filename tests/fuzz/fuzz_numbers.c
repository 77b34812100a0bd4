/*
 * Numbers inside a valid result document. The input is pairs of bytes: which number of the document
 * takes which extreme value. Summary, page and brief end, and none shows a number that is none.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/heap.h"
#include "entente/report.h"
#include "entente/text.h"

enum { MOST_NUMBERS = 4096 };

static const char *const extremes[] = {"0",          "-0.0",        "1e308",
                                       "-1e308",     "5e-324",      "1e-300",
                                       "-1",         "1",           "9007199254740993",
                                       "1e19",       "-1e19",       "0.1",
                                       "100",        "null",        "true",
                                       "\"7\"",      "[]",          "{}",
                                       "2147483648", "-2147483649", "1e15",
                                       "1e-15"};

static struct {
    char *text;
    size_t length, n, first[MOST_NUMBERS], past[MOST_NUMBERS];
} whole;

/* Where the numbers of the document are; those in texts stay as they are. */
static void find_numbers(void)
{
    bool quoted = false;
    for (size_t i = 0; i < whole.length; i++) {
        const char c = whole.text[i];
        quoted = c == '"' && (i == 0 || whole.text[i - 1] != '\\') ? !quoted : quoted;
        if (quoted || !((c >= '0' && c <= '9') || c == '-') || whole.n == MOST_NUMBERS)
            continue;
        const size_t n = strspn(whole.text + i, "0123456789.eE+-");
        whole.first[whole.n] = i;
        whole.past[whole.n++] = i + n;
        i += n - 1;
    }
}

static void load(void)
{
    static ent_arena arena;
    ent_error err = {{0}};
    if (whole.text)
        return;
    ent_heap_arena_create(&arena, 1 << 16);
    if (ent_text_read_file(ENT_SOURCE_DIR "/tests/fuzz/corpus/document/two.json", 1 << 20,
                           &whole.text, &whole.length, &arena, &err) != ENT_OK)
        abort();
    find_numbers();
}

static void write_document(const uint8_t *data, size_t size, ent_builder *out)
{
    const char *value[MOST_NUMBERS] = {NULL};
    for (size_t i = 0; i + 2 < size; i += 3)
        value[(data[i] * 256u + data[i + 1]) % whole.n] =
            extremes[data[i + 2] % (sizeof extremes / sizeof extremes[0])];
    size_t at = 0;
    for (size_t k = 0; k < whole.n; k++)
        if (value[k]) {
            ent_builder_add(out, whole.text + at, whole.first[k] - at);
            ent_builder_text(out, value[k]);
            at = whole.past[k];
        }
    ent_builder_add(out, whole.text + at, whole.length - at);
}

static void check_shown(const ent_builder *page)
{
    static const char *const wrong[] = {"=\"nan", "=\"inf", "=\"-nan", "=\"-inf", " nan,", ",nan "};
    for (size_t i = 0; page->data && i < sizeof wrong / sizeof wrong[0]; i++)
        if (strstr(page->data, wrong[i])) {
            fprintf(stderr, "the page holds %s\n", wrong[i]);
            abort();
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_arena arena;
    ent_error err = {{0}};
    ent_report *report = NULL;
    ent_builder text, out, page;
    load();
    ent_heap_arena_create(&arena, 1 << 18);
    ent_builder_init(&text, &arena);
    ent_builder_init(&out, &arena);
    ent_builder_init(&page, &arena);
    write_document(data, size, &text);
    const ent_status status =
        ent_report_parse(text.data, text.length, "fuzz.json", &report, &arena, &err);
    if (status == ENT_OK) {
        const ent_style style = {.width = 100};
        const ent_report_options plain = {.plain = true};
        ent_report_summary(report, &style, &out, &err);
        ent_report_html(report, &plain, &page, &err);
        check_shown(&page);
        ent_report_brief(report, "GBR", &out, &err);
    } else if (!err.message[0]) {
        abort();
    }
    ent_report_close(report);
    ent_heap_arena_destroy(&arena);
    return 0;
}
