"""The countdown of two threads, in the oldest style there is."""
import threading
import time

exitFlag = 0


class myThread(threading.Thread):
    def __init__(self, threadID, name, counter):
        threading.Thread.__init__(self)
        self.threadID = threadID
        self.name = name
        self.counter = counter

    def run(self):
        print("Starting " + self.name)
        print_time(self.name, self.counter, 3)
        print("Exiting " + self.name)


def print_time(threadName, delay, counter):
    while counter:
        if exitFlag:
            threadName.exit()
        time.sleep(delay)
        print("%s: %d" % (threadName, counter))
        counter -= 1


thread1 = myThread(1, "Thread-1", 0.05)
thread2 = myThread(2, "Thread-2", 0.08)
thread1.start()
thread1.join(0.01)
thread2.start()
threads = []
threads.append(thread1)
threads.append(thread2)
for t in threads:
    t.join()
print("Exiting Main Thread")
