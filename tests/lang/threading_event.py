import threading
e = threading.Event()
print(e.is_set(), e.wait(0.01), e.set(), e.is_set(), e.wait(), e.wait(5), e.clear(), e.is_set())
print(repr(e).split(":")[-1], repr(e)[:22])
def waiter():
    print("go", e.wait())
t = threading.Thread(target=waiter)
t.start()
e.set()
t.join()
