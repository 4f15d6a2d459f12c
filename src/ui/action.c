/* Actions: the table behind keys, help, key bar and README. */
#include "action_i.h"
#include "apiary/ui.h"

#include <string.h>

#define KEYS(...) {__VA_ARGS__}
static const ap_action actions[AP_DO_IT_COUNT] = {
#define X(id, keys, bar_keys, bar, name, help)                                 \
    {KEYS keys, bar_keys, bar, name, help},
    AP_ACTIONS(X)
#undef X
};

const ap_action *ap_action_of(ap_action_id id)
{
    AP_ASSERT(id < AP_DO_IT_COUNT);
    return &actions[id];
}

ap_action_id ap_action_for(uint32_t key)
{
    for (int i = 0; i < AP_DO_IT_COUNT; i++)
        for (int k = 0; actions[i].keys[k]; k++)
            if (actions[i].keys[k] == key)
                return (ap_action_id)i;
    return AP_DO_IT_COUNT;
}

int ap_action_count(void)
{
    return AP_DO_IT_COUNT;
}

/* "Right, PgDn" of every action, made once. */
static const char *keys_of(int i)
{
    static char text[AP_DO_IT_COUNT][64];
    char name[16];
    if (text[i][0])
        return text[i];
    if (actions[i].bar_keys)
        return strncpy(text[i], actions[i].bar_keys, sizeof text[i] - 1);
    for (int k = 0; actions[i].keys[k]; k++) {
        if (actions[i].keys[k] == AP_KEY_QUIT)
            continue;
        size_t n = strlen(text[i]);
        ap_print(text[i] + n, sizeof text[i] - n, "%s%s", n ? ", " : "",
                 ap_key_name(actions[i].keys[k], name));
    }
    return text[i];
}

bool ap_action_info(int i, const char **keys, const char **name,
                    const char **help)
{
    if (i < 0 || i >= AP_DO_IT_COUNT)
        return false;
    *keys = keys_of(i);
    *name = actions[i].name;
    *help = actions[i].help;
    return true;
}

/* ---- words of a script --------------------------------------------- */

static const char *const ids[AP_DO_IT_COUNT] = {
#define X(id, ...) #id,
    AP_ACTIONS(X)
#undef X
};

/* "next-event" for NEXT_EVENT */
static bool is_id(const char *id, const char *word)
{
    for (; *id && *word; id++, word++) {
        char c = *id == '_' ? '-' : (char)(*id - 'A' + 'a');
        if (c != *word)
            return false;
    }
    return *id == *word;
}

static uint32_t key_named(const char *word)
{
    char name[16];
    for (int i = 0; i < AP_DO_IT_COUNT; i++)
        for (int k = 0; actions[i].keys[k]; k++)
            if (strcmp(ap_key_name(actions[i].keys[k], name), word) == 0)
                return actions[i].keys[k];
    return 0;
}

uint32_t ap_action_key(const char *word)
{
    bool is_twin = strcmp(word, "fix") == 0 || strcmp(word, "bug") == 0;
    for (int i = 0; i < AP_DO_IT_COUNT; i++)
        if (i != AP_DO_IT_THREAD && is_id(ids[i], is_twin ? "twin" : word))
            return actions[i].keys[0];
    return key_named(word);
}
