/*
 * The sentences of the brief and of a state's page. Their templates stand in brief_words.c alone:
 * each must be grammatical at zero, one, none, no change and a change either way.
 */
#ifndef ENT_REPORT_BRIEF_WORDS_H
#define ENT_REPORT_BRIEF_WORDS_H

#include "report/words.h"

enum { BRIEF_ANSWERS = 3, BRIEF_FINDINGS = 4, BRIEF_OWED_LEAST = 4 /* level: to act or assist */ };

/* Groups in which claims and findings stand. */
typedef enum brief_group {
    BRIEF_MONEY,
    BRIEF_FORCES,
    BRIEF_WAR,
    BRIEF_RISK,
    BRIEF_LAW,
    BRIEF_GROUPS
} brief_group;

const char *brief_group_title(brief_group group);
/* What the group is about, after its title. */
const char *brief_group_about(brief_group group);

/* A finding: a sentence, the register it rests on, and in which share of futures it is true. */
typedef struct brief_finding {
    const char *text, *registered;
    double share; /* missing: it is not a share */
} brief_finding;

/* Answer `i` to what the scenario asks; "" where the document has nothing for it. */
const char *brief_answer(const ent_report *r, size_t i);

/* One line of a group: a claim, or a finding where `claim` is NULL. */
enum { BRIEF_LINES = 64 };
typedef struct brief_line {
    const json_t *claim;
    const char *text, *kind; /* account, obligation, futures */
    double share;            /* of futures in which it is true; missing: it is not a share */
    const char *skill;       /* what to say of a part without skill that it rests on, or "" */
} brief_line;

/* The group's claims, then findings that no claim makes until there are three lines; how many. */
size_t brief_lines(const ent_report *r, brief_group group, brief_line lines[BRIEF_LINES]);

/* Titles of the five charts, each a sentence. */
const char *brief_title_spending(const ent_report *r);
const char *brief_title_bill(const ent_report *r);
const char *brief_title_forces(const ent_report *r);
const char *brief_title_risk(const ent_report *r);
const char *brief_title_law(const ent_report *r);

/* What the terminal and the brief say about treaty obligations in one event. */
const char *brief_event(const ent_report *r, const json_t *event);
/* Events of the scenario, else those of the first flashpoints; NULL after the last. */
const json_t *brief_event_at(const ent_report *r, size_t i);
/* Its name: "Estonia is attacked", "Attack on the Baltic states". */
const char *brief_event_name(const ent_report *r, const json_t *event);
/* Whether a row of an event is a state: the EU as such is a party to some agreements. */
bool brief_is_state(const json_t *row);
/* States that must do at least `level` in an event. */
size_t brief_owing(const json_t *event, double level);

/* A level of obligation in the words of treaties: "consultation". */
const char *brief_level(int level);
/* "the Baltic states" */
const char *brief_place(const ent_report *r, const char *flashpoint);
/* The bill's total for Europe and Canada; NULL: none. */
const json_t *brief_total(const ent_report *r);
/* Years on the way to the bill's target. */
double brief_bill_years(const json_t *bill_line);
/* Where Germany's name needs it: "the United Kingdom". */
const char *brief_state(const ent_report *r, const char *state);

/* A key figure: its title, the figure, and what it is compared with. */
enum { BRIEF_CARDS = 4 };
typedef struct brief_card {
    const char *title, *figure, *note;
} brief_card;
bool brief_card_at(const ent_report *r, size_t i, brief_card *card);
/* The risk at one flashpoint, an outcome of the register deterrence.odds_ratio. */
bool brief_risk_card(const ent_report *r, const json_t *outcome, brief_card *card);

/* Assumptions that change the key figures most, with what each does; how many. */
typedef struct brief_driver {
    const char *assumption, *effect;
} brief_driver;
size_t brief_drivers(const ent_report *r, brief_driver *drivers, size_t most);

/* "Of 20 claims, seven are supported, four are not and nine depend on assumptions." */
enum { BRIEF_VERDICTS = 4 }; /* supported, not supported, depends on assumptions, by construction */
const char *brief_tally(const ent_report *r, const size_t n[BRIEF_VERDICTS]);

/* How to read the figures; how far to trust them. */
const char *brief_reading(const ent_report *r);
/* The i-th assumption that explains more than a third of an outcome asked for first; "" after the
   last. */
const char *brief_decided_by(const ent_report *r, size_t i);
/* False where it decides the outcome only together with others: the data book has these. */
bool brief_decides_alone(const ent_report *r, size_t i);
const char *brief_trust(const ent_report *r);

/* How the parts did on past cases, and beside published figures; "" where neither was tested. */
const char *brief_tests(const ent_report *r);

/* "48 of 100 futures", "none of the 8,192 futures", "fewer than 1 of 100 futures", "every future"
 */
words brief_of_futures(double share, double n);
/* "17 % higher", "5 % lower", "unchanged" */
words brief_percent(double percent);
/* "459 bn", "3.7 trn" */
words brief_billions(double bn);
/* "none", "one", "twelve", "31" */
words brief_number(size_t n);
/* Two significant digits, no zeros for show. */
words brief_two(double value);

#endif
