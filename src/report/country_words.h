/* The sentences of a state's page, beside those that it shares with the brief. */
#ifndef ENT_REPORT_COUNTRY_WORDS_H
#define ENT_REPORT_COUNTRY_WORDS_H

#include "report/brief_words.h"

enum {
    COUNTRY_COLUMNS = 5,
    COUNTRY_OPTIONS = 6,
    COUNTRY_DUTIES = 6,
    COUNTRY_CARDS = 4,
    COUNTRY_CAVEATS = 3
};

/* What the document says about a state; each part may be NULL. */
typedef struct country {
    const char *state, *name, *in_sentence;
    const json_t *bill;    /* its row of the bill */
    const json_t *options; /* what other targets cost it */
    const json_t *place;   /* the flashpoint that its duties and its risk are shown for */
    bool host;             /* that flashpoint lies in it */
    const json_t *duty; /* the flashpoint whose defence it may owe: `place`, unless it is a host */
    bool euro;          /* amounts are in EUR, else in USD */
} country;

/* False when the document says nothing about the state. */
bool country_of(const ent_report *r, const char *state, country *c);

const char *country_finding(const ent_report *r, const country *c);
const char *country_lead(const ent_report *r, const country *c);
const char *country_spending_title(const ent_report *r, const country *c);

typedef struct country_option {
    const char *name;
    bool asked; /* the scenario's own target */
    words cells[COUNTRY_COLUMNS];
} country_option;
size_t country_options(const ent_report *r, const country *c,
                       country_option options[COUNTRY_OPTIONS]);
/* Head of a column: at most six words. */
const char *country_column(const ent_report *r, const country *c, size_t i);
const char *country_options_note(const ent_report *r, const country *c);

typedef struct country_duty {
    const char *treaty, *asks;
    bool owed;
} country_duty;
const char *country_duties_title(const ent_report *r, const country *c);
size_t country_duties(const ent_report *r, const country *c, country_duty duties[COUNTRY_DUTIES]);
const char *country_duties_note(const ent_report *r, const country *c);

bool country_card(const ent_report *r, const country *c, size_t i, brief_card *card);
const char *country_caveat_head(size_t i);
const char *country_caveat(const ent_report *r, const country *c, size_t i);
const char *country_sources(const ent_report *r, const country *c);

#endif
