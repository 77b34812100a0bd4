/* entente benchmark: what the model says beside published studies. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "entente/heap.h"
#include "hindcast/benchmark.h"
#include "session/paths.h"

typedef struct benchmark_args {
    const char *file;
    bool json, csv;
} benchmark_args;

static const ent_option options[] = {
    {"file", ENT_OPT_TEXT, offsetof(benchmark_args, file), "FILE",
     "use another table [data/benchmarks.csv]"},
    {"json", ENT_OPT_FLAG, offsetof(benchmark_args, json), NULL, "write JSON"},
    {"csv", ENT_OPT_FLAG, offsetof(benchmark_args, csv), NULL, "write CSV"},
};

static const ent_command command = {
    .name = "benchmark",
    .operands = "",
    .summary = "Compare published studies with the median and the range of the model.",
    .details =
        "Disagreements come first. A row agrees if the range of 90 % of futures\n"
        "overlaps the published range and is at most four times as wide. A published figure\n"
        "counts as rounded to two digits, or to more where more are given. Rows that contradict\n"
        "each other count once.\n"
        "A table of your own needs the columns quantity and value. It may have id, unit,\n"
        "low, high, source and\n"
        "  expression  key[index] of an outcome, an assumption or a lever, with + - * /,\n"
        "              brackets and sum(); key[index]@2030 for a time of its own;\n"
        "              base(key) for the scenario without its changes\n"
        "  at          2030, 2025-12 or 2026..2030 (the mean)\n"
        "  statistic   median or mean\n"
        "  factor      what the model's figure is multiplied by\n"
        "  scenario    NAME, 'NAME lever=value' or 'NAME horizon=2030'\n"
        "Without an expression, the column entente_outcome is tried. A row that cannot be\n"
        "compared is listed with the reason.",
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .min_operands = 0,
    .max_operands = 0,
};

static const ent_column columns[] = {
    {"id", "Row", "", ENT_CELL_TEXT, 0},
    {"verdict", "Verdict", "", ENT_CELL_TEXT, 0},
    {"quantity", "Quantity", "", ENT_CELL_TEXT, 0},
    {"unit", "Unit", "", ENT_CELL_TEXT, 0},
    {"published", "Published", "", ENT_CELL_NUMBER, 2},
    {"published_low", "low", "", ENT_CELL_NUMBER, 2},
    {"published_high", "high", "", ENT_CELL_NUMBER, 2},
    {"median", "Model", "", ENT_CELL_NUMBER, 2},
    {"low", "low", "", ENT_CELL_NUMBER, 2},
    {"high", "high", "", ENT_CELL_NUMBER, 2},
    {"ratio", "Ratio", "", ENT_CELL_NUMBER, 2},
    {"width_ratio", "Width", "", ENT_CELL_NUMBER, 1},
    {"source", "Source", "", ENT_CELL_TEXT, 0},
    {"remark", "Remark", "", ENT_CELL_TEXT, 0},
};

static const char *verdict_of(const benchmark_row *r)
{
    return r->unmatched ? "no match" : r->inside ? "inside" : "outside";
}

static void fill(const benchmark *b, ent_table *t)
{
    for (size_t i = 0; i < b->n_rows; i++) {
        const benchmark_row *r = &b->rows[i];
        const double ours[] = {r->median, r->ours_low, r->ours_high, r->ratio, r->width_ratio};
        const size_t row = ent_table_row(t);
        ent_table_text(t, row, 0, r->id);
        ent_table_text(t, row, 1, verdict_of(r));
        ent_table_text(t, row, 2, r->quantity);
        ent_table_text(t, row, 3, r->unit);
        ent_table_number(t, row, 4, r->value);
        ent_table_number(t, row, 5, r->low);
        ent_table_number(t, row, 6, r->high);
        for (size_t k = 0; k < 5 && !r->unmatched; k++)
            ent_table_number(t, row, 7 + k, ours[k]);
        ent_table_text(t, row, 12, r->source);
        ent_table_text(t, row, 13, r->unmatched ? r->unmatched : r->note);
    }
}

static void add_text(ent_builder *out, const char *name, const char *text)
{
    ent_builder_format(out, ", \"%s\": ", name);
    ent_json_text(out, text);
}

/* ", NAME: {value, low, high}" */
static void add_range(ent_builder *out, const char *name, const char *middle, double value,
                      double low, double high)
{
    ent_builder_format(out, ", \"%s\": {\"%s\": ", name, middle);
    ent_json_number(out, value);
    ent_builder_text(out, ", \"low\": ");
    ent_json_number(out, low);
    ent_builder_text(out, ", \"high\": ");
    ent_json_number(out, high);
    ent_builder_text(out, "}");
}

static void add_answer(ent_builder *out, const benchmark_row *r)
{
    add_range(out, "ours", "median", r->median, r->ours_low, r->ours_high);
    ent_builder_format(out, ", \"futures\": %zu, \"inside\": %s, \"ratio_of_medians\": ", r->n,
                       r->inside ? "true" : "false");
    ent_json_number(out, r->ratio);
    ent_builder_text(out, ", \"ratio_of_widths\": ");
    ent_json_number(out, r->width_ratio);
}

static void write_json(const benchmark *b, ent_builder *out)
{
    ent_builder_format(out,
                       "{\"comparable\": %zu, \"inside\": %zu, \"unmatched\": %zu, \"rows\": [",
                       b->comparable, b->inside, b->unmatched);
    for (size_t i = 0; i < b->n_rows; i++) {
        const benchmark_row *r = &b->rows[i];
        ent_builder_text(out, i ? ",\n{\"id\": " : "\n{\"id\": ");
        ent_json_text(out, r->id);
        add_range(out, "published", "value", r->value, r->low, r->high);
        if (r->unmatched)
            ent_builder_text(out, ", \"ours\": null, \"inside\": null");
        else
            add_answer(out, r);
        add_text(out, "unit", r->unit);
        add_text(out, "quantity", r->quantity);
        add_text(out, "expression", r->expression);
        add_text(out, "at", r->at);
        add_text(out, "scenario", r->scenario);
        add_text(out, "source", r->source);
        add_text(out, "note", r->unmatched ? r->unmatched : r->note);
        ent_builder_text(out, "}");
    }
    ent_builder_text(out, "\n]}\n");
}

static ent_status run(const benchmark_args *args, ent_builder *out, ent_arena *arena,
                      ent_error *err)
{
    benchmark b;
    ent_table t;
    char note[160];
    const ent_style style = opt_style();
    const char *path =
        args->file ? args->file : ent_text_format(arena, "%s/benchmarks.csv", path_data());
    if (!path)
        return ent_fail(err, ENT_E_NOMEM, "out of memory");
    ENT_TRY(benchmark_run(path_folders(), path, &b, arena, err));
    ent_builder_init(out, arena);
    if (args->json) {
        write_json(&b, out);
        return ent_builder_status(out, err);
    }
    ent_table_init(&t, "benchmark", "Published studies and the model", columns,
                   sizeof columns / sizeof columns[0], arena);
    snprintf(note, sizeof note,
             "%zu of %zu comparable quantities inside; %zu rows have no match in the model.",
             b.inside, b.comparable, b.unmatched);
    t.note = note;
    fill(&b, &t);
    return ent_table_render(&t, opt_format(false, args->csv), &style, out, err);
}

int cmd_benchmark(int argc, char **argv)
{
    benchmark_args args = {0};
    size_t n;
    const opt_result parsed = opt_parse(&command, argc, argv, &args, &n);
    if (parsed != OPT_RUN)
        return opt_exit(parsed);
    ent_error err = {{0}};
    ent_arena arena;
    ent_builder out;
    ent_heap_arena_create(&arena, (size_t)1 << 20);
    const ent_status status = run(&args, &out, &arena, &err);
    const int code =
        status == ENT_OK ? opt_print(out.data, out.length) : opt_fail("benchmark", status, &err);
    ent_heap_arena_destroy(&arena);
    return code;
}
