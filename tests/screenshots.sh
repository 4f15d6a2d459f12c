#!/bin/sh
# screenshots.sh PROGRAM FOLDER: makes every picture of the README, headless.
# The same program gives the same bytes, so git shows what changed.
set -eu
program=$1
folder=$2
mkdir -p "$folder"
shot() { # NAME FILE OPTIONS…
    name=$1
    shift
    echo "  SHOT $folder/$name.svg"
    "$program" shot "$@" -o "$folder/$name.svg"
}
shot lost_update lost_update --at lost-update --size 120x36
shot deadlock ab_ba --at deadlock --size 80x24
shot philosophers dining_philosophers --at deadlock --size 200x60
shot locked lost_update_locked --step 90 --size 120x36 --theme light
shot gil lost_update_gil39 --at lost-update --size 100x30 --theme contrast
