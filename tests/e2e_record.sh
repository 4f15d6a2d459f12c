#!/bin/bash
# e2e_record.sh PROGRAM: what the dashboard's keys write, in a real terminal
# (tmux): S a picture, W a trace, C a cast, y a line on the clipboard. The
# cast, played again by asciinema where there is one, ends in the very screen
# that the terminal showed, also after the window changed its size.
#
# Prints "skipped: …" and exits 0 where there is no tmux.
. "$(dirname "$0")/e2e_lib.sh"
scenario=$(realpath scenarios/races/lost_update.py)

# wait_file WHAT FILE: until it is there.
wait_file() {
    for _ in $(seq 600); do
        [ -s "$work/$2" ] && return 0
        sleep 0.05
    done
    fail "$1: no $2"
}

t new-session -d -s e2e -x 120 -y 36 \
    "cd $work && LC_ALL=C.UTF-8 PS1='$ ' bash --norc" ||
    { echo "skipped: tmux does not start"; exit 0; }
t set -g status off
t set -g set-clipboard on
keys "clear; $program run $scenario --theme dark" Enter
wait_for "start" 'Goal: counter ends at 4'

# ---- S, W, y -------------------------------------------------------------
keys Right Right
wait_for "two steps" 'Main starts A'
keys S
wait_for "S says where" 'Picture: lost_update-[0-9]+\.svg'
picture=$(cd "$work" && ls ./*.svg)
grep -q 'Main starts A' "$work/$picture" || fail "S: another picture"
keys W
wait_for "W says where" 'Saved: apiary run lost_update\.apiary'
wait_file "W" lost_update.apiary
keys y
wait_for "y shows the line" "THIS RUN IN ONE LINE"
wait_for "y shows all of it" "schedule"
line=$(t show-buffer)
case $line in
"apiary run "*"--gil off --cores 2 --seed 3 --schedule '0:"*"'") ;;
*) fail "y: the clipboard has: $line" ;;
esac
sh -c "$program shot ${line#apiary run } --step 33 --panel log" >"$work/a.txt"
"$program" shot "$scenario" --step 33 --panel log >"$work/b.txt"
grep -q 'Main starts A' "$work/a.txt" && cmp -s "$work/a.txt" "$work/b.txt" ||
    fail "y: the line is another run"
keys Escape

# ---- C -------------------------------------------------------------------------
keys C
wait_for "C begins" 'The cast begins'
wait_for "the title shows it" ' REC '
keys Right Right Right
t resize-window -t e2e -x 100 -y 30
sleep 0.5
keys Right
wait_for "steps" 'stores 1 over|reads counter|stores 1 in'
keys '?'
wait_for "help" 'ALL KEYS'
keys Escape
sleep 0.3
screen >"$work/want.txt"
keys C
wait_for "C says where" 'Cast: asciinema play lost_update\.cast'
wait_file "C" lost_update.cast
head -n 1 "$work/lost_update.cast" | grep -q '"version": 2, "width": 120' ||
    fail "C: no header"
grep -q '"r", "100x30"' "$work/lost_update.cast" || fail "C: no new size"
if command -v python3 >/dev/null; then
    python3 -c 'import json, sys
for line in open(sys.argv[1]): json.loads(line)' "$work/lost_update.cast" ||
        fail "C: no JSON"
fi

# A cast that is on when one leaves is written, and told in the shell.
cp "$work/lost_update.cast" "$work/first.cast"
keys C
wait_for "C again" ' REC '
keys x
wait_for "the fix, still recorded" 'lost_update_locked.py'
wait_for "the title shows it still" ' REC '
keys q
wait_file "q" lost_update-2.cast
wait_for "q says where" '^Cast: asciinema play lost_update-2\.cast'
cmp -s "$work/lost_update.cast" "$work/first.cast" ||
    fail "C: the second cast went over the first"

# ---- played again --------------------------------------------------------------
play_again() { # WHAT FILE REGEX: asciinema shows it on its last screen
    keys "clear; asciinema cat $2; sleep 30" Enter
    wait_for "$1" "$3"
    sleep 0.3
}
if command -v asciinema >/dev/null; then
    "$program" record "$scenario" -o "$work/r.cast" --size 100x30 \
        --keys 'play 3s; back 2; zoom'
    play_again "a cast of record" r.cast 'PAUSED +step'
    keys C-c
    play_again "a cast of the dashboard" first.cast 'REC +PAUSED'
    screen | cmp -s - "$work/want.txt" ||
        fail "asciinema ends in another screen than the dashboard"
    keys C-c
else
    echo "e2e_record: no asciinema here, its part is skipped"
fi

[ $failed = 0 ] && echo "e2e_record: all well"
exit $failed
