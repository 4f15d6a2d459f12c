import threading


def show(a, b=0, *rest, **named):
    print(a, b, rest, named)


for t in (threading.Thread(target=show, args=(1,)),
          threading.Thread(target=show, args=(1, 2, 3), kwargs={"k": 4}),
          threading.Thread(target=show, kwargs={"a": 5, "b": 6})):
    t.start()
    t.join()
