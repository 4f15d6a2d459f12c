#!/bin/bash
# e2e.sh PROGRAM: drives the dashboard in a real terminal (tmux) as a person
# would, and ends it in every bad way. After each end the terminal must be
# sane: main screen, cursor shown, mouse off, the same stty settings.
#
# Prints "skipped: …" and exits 0 where there is no tmux.
. "$(dirname "$0")/e2e_lib.sh"

# The step number in the title.
step() { screen | head -n 1 | grep -oE 'step +[0-9]+' | grep -oE '[0-9]+'; }

wait_step() { # WHAT CONDITION(with $n) …
    for _ in $(seq 600); do
        n=$(step)
        # shellcheck disable=SC2086
        [ -n "$n" ] && [ "$n" $2 "$3" ] && return 0
        sleep 0.05
    done
    fail "$1: step $(step) is not $2 $3"
}

# The program's process: child of the shell in the pane.
pid_of_program() {
    pgrep -P "$(t display -p -t e2e '#{pane_pid}')" | head -n 1
}

open_dashboard() {
    keys "clear; $program run $* " Enter
    wait_for "start" 'Goal: counter ends at 4'
}

# is_sane WHAT: the shell is back on a sane terminal.
is_sane() {
    keys "" ; sleep 0.3
    keys "clear; stty -g > $work/stty.now; echo 'bac''k'" Enter
    wait_for "$1: the shell is back" '^back' || return
    cmp -s "$work/stty" "$work/stty.now" || fail "$1: stty differs"
    flags=$(t display -p -t e2e '#{alternate_on}#{cursor_flag}#{mouse_any_flag}')
    [ "$flags" = 010 ] || fail "$1: alternate, cursor, mouse: $flags"
}

t new-session -d -s e2e -x 120 -y 36 "LC_ALL=C.UTF-8 PS1='$ ' bash --norc" ||
    { echo "skipped: tmux does not start"; exit 0; }
t set -g remain-on-exit on
keys "stty -g > $work/stty; echo 'rea''dy'" Enter
wait_for "a shell" '^ready'

# ---- start, pause, step, pick a thread, resize, quit -----------------------
open_dashboard lost_update
first=$(step)
keys Right
wait_step "Right steps" -gt "${first:-0}"
first=$(step)
keys 0
wait_step "0 steps thread 0" -gt "$first"
first=$(step)
keys Space
wait_step "Space plays" -gt "$((first + 5))"
keys Space
sleep 0.4
first=$(step)
sleep 0.6
[ "$(step)" = "$first" ] || fail "Space pauses: step $first, then $(step)"
keys '?'
wait_for "? shows the keys" 'play or pause|run at the chosen speed'
keys Escape
sleep 0.3
t resize-window -t e2e -x 80 -y 24
wait_for "80x24" 'Goal: counter ends at 4'
t resize-window -t e2e -x 70 -y 20
wait_for "too small a window says so" '80 ?x ?24'
t resize-window -t e2e -x 120 -y 36
wait_for "120x36 again" 'Goal: counter ends at 4'
keys End
wait_for "End runs to the end" '(counter: [234]|AssertionError)'
keys q
is_sane "q"

# ---- every interleaving: find, choose, play, and stop a search ---------------
open_dashboard lost_update
keys f
wait_for "f searches" 'WHAT CAN GO WRONG'
wait_for "the verdict has its cause" 'Lost update on counter'
keys Down
keys Up
keys Enter
wait_for "Enter plays it" 'PLAYING'
keys End
wait_for "it breaks as found" 'BROKEN: AssertionError'
keys q
is_sane "q after f"
printf 'n = 0\nwhile True:\n    n += 1\n    print(n)\n' > "$work/endless.py"
keys "clear; $program run --find $work/endless.py" Enter
wait_for "--find searches, too" 'EVERY INTERLEAVING'
keys Escape
wait_for "Esc stops it" 'it was stopped'
keys Escape
wait_for "the stage is back" 'JUST'
keys q
is_sane "q after a stopped search"
keys "clear; $program check $work/endless.py; echo status \$?" Enter
wait_for "progress is shown" 'states, .*transitions/s, depth'
keys C-c
wait_for "Ctrl-C tells what is known" 'it was stopped'
wait_for "a stopped search is incomplete" 'status 3'
for no in '' 1; do
    keys "clear; NO_COLOR=$no $program check ab_ba; echo 'do''ne'" Enter
    wait_for "check in a terminal" '^done'
    t capture-pane -p -e -t e2e | grep -q "$(printf '\033')\[.*DEADLOCK"
    [ $? = "${no:-0}" ] || fail "NO_COLOR=$no is not as asked for"
done

# ---- suspended and back ------------------------------------------------------
open_dashboard lost_update
keys C-z
is_sane "Ctrl-Z"
keys "fg" Enter
wait_for "fg" 'Goal: counter ends at 4'
keys q
is_sane "q after fg"

# ---- ended from outside --------------------------------------------------------
for signal in TERM HUP INT SEGV ABRT; do
    open_dashboard lost_update
    kill -s $signal "$(pid_of_program)"
    is_sane "SIG$signal"
    for _ in $(seq 600); do
        pgrep -f "^$program run" >/dev/null || break
        sleep 0.05
    done
    pgrep -f "^$program run" >/dev/null && fail "SIG$signal left processes"
done

# ---- the hive is killed: the dashboard goes on ----------------------------------
open_dashboard lost_update
keys Right Right
sleep 0.3
hive=$(pgrep -P "$(pid_of_program)" | head -n 1)
if [ -n "$hive" ]; then
    kill -9 "$hive"
    keys Right
    wait_for "the hive's death is told" '([Kk]illed|KILLED|signal 9|SIGKILL)'
    keys r
    sleep 0.5
    keys Right
    wait_for "r starts again" 'Goal: counter ends at 4'
else
    fail "the dashboard has no hive"
fi
keys q
is_sane "q after the hive's death"

# ---- the terminal goes away ---------------------------------------------------------
open_dashboard lost_update
pid=$(pid_of_program)
t kill-pane -t e2e
for _ in $(seq 600); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.05
done
kill -0 "$pid" 2>/dev/null && { echo "e2e: outlives its terminal"; failed=1; }

[ $failed = 0 ] && echo "e2e: all well"
exit $failed
