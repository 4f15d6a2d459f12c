import threading
t = threading.Thread(target=print, args=("hi",), name="W")
t.setDaemon(False)
print(t.isDaemon())
t.setName("X")
print(t.getName())
t.start()
t.join()
print(threading.currentThread().name, threading.activeCount())
e = threading.Event()
e.set()
print(e.isSet())
c = threading.Condition()
with c:
    c.notifyAll()
for _ in range(2):
    threading.currentThread()
threading.currentThread(); t.getName()
