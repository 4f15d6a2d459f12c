/* Colours: the fixed palette, and what becomes of a style on terminals with
 * 256, 8 or no colours.
 *
 * The palette's indices 16..255 are the same on every terminal; 0..15 are the
 * user's own and are used only where there are no others. */
#include "term_i.h"

/* The 16 that users change, as xterm has them. */
static const uint32_t base16[16] = {
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd,
    0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff,
    0x00ffff, 0xffffff};

uint32_t ap_color_rgb(int index)
{
    static const uint32_t level[6] = {0, 95, 135, 175, 215, 255};
    AP_ASSERT(index >= 0 && index < 256);
    if (index < 16)
        return base16[index];
    if (index >= 232)
        return (uint32_t)(8 + 10 * (index - 232)) * 0x010101u;
    int i = index - 16;
    return level[i / 36] << 16 | level[i / 6 % 6] << 8 | level[i % 6];
}

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE };

/* The colour-blind safe hues (Okabe and Ito) keep apart as well as eight
 * colours can; by distance sky, green and blue would all become cyan. */
static const struct {
    int16_t index, of8;
} chosen[] = {{214, YELLOW}, {74, CYAN}, {36, GREEN},   {227, YELLOW},
              {32, BLUE},    {166, RED}, {175, MAGENTA}};

/* Hue in degrees of a colour whose greatest and least parts differ. */
static int hue(int r, int g, int b, int most, int span)
{
    int h = most == r   ? 60 * (g - b) / span
            : most == g ? 120 + 60 * (b - r) / span
                        : 240 + 60 * (r - g) / span;
    return h < 0 ? h + 360 : h;
}

static int of_hue(int h)
{
    static const struct {
        int below, color;
    } sectors[] = {{20, RED},   {75, YELLOW},   {165, GREEN}, {200, CYAN},
                   {270, BLUE}, {345, MAGENTA}, {361, RED}};
    int i = 0;
    while (h >= sectors[i].below)
        i++;
    return sectors[i].color;
}

/* One of the eight for a palette index; greys are black or white. */
static int nearest_of_8(int index)
{
    if (index < 8)
        return index;
    for (size_t i = 0; i < sizeof chosen / sizeof *chosen; i++)
        if (chosen[i].index == index)
            return chosen[i].of8;
    uint32_t rgb = ap_color_rgb(index);
    int r = (int)(rgb >> 16), g = (int)(rgb >> 8 & 255), b = (int)(rgb & 255);
    int most = r > g ? r : g, least = r < g ? r : g;
    most = b > most ? b : most;
    least = b < least ? b : least;
    if (most - least < 40)
        return most + least >= 256 ? WHITE : BLACK;
    return of_hue(hue(r, g, b, most, most - least));
}

static int readable_on(int of8)
{
    return of8 == BLACK || of8 == BLUE || of8 == RED || of8 == MAGENTA ? WHITE
                                                                       : BLACK;
}

/* Grey text on the terminal's own background takes the terminal's own text
 * colour: which side of grey would be readable is not known. */
static ap_style to_8(ap_style s)
{
    int bg = s.bg < 0 ? -1 : nearest_of_8(s.bg);
    int fg = s.fg < 0 ? -1 : nearest_of_8(s.fg);
    bool grey = fg < 0 || fg == BLACK || fg == WHITE;
    if (bg < 0)
        fg = grey ? -1 : fg;
    else if (grey || fg == bg)
        fg = readable_on(bg);
    return (ap_style){(int16_t)fg, (int16_t)bg, s.attrs};
}

/* Without colours a patch of light or strong background becomes reverse. */
static ap_style to_mono(ap_style s)
{
    bool patch = s.bg >= 0 && nearest_of_8(s.bg) != BLACK;
    return (ap_style){-1, -1, (uint8_t)(s.attrs ^ (patch ? AP_REVERSE : 0))};
}

static attr_t to_attrs(uint8_t attrs)
{
    return (attrs & AP_BOLD ? A_BOLD : A_NORMAL)
        | (attrs & AP_DIM ? A_DIM : A_NORMAL)
        | (attrs & AP_UNDERLINE ? A_UNDERLINE : A_NORMAL)
        | (attrs & AP_REVERSE ? A_REVERSE : A_NORMAL)
        | (attrs & AP_ITALIC ? A_ITALIC : A_NORMAL);
}

/* Never on a terminal without colours: alloc_pair crashes there in
 * ncurses 6.4. */
static int pair_of(ap_style s)
{
    if (s.fg < 0 && s.bg < 0)
        return 0;
    int pair = alloc_pair(s.fg, s.bg);
    return pair < 0 ? 0 : pair;
}

void term_look(ap_term *t, ap_style s, attr_t *attrs, int *pair)
{
    unsigned place = (unsigned)(s.fg * 7 + s.bg * 31 + s.attrs) % TERM_LOOKS;
    term_known *k = &t->looks[place];
    if (!k->is_known || s.fg != k->style.fg || s.bg != k->style.bg
        || s.attrs != k->style.attrs) {
        ap_style fit = t->colors >= 256 ? s
            : t->colors > 0             ? to_8(s)
                                        : to_mono(s);
        *k = (term_known){s, true, to_attrs(fit.attrs),
                          t->colors > 0 ? pair_of(fit) : 0};
    }
    *attrs = k->attrs;
    *pair = k->pair;
}
