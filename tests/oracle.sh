#!/bin/sh
# oracle.sh PYTHON FILE.py…: stores what CPython 3.12 prints for each program,
# as FILE.out, and as FILE.err where it prints to stderr. Run at the top of the
# tree, so that tracebacks name files as the tests do. Frames of library files
# are left out, since apiary leaves them out.
python=$1
shift
for f in "$@"; do
    base=${f%.py}
    TZ=UTC PYTHONWARNINGS=ignore timeout 60 "$python" -P "$f" < /dev/null \
        > "$base.out" 2> "$base.err.new"
    sed "s|\"$PWD/|\"|" "$base.err.new" | awk '/^  File "[^"]*\/lib\/python3/ { skip = 1; next }
         skip && /^    / { next }
         { skip = 0; print }' > "$base.err"
    rm "$base.err.new"
    [ -s "$base.err" ] || rm "$base.err"
done
