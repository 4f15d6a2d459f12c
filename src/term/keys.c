/* Keys: from the terminal's bytes to codes.
 *
 * ncurses decodes the sequences of the terminal's description; those that
 * terminals send whatever it says are added. A sequence that nobody knows is
 * swallowed whole, so that its letters are not taken for keys. */
#include "term_i.h"

#include <stdio.h>
#include <stdlib.h>

enum { ESCAPE = 27, SEQUENCE_MS = 50, KEY_SGR_MOUSE = 2000 };

static const struct {
    int curses;
    uint32_t code;
} special[] = {{KEY_UP, AP_KEY_UP},         {KEY_DOWN, AP_KEY_DOWN},
               {KEY_LEFT, AP_KEY_LEFT},     {KEY_RIGHT, AP_KEY_RIGHT},
               {KEY_PPAGE, AP_KEY_PGUP},    {KEY_NPAGE, AP_KEY_PGDN},
               {KEY_HOME, AP_KEY_HOME},     {KEY_FIND, AP_KEY_HOME},
               {KEY_END, AP_KEY_END},       {KEY_SELECT, AP_KEY_END},
               {KEY_A1, AP_KEY_HOME},       {KEY_C1, AP_KEY_END},
               {KEY_A3, AP_KEY_PGUP},       {KEY_C3, AP_KEY_PGDN},
               {KEY_ENTER, AP_KEY_ENTER},   {KEY_BTAB, AP_KEY_BACKTAB},
               {KEY_DC, AP_KEY_DELETE},     {KEY_F(1), AP_KEY_F1},
               {KEY_BACKSPACE, AP_KEY_BACKSPACE}};

static const struct {
    const char *sequence;
    int curses;
} common[] = {{"\033[A", KEY_UP},      {"\033OA", KEY_UP},
              {"\033[B", KEY_DOWN},    {"\033OB", KEY_DOWN},
              {"\033[C", KEY_RIGHT},   {"\033OC", KEY_RIGHT},
              {"\033[D", KEY_LEFT},    {"\033OD", KEY_LEFT},
              {"\033[H", KEY_HOME},    {"\033OH", KEY_HOME},
              {"\033[1~", KEY_HOME},   {"\033[7~", KEY_HOME},
              {"\033[F", KEY_END},     {"\033OF", KEY_END},
              {"\033[4~", KEY_END},    {"\033[8~", KEY_END},
              {"\033[5~", KEY_PPAGE},  {"\033[6~", KEY_NPAGE},
              {"\033[3~", KEY_DC},     {"\033[Z", KEY_BTAB},
              {"\033OP", KEY_F(1)},    {"\033[11~", KEY_F(1)},
              {"\033[<", KEY_SGR_MOUSE}};

void term_keys_define(ap_term *t)
{
    keypad(t->pad, TRUE);
    nodelay(t->pad, TRUE);
    if (!getenv("ESCDELAY"))
        set_escdelay(SEQUENCE_MS);
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        define_key(common[i].sequence, common[i].curses);
}

/* ---- one key -------------------------------------------------------- */

/* The next byte of a sequence that has begun; ERR where none comes. */
static int next_byte(ap_term *t)
{
    wtimeout(t->pad, SEQUENCE_MS);
    int c = wgetch(t->pad);
    wtimeout(t->pad, 0);
    return c;
}

/* Reads up to the end of a sequence that begins with ESC and `c`. */
static void swallow(ap_term *t, int c)
{
    bool string = c == ']' || c == 'P' || c == '_' || c == '^';
    int last = 0;
    if (c == 'O')
        next_byte(t);
    while (c != 'O' && (c = next_byte(t)) != ERR) {
        if (string ? c == 7 || (last == ESCAPE && c == '\\')
                   : c >= 0x40 && c <= 0x7e)
            return;
        last = c;
    }
}

/* After an ESC -> true: it is the key Esc itself. */
static bool is_escape_key(ap_term *t)
{
    int c = wgetch(t->pad);
    if (c == '[' || c == 'O' || c == ']' || c == 'P' || c == '_' || c == '^') {
        swallow(t, c);
        return false;
    }
    if (c != ERR)
        ungetch(c);
    return true;
}

/* The rest of a mouse report, "button;column;row" and M or m. */
static bool read_mouse(ap_term *t, ap_key *k)
{
    int value[3] = {0}, i = 0, c;
    while ((c = next_byte(t)) != 'M' && c != 'm') {
        if (c == ';' && i < 2)
            i++;
        else if (c >= '0' && c <= '9' && value[i] < 10000)
            value[i] = value[i] * 10 + c - '0';
        else
            return false;
    }
    bool wheel = value[0] & 64;
    *k = (ap_key){.code = AP_KEY_MOUSE,
                  .x = value[1] - 1,
                  .y = value[2] - 1,
                  .button = (value[0] & 3) + (wheel ? 4 : 1),
                  .press = c == 'M',
                  .drag = value[0] & 32};
    return i == 2 && k->x >= 0 && k->y >= 0;
}

static bool function_key(ap_term *t, int curses, ap_key *k)
{
    if (curses == KEY_SGR_MOUSE)
        return read_mouse(t, k);
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (special[i].curses == curses) {
            k->code = special[i].code;
            return true;
        }
    return false;
}

static bool plain_key(ap_term *t, wint_t c, ap_key *k)
{
    k->code = c == '\n' || c == '\r' ? AP_KEY_ENTER
        : c == '\t'                  ? AP_KEY_TAB
        : c == '\b' || c == 127      ? AP_KEY_BACKSPACE
        : c == ESCAPE                ? AP_KEY_ESC
                                     : (uint32_t)c;
    return c != 0 && (c != ESCAPE || is_escape_key(t));
}

bool term_read_key(ap_term *t, ap_key *k)
{
    wint_t c;
    int kind;
    while ((kind = wget_wch(t->pad, &c)) != ERR) {
        *k = (ap_key){0};
        if (kind == KEY_CODE_YES ? function_key(t, (int)c, k)
                                 : plain_key(t, c, k))
            return true;
    }
    return false;
}

/* ---- names ---------------------------------------------------------- */

const char *ap_key_name(uint32_t code, char buf[16])
{
    static const char *const names[] = {
#define X(name, words) words,
        AP_KEYS(X)
#undef X
    };
    size_t i = (size_t)code - AP_KEY_FIRST - 1;
    if (code > AP_KEY_FIRST && i < sizeof names / sizeof *names)
        return names[i];
    if (code == ' ')
        return "Space";
    if (code < ' ')
        snprintf(buf, 16, "Ctrl-%c", (char)(code + '@'));
    else
        buf[ap_utf8_encode(code, buf)] = 0;
    return buf;
}
