import threading


def inner(x):
    return {"a": 1}[x]


def work():
    inner("missing")


t = threading.Thread(target=work, name="Worker")
t.start()
t.join()
print("main ends")
