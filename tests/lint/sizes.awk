# sizes.awk FILES: lines of at most 80 columns, files of at most 800 lines
# (headers 420), functions of at most 60, half of them at most 12.
#
# A function is what stands between a { and a } in the first column. The
# opcode loop and its file are excepted by name, and so are the functions of
# tests: those are mostly tables.

BEGIN {
    excepted["exec_one"] = excepted["src/vm/loop.h"] = 1
}

FNR == 1 { finish_file(); file = FILENAME; inside = 0 }

{ lines = FNR }

columns($0) > 80 { complain(FNR, "longer than 80 columns") }
/[ \t]+$/ { complain(FNR, "blanks at the end of the line") }
/\t/ && FILENAME !~ /\.mk$/ { complain(FNR, "a tab") }

/^[a-z].*[(]/ && !/;$/ && !inside {
    name = $0
    sub(/\(.*/, "", name)
    sub(/.*[ *]/, "", name)
}
/^\{/ { inside = 1; start = FNR; next }
/^\}/ && inside {
    inside = 0
    size = FNR - start - 1
    sizes[count++] = size
    if (size > 60 && !(name in excepted) && file !~ /^tests\//)
        complain(start, name " has " size " lines, more than 60")
}

# Columns of a UTF-8 line: bytes that start a character.
function columns(s,    t)
{
    t = s
    return length(s) - gsub(/[\200-\277]/, "", t)
}

function finish_file()
{
    if (lines > (file ~ /\.h$/ ? 420 : file ~ /^tests\// ? 1200 : 800) \
        && !(file in excepted))
        complain(lines, "too long a file: " lines " lines")
}

function complain(line, what)
{
    printf "%s:%d: %s\n", file, line, what
    bad = 1
}

END {
    finish_file()
    for (i = 0; i < count; i++)
        if (sizes[i] <= 12)
            small++
    if (count && small * 2 < count) {
        printf "only %d of %d functions have 12 lines or less\n", small, count
        bad = 1
    }
    exit bad
}
