#!/bin/sh
# The screen on a real terminal (tmux): start, keys, mouse, resize, Ctrl-Z and
# back, crash, signals, hang-up, odd terminals. After each the terminal must be
# sane: main screen, cursor on, line editing on.
#
#     sh tests/e2e_term.sh build/term_demo
#
# Prints what failed and how many were checked (V=1: every check); exit status
# 1 where one failed. Needs tmux.

demo=$(realpath "${1:-build/term_demo}")
command -v tmux >/dev/null || { echo "skipped: no tmux"; exit 0; }
server="apiary-e2e-$$"
dir=$(mktemp -d)
checks=0 failed=0
t() { tmux -L "$server" "$@" 2>/dev/null; }
trap 't kill-server 2>/dev/null; rm -rf "$dir"' EXIT

say() { # say OK? WORDS
    checks=$((checks + 1))
    if [ "$1" = 0 ]; then [ "$V" != 1 ] || echo "ok    $2"; else
        echo "FAIL  $2"; failed=$((failed + 1))
        t capture-pane -p 2>/dev/null | grep . | head -3 | sed 's/^/      | /'
    fi
}

# Polls until the command succeeds, thirty seconds at most.
until_true() {
    tries=0
    while [ $tries -lt 600 ]; do
        "$@" && return 0
        sleep 0.05
        tries=$((tries + 1))
    done
    return 1
}
shows() { t capture-pane -p | grep -q -- "$1"; }
check_shows() { until_true shows "$1"; say $? "$2"; }
flags_are() { [ "$(t display -p '#{alternate_on} #{cursor_flag}')" = "$1" ]; }
mouse_off() { [ "$(t display -p '#{mouse_any_flag}')" = 0 ]; }
pid() { pgrep -P "$(t display -p '#{pane_pid}')" -x term_demo | head -1; }
running() { [ -n "$(pid)" ]; }

t -f /dev/null new-session -d -x 100 -y 30 'sleep 1000'
t set -g status off
begin() { # begin ENVIRONMENT [REST]: a shell at 100x30 with the demo in it
    t respawn-pane -k 'PS1="$ " exec sh -i'
    t resize-window -x 100 -y 30
    until_true shows '^\$'
    t send-keys "$1 $demo $2" Enter
}
up() { begin "${1:-TERM=tmux-256color}"; until_true shows '100x30'; }

sane() { # sane WORDS: the terminal is as the shell wants it
    until_true flags_are "0 1"; say $? "$1: main screen, cursor on"
    until_true mouse_off; say $? "$1: mouse off"
    t send-keys C-u "clear; stty -a > $dir/stty; echo sta''ble" Enter
    until_true shows '^stable'
    grep -q ' icanon' "$dir/stty" && grep -q ' echo ' "$dir/stty" &&
        grep -q ' onlcr' "$dir/stty" && grep -q ' ixon' "$dir/stty"
    say $? "$1: line editing on"
}

up TERM=screen; say $? "starts"
until_true flags_are "1 0"; say $? "alternate screen, cursor off"
check_shows 'colors 8' "8 colours under TERM=screen"
for key in Up Down Left Right PgUp PgDn Home End F1 x; do
    name=$(echo $key | sed 's/PgUp/PPage/; s/PgDn/NPage/')
    t send-keys "$name"; check_shows "key $key\." "key $key"
done
for pair in "Enter Enter" "Tab Tab" "BTab Shift-Tab" "DC Delete" \
    "BSpace Backspace" "Escape Esc" "Space Space" "C-x Ctrl-X" "é é"; do
    t send-keys "${pair% *}"; check_shows "key ${pair#* }\." "key ${pair#* }"
done
t send-keys x; until_true shows 'key x\.'
t send-keys -l "$(printf '\033[?997;1n')"; sleep 0.2
shows 'key x\.'; say $? "unknown sequences are swallowed"
t send-keys -l "$(printf '\033[<0;12;5M')"
check_shows 'key press1 11,4\.' "mouse press"
t send-keys -l "$(printf '\033[<65;3;4M')"
check_shows 'key press5 2,3\.' "mouse wheel"

t resize-window -x 79 -y 23
check_shows '79x23' "resize: smaller"
t resize-window -x 120 -y 36
check_shows '120x36' "resize: larger"

t send-keys C-z
check_shows 'Stopped' "Ctrl-Z stops"
sane "stopped"
t resize-window -x 90 -y 25
t send-keys "fg" Enter
check_shows '90x25' "fg goes on, at the new size"
until_true flags_are "1 0"; say $? "fg: alternate screen, cursor off"
p=$(pid); kill -STOP "$p"; sleep 0.1; kill -CONT "$p"
t send-keys "fg" Enter
until_true flags_are "1 0"; say $? "goes on after a stop from outside"
t send-keys y; check_shows 'key y\.' "keys work after it"
t send-keys q; sane "q"

for key in "c Segmentation\\|SEGV" "b Aborted" "C-c \\$" "C-\\ Quit"; do
    up; t send-keys "${key%% *}"
    check_shows "${key#* }" "key ${key%% *} ends it"
    sane "key ${key%% *}"
done
for signal in TERM HUP INT SEGV BUS FPE ILL ABRT QUIT; do
    up; kill -$signal "$(pid)"; sane "SIG$signal"
done

for kind in xterm-256color tmux-256color screen linux vt100; do
    begin "TERM=$kind"
    check_shows '100x30' "TERM=$kind draws"
    t send-keys Up; check_shows 'key Up\.' "TERM=$kind: arrow keys"
    t send-keys q; until_true flags_are "0 1"; say $? "TERM=$kind: leaves"
    check_shows '^\$ *$' "TERM=$kind: a row of its own for the shell"
done
begin "NO_COLOR=1"; check_shows 'colors 0' "NO_COLOR: none"
begin "COLORFGBG='0;15'"; check_shows 'light 1' "COLORFGBG: light"
begin "LC_ALL=C"; check_shows '+-.*-+' "LC_ALL=C: ASCII only"
for kind in dumb nosuch ''; do
    begin "TERM=$kind"
    check_shows 'term_demo: .*apiary shot' "TERM=$kind is refused in a line"
    sane "TERM=$kind"
done
begin "" "| cat"; check_shows 'term_demo: .*apiary shot' "a pipe is refused"
begin "" "</dev/null"; check_shows '100x30' "keys come from /dev/tty"
t send-keys Up; check_shows 'key Up\.' "and work"

up; p=$(pid); t kill-server
gone() { ! kill -0 "$p" 2>/dev/null; }
until_true gone; say $? "hang-up ends it"

"$demo" --headless 80x24 --frames 9 --shot "$dir/a.svg"
"$demo" --headless 80x24 --frames 9 --shot "$dir/b.svg" <&- >&- 2>&-
cmp -s "$dir/a.svg" "$dir/b.svg"; say $? "headless with 0, 1, 2 closed: same"
echo "terminal: $checks checks, $failed failed"
[ $failed = 0 ]
