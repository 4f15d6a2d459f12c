#!/bin/sh
# readme.sh PROGRAM [--check]: puts the program's own tables, and what it says
# of one scenario, between the marks of README.md,
#     <!-- keys: made by tests/readme.sh --> … <!-- end -->
# or, with --check, only says whether they are current.
set -eu
program=$1
new=$(mktemp)
table=$(mktemp)
trap 'rm -f "$new" "$table"' EXIT

# The gravest finding of `apiary check lost_update`, as a block of code.
story() {
    LC_ALL=C.UTF-8 "$program" check lost_update >"$table" || true
    echo
    sed -e '/^Also found:/,$d' -e 's/^\(.\)/    \1/' "$table"
}

while IFS= read -r line; do
    case $line in
    '<!-- end -->') skip=0 ;;
    esac
    [ "${skip:-0}" = 1 ] || printf '%s\n' "$line"
    case $line in
    '<!-- '*': made by tests/readme.sh -->')
        name=${line#'<!-- '}
        name=${name%%:*}
        if [ "$name" = check ]; then
            story
        else
            "$program" help --readme "$name"
        fi
        skip=1
        ;;
    esac
done <README.md >"$new"
if [ "${2:-}" = --check ]; then
    diff -u README.md "$new"
else
    cat "$new" >README.md
fi
