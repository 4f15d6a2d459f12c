#!/bin/sh
# deps.sh program|tests OUT.mk: finds the libraries that a build needs and
# writes their flags as make variables.
#
# "Found" means that a small program compiles and links against it. What is
# missing is installed by apt-get (with sudo where not root); on other
# systems its packages are named. NO_INSTALL=1: only say the command.
set -u
what=$1
out=$2
cc=${CC:-cc}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# Rows: name, pkg-config's name, flags without pkg-config, a program.
rows_program() {
    row ncurses ncursesw '-lncursesw -ltinfo' '#include <curses.h>
        int main(void) { cchar_t c; return mvin_wch(0, 0, &c) + COLORS; }'
    row gmp gmp '-lgmp' '#include <gmp.h>
        int main(void) { mp_limb_t a = 1; return (int)mpn_add_n(&a, &a, &a, 1); }'
    row xxhash libxxhash '-lxxhash' '#include <xxhash.h>
        int main(void) { return (int)XXH3_128bits("", 0).low64; }'
    row jansson jansson '-ljansson' '#include <jansson.h>
        int main(void) { json_decref(json_object()); return 0; }'
}
rows_tests() {
    row cunit cunit '-lcunit' '#include <CUnit/Basic.h>
        int main(void) { return (int)CU_initialize_registry(); }'
    row vterm vterm '-lvterm' '#include <vterm.h>
        int main(void) { return vterm_new(24, 80) == 0; }'
}

# Tries one row; adds its flags, or its name to $missing.
row() {
    cflags= libs=$3
    if pkg-config --exists "$2" 2>/dev/null; then
        # Only -I: Debian's -D flags for ncurses fight with ours.
        cflags=$(pkg-config --cflags-only-I "$2")
        libs=$(pkg-config --libs "$2")
    fi
    echo "$4" > "$work/try.c"
    # shellcheck disable=SC2086
    if $cc -D_GNU_SOURCE $cflags -o "$work/try" "$work/try.c" $libs \
        >"$work/log" 2>&1; then
        all_cflags="$all_cflags $cflags" all_libs="$all_libs $libs"
    else
        missing="$missing $1"
    fi
}

look() {
    all_cflags= all_libs= missing=
    echo 'int main(void) { return 0; }' > "$work/try.c"
    $cc -o "$work/try" "$work/try.c" >/dev/null 2>&1 || missing="$missing cc"
    [ -n "$missing" ] || "rows_$what"
}

# A missing thing's package: Debian's name.
apt_name() {
    case $1 in
    cc) echo gcc libc6-dev ;;
    ncurses) echo libncurses-dev ;;
    gmp) echo libgmp-dev ;;
    xxhash) echo libxxhash-dev ;;
    jansson) echo libjansson-dev ;;
    cunit) echo libcunit1-dev ;;
    vterm) echo libvterm-dev ;;
    esac
}

# A missing compiler hides what else is missing: then all is asked for.
packages() {
    case $missing in
    *cc*) missing="cc ncurses gmp xxhash jansson cunit vterm" ;;
    esac
    for name in $missing; do apt_name "$name"; done | tr '\n' ' '
}

give_up() {
    echo "apiary needs: $(packages)" >&2
    echo "  Debian, Ubuntu: apt-get install pkg-config $(packages)" >&2
    echo "  Fedora: dnf install gcc pkgconf ncurses-devel gmp-devel" \
        "xxhash-devel jansson-devel CUnit-devel libvterm-devel" >&2
    echo "  Arch: pacman -S gcc pkgconf ncurses gmp xxhash jansson cunit" \
        "libvterm" >&2
    echo "  Alpine: apk add gcc musl-dev pkgconf ncurses-dev gmp-dev" \
        "xxhash-dev jansson-dev cunit-dev libvterm-dev" >&2
    echo "then run make again." >&2
    exit 1
}

install_missing() {
    [ "${NO_INSTALL:-0}" = 0 ] || give_up
    command -v apt-get >/dev/null || give_up
    sudo=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || give_up
        sudo=sudo
    fi
    echo "apiary: installing pkg-config $(packages)" >&2
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2046
    $sudo apt-get install -y pkg-config $(packages) >"$work/apt" 2>&1 ||
        { $sudo apt-get update >"$work/apt" 2>&1 &&
            $sudo apt-get install -y pkg-config $(packages) \
                >"$work/apt" 2>&1; } ||
        { tail -n 5 "$work/apt" >&2; give_up; }
}

look
if [ -n "$missing" ]; then
    install_missing
    look
    [ -z "$missing" ] || { cat "$work/log" >&2; give_up; }
fi
mkdir -p "$(dirname "$out")"
case $what in
program) prefix=DEPS ;;
tests) prefix=TEST ;;
esac
{
    echo "# written by tests/deps.sh; remove it to look again"
    echo "${prefix}_CFLAGS =$all_cflags"
    echo "${prefix}_LIBS =$all_libs"
} > "$out"
