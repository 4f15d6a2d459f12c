# differs: 3.13
import traceback
import sys
def f():
    1 / 0
try:
    f()
except ZeroDivisionError as e:
    traceback.print_exc(file=sys.stdout)
    print(traceback.format_exc().splitlines()[-1])
    print("".join(traceback.format_exception_only(type(e), e)), end="")
    traceback.print_exc()
    print(traceback.format_exception(e)[0], end="")
    traceback.print_exception(type(e), e, e.__traceback__)
