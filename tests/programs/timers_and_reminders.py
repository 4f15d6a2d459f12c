"""Timer: later, never, again and again."""
import threading
import time


class RepeatTimer(threading.Timer):
    def run(self):
        while not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)


ticks = []


def hello(name, *, mark="!"):
    print("hello, " + name + mark)


t = threading.Timer(0.05, hello, args=["bee"], kwargs={"mark": "?"})
never = threading.Timer(0.5, hello, ["nobody"])
again = RepeatTimer(0.03, lambda: ticks.append(len(ticks)))
for timer in (t, never, again):
    timer.start()
print("waiting")
time.sleep(0.11)
never.cancel()
again.cancel()
for timer in (t, never, again):
    timer.join()
print("ticks:", ticks)
print(never.is_alive(), t.finished.is_set())
