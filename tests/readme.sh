#!/bin/sh
# readme.sh PROGRAM [--check]: puts the program's own tables between the
# marks of README.md,
#     <!-- keys: made by tests/readme.sh --> … <!-- end -->
# or, with --check, only says whether they are current.
set -eu
program=$1
new=$(mktemp)
table=$(mktemp)
trap 'rm -f "$new" "$table"' EXIT
while IFS= read -r line; do
    case $line in
    '<!-- end -->') skip=0 ;;
    esac
    [ "${skip:-0}" = 1 ] || printf '%s\n' "$line"
    case $line in
    '<!-- '*': made by tests/readme.sh -->')
        name=${line#'<!-- '}
        "$program" help --readme "${name%%:*}"
        skip=1
        ;;
    esac
done <README.md >"$new"
if [ "${2:-}" = --check ]; then
    diff -u README.md "$new"
else
    cat "$new" >README.md
fi
