/* Scenes made by hand: what scene.c would make of three well-known runs. */
#include "scenes.h"

#include <string.h>

/* An instruction that ran. */
static ap_scene_instr ran(const char *op, const char *arg, const char *note,
                          uint64_t step)
{
    return (ap_scene_instr){.op = op, .arg = arg, .note = note, .step = step,
                            .has_run = true};
}

static ap_scene_instr to_come(const char *op, const char *arg,
                              const char *note, bool is_next)
{
    return (ap_scene_instr){.op = op, .arg = arg, .note = note,
                            .is_next = is_next};
}

/* Ticks from a string: '#' runs, ':' ready, '-' waits, '~' sleeps, ' ' not
 * there, digits: who has the core; anything else is a letter. */
static ap_scene_lane lane(ap_scene *s, const char *label, int tid,
                          const char *ticks)
{
    static const char states[] = " :#-~";
    static const uint8_t doing[] = {AP_DO_COUNT, AP_DO_READY, AP_DO_RUN,
                                    AP_DO_WAIT, AP_DO_SLEEP};
    int n = (int)strlen(ticks);
    ap_scene_tick *k = ap_scene_room(s, n, sizeof *k);
    for (int i = 0; i < n; i++) {
        const char *at = strchr(states, ticks[i]);
        k[i].tid = -1;
        k[i].doing = at ? doing[at - states] : AP_DO_RUN;
        if (tid < 0 && ticks[i] >= '0' && ticks[i] <= '9')
            k[i].tid = (int16_t)(ticks[i] - '0');
        else if (!at)
            k[i].letter = ticks[i];
    }
    s->nticks = s->cursor = n;
    return (ap_scene_lane){label, tid, k};
}

static void add_code(ap_scene *s, uint32_t first, const char *const *lines,
                     int n)
{
    s->code = ap_scene_room(s, n, sizeof *s->code);
    s->ncode = n;
    for (int i = 0; i < n; i++) {
        s->code[i].number = first + (uint32_t)i;
        s->code[i].text = lines[i];
    }
}

static int *numbers(ap_scene *s, int n, const int *values)
{
    int *out = ap_scene_room(s, n, sizeof *out);
    memcpy(out, values, (size_t)n * sizeof *out);
    return out;
}

static void lost_update_threads(ap_scene *s)
{
    ap_scene_thread *t = ap_scene_room(s, 3, sizeof *t);
    s->threads = t;
    s->nthreads = 3;
    for (int i = 0; i < 3; i++)
        t[i] = (ap_scene_thread){.tid = i, .core = -1};
    t[0].name = "Main";
    t[0].doing = AP_DO_WAIT;
    t[0].line = 18;
    t[0].source = "a.join()";
    t[0].wait = "until A ends";
    for (int i = 1; i < 3; i++) {
        t[i].name = i == 1 ? "A" : "B";
        t[i].is_open = true;
        t[i].line = 12;
        t[i].source = "counter = counter + 1";
        t[i].stack = "worker";
        t[i].instrs = ap_scene_room(s, 5, sizeof(ap_scene_instr));
        t[i].ninstrs = 5;
        t[i].locals = ap_scene_room(s, 2, sizeof(ap_scene_value));
        t[i].nlocals = 2;
        t[i].locals[0] = (ap_scene_value){.name = "n", .value = "2",
                                          .writer = -1};
        t[i].locals[1] = (ap_scene_value){.name = "_", .value = "0",
                                          .writer = -1};
        uint64_t at = i == 1 ? 47 : 56;
        t[i].instrs[0] = ran("LOAD_GLOBAL", "counter", "got 0", at);
        t[i].instrs[1] = ran("LOAD_CONST", "1", NULL, at + 1);
        t[i].instrs[2] = ran("BINARY_OP", "+", "0 + 1 = 1", at + 2);
    }
    t[1].doing = AP_DO_READY;
    t[1].is_next = true;
    t[1].instrs[0].mood = AP_MOOD_WARN;
    t[1].instrs[3] = to_come("STORE_GLOBAL", "counter", "will store 1", true);
    t[1].instrs[4] = to_come("JUMP_BACKWARD", "to 20", NULL, false);
    t[1].stale = "its 0 is STALE: counter is 1";
    t[2].doing = AP_DO_RUN;
    t[2].core = 0;
    t[2].is_just = true;
    t[2].instrs[3] = ran("STORE_GLOBAL", "counter", "stored 1", 59);
    t[2].instrs[3].is_just = true;
    t[2].instrs[4] = to_come("JUMP_BACKWARD", "to 20", NULL, true);
}

static void lost_update_state(ap_scene *s)
{
    s->values = ap_scene_room(s, 3, sizeof *s->values);
    s->nvalues = 3;
    s->values[0] = (ap_scene_value){
        .name = "counter", .value = "1", .flash = 3, .writer = 2,
        .note = "was 0"};
    s->values[1] = (ap_scene_value){.name = "a", .value = "Thread A",
                                    .writer = -1};
    s->values[2] = (ap_scene_value){.name = "b", .value = "Thread B",
                                    .writer = -1};
    static const char *const lines[] = {
        "def worker(n):", "    global counter", "    for _ in range(n):",
        "        counter = counter + 1", "",
        "a = threading.Thread(target=worker, args=(2,), name=\"A\")",
        "b = threading.Thread(target=worker, args=(2,), name=\"B\")",
        "a.start()", "b.start()", "a.join()", "b.join()",
        "assert counter == 4"};
    add_code(s, 9, lines, 12);
    s->code_at = 3;
    s->code[3].marks = numbers(s, 2, (const int[]){1, 2});
    s->code[3].nmarks = 2;
    s->code[3].is_focus = true;
    s->code[3].note = "no lock held: who may come in between?";
    s->code[3].mood = AP_MOOD_WARN;
    s->code[9].marks = numbers(s, 1, (const int[]){0});
    s->code[9].nmarks = 1;
}

ap_scene *scene_lost_update(void)
{
    ap_scene *s = ap_scene_new();
    s->title = "Lost update";
    s->file = "lost_update.py";
    s->policy = "GIL off";
    s->order = "random";
    s->mode = "PAUSED";
    s->cores = 2;
    s->seed = 3;
    s->step = 59;
    s->speed = 4;
    s->unit = "event";
    s->goal = "counter ends at 4.";
    s->verdict = "not broken yet";
    s->focus = 1;
    lost_update_threads(s);
    lost_update_state(s);
    s->lanes = ap_scene_room(s, 5, sizeof *s->lanes);
    s->nlanes = 5;
    s->lanes[0] = lane(s, "0 Main", 0,
                       "##############################s###s####----------");
    s->lanes[1] = lane(s, "1 A", 1,
                       "                               ######:#r##:::::::");
    s->lanes[2] = lane(s, "2 B", 2,
                       "                                   ::#:######r##w");
    s->lanes[3] = lane(s, "core 0", -1,
                       "00000000000000000000000000000000000000.2222222222");
    s->lanes[4] = lane(s, "core 1", -1,
                       "...............................11111121111.......");
    static const char *const log[] = {
        "A reads counter: 0.", "B reads counter: 0.",
        "B stores 1 in counter. A still has its 0 from before."};
    s->log = ap_scene_room(s, 3, sizeof *s->log);
    s->nlog = 3;
    for (int i = 0; i < 3; i++)
        s->log[i] = (ap_scene_entry){i ? 2 : 1, 47 + 6 * (uint64_t)i, log[i],
                                      AP_MOOD_PLAIN};
    s->just = "B stores 1 in counter. A still has its 0 from before.";
    s->next = "A stores 1 over B's 1: B's update is lost.";
    s->next_mood = AP_MOOD_WARN;
    s->hint = "2: let B go first instead";
    return s;
}

static void deadlock_threads(ap_scene *s)
{
    static const char *const names[] = {"Main", "A", "B"};
    static const char *const locks[] = {NULL, "left", "right"};
    ap_scene_thread *t = ap_scene_room(s, 3, sizeof *t);
    s->threads = t;
    s->nthreads = 3;
    for (int i = 0; i < 3; i++)
        t[i] = (ap_scene_thread){.tid = i, .core = -1, .name = names[i],
                                 .doing = AP_DO_WAIT, .is_open = i > 0};
    t[0].line = 20;
    t[0].source = "a.join()";
    t[0].wait = "until A ends";
    for (int i = 1; i < 3; i++) {
        t[i].line = 14;
        t[i].source = "with second:";
        t[i].holds = ap_scene_room(s, 1, sizeof *t[i].holds);
        t[i].nholds = 1;
        t[i].holds[0] = (ap_scene_hold){locks[i], i == 1 ? 52 : 60};
        t[i].wait = i == 1 ? "for right, B has it" : "for left, A has it";
        t[i].stack = "transfer";
        t[i].locals = ap_scene_room(s, 2, sizeof(ap_scene_value));
        t[i].nlocals = 2;
        t[i].locals[0] = (ap_scene_value){.name = "first", .value = locks[i],
                                          .writer = -1};
        t[i].locals[1] = (ap_scene_value){.name = "second",
                                          .value = locks[3 - i], .writer = -1};
        t[i].instrs = ap_scene_room(s, 2, sizeof(ap_scene_instr));
        t[i].ninstrs = 2;
        t[i].instrs[0] = ran("LOAD_FAST", "second", locks[3 - i], 60);
        t[i].instrs[1] = to_come("BEFORE_WITH", NULL, "waits", true);
    }
}

ap_scene *scene_deadlock(void)
{
    static const char *const lines[] = {
        "def transfer(first, second):", "    with first:",
        "        time.sleep(0.01)", "        with second:",
        "            balance[0] += 1"};
    ap_scene *s = ap_scene_new();
    s->title = "AB-BA deadlock";
    s->file = "ab_ba.py";
    s->policy = "GIL on";
    s->mode = "STOPPED";
    s->mode_mood = AP_MOOD_BAD;
    s->cores = 1;
    s->seed = 1;
    s->step = 69;
    s->goal = "both transfers finish.";
    s->verdict = "BROKEN: DEADLOCK";
    s->verdict_mood = AP_MOOD_BAD;
    s->focus = 1;
    deadlock_threads(s);
    s->locks = ap_scene_room(s, 3, sizeof *s->locks);
    s->nlocks = 3;
    s->locks[0] = (ap_scene_lock){.name = "GIL", .owner = -1};
    s->locks[1] = (ap_scene_lock){
        .name = "left", .owner = 1,
        .queue = numbers(s, 1, (const int[]){2}), .nqueue = 1};
    s->locks[2] = (ap_scene_lock){
        .name = "right", .owner = 2,
        .queue = numbers(s, 1, (const int[]){1}), .nqueue = 1};
    s->values = ap_scene_room(s, 1, sizeof *s->values);
    s->nvalues = 1;
    s->values[0] = (ap_scene_value){.name = "balance", .value = "[0]",
                                    .writer = -1};
    add_code(s, 11, lines, 5);
    s->code_at = 3;
    s->code[3].marks = numbers(s, 2, (const int[]){1, 2});
    s->code[3].nmarks = 2;
    s->code[3].is_focus = true;
    s->code[1].note = "1 in left   2 in right";
    s->code[1].bracket = '[';
    s->code[2].bracket = s->code[3].bracket = '|';
    s->code[4].bracket = ']';
    s->lanes = ap_scene_room(s, 4, sizeof *s->lanes);
    s->nlanes = 4;
    s->lanes[0] = lane(s, "0 Main", 0,
                       "#########s####s###------------------------------");
    s->lanes[1] = lane(s, "1 A", 1,
                       "          ::::::::##+#####~~~~~~~~~~##----------");
    s->lanes[2] = lane(s, "2 B", 2,
                       "               :::::::::::##+#####~~~~~~~~~~##--");
    s->lanes[3] = lane(s, "GIL", -1,
                       "000000000000000000111111112222222.11.222........");
    s->just = "B asks for left and waits: A has it.";
    s->next = "A waits for B, B waits for A: DEADLOCK.";
    s->next_mood = AP_MOOD_BAD;
    return s;
}

ap_scene *scene_many(void)
{
    ap_scene *s = scene_lost_update();
    const char *line = "#:::---~~~##r##w";
    int n = 200;
    s->title = "Two hundred";
    s->threads = ap_scene_room(s, n, sizeof *s->threads);
    s->lanes = ap_scene_room(s, n, sizeof *s->lanes);
    s->nthreads = s->nlanes = n;
    for (int i = 0; i < n; i++) {
        s->threads[i] = (ap_scene_thread){
            .tid = i, .core = -1, .name = ap_scene_text(s, "w%d", i),
            .doing = i % 7 ? AP_DO_WAIT : AP_DO_READY, .line = 12,
            .source = "with gate:", .wait = "for gate, w0 has it",
            .is_open = i < 3};
        s->lanes[i] = lane(s, ap_scene_text(s, "%d w%d", i, i), i, line);
    }
    s->focus = 2;
    return s;
}

ap_scene *scene_empty(void)
{
    ap_scene *s = ap_scene_new();
    s->title = s->file = "empty.py";
    s->policy = "GIL on";
    s->mode = "ENDED";
    s->cores = 1;
    s->seed = 1;
    s->just = "The program is empty.";
    return s;
}
