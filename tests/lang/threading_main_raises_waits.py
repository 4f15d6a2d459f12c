import threading
import time
def f():
    time.sleep(0.05)
    print("worker ends")
threading.Thread(target=f).start()
raise ValueError("main fails first")
