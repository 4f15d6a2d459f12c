#!/bin/sh
# store.sh PYTHON FILE.py…: stores what a real Python 3.12 makes of the
# programs: NAME.out, NAME.err (less the frames of library files) and
# NAME.exit, each where there is something to say. Run it from the top of the
# tree, so that tracebacks name the files as the tests do. Programs whose lines
# say `# expect:` need no such files.
python=$1
shift
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 12))' ||
    { echo "store.sh: $python is not Python 3.12" >&2; exit 1; }
for f in "$@"; do
    base=${f%.py}
    PYTHONDONTWRITEBYTECODE=1 "$python" "$f" >"$base.out" 2>"$base.err" \
        </dev/null
    echo $? >"$base.exit"
    sed -i "s|$PWD/||g" "$base.out" "$base.err"
    awk '/^  File "/ { drop = index($0, "\"tests/") == 0 }
         !/^    / && !/^  File "/ { drop = 0 }
         !drop' "$base.err" >"$base.tmp"
    mv "$base.tmp" "$base.err"
    [ -s "$base.err" ] || rm -f "$base.err"
    [ "$(cat "$base.exit")" != 0 ] || rm -f "$base.exit"
done
