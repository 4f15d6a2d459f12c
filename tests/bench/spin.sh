#!/bin/sh
# spin.sh: the same programs as in the rows above, as Promela models searched
# by spin where that is installed. A step of a model is a visible step.
#
# Columns: until the verdict from the model's text, of that the search
# alone, states, transitions, transitions a second.
set -u
cd "$(dirname "$0")" || exit 1
command -v spin >/dev/null && command -v cc >/dev/null || {
    echo "spin is not installed: nothing to compare with"
    exit 0
}
models=$PWD
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

now() { date +%s%N; }

# name, model, macros of it, flags of the search
row() {
    begin=$(now)
    # shellcheck disable=SC2086
    spin -a $3 "$models/$2.pml" >log 2>&1 \
        && cc -O2 -w -DSAFETY -DVECTORSZ=4096 -DNOFAIR -o pan pan.c \
            >>log 2>&1 || {
        echo "  $1: spin failed"; head -3 log; return
    }
    middle=$(now)
    # shellcheck disable=SC2086
    timeout 30 ./pan -m1000000 -w22 $4 >log 2>&1
    ended=$?
    end=$(now)
    [ $ended -ne 124 ] || echo "no verdict in 30 s" >log
    awk -v name="$1" -v all=$((end - begin)) -v own=$((end - middle)) '
        /errors:/ { errors = $NF }
        /states, stored/ { states = $1 }
        /transitions \(/ { transitions = $1 }
        /^no verdict/ { gave_up = 1 }
        END {
            printf "  spin: %-32s %8.0f ms, search %8.0f ms, %9d states, " \
                   "%9d transitions, %5.2f M/s, %s\n", name, all / 1e6,
                   own / 1e6, states, transitions, transitions * 1e3 / own,
                   gave_up ? "no verdict" : errors ? "error" : "safe"
        }' log
}

row "lost update 2 x 20" lost_update "-DN=20" ""
row "lost update 2 x 30" lost_update "-DN=30" ""
row "lost update 2 x 200" lost_update "-DN=200" ""
for n in 2 3 4 5 6 7 8; do
    row "philosophers naive, $n" philosophers "-DN=$n" ""
done
row "philosophers ordered, 8" philosophers "-DN=8 -DORDERED" ""
row "bounded buffer 3p 3c, 1 each" bounded_buffer "-DK=1" ""
row "bounded buffer 3p 3c, 3 each" bounded_buffer "-DK=3" ""
