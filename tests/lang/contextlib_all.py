from contextlib import contextmanager, suppress, closing, ExitStack, redirect_stdout, nullcontext
import io
@contextmanager
def cm(name):
    print("in", name)
    try:
        yield name.upper()
    except ValueError as e:
        print("saw", e)
    finally:
        print("out", name)
with cm("a") as x:
    print(x)
with cm("b"):
    raise ValueError("v")
try:
    with cm("c"):
        raise KeyError("k")
except KeyError as e:
    print("key", e)
with suppress(KeyError, IndexError):
    {}["x"]
    print("not printed")
class C:
    def close(self):
        print("closed")
with closing(C()) as c:
    pass
with ExitStack() as st:
    st.enter_context(cm("s1"))
    st.callback(print, "callback", 1)
    st.enter_context(cm("s2"))
with nullcontext(5) as n:
    print(n)
buf = io.StringIO()
with redirect_stdout(buf):
    print("hidden")
print(repr(buf.getvalue()))
@contextmanager
def no_yield():
    if False:
        yield
try:
    with no_yield():
        pass
except RuntimeError as e:
    print(e)
@contextmanager
def two():
    yield 1
    yield 2
try:
    with two():
        pass
except RuntimeError as e:
    print(e)
@cm("deco")
def f():
    print("in f")
f()
