/* report: what a search found, for a person who reads it in a terminal.
 *
 * The verdict first, with its cause; then the story of the shortest run that
 * shows it; then what else was found, how the program can end, and how much
 * was searched. What is told by colour is told in words as well. */
#include "cmd_i.h"

#include <stdio.h>
#include <string.h>

enum { WIDTH = 80, NAME_WIDTH = 14, SOURCE_AT = 50, SIDE_TEXT = 40, BAR = 20,
       MOST_MORE = 12, MOST_OUTCOMES = 40 };

typedef enum style { PLAIN, STRONG, QUIET, GOOD, WARN, BAD } style;

typedef struct page {
    const ap_report *r;
    ap_str *out;
    int x;               /* columns used in this row */
} page;

/* ---- writing --------------------------------------------------------- */

/* A program's text must not move the cursor. */
static void put_harmless(ap_str *out, const char *text)
{
    for (; *text; text++) {
        bool is_control = (unsigned char)*text < 32 || *text == 127;
        ap_str_putc(out, is_control ? '?' : *text);
    }
}

static void put(page *p, style s, const char *text)
{
    static const char *const codes[] = {"", "\033[1m", "\033[2m",
                                        "\033[1;30;42m", "\033[1;30;43m",
                                        "\033[1;37;41m"};
    bool is_styled = p->r->has_colour && s != PLAIN && *text;
    if (is_styled)
        ap_str_put(p->out, codes[s]);
    put_harmless(p->out, text);
    if (is_styled)
        ap_str_put(p->out, "\033[0m");
    p->x += ap_text_width(text);
}

static void end_row(page *p)
{
    while (p->out->len && p->out->s[p->out->len - 1] == ' ')
        p->out->s[--p->out->len] = 0;
    ap_str_putc(p->out, '\n');
    p->x = 0;
}

static void go_to(page *p, int x)
{
    for (; p->x < x; p->x++)
        ap_str_putc(p->out, ' ');
}

/* Words in as many rows as they need; further ones begin at `indent`. */
static void put_wrapped(page *p, style s, int indent, const char *text)
{
    ap_str row = {0};
    go_to(p, indent);
    while (*text) {
        size_t n = strcspn(text, " \n");
        char *word = ap_strndup(text, n);
        int used = p->x + ap_text_width(ap_str_c(&row));
        if (row.len && used + 1 + ap_text_width(word) > WIDTH) {
            put(p, s, row.s);
            end_row(p);
            go_to(p, indent);
            ap_str_reset(&row);
        }
        ap_str_printf(&row, "%s%s", row.len ? " " : "", word);
        ap_free(word);
        text += n + (text[n] != 0);
    }
    put(p, s, ap_str_c(&row));
    ap_str_clear(&row);
}

static void put_row(page *p, style s, int indent, const char *text)
{
    put_wrapped(p, s, indent, text);
    end_row(p);
}

static void put_head(page *p, const char *text)
{
    end_row(p);
    put_row(p, STRONG, 0, text);
}

/* A text in at most `most` columns, its end cut off if need be. */
static void put_cut(page *p, style s, int most, const char *text)
{
    ap_str kept = {0};
    int used, width = 0, room = ap_text_width(text) > most ? most - 1 : most;
    for (size_t n = strlen(text); n; text += used, n -= (size_t)used) {
        uint32_t rune = ap_utf8_decode(text, n, &used);
        width += ap_rune_width(rune);
        if (width > room)
            break;
        ap_str_rune(&kept, rune == '\n' ? ' ' : rune);
    }
    if (*text)
        ap_str_put(&kept, "…");
    put(p, s, ap_str_c(&kept));
    ap_str_clear(&kept);
}

/* Ready to be copied: never broken. */
static void put_command(page *p, int indent, const ap_finding *how)
{
    go_to(p, indent);
    put(p, PLAIN, p->r->again);
    put(p, PLAIN, " --schedule \"");
    put(p, PLAIN, how->schedule);
    put(p, PLAIN, "\"");
    end_row(p);
}

/* ---- the verdict ----------------------------------------------------- */

static void put_verdict(page *p, const ap_story *story)
{
    static const struct {
        style chip;
        const char *word;
    } chips[AP_VERDICT_COUNT] = {
        [AP_VERDICT_SAFE] = {GOOD, " SAFE "},
        [AP_VERDICT_INCOMPLETE] = {WARN, " INCOMPLETE "},
        [AP_VERDICT_RACE] = {WARN, " RACE "},
        [AP_VERDICT_STUCK] = {BAD, " STUCK "},
        [AP_VERDICT_DEADLOCK] = {BAD, " DEADLOCK "},
        [AP_VERDICT_FAILURE] = {BAD, " FAILURE "}};
    ap_str text = {0};
    ap_tell_verdict(p->r->found, p->r->image, story, &text);
    put(p, chips[p->r->found->verdict].chip,
        chips[p->r->found->verdict].word);
    put_wrapped(p, STRONG, p->x + 2, text.s);
    end_row(p);
    ap_str_clear(&text);
}

/* ---- the story ------------------------------------------------------- */

static int name_width(const ap_story *s)
{
    int width = 0;
    for (size_t i = 0; i < s->rows.len; i++) {
        const ap_story_row *row = ap_vec_at(&s->rows, i);
        int w = row->tid < 0 ? 0 : 3 + (row->tid > 9)
                                       + ap_text_width(row->name);
        width = w > width ? w : width;
    }
    return width < NAME_WIDTH ? width : NAME_WIDTH;
}

static void put_name(page *p, const ap_story_row *row, int width)
{
    char text[80];
    snprintf(text, sizeof text, "%d %s", row->tid, row->name);
    if (p->r->has_colour)
        ap_str_printf(p->out, "\033[1;38;5;16;48;5;%dm",
                      ap_theme_thread(row->tid));
    put_cut(p, PLAIN, width, text);
    if (p->r->has_colour)
        ap_str_put(p->out, "\033[0m");
}

/* The line itself stands beside what it does, once. */
static void put_source(page *p, const ap_story_row *row)
{
    int at = p->x + 2 > SOURCE_AT ? p->x + 2 : SOURCE_AT;
    if (!*row->source || at + ap_text_width(row->source) > WIDTH)
        return;
    go_to(p, at);
    put(p, QUIET, row->source);
}

static void put_step(page *p, const ap_story_row *row, int width,
                     bool is_new_line)
{
    char line[16] = "";
    go_to(p, 2);
    if (row->begins_turn)
        put_name(p, row, width);
    if (row->line)
        snprintf(line, sizeof line, "%4u", row->line);
    go_to(p, 2 + width + 1);
    put(p, QUIET, line);
    bool is_bad = strstr(row->text, " update is lost")
        || strncmp(row->text, "dies of ", 8) == 0;
    put_wrapped(p, is_bad ? STRONG : PLAIN, 2 + width + 7, row->text);
    if (is_new_line)
        put_source(p, row);
    end_row(p);
}

static void put_story_row(page *p, const ap_story *story, size_t i, int width)
{
    const ap_story_row *row = ap_vec_at(&story->rows, i);
    const ap_story_row *before = i ? ap_vec_at(&story->rows, i - 1) : row;
    ap_str text = {0};
    int indent = 2 + width + 7;
    switch (row->kind) {
    case AP_STORY_PREEMPTED:
        ap_str_printf(&text, "── preempted here: %s could have gone on ──",
                      row->name);
        put_row(p, QUIET, indent, text.s);
        break;
    case AP_STORY_NO_RETURN:
        ap_str_printf(&text, "── %s ──", row->text);
        put_row(p, STRONG, indent, text.s);
        break;
    case AP_STORY_FOLDED:
        ap_str_printf(&text, "… %d more", row->count);
        put_row(p, QUIET, indent, text.s);
        break;
    case AP_STORY_END:
        put_row(p, STRONG, 2, row->text);
        break;
    default:
        put_step(p, row, width, i == 0 || row->begins_turn
                                    || before->line != row->line);
    }
    ap_str_clear(&text);
}

static void put_story(page *p, const ap_found *f, const ap_story *story)
{
    ap_str head = {0};
    ap_str_put(&head, "How it happens: ");
    ap_tell_cost(f->how, &head);
    ap_str_put(&head, f->how->is_minimal ? "; no way is shorter"
                                         : "; a shorter way may exist");
    put_head(p, head.s);
    int width = name_width(story);
    for (size_t i = 0; i < story->rows.len; i++)
        put_story_row(p, story, i, width);
    ap_str_clear(&head);
}

/* ---- findings -------------------------------------------------------- */

/* Whether it needs a preemption, and under which policies it happens. */
static void put_conditions(page *p, const ap_found *f, int indent,
                           bool is_apart)
{
    ap_str text = {0};
    ap_tell_need(f, &text);
    if (text.len)
        ap_str_putc(&text, ' ');
    ap_tell_policies(f->how, p->r->run.gil, p->r->found->policies, &text);
    if (text.len && is_apart)
        end_row(p);
    if (text.len)
        put_row(p, PLAIN, indent, text.s);
    ap_str_clear(&text);
}

static void put_side(page *p, const ap_race_side *s, int text_width)
{
    char text[32];
    go_to(p, 4);
    put_cut(p, PLAIN, NAME_WIDTH, s->thread);
    snprintf(text, sizeof text, " %-6s", s->is_write ? "writes" : "reads");
    put(p, PLAIN, text);
    snprintf(text, sizeof text, "%4u  ", s->line);
    put(p, QUIET, text);
    int at = p->x;
    put_cut(p, PLAIN, text_width, s->text);
    go_to(p, at + text_width);
    put(p, QUIET, s->nlocks ? "  holds " : "  holds no lock");
    for (int i = 0; i < s->nlocks; i++) {
        put(p, PLAIN, i ? ", " : "");
        put(p, PLAIN, s->locks[i]);
    }
    end_row(p);
}

static void put_race(page *p, const ap_race *r)
{
    int a = ap_text_width(r->first.text), b = ap_text_width(r->second.text);
    int width = a > b ? a : b;
    put_side(p, &r->first, width < SIDE_TEXT ? width : SIDE_TEXT);
    put_side(p, &r->second, width < SIDE_TEXT ? width : SIDE_TEXT);
    put_row(p, QUIET, 4, r->missing);
}

static void put_finding(page *p, const ap_found *f)
{
    ap_str text = {0};
    ap_tell_found(f, p->r->image, &text);
    put_row(p, PLAIN, 2, text.s);
    if (f->race)
        put_race(p, f->race);
    put_conditions(p, f, 4, false);
    put_command(p, 4, f->how);
    ap_str_clear(&text);
}

static void put_others(page *p)
{
    int n = ap_found_count(p->r->found);
    ap_found f;
    char text[64];
    if (n < 2)
        return;
    put_head(p, "Also found:");
    for (int i = 1; i < n && i <= MOST_MORE; i++) {
        ap_found_at(p->r->found, i, &f);
        if (i > 1)
            end_row(p);
        put_finding(p, &f);
    }
    snprintf(text, sizeof text, "… and %d more: --json has them all.",
             n - 1 - MOST_MORE);
    if (n - 1 > MOST_MORE)
        put_row(p, QUIET, 2, text);
}

/* The gravest finding is told in full. */
static void put_gravest(page *p)
{
    ap_found f = {0};
    ap_story story = {0};
    ap_error e = {0};
    bool has_story = ap_found_count(p->r->found)
        && ap_found_at(p->r->found, 0, &f)
        && ap_tell_story(p->r->image, &p->r->run, &f, &story, &e);
    put_verdict(p, &story);
    if (f.race)
        put_race(p, f.race);
    if (has_story)
        put_story(p, &f, &story);
    if (f.how)
        put_conditions(p, &f, 0, true);
    if (has_story) {
        put_head(p, "Watch it, step by step, forward and back:");
        put_command(p, 2, f.how);
    } else if (f.how) {
        put_head(p, "Its schedule:");
        put_command(p, 2, f.how);
    }
    ap_story_clear(&story);
}

/* ---- lock orders ----------------------------------------------------- */

static bool is_deadlock_told(const ap_check_report *f, const char *schedule)
{
    for (int i = 0; i < f->ndeadlocks; i++)
        if (strcmp(f->deadlocks[i].how.schedule, schedule) == 0)
            return true;
    return false;
}

/* A warning of some runs, and what the search says of it. */
static void put_lock_order(page *p, const ap_lock_order *x)
{
    static const char *const words[] = {
        [AP_LOCK_ORDER_OPEN] = "Not settled: not every interleaving was "
                               "searched.",
        [AP_LOCK_ORDER_CONFIRMED] = "Confirmed: it deadlocks so.",
        [AP_LOCK_ORDER_REFUTED] = "Refuted. It cannot happen: no interleaving "
                                  "deadlocks so."};
    for (int i = 0; i < x->n; i++) {
        ap_str text = {0};
        ap_str_printf(&text, "%s takes %s while it holds %s (line %u).",
                      x->sides[i].thread, x->sides[i].takes,
                      x->sides[i].holds, x->sides[i].line);
        put_row(p, PLAIN, 2, text.s);
        ap_str_clear(&text);
    }
    bool is_told = x->schedule && is_deadlock_told(p->r->found, x->schedule);
    put_row(p, STRONG, 2, is_told ? "Confirmed: the search found this deadlock."
                                  : words[x->fate]);
    if (x->schedule && !is_told) {
        ap_finding how = {.schedule = x->schedule};
        put_command(p, 4, &how);
    }
}

static void put_lock_orders(page *p)
{
    const ap_check_report *f = p->r->found;
    for (int i = 0; i < f->nlock_orders; i++) {
        put_head(p, "Locks are taken in a circle, which may deadlock:");
        put_lock_order(p, &f->lock_orders[i]);
    }
}

/* ---- outcomes -------------------------------------------------------- */

static void put_bar(page *p, double share)
{
    char text[16];
    int full = (int)(share * BAR + 0.5);
    if (share > 0 && full == 0)
        full = 1;
    if (share < 0)
        return;
    for (int i = 0; i < BAR; i++)
        put(p, PLAIN, i < full ? "█" : "░");
    double percent = share * 100;
    if (percent > 0 && percent < 1)
        snprintf(text, sizeof text, "   <1 %%");
    else if (percent > 99 && percent < 100)
        snprintf(text, sizeof text, "  >99 %%");
    else
        snprintf(text, sizeof text, "  %3.0f %%", percent);
    put(p, PLAIN, text);
}

static void put_outcome(page *p, int i, int width)
{
    const ap_outcome *o = &p->r->found->outcomes[i];
    ap_str what = {0}, end = {0};
    ap_tell_outcome(p->r->found, i, &what, &end);
    go_to(p, 2);
    put_cut(p, PLAIN, width, ap_str_c(&what));
    go_to(p, 2 + width + 2);
    put_bar(p, o->share);
    put(p, PLAIN, o->share < 0 ? "" : "  ");
    put_cut(p, strcmp(o->end, "finished") ? STRONG : PLAIN, WIDTH - p->x,
            ap_str_c(&end));
    end_row(p);
    ap_str_clear(&what);
    ap_str_clear(&end);
}

static void put_outcomes(page *p)
{
    const ap_check_report *f = p->r->found;
    int width = 0;
    bool has_shares = false;
    if (!f->noutcomes)
        return;
    for (int i = 0; i < f->noutcomes; i++) {
        ap_str what = {0}, end = {0};
        ap_tell_outcome(f, i, &what, &end);
        int w = ap_text_width(ap_str_c(&what));
        width = w > width ? w : width;
        has_shares = has_shares || f->outcomes[i].share >= 0;
        ap_str_clear(&what);
        ap_str_clear(&end);
    }
    put_head(p, has_shares ? "How it can end, and in what share of the "
                             "interleavings:"
                           : "How it can end:");
    for (int i = 0; i < f->noutcomes && i < MOST_OUTCOMES; i++)
        put_outcome(p, i, width < 34 ? width : 34);
    char text[64];
    snprintf(text, sizeof text, "… and %d more: --json has them all.",
             f->noutcomes - MOST_OUTCOMES);
    if (f->noutcomes > MOST_OUTCOMES)
        put_row(p, QUIET, 2, text);
}

/* ---- how much was searched ------------------------------------------- */

/* 1234567 -> "1,234,567" */
static void put_number(ap_str *out, uint64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            ap_str_putc(out, ',');
        ap_str_putc(out, digits[i]);
    }
}

static void put_searched(page *p)
{
    const ap_check_report *f = p->r->found;
    ap_str text = {0};
    ap_str_put(&text, f->is_complete ? "Searched every interleaving"
                                     : "Searched, but not every interleaving");
    ap_str_printf(&text, " (GIL %s): ", ap_gil_name(p->r->run.gil));
    put_number(&text, f->states);
    ap_str_put(&text, f->states == 1 ? " state, " : " states, ");
    put_number(&text, f->transitions);
    ap_str_printf(&text, " transition%s, %.2g s",
                  f->transitions == 1 ? "" : "s", f->seconds);
    if (!f->is_complete && f->why_incomplete)
        ap_str_printf(&text, "; %s", f->why_incomplete);
    ap_str_putc(&text, '.');
    end_row(p);
    put_row(p, QUIET, 0, text.s);
    ap_str_clear(&text);
}

/* ---- plain ASCII ----------------------------------------------------- */

static const char *in_ascii(uint32_t rune)
{
    static const struct {
        uint32_t rune;
        const char *text;
    } rows[] = {{0x2500, "-"}, {0x2588, "#"}, {0x2591, "."}, {0x2026, "..."}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].rune == rune)
            return rows[i].text;
    return "?";
}

static void make_ascii(ap_str *out)
{
    ap_str plain = {0};
    for (size_t i = 0; i < out->len;) {
        int used;
        uint32_t rune = ap_utf8_decode(out->s + i, out->len - i, &used);
        if (rune < 128)
            ap_str_putc(&plain, (char)rune);
        else
            ap_str_put(&plain, in_ascii(rune));
        i += (size_t)used;
    }
    ap_str_clear(out);
    *out = plain;
}

void ap_report_text(const ap_report *r, ap_str *out)
{
    page p = {.r = r, .out = out};
    put_gravest(&p);
    put_others(&p);
    put_lock_orders(&p);
    put_outcomes(&p);
    put_searched(&p);
    if (r->is_ascii)
        make_ascii(out);
}
