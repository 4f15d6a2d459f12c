# floors.awk FILES: holds the order of the floors (DESIGN: floors, folders).
#
# A file of src/<floor>/ or include/apiary/<floor>.h includes public headers
# of its own floor or lower ones, and private ones only of its own folder.
# Floors with the same number do not see each other. Only term includes
# curses, only base and run pthread.h, only cmd prints.

BEGIN {
    n = split("base code lang=vm lib run history check tell term ui=export " \
              "cmd", rows, " ")
    for (i = 1; i <= n; i++) {
        k = split(rows[i], names, "=")
        for (j = 1; j <= k; j++)
            rank[names[j]] = i
    }
    # headers that carry another name than their floor
    floor_of["error"] = "base"
    floor_of["op"] = floor_of["event"] = "code"
    floor_of["native"] = floor_of["value"] = floor_of["exception"] = "vm"
    floor_of["wait"] = floor_of["view"] = "vm"
}

FNR == 1 {
    floor = ""
    if (match(FILENAME, /^src\/[a-z]+\//))
        floor = substr(FILENAME, 5, RLENGTH - 5)
    else if (match(FILENAME, /^include\/apiary\/[a-z]+\.h$/)) {
        floor = substr(FILENAME, 16, RLENGTH - 17)
        if (floor in floor_of)
            floor = floor_of[floor]
    }
    if (floor != "" && !(floor in rank))
        complain("no such floor: " floor)
}

floor == "" || !(floor in rank) { next }

/^[ \t]*# *include *"apiary\// {
    split($0, q, "\"")
    other = substr(q[2], 8)
    sub(/\.h$/, "", other)
    if (other in floor_of)
        other = floor_of[other]
    if (!(other in rank))
        complain("includes an unknown floor: " other)
    else if (other != floor && rank[other] >= rank[floor])
        complain(floor " must not see " other)
    next
}

/^[ \t]*# *include *"/ {
    split($0, q, "\"")
    folder = FILENAME
    sub(/[^\/]*$/, "", folder)
    if (q[2] ~ /\// || (getline line < (folder q[2])) < 0)
        complain("includes a private header of another floor: " q[2])
    close(folder q[2])
    next
}

/^[ \t]*# *include *<(n?curses|term|panel|ncursesw\/.*)\.h>/ {
    if (floor != "term")
        complain("only term includes curses")
}

/^[ \t]*# *include *<pthread\.h>/ {
    if (floor != "base" && floor != "run")
        complain("only base and run include pthread.h")
}

# base says on stderr why it aborts; nobody else below cmd prints.
{
    text = $0
    gsub(/"[^"]*"/, "", text)
    sub(/^ *\*.*|\/\*.*/, "", text)
    if (text ~ /(^|[^a-z_])((printf|puts|putchar|perror) *\(|std(out|err)[,)])/ \
        && floor != "cmd" && FILENAME != "src/base/error.c")
        complain("only cmd prints")
}

function complain(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what
    bad = 1
}

END { exit bad }
