/* Lines as `--set` and `--assume` take them, the kind by the first letter ("s" or "a"): refused
   with a message, or a scenario whose settings are all within their range. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/heap.h"
#include "entente/scenario.h"
#include "entente/text.h"
#include "scenario/apply.h"

static struct {
    ent_arena arena;
    ent_facts facts;
    ent_register reg;
} tables;

static void load(void)
{
    ent_error err = {{0}};
    if (tables.reg.n_levers)
        return;
    ent_heap_arena_create(&tables.arena, 1 << 20);
    if (ent_facts_load(ENT_SOURCE_DIR "/data", &tables.facts, &tables.arena, &err) != ENT_OK ||
        ent_register_load(ENT_SOURCE_DIR "/data", &tables.facts, &tables.reg, &tables.arena,
                          &err) != ENT_OK)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char base[] = "name: fuzz\n";
    ent_arena arena;
    ent_error err = {{0}};
    scenario_spec scenario;
    text_list set = {0}, assume = {0};
    load();
    ent_heap_arena_create(&arena, 1 << 16);
    char *text = ent_arena_array(&arena, char, size + 1);
    memcpy(text, data, size);
    if (scenario_parse("fuzz.yaml", base, sizeof base - 1, &tables.facts, &tables.reg, &scenario,
                       &arena, &err) != ENT_OK)
        abort();
    for (char *line = text, *end = NULL; line && *line; line = end) {
        end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        text_list *list = *line == 's' ? &set : &assume;
        if (list->count < 8)
            list->items[list->count++] = line + 1;
    }
    err.message[0] = '\0';
    const ent_status status =
        settings_apply(&set, &assume, &tables.reg, &tables.facts, &scenario, &arena, &err);
    if (status != ENT_OK && !err.message[0])
        abort();
    if (strchr(err.message, '\033'))
        abort();
    ent_heap_arena_destroy(&arena);
    return 0;
}

static const char *known_key(unsigned *seed, char *kind)
{
    const ent_register *r = &tables.reg;
    *kind = fuzz_draw(seed, 2) ? 's' : 'a';
    return *kind == 's' ? r->levers[fuzz_draw(seed, r->n_levers)].key
                        : r->assumptions[fuzz_draw(seed, r->n_assumptions)].key;
}

/* Every other time a line with a key that exists and a value of some kind. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    static const char *const values[] = {"1",
                                         "0.5",
                                         "nan",
                                         "1e308",
                                         "2025:0.3|2030:0",
                                         "GBR|FRA",
                                         "uniform 0 1",
                                         "lognormal 2 0.6",
                                         "triangular 1 2 3",
                                         "beta 2 3",
                                         "normal 0 1",
                                         "-1e-320",
                                         "linear",
                                         "2031",
                                         "2025:|",
                                         "uniform 1"};
    char line[200], kind;
    load();
    if (fuzz_draw(&seed, 2) == 0 || size > 400)
        return LLVMFuzzerMutate(data, size, most);
    const char *key = known_key(&seed, &kind);
    const int n = snprintf(line, sizeof line, "%c%s=%s\n", kind, key,
                           values[fuzz_draw(&seed, sizeof values / sizeof values[0])]);
    if (n <= 0 || size + (size_t)n > most)
        return LLVMFuzzerMutate(data, size, most);
    memcpy(data + size, line, (size_t)n);
    return size + (size_t)n;
}
