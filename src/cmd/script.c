/* script: keys and pauses as a text, for recordings without a person.
 *
 *     play 3s; step 4; back 2; pause 2s; fix; play
 *
 * play T    plays for so long; without T, until the program rests
 * pause T   stops playing and waits (1 s)
 * WORD N    an action, a key's name or a character, pressed N times (1) */
#include "cmd_i.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_TIMES = 1000 };

/* One item without its blanks, as words. */
typedef struct item {
    char word[32], value[32];
} item;

static bool cut_item(const char *s, size_t n, item *out, ap_error *e)
{
    char text[80], more[8];
    *out = (item){0};
    if (n >= sizeof text)
        return ap_fail(e, AP_E_USAGE, "bad key script: '%.20s…' is too long",
                       s);
    memcpy(text, s, n);
    text[n] = 0;
    int words = 0;
    for (char *save = NULL, *w = strtok_r(text, " \t\n", &save); w;
         w = strtok_r(NULL, " \t\n", &save), words++) {
        char *to = words == 0 ? out->word : words == 1 ? out->value : more;
        size_t room = words < 2 ? sizeof out->word : sizeof more;
        strncpy(to, w, room - 1);
        to[room - 1] = 0;
    }
    return words <= 2
           || ap_fail(e, AP_E_USAGE, "bad key script: too many words in "
                      "'%.*s'", (int)(n < 60 ? n : 60), s);
}

/* "3s", "500ms", "1.5"; "" leaves *ns alone. */
static bool read_duration(const char *s, int64_t *ns)
{
    char *end;
    double v = strtod(s, &end);
    bool is_ms = strcmp(end, "ms") == 0;
    if (!*s)
        return true;
    if (end == s || *s == '-' || (*end && strcmp(end, "s") != 0 && !is_ms))
        return false;
    v *= is_ms ? 1e6 : 1e9;
    if (!(v > 0 && v <= 600e9))
        return false;
    *ns = (int64_t)v;
    return true;
}

static bool read_times(const char *s, int *times)
{
    char *end;
    if (!*s)
        return true;
    long n = strtol(s, &end, 10);
    if (*end || n < 1 || n > MOST_TIMES)
        return false;
    *times = (int)n;
    return true;
}

static bool read_item(const item *in, ap_script_item *out)
{
    *out = (ap_script_item){.times = 1};
    if (strcmp(in->word, "play") == 0) {
        out->kind = AP_SCRIPT_PLAY;
        return read_duration(in->value, &out->ns);
    }
    if (strcmp(in->word, "pause") == 0) {
        out->kind = AP_SCRIPT_PAUSE;
        out->ns = 1000000000;
        return read_duration(in->value, &out->ns);
    }
    out->kind = AP_SCRIPT_KEY;
    out->key = ap_action_key(in->word);
    return out->key && read_times(in->value, &out->times);
}

bool ap_script_read(const char *text, ap_vec *items, ap_error *e)
{
    ap_vec_init(items, sizeof(ap_script_item));
    for (size_t n; *text; text += n + (text[n] == ';')) {
        item words;
        ap_script_item it;
        n = strcspn(text, ";");
        if (!cut_item(text, n, &words, e))
            return false;
        if (!words.word[0])
            continue;
        if (!read_item(&words, &it))
            return ap_fail(e, AP_E_USAGE,
                           "bad key script: '%s%s%s' is none of play 3s, "
                           "pause 1s, an action or a key with a count",
                           words.word, words.value[0] ? " " : "",
                           words.value);
        ap_vec_push(items, &it);
    }
    return true;
}
