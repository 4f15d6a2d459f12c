# e2e_lib.sh: what the tests in a real terminal share; sourced with the program
# as $1. A tmux server of their own, a screen to be read, keys to be sent.
# shellcheck shell=bash
program=$(realpath "$1") || exit 2
command -v tmux >/dev/null || { echo "skipped: no tmux"; exit 0; }
work=$(mktemp -d) || exit 2
export TMUX= TMUX_TMPDIR=$work
trap 'tmux kill-server 2>/dev/null; rm -rf "$work"' EXIT
failed=0

t() { tmux "$@" 2>/dev/null; }
screen() { t capture-pane -p -t e2e; }
keys() { t send-keys -t e2e "$@"; }

fail() {
    echo "$(basename "$0" .sh): $*"
    screen | sed 's/^/    | /'
    failed=1
}

# wait_for WHAT REGEX: until the screen shows it, 30 s at most.
wait_for() {
    for _ in $(seq 600); do
        screen | grep -Eq -- "$2" && return 0
        sleep 0.05
    done
    fail "$1: the screen does not show: $2"
    return 1
}
