/* catalogue: the scenarios that come with apiary, and how one is found by
 * name.
 *
 * Their folder lies beside the program: PREFIX/share/apiary/scenarios where
 * it is installed, scenarios/ of the source tree where it was built. The
 * file ORDER in it lists them in teaching order, one a line without its
 * ending; a mended twin follows the scenario whose `fix:` names it; files
 * that ORDER does not name come last, by name. */
#include "cmd_i.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_TEXT = 1 << 20 };

static bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* Where the scenarios are, as seen from the program's own folder. */
static bool find_folder(ap_str *folder)
{
    static const char *const beside[] = {"/../share/apiary/scenarios",
                                         "/../scenarios", "/../../scenarios"};
    char exe[4096];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    if (n <= 0)
        return false;
    exe[n] = 0;
    *strrchr(exe, '/') = 0;
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        ap_str_reset(folder);
        ap_str_printf(folder, "%s%s/ORDER", exe, beside[i]);
        char *real = is_file(folder->s) ? realpath(folder->s, NULL) : NULL;
        if (!real)
            continue;
        ap_str_reset(folder);
        ap_str_putn(folder, real, strlen(real) - strlen("/ORDER"));
        free(real);
        return true;
    }
    return false;
}

/* ---- all of them ------------------------------------------------------- */

static bool is_listed(const ap_catalogue *c, const char *name)
{
    for (size_t i = 0; i < c->items.len; i++)
        if (strcmp(((ap_listed *)ap_vec_at(&c->items, i))->name, name) == 0)
            return true;
    return false;
}

static void add(ap_catalogue *c, const char *folder, const char *name,
                bool is_twin);

/* The mended twin stands in the same folder as its bug. */
static void add_twin(ap_catalogue *c, const char *folder, const char *name,
                     const char *fix)
{
    const char *slash = strrchr(name, '/');
    size_t topic = slash ? (size_t)(slash - name) + 1 : 0;
    size_t n = strlen(fix);
    if (n > 3 && strcmp(fix + n - 3, ".py") == 0)
        n -= 3;
    ap_str twin = {0};
    ap_str_putn(&twin, name, topic);
    ap_str_putn(&twin, fix, n);
    add(c, folder, twin.s, true);
    ap_str_clear(&twin);
}

/* Adds one scenario and its twin; what is missing, listed already or has a
 * header that cannot be read is left out. */
static void add(ap_catalogue *c, const char *folder, const char *name,
                bool is_twin)
{
    ap_str path = {0}, text = {0};
    ap_listed item = {.is_twin = is_twin};
    ap_str_printf(&path, "%s/%s.py", folder, name);
    if (!is_listed(c, name) && ap_file_read(path.s, MOST_TEXT, &text, NULL)
        && ap_header_read(text.s ? text.s : "", text.len, &item.header,
                          NULL)) {
        item.path = ap_arena_strndup(c->arena, path.s, path.len);
        item.name = ap_arena_strndup(c->arena, name, strlen(name));
        ap_vec_push(&c->items, &item);
        if (item.header.fix[0])
            add_twin(c, folder, item.name, item.header.fix);
    }
    ap_str_clear(&path);
    ap_str_clear(&text);
}

static void add_ordered(ap_catalogue *c, const char *folder)
{
    ap_str path = {0}, text = {0};
    ap_str_printf(&path, "%s/ORDER", folder);
    if (ap_file_read(path.s, MOST_TEXT, &text, NULL) && text.len)
        for (char *save = NULL, *line = strtok_r(text.s, "\n", &save); line;
             line = strtok_r(NULL, "\n", &save))
            if (*line != '#')
                add(c, folder, line, false);
    ap_str_clear(&path);
    ap_str_clear(&text);
}

static int is_visible(const struct dirent *d)
{
    return d->d_name[0] != '.';
}

/* Every other .py file of one topic. */
static void add_topic(ap_catalogue *c, const char *folder, const char *topic)
{
    ap_str path = {0}, name = {0};
    ap_str_printf(&path, "%s/%s", folder, topic);
    struct dirent **rows;
    int n = scandir(path.s, &rows, is_visible, alphasort);
    for (int i = 0; i < n; i++) {
        size_t len = strlen(rows[i]->d_name);
        ap_str_reset(&name);
        ap_str_printf(&name, "%s/%.*s", topic, (int)len - 3, rows[i]->d_name);
        if (len > 3 && strcmp(rows[i]->d_name + len - 3, ".py") == 0)
            add(c, folder, name.s, false);
        free(rows[i]);
    }
    if (n >= 0)
        free(rows);
    ap_str_clear(&path);
    ap_str_clear(&name);
}

static void add_rest(ap_catalogue *c, const char *folder)
{
    struct dirent **rows;
    int n = scandir(folder, &rows, is_visible, alphasort);
    for (int i = 0; i < n; i++) {
        add_topic(c, folder, rows[i]->d_name);
        free(rows[i]);
    }
    if (n >= 0)
        free(rows);
}

bool ap_catalogue_read(ap_catalogue *c, ap_error *e)
{
    ap_str folder = {0};
    ap_vec_init(&c->items, sizeof(ap_listed));
    c->arena = ap_arena_new();
    bool found = find_folder(&folder);
    if (found) {
        add_ordered(c, folder.s);
        add_rest(c, folder.s);
    }
    ap_str_clear(&folder);
    return found
        || ap_fail(e, AP_E_FILE, "apiary's own scenarios are not installed");
}

void ap_catalogue_clear(ap_catalogue *c)
{
    for (size_t i = 0; i < c->items.len; i++)
        ap_header_clear(&((ap_listed *)ap_vec_at(&c->items, i))->header);
    ap_vec_clear(&c->items);
    ap_arena_free(c->arena);
    c->arena = NULL;
}

/* ---- one of them ------------------------------------------------------- */

/* Does "races/lost_update" answer to this name? */
static bool answers_to(const char *listed, const char *name)
{
    size_t n = strlen(name);
    if (n > 3 && strcmp(name + n - 3, ".py") == 0)
        n -= 3;
    const char *base = strrchr(listed, '/');
    base = base && !memchr(name, '/', n) ? base + 1 : listed;
    return strlen(base) == n && strncmp(base, name, n) == 0;
}

char *ap_scenario_name(const char *path)
{
    ap_str folder = {0};
    char *name = NULL;
    size_t n = strlen(path);
    bool is_ours = find_folder(&folder) && n > folder.len + 4
        && strncmp(path, folder.s, folder.len) == 0
        && path[folder.len] == '/' && strcmp(path + n - 3, ".py") == 0;
    if (is_ours)
        name = ap_strndup(path + folder.len + 1, n - folder.len - 4);
    ap_str_clear(&folder);
    return name;
}

/* The scenario whose name is nearest, without its topic; NULL: none is near. */
static const char *nearest(const ap_catalogue *c, const char *name)
{
    const char *best = NULL;
    int least = INT_MAX;
    for (size_t i = 0; i < c->items.len; i++) {
        const ap_listed *item = ap_vec_at(&c->items, i);
        const char *slash = strrchr(item->name, '/');
        const char *base = slash && !strchr(name, '/') ? slash + 1
                                                       : item->name;
        size_t n = strlen(name), m = strlen(base);
        int reach = ap_name_reach(n, m);
        int far = ap_name_distance(name, n, base, m, reach);
        if (far <= reach && far < least) {
            least = far;
            best = base;
        }
    }
    return best;
}

static bool not_found(const ap_catalogue *c, const char *name, ap_error *e)
{
    const char *meant = nearest(c, name);
    if (meant)
        return ap_fail(e, AP_E_FILE, "no such file or scenario: %.200s (did "
                       "you mean %s?)", name, meant);
    return ap_fail(e, AP_E_FILE, "no such file or scenario: %.200s (apiary "
                   "list shows the scenarios)", name);
}

bool ap_scenario_find(const char *name, ap_str *path, ap_error *e)
{
    struct stat st;
    if (strcmp(name, "-") == 0 || stat(name, &st) == 0) {
        ap_str_put(path, name);
        return true;
    }
    ap_catalogue c;
    bool found = false;
    ap_catalogue_read(&c, NULL);
    for (size_t i = 0; i < c.items.len && !found; i++) {
        const ap_listed *item = ap_vec_at(&c.items, i);
        found = answers_to(item->name, name);
        if (found)
            ap_str_put(path, item->path);
    }
    if (!found)
        not_found(&c, name, e);
    ap_catalogue_clear(&c);
    return found;
}
