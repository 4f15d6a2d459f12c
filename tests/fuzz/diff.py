"""diff.py APIARY SECONDS [SEED]: random programs, run by apiary and by the
Python that runs this; any difference in what they print is a bug.

Python 3.12 is the oracle; under another version the text of errors is not
compared, since it changes from one to the next. The first difference of each
kind is printed with the statement that made it, and its program kept beside
the binary. Exit 1 where there was one."""
import os
import re
import subprocess
import sys
import time

from diff_make import make

IS_ORACLE = sys.version_info[:2] == (3, 12)
LIMIT_S = 60
NO_END = "no end after %d s" % LIMIT_S


def run(command, path):
    try:
        done = subprocess.run(command + [path], capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=LIMIT_S)
    except subprocess.TimeoutExpired:
        return [NO_END]
    text = done.stdout.decode("utf-8", "replace")
    error = done.stderr.decode("utf-8", "replace").split("\n")
    return text.split("\n") + ["exit %d %s" % (done.returncode, error[-2:])]


def is_same(ours, theirs):
    if ours == theirs:
        return True
    if IS_ORACLE:
        return False
    # "ValueError …" of both: the kind is what counts.
    head = ours.split(" ")[0]
    return head.endswith("Error") and head == theirs.split(" ")[0]


def statement_of(program, line):
    """The statement that printed line number `line`, as far as it can be
    told: the expressions print a line each, the functions two."""
    shown = [s for s in program.split("\n") if s.startswith("try: show")]
    if line < len(shown):
        return shown[line]
    return "function g%d" % (line // 2)


def kind_of(ours, theirs):
    """What differences that have one cause have in common: mostly."""
    return tuple(re.sub(r"'[^']*'|[0-9.]+", "_", x)[:60]
                 if "Error" in x else "value" for x in (ours, theirs))


def compare(seed, apiary, folder):
    """-> None, or the kind of the first difference and a text about it."""
    program = make(seed)
    path = os.path.join(folder, "diff_%d.py" % seed)
    with open(path, "w", encoding="utf-8") as f:
        f.write(program)
    ours = run([apiary, "exec", "--clock", "virtual", "--memory", "1G"], path)
    theirs = run([sys.executable, "-W", "ignore"], path)
    if NO_END in ours[:1] and NO_END in theirs[:1]:
        return None
    for line in range(max(len(ours), len(theirs))):
        a = ours[line] if line < len(ours) else "(nothing)"
        b = theirs[line] if line < len(theirs) else "(nothing)"
        if not is_same(a, b):
            return kind_of(a, b), (
                    f"{path}: output line {line + 1}\n"
                    f"  {statement_of(program, line)}\n"
                    f"  apiary: {a[:300]}\n  python: {b[:300]}")
    os.unlink(path)
    return None


def main():
    apiary, seconds = sys.argv[1], float(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time()) * 1000
    folder = os.path.join(os.path.dirname(apiary), "fuzz-diff")
    os.makedirs(folder, exist_ok=True)
    first, end, kinds = seed, time.monotonic() + seconds, {}
    while time.monotonic() < end:
        found = compare(seed, apiary, folder)
        if found:
            kind, text = found
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] == 1 or kind == ("value", "value"):
                print(text, flush=True)
        seed += 1
    print(f"fuzz-diff: {seed - first} programs from seed {first} on, "
          f"{sum(kinds.values())} differ in {len(kinds)} ways "
          f"(Python {sys.version.split()[0]})")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
