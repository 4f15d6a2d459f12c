#!/bin/sh
# slow.sh FLAGS… -- FILES…: cppcheck and clang-tidy over FILES, where present.
flags=
while [ "$1" != -- ]; do
    flags="$flags $1"
    shift
done
shift
bad=0

if command -v cppcheck >/dev/null; then
    echo "  cppcheck"
    cppcheck --quiet --error-exitcode=1 --inline-suppr -j 2 --std=c11 \
        --enable=warning,performance,portability \
        --suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches \
        --suppress=shiftTooManyBitsSigned \
        -DAP_COMPUTED_GOTO=0 -Iinclude "$@" || bad=1
else
    echo "  skipped: no cppcheck"
fi

if command -v clang-tidy >/dev/null; then
    echo "  clang-tidy"
    # Warnings of gcc that clang does not know would be complaints themselves.
    # shellcheck disable=SC2086
    flags=$(printf '%s\n' $flags | grep -v -e '^-W' | tr '\n' ' ')
    # shellcheck disable=SC2086
    printf '%s\n' "$@" | xargs -n 4 -P 2 sh -c '
        flags=$1; shift
        clang-tidy --quiet "$@" -- $flags 2>/dev/null' tidy "$flags" || bad=1
else
    echo "  skipped: no clang-tidy"
fi
exit $bad
