import threading
from threading import Lock, RLock
for x in (Lock(), RLock(), threading.Condition(), threading.Event(), threading.Semaphore(), threading.BoundedSemaphore(), threading.Barrier(2), threading.Thread(), threading.Timer(1, print), threading.main_thread()):
    print(type(x).__name__, type(x).__module__, type(x).__qualname__)
print(callable(Lock), isinstance(Lock(), type(Lock())))
