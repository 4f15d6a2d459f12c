#!/bin/sh
# embed.sh FILE.py…: the Python files as a C source on stdout.
#
# ap_lib_py[] holds name, text (0 at its end) and length of each; the row
# with a NULL name is the last. Its type is declared in src/lib/lib_i.h the
# same way as here.
echo '/* made by src/lib/embed.sh */'
echo '#include <stddef.h>'
i=0
for f in "$@"; do
    echo "static const char text_$i[] = {"
    od -An -v -tu1 "$f" | sed 's/[0-9][0-9]*/&,/g'
    echo '0};'
    i=$((i + 1))
done
echo 'extern const struct ap_lib_py {'
echo '    const char *name, *text;'
echo '    size_t len;'
echo '} ap_lib_py[];'
echo 'const struct ap_lib_py ap_lib_py[] = {'
i=0
for f in "$@"; do
    name=$(basename "$f" .py)
    echo "    {\"$name\", text_$i, sizeof text_$i - 1},"
    i=$((i + 1))
done
echo '    {NULL, NULL, 0}};'
