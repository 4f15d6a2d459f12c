import threading
import time
def f():
    print("daemon starts")
    time.sleep(5)
    print("never")
t = threading.Thread(target=f, daemon=True)
t.start()
time.sleep(0.05)
print("main ends")
