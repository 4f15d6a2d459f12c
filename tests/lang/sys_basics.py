import sys
print(sys.argv[0][-13:], sys.maxsize, sys.version_info >= (3, 8), sys.getrecursionlimit(), sys.byteorder, sys.platform, sys.getswitchinterval(), sys.float_info.max, sys.float_info.epsilon, sys.version_info[0], sys.getdefaultencoding(), sys.stdout is sys.__stdout__)
try:
    1 / 0
except ZeroDivisionError:
    t, v, tb = sys.exc_info()
    print(t, v, tb.tb_lineno)
print(sys.exc_info())
sys.setrecursionlimit(200)
def f(n):
    return f(n + 1)
try:
    f(0)
except RecursionError as e:
    print(e)
for make in (lambda: sys.setrecursionlimit(0), lambda: sys.setswitchinterval(0), lambda: sys.setswitchinterval("a"), lambda: sys.intern(5)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
