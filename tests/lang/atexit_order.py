import atexit
import sys
atexit.register(print, "first registered")
@atexit.register
def second():
    print("second registered")
atexit.register(print, "last", sep="")
def gone():
    print("never")
atexit.register(gone)
atexit.unregister(gone)
print("main ends")
sys.exit(3)
