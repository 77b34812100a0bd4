/*
 * Reports: one result document shown as terminal summary, HTML, workbook or country brief.
 * Reports format; every number they show stands in the document.
 *
 *     ent_report *report;
 *     if (ent_report_open("result.json", &report, arena, &err) == ENT_OK) {
 *         ent_report_html(report, &(ent_report_options){0}, &page, &err);
 *         ent_report_close(report);
 *     }
 */
#ifndef ENTENTE_REPORT_H
#define ENTENTE_REPORT_H

#include "entente/table.h"

/* A result document (schemas/result.schema.json) that was read and checked. */
typedef struct ent_report ent_report;

typedef struct ent_report_options {
    const char *live;      /* address of the live page beside the report; NULL: no links to it */
    const char *scenario;  /* that the live page opens; NULL: that of the document */
    const char *settings;  /* what it changes there, after the chart in a link; NULL: nothing */
    const char *statement; /* HTML of the text that the scenario was read from; NULL: none */
    bool plain;            /* leave the script out: text, tables and static charts only */
    const char *only; /* key of the one section to show, without a list of sections; NULL: all */
    const struct ent_treaty *treaty; /* outlines for the map of obligations; NULL: no map */
} ent_report_options;

/* Version of the program that wrote the document; "" when it does not say. */
ENT_API const char *ent_report_version(const ent_report *report);

/**
 * Read a result document from a file.
 *
 * memory   lives until ent_report_close; the arena must outlive it
 * errors   ENT_E_IO, ENT_E_PARSE with line and column, ENT_E_VERSION for another kind or version
 */
ENT_API ent_status ent_report_open(const char *path, ent_report **report, ent_arena *arena,
                                   ent_error *err);

/**
 * The same from memory; `name` stands in messages.
 */
ENT_API ent_status ent_report_parse(const char *text, size_t length, const char *name,
                                    ent_report **report, ent_arena *arena, ent_error *err);

/**
 * The outcome that headline `i` rests on: its key with index, and its time ("" for none).
 *
 * memory   borrowed from the report
 * returns  false when there is no such headline or it rests on an account
 */
ENT_API bool ent_report_headline_outcome(const ent_report *report, size_t i, const char **key,
                                         const char **at);

/** Give the document back; NULL is allowed. */
ENT_API void ent_report_close(ent_report *report);

/**
 * Summary for a terminal: headline, claims, the bill, outcomes with small histograms.
 *
 * errors   ENT_E_NOMEM
 */
ENT_API ent_status ent_report_summary(const ent_report *report, const ent_style *style,
                                      ent_builder *out, ent_error *err);

/**
 * One self-contained HTML page: readable without script, light and dark, A4.
 *
 * errors   ENT_E_NOMEM
 */
ENT_API ent_status ent_report_html(const ent_report *report, const ent_report_options *options,
                                   ent_builder *out, ent_error *err);

/**
 * One page about one state (ISO 3166-1 alpha-3), as HTML.
 *
 * errors   ENT_E_KEY when the document says nothing about the state; ENT_E_NOMEM
 */
ENT_API ent_status ent_report_brief(const ent_report *report, const char *state, ent_builder *out,
                                    ent_error *err);

#endif
