#!/bin/sh
# screenshots.sh PROGRAM FOLDER [--check]: makes every picture of the README,
# headless. The same program gives the same bytes: with --check nothing is
# changed, and the status says whether FOLDER has what the program makes.
set -eu
program=$1
folder=$2
check=${3:-}
to=$folder
if [ "$check" ]; then
    to=$(mktemp -d)
    trap 'rm -rf "$to"' EXIT
fi
mkdir -p "$to"
make_one() { # COMMAND NAME.ENDING FILE OPTIONS…
    command=$1
    name=$2
    shift 2
    [ "$check" ] || echo "  SHOT $folder/$name"
    "$program" "$command" "$@" -o "$to/$name"
}
demo="--size 100x30 --speed 2.5 --fps 15"
keys="play; pause 2s; last-event 5; pause 2s; fix; play; pause 1s"

# Paths from the root of the project, which a picture may show.
make_one shot lost_update.svg scenarios/races/lost_update.py \
    --at lost-update --size 120x36
make_one shot deadlock.svg scenarios/deadlock/ab_ba.py \
    --at deadlock --size 80x24
make_one shot philosophers.svg scenarios/classics/dining_philosophers.py \
    --at deadlock --size 200x60
make_one shot locked.svg scenarios/races/lost_update_locked.py --step 90 \
    --size 120x36 --theme light
make_one shot gil.svg scenarios/races/lost_update_gil39.py \
    --at lost-update --size 100x30 --theme contrast
make_one shot queue.svg scenarios/classics/producer_consumer.py \
    --at failure --size 80x24 --theme mono
make_one shot verdict.svg scenarios/races/check_then_act.py --find \
    --size 100x30
# shellcheck disable=SC2086
make_one record demo.svg scenarios/races/lost_update.py $demo --keys "$keys"
# shellcheck disable=SC2086
make_one record demo.cast scenarios/races/lost_update.py $demo --keys "$keys"

if [ "$(wc -c <"$to/demo.svg")" -gt 2097152 ]; then
    echo "screenshots.sh: demo.svg is larger than 2 MB" >&2
    exit 1
fi
[ "$check" ] || exit 0
if ! diff -rq "$folder" "$to" >"$to.diff" 2>&1; then
    sed 's/^/screenshots.sh: /' "$to.diff" >&2
    rm -f "$to.diff"
    echo "screenshots.sh: $folder is not what the program makes:" \
        "make screenshots, look at them, commit them" >&2
    exit 1
fi
rm -f "$to.diff"
echo "screenshots: $folder is what the program makes"
