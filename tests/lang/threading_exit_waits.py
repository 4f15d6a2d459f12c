import threading
import time
import sys
def f():
    time.sleep(0.05)
    print("worker ends")
threading.Thread(target=f).start()
print("main ends")
sys.exit(7)
