"""Locks taken in a loop, given back by an ExitStack."""
import threading
from contextlib import ExitStack, closing, contextmanager, redirect_stdout
import io


class Resource:
    def __init__(self, name):
        self.name = name
        self.lock = threading.Lock()
        self.used = 0

    def close(self):
        print("close", self.name)


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except LookupError as e:
        print("swallowed:", repr(e))
    finally:
        print(f"</{name}>")


resources = [Resource(n) for n in ("a", "b", "c")]


def use_all(times):
    for _ in range(times):
        with ExitStack() as stack:
            for r in resources:
                stack.enter_context(r.lock)
            for r in resources:
                r.used += 1


threads = [threading.Thread(target=use_all, args=(n,)) for n in (5, 6, 7)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print([r.used for r in resources], any(r.lock.locked() for r in resources))
with tag("p") as p, tag("b"):
    print(p)
    {}["missing"]
with closing(resources[0]) as r:
    r.used = 0
with ExitStack() as stack:
    stack.callback(print, "called", "last", sep="-")
    stack.push(lambda kind, value, trace: print("leaving", kind))
out = io.StringIO()
with redirect_stdout(out):
    print("kept")
print(repr(out.getvalue()))
