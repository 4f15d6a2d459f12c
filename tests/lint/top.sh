#!/bin/sh
# top.sh: the top level holds what the layout names, and nothing else that is
# visible.
extra=$(git ls-files | sed 's,/.*,,' | sort -u | grep -vE \
    '^(\..*|Makefile|README\.md|include|scenarios|screenshots|src|tests)$')
[ -z "$extra" ] && exit 0
echo "top.sh: not of the top level:" $extra >&2
exit 1
