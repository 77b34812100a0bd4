#include "session/statement_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/words.h"

const char *const statement_verdicts[] = {"supported", "not supported", "no verdict"};

static const struct {
    const char *code, *name;
    bool plural;
} groups[] = {{"EUROPE", "Europe", false},
              {"EURCAN", "Europe and Canada", true},
              {"ALLIES", "the other allies", true},
              {"NATO", "NATO", false},
              {"EU", "the EU", false},
              {"G7", "the G7", false},
              {"INDO_PACIFIC", "the Indo-Pacific", false},
              {"HOMELAND", "the homeland", false},
              {"MIDDLE_EAST", "the Middle East", false},
              {"ARCTIC", "the Arctic", false},
              {"HOUTHI", "the Houthis", true},
              {"ALQ", "al-Qaeda", false},
              {"cyber", "attacks on networks", true},
              {"space", "attacks in space", true},
              {"ship", "ships", true},
              {"nato_5", "Article 5 of the North Atlantic Treaty", false},
              {"nato_4", "Article 4 of the North Atlantic Treaty", false},
              {"teu_42_7", "Article 42(7) of the EU Treaty", false},
              {"usjp_5", "Article 5 of the US-Japan treaty", false},
              {"un_51", "Article 51 of the UN Charter", false}};

static bool ends_with(const char *name, const char *end)
{
    const size_t n = strlen(name), e = strlen(end);
    return n > e && strcmp(name + n - e, end) == 0;
}

const char *statement_name(const statement *s, const char *code, ent_arena *arena)
{
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        if (strcmp(groups[i].code, code) == 0)
            return groups[i].name;
    const char *name = strlen(code) == 3 ? ent_facts_text(&s->tables.facts, code, "name") : "";
    if (strncmp(name, "United ", 7) == 0 || ends_with(name, "lands") || ends_with(name, "pines"))
        name = ent_text_format(arena, "the %s", name);
    return name && *name ? name : code;
}

/* "EST|LVA|LTU" as "Estonia, Latvia and Lithuania"; "forces:UKR" as "forces in Ukraine". */
static void add_names(const statement *s, ent_builder *b, const char *list)
{
    for (const char *w = list; *w;) {
        char code[64];
        const size_t n = strcspn(w, "|");
        if (n < sizeof code) {
            memcpy(code, w, n);
            code[n] = 0;
            char *place = strchr(code, ':');
            if (place)
                *place++ = 0;
            ent_builder_text(b, statement_name(s, code, b->arena));
            if (place)
                ent_builder_format(b, " in %s", statement_name(s, place, b->arena));
        }
        w += n;
        if (*w++)
            ent_builder_text(b, strchr(w, '|') ? ", " : " and ");
        else
            break;
    }
}

/* Whether the parties take a verb in the plural. */
static bool several(const char *who)
{
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        if (strcmp(groups[i].code, who) == 0)
            return groups[i].plural;
    return strchr(who, '|') != NULL;
}

/* A figure with its unit: "5 % of GDP", "GBP 4.5 bn", "1 brigade", "overwhelming". */
static const char *figure(const ent_proposition *p, ent_arena *arena)
{
    static const struct {
        const char *unit, *before, *one, *more;
    } units[] = {{"pct_gdp", "", " % of GDP", " % of GDP"}, {"pct", "", " %", " %"},
                 {"factor", "", " times", " times"},        {"bn_eur", "EUR ", " bn", " bn"},
                 {"bn_usd", "USD ", " bn", " bn"},          {"bn_gbp", "GBP ", " bn", " bn"},
                 {"brigades", "", " brigade", " brigades"}, {"troops", "", " soldier", " soldiers"},
                 {"count", "", " time", " times"}};
    const char *value = p->value + (*p->value == '-'); /* the stance says which way */
    const char *text = NULL;
    if (strcmp(p->unit, "troops") == 0 && strlen(value) > 3)
        value = ent_text_format(arena, "%s", words_fixed(strtod(value, NULL), 0).text);
    if (!value)
        return "";
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcmp(units[i].unit, p->unit) == 0 && *value >= '0' && *value <= '9')
            text = ent_text_format(arena, "%s%s%s", units[i].before, value,
                                   strcmp(value, "1") == 0 ? units[i].one : units[i].more);
    return text ? text : value;
}

static void add_when(ent_builder *b, const ent_proposition *p, const char *before)
{
    if (*p->when)
        ent_builder_format(b, "%s%s", before, p->when);
}

/* --- one kind of proposition each --- */

static void say_spending(const statement *s, ent_builder *b, const ent_proposition *p)
{
    const bool target = strcmp(p->type, "spending_target") == 0;
    ent_builder_text(b, target ? "Spending target for " : "Defence spending of ");
    add_names(s, b, p->who);
    ent_builder_format(b, ": %s", figure(p, b->arena));
    add_when(b, p, target ? " by " : " in ");
}

static void say_multiple(const statement *s, ent_builder *b, const ent_proposition *p)
{
    ent_builder_text(b, "Defence spending of ");
    add_names(s, b, p->who);
    ent_builder_format(b, " would have to grow to %s its size", figure(p, b->arena));
}

static void say_reached(const statement *s, ent_builder *b, const ent_proposition *p)
{
    add_names(s, b, p->who);
    ent_builder_format(b, " %s reached %s", several(p->who) ? "have" : "has",
                       *p->value ? figure(p, b->arena) : "the target");
}

static void say_aid(const statement *s, ent_builder *b, const ent_proposition *p)
{
    const bool share = strcmp(p->type, "aid_share") == 0;
    ent_builder_text(b, share ? "Share of aid to Ukraine from " : "Aid to Ukraine from ");
    add_names(s, b, p->who);
    ent_builder_format(b, ": %s", figure(p, b->arena));
    add_when(b, p, ", ");
}

static void say_posture(const statement *s, ent_builder *b, const ent_proposition *p)
{
    const char *count = figure(p, b->arena);
    const bool one = strcmp(count, "1 brigade") == 0, out = *p->stance == '-';
    ent_builder_text(b, "Forces of ");
    add_names(s, b, p->who);
    ent_builder_format(b, ": %s %s ", *count ? count : "units",
                       out   ? (one ? "leaves" : "leave")
                       : one ? "comes to or stays in"
                             : "come to or stay in");
    if (*p->about)
        add_names(s, b, p->about);
    else
        ent_builder_text(b, "a place that the text does not name");
    add_when(b, p, ", ");
}

static void say_priority(const statement *s, ent_builder *b, const ent_proposition *p)
{
    if (*p->stance == '+' && strncmp(p->who, "EUR", 3) == 0) {
        add_names(s, b, p->who);
        ent_builder_format(b, " %s to take the lead for ", several(p->who) ? "are" : "is");
        add_names(s, b, strcmp(p->about, "EUROPE") == 0 ? "" : p->about);
        ent_builder_text(b, strcmp(p->about, "EUROPE") == 0 ? "the defence of Europe" : "");
        return;
    }
    ent_builder_text(b, "For ");
    add_names(s, b, p->who);
    ent_builder_text(b, ", ");
    add_names(s, b, p->about);
    ent_builder_text(b, *p->stance == '+' ? " comes first" : " does not come first");
}

static void say_commitment(const statement *s, ent_builder *b, const ent_proposition *p)
{
    const bool more = several(p->who);
    add_names(s, b, p->who);
    ent_builder_text(b, *p->stance == '+'   ? " would defend "
                        : *p->stance == '-' ? " would not defend "
                        : more              ? " leave open whether they would defend "
                                            : " leaves open whether it would defend ");
    add_names(s, b, *p->about ? p->about : "ALLIES");
}

static void say_membership(const statement *s, ent_builder *b, const ent_proposition *p)
{
    ent_builder_text(b, "Membership of ");
    add_names(s, b, *p->about ? p->about : "NATO");
    ent_builder_text(b, " for ");
    add_names(s, b, p->who);
    ent_builder_text(b, *p->stance == '-' ? ": ruled out" : ": offered or supported");
}

static void say_force(const statement *s, ent_builder *b, const ent_proposition *p)
{
    if (strcmp(p->type, "force_excluded") == 0) {
        ent_builder_text(b, "No forces of ");
        add_names(s, b, p->who);
        ent_builder_text(b, " in Ukraine");
        return;
    }
    ent_builder_text(b, "Force to guarantee a peace in Ukraine: ");
    add_names(s, b, p->who);
    if (*p->value)
        ent_builder_format(b, ", %s", figure(p, b->arena));
    add_when(b, p, ", ");
}

static void say_treaty(const statement *s, ent_builder *b, const ent_proposition *p)
{
    if (strcmp(p->type, "treaty_text") == 0)
        ent_builder_text(b, "What is said in ");
    add_names(s, b, p->who);
    if (strcmp(p->type, "treaty_coverage") == 0) {
        ent_builder_text(b, *p->stance == '-' ? " does not cover " : " covers ");
        add_names(s, b, p->about);
        ent_builder_text(b, *p->about ? "" : "the case named");
    }
    if (strcmp(p->type, "treaty_invoked") == 0)
        ent_builder_format(b, " has %s%s",
                           strcmp(p->value, "0") == 0 ? "never been invoked" : "been invoked ",
                           strcmp(p->value, "0") == 0   ? ""
                           : strcmp(p->value, "1") == 0 ? "once"
                                                        : figure(p, b->arena));
}

static void say_borders(const statement *s, ent_builder *b, const ent_proposition *p)
{
    static const struct {
        const char *about, *words;
    } kinds[] = {{"1991", "the borders of 1991"},
                 {"2014", "the pre-2014 borders"},
                 {"2022", "the lines before February 2022"},
                 {"regions", "whole regions"},
                 {"line", "the line of contact"}};
    const char *which = p->about;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i].about, p->about) == 0)
            which = kinds[i].words;
    ent_builder_text(b, "Demand of ");
    add_names(s, b, p->who);
    ent_builder_format(b, " for %s: %s", which,
                       *p->stance == '+' ? "made or kept" : "given up or called unrealistic");
}

static void say_war(const statement *s, ent_builder *b, const ent_proposition *p)
{
    const bool wanted = *p->stance == '+';
    if (strcmp(p->type, "talks") == 0) {
        ent_builder_text(b, "Talks between ");
        add_names(s, b, p->who);
        ent_builder_text(b, wanted ? ": wanted or agreed" : ": refused");
        return;
    }
    add_names(s, b, p->who);
    ent_builder_text(b, several(p->who) ? (wanted ? " want the war to end" : " refuse a ceasefire")
                        : wanted        ? " wants the war to end"
                                        : " refuses a ceasefire");
    add_when(b, p, ", ");
}

static void say_threat(const statement *s, ent_builder *b, const ent_proposition *p)
{
    add_names(s, b, p->who);
    ent_builder_format(b, " %s called a threat", several(p->who) ? "are" : "is");
    if (*p->about) {
        ent_builder_text(b, " to ");
        add_names(s, b, p->about);
    }
    add_when(b, p, ", ");
}

static void say_event(const statement *s, ent_builder *b, const ent_proposition *p)
{
    ent_builder_text(b, "Attack by ");
    add_names(s, b, p->who);
    if (*p->about) {
        ent_builder_text(b, " on ");
        add_names(s, b, p->about);
    }
    if (*p->value)
        ent_builder_format(b, " (%s)", p->value);
    add_when(b, p, ", ");
}

void statement_add_proposition(const statement *s, ent_builder *b, const ent_proposition *p)
{
    static const struct {
        const char *type;
        void (*say)(const statement *s, ent_builder *b, const ent_proposition *p);
    } kinds[] = {{"spending_target", say_spending},
                 {"spending_level", say_spending},
                 {"spending_multiple", say_multiple},
                 {"target_reached", say_reached},
                 {"aid_share", say_aid},
                 {"aid_amount", say_aid},
                 {"posture_change", say_posture},
                 {"priority", say_priority},
                 {"commitment", say_commitment},
                 {"membership", say_membership},
                 {"guarantee_force", say_force},
                 {"force_excluded", say_force},
                 {"treaty_coverage", say_treaty},
                 {"treaty_invoked", say_treaty},
                 {"treaty_text", say_treaty},
                 {"borders", say_borders},
                 {"ceasefire", say_war},
                 {"talks", say_war},
                 {"threat", say_threat},
                 {"event", say_event}};
    ent_builder said;
    ent_builder_init(&said, b->arena);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i].type, p->type) == 0)
            kinds[i].say(s, &said, p);
    b->failed = b->failed || said.failed;
    if (said.failed || !said.length)
        return;
    const char first = said.data[0]; /* "the EU refuses" begins the line */
    const char capital = first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first;
    const bool name = strncmp(said.data, "al-Qaeda", 8) == 0;
    ent_builder_add(b, name ? &first : &capital, 1);
    ent_builder_text(b, said.data + 1);
}

/* --- what follows --- */

void statement_add_says(const statement *s, ent_builder *b, const char *says, const char *who)
{
    const char *at = strlen(who) == 3 ? strstr(says, who) : NULL;
    if (!at) {
        ent_builder_text(b, says);
        return;
    }
    ent_builder_add(b, says, (size_t)(at - says));
    ent_builder_format(b, "%s%s", statement_name(s, who, b->arena), at + 3);
}

const char *statement_basis(const meaning *m)
{
    return strcmp(m->basis, "judged") == 0     ? " (judged: the text gives no figure)"
           : strcmp(m->basis, "deadline") == 0 ? " (the usual year lies before the text)"
                                               : "";
}

const char *statement_event_title(const meaning *m, ent_arena *arena)
{
    const char *at = strstr(m->setting, "title: ");
    const char *end = at ? strstr(at, ", attacker:") : NULL;
    const char *title = end ? ent_text_copy(at + 7, (size_t)(end - at - 7), arena) : NULL;
    return title ? title : m->setting;
}
