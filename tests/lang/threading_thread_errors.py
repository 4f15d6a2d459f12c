import threading
t = threading.Thread(target=lambda: None)
for make in (lambda: t.join(), lambda: threading.current_thread().join(), lambda: threading.Thread(None, None, None, (), {}, 5), lambda: threading.Thread(1), lambda: threading.Thread(foo=1), lambda: t.start(), lambda: t.join(), lambda: t.start(), lambda: setattr(t, "daemon", True)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
class T(threading.Thread):
    def __init__(self):
        pass
for make in (lambda: T().start(), lambda: T().name, lambda: repr(T())):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
