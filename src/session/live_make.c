/* Writes what the live page of the shipped folders holds, and a C source that carries it into the
   program: live_make DATA SCENARIOS FILE.page FILE.c */
#include <inttypes.h>
#include <stdio.h>

#include "entente/heap.h"
#include "report/live_shipped.h"
#include "session/inside.h"
#include "session/live_answers.h"

static const char SOURCE[] =
    "#include \"report/live_shipped.h\"\n\n"
    "extern const char ent_shipped_page[];\n"
    "__asm__(\".pushsection .rodata\\n\"\n"
    "        \".global ent_shipped_page\\n\"\n"
    "        \".hidden ent_shipped_page\\n\"\n"
    "        \"ent_shipped_page:\\n\"\n"
    "        \".incbin \\\"%s\\\"\\n\"\n"
    "        \".byte 0\\n\"\n"
    "        \".popsection\\n\");\n"
    "const live_shipped ent_live_shipped = {UINT64_C(0x%" PRIx64 "), ent_shipped_page,\n"
    "                                       ent_shipped_page + %zu};\n";

static ent_status make(char **names, ent_session *s, ent_arena *arena, ent_error *err)
{
    ent_builder page, document, source;
    const char *data = ent_session_data(s), *scenarios = ent_session_scenarios(s);
    ent_builder_init(&page, arena);
    ent_builder_init(&document, arena);
    ent_builder_init(&source, arena);
    ENT_TRY(live_document(data, scenarios, live_answers, &s->tables, &page, &document, arena, err));
    ent_builder_add(&page, "", 1); /* the first words end here */
    ent_builder_format(&source, SOURCE, names[0], live_mark(data, scenarios), page.length);
    ent_builder_add(&page, document.data, document.length);
    ENT_TRY(ent_builder_status(&page, err));
    ENT_TRY(ent_builder_status(&source, err));
    ENT_TRY(ent_text_write_file(names[0], page.data, page.length, err));
    return ent_text_write_file(names[1], source.data, source.length, err);
}

int main(int argc, char **argv)
{
    ent_arena arena;
    ent_session *session = NULL;
    ent_error err = {"live_make DATA SCENARIOS FILE.page FILE.c"};
    const ent_session_options folders = {.data = argv[1], .scenarios = argc == 5 ? argv[2] : NULL};
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    ent_status status = argc == 5 ? ent_session_open(&folders, &session, &err) : ENT_E_ARG;
    if (status == ENT_OK)
        status = make(argv + 3, session, &arena, &err);
    if (status != ENT_OK)
        fprintf(stderr, "%s\n", err.message);
    ent_session_close(session);
    ent_heap_arena_destroy(&arena);
    return status == ENT_OK ? 0 : 1;
}
