import threading
def child():
    pass
def parent():
    print(threading.Thread(target=child).daemon)
t = threading.Thread(target=parent, daemon=True)
t.start()
t.join()
t = threading.Thread(target=parent)
t.start()
t.join()
