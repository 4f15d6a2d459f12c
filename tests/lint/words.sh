#!/bin/sh
# words.sh: words that must not stand in what is committed: notes to do
# later, and paths of some machine.
bad=0
look() {
    if git grep -nIE "$1" -- . ':!tests/lint/words.sh'; then
        echo "words.sh: $2" >&2
        bad=1
    fi
}
look '(^|[^a-zA-Z_])(TODO|FIXME|XXX|HACK)([^a-zA-Z_]|$)' 'finish it or leave it out'
look '(/home/[a-z]|/root/|/work/)' 'a path of some machine'
exit $bad
