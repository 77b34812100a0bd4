/* The classes of words that the code knows by number. */
#ifndef ENT_READING_CLASSES_H
#define ENT_READING_CLASSES_H

/* Classes of words.csv that the code itself asks for; those from BOX to CITY name somebody. */
/* clang-format off: it never comes to rest on a list this long */
#define NAMED_CLASSES(X) \
    X(BOX) \
    X(GROUP) \
    X(STATE) \
    X(SEAT) \
    X(CAPITAL) \
    X(PLACE) \
    X(PERSON) \
    X(PEOPLE) \
    X(DEMONYM) \
    X(WE) \
    X(PRONOUN) \
    X(CITY) \
    X(ACTOR) \
    X(ADVERSARY) \
    X(AFTER_CEASE) \
    X(ARTICLE) \
    X(ARTICLE_PRONOUN) \
    X(ASKS) \
    X(CLAUSE_NAME) \
    X(COMMON) \
    X(COUNTRY_WORD) \
    X(DEED) \
    X(DEF_N) \
    X(DENIAL) \
    X(DETERMINER) \
    X(DOLLAR_STATE) \
    X(EXERCISE) \
    X(FILLER) \
    X(FORCES) \
    X(GDP) \
    X(GOVERNMENT) \
    X(GUAR_FORCE) \
    X(IF) \
    X(INFINITIVE) \
    X(JOINT) \
    X(MAYBE) \
    X(MODAL) \
    X(NEG) \
    X(NO_CANDIDATE) \
    X(NO_DOUBT) \
    X(CONDITION) \
    X(OFFICE) \
    X(OFFICE_PART) \
    X(OF_ALLIANCE) \
    X(OTHER_ACTOR) \
    X(OTHER_SHARE) \
    X(OUTER_NOT) \
    X(PAREN) \
    X(PLAIN) \
    X(PREDICATE) \
    X(PREPOSITION) \
    X(SAY) \
    X(SAYS_NO) \
    X(SAYS_YES) \
    X(SEAT_ANY) \
    X(SPEECH) \
    X(SPEND_N) \
    X(SPEND_V) \
    X(SPORT) \
    X(SUBSET) \
    X(TARGET_N) \
    X(THERE) \
    X(TIME) \
    X(TREATY) \
    X(TREATY_BETWEEN) \
    X(TREATY_WORD) \
    X(UKRAINE) \
    X(UNIT) \
    X(UNIT_NO) \
    X(US_DOLLAR) \
    X(VERB_END)
/* clang-format on */

/* The classes that the code fills, then those that it asks for; the rest is known by name. */
enum {
    CLASS_NONE,
    CLASS_W,    /* mention of a state or group */
    CLASS_PCT,  /* percentage of anything */
    CLASS_PCTG, /* percentage of GDP, by its words or by what was said before */
    CLASS_PCTO, /* percentage said to be of something else */
    CLASS_NUM,  /* a count */
    CLASS_MONEY,
    CLASS_YEAR,
    CLASS_FRAC,    /* half, two thirds */
    CLASS_ART,     /* an article of a treaty */
    CLASS_ARTPRON, /* a word that may stand for the article named before */
    CLASS_PRON,    /* a pronoun that stands for a state or group */
    CLASS_PUNCT,
    CLASS_QUOTED,  /* every token inside quotation marks */
    CLASS_UNNAMED, /* "eleven allies", "an ally": somebody who is not named */
#define NUMBERED(name) CLASS_##name,
    NAMED_CLASSES(NUMBERED)
#undef NUMBERED
        CLASS_OWN,
    CLASS_FIRST_ENTITY = CLASS_BOX,
    CLASS_LAST_ENTITY = CLASS_CITY
};

#endif
