import threading


def show(a):
    print(a)


t = threading.Thread(target=show, args=())
t.start()
t.join()
print("end")
