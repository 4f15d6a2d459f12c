import sys
import threading
def f():
    print("exiting")
    sys.exit(5)
t = threading.Thread(target=f)
t.start()
t.join()
print("main ends")
