import threading


def work():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise RuntimeError("wrapped") from e


t = threading.Thread(target=work)
t.start()
t.join()
