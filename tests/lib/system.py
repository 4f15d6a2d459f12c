# sys, os, warnings, types, uuid, secrets.
import os
import secrets
import sys
import types
import uuid


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


print(sys.version_info[:2], sys.version_info >= (3, 8), sys.version_info.major)
print(sys.maxsize, sys.platform, sys.byteorder, sys.float_info.epsilon)
print(sys.getswitchinterval())
sys.setswitchinterval(0.01)
print(sys.getswitchinterval())
attempt(sys.setswitchinterval, 0)
attempt(sys.setswitchinterval, "x")
attempt(sys.setrecursionlimit, 0)
print(sys.getrecursionlimit(), sys.exc_info(), sys.stdin.readline() == "")
print(sys.stdout.write("four"), sys.stdout.name, sys.stdout.isatty())
sys.stdout.writelines(["a", "b\n"])
attempt(sys.stdout.write, 5)
try:
    1 / 0
except ZeroDivisionError as e:
    print(sys.exc_info()[0], sys.exc_info()[1] is e, sys.exception() is e)
print(sys.intern("x"), sys.getdefaultencoding())


class Loud:
    def write(self, s):
        sys.__stdout__.write(s.upper())

    def flush(self):
        pass


sys.stdout = Loud()
print("shouted")
sys.stdout = sys.__stdout__
print("said")

print(os.path.join("a", "b", "/c", "d"), os.path.split("/x/y.tar.gz"),
      os.path.splitext("/x/y.tar.gz"), os.path.splitext(".bashrc"),
      os.path.basename("a/b/"), os.path.dirname("/a"), os.path.dirname("a"))
print(os.path.normpath("a//b/./../c"), os.path.normpath("/.."),
      os.path.isabs("/a"), os.sep, repr(os.linesep), os.name)
print(os.getpid() > 0, os.getppid() > 0, os.cpu_count() > 0,
      os.environ.get("APIARY_HAS_NONE", "default"), os.getenv("APIARY_NONE"))
ns = types.SimpleNamespace(a=1, b="x")
ns.c = 3
print(ns, ns == types.SimpleNamespace(a=1, b="x", c=3),
      isinstance(attempt, types.FunctionType))
u = uuid.uuid4()
print(len(str(u)), u.version, u == uuid.UUID(str(u)), u != uuid.uuid4(),
      uuid.UUID(int=5))
attempt(uuid.UUID, "xyz")
print(len(secrets.token_hex(8)), secrets.randbelow(1), secrets.choice([7]))
attempt(secrets.randbelow, 0)
sys.exit(0)
