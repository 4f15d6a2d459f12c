#!/bin/sh
# store.sh PYTHON FILE.py…: stores what a real Python 3.12 prints for the
# programs as NAME.out and NAME.err. Run it from the top of the tree, so that
# tracebacks name the files as the tests do. Programs whose lines say
# `# expect:` need no such files.
python=$1
shift
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 12))' ||
    { echo "store.sh: $python is not Python 3.12" >&2; exit 1; }
for f in "$@"; do
    base=${f%.py}
    PYTHONDONTWRITEBYTECODE=1 "$python" "$f" >"$base.out" 2>"$base.err" \
        </dev/null
    [ -s "$base.err" ] || rm -f "$base.err"
done
