"""A chat room: classes, dunder methods, a queue for each guest."""
import queue
import threading
import time


class Room:
    def __init__(self, name):
        self.name = name
        self._guests = {}
        self._lock = threading.RLock()

    def __len__(self):
        return len(self._guests)

    def __contains__(self, name):
        return name in self._guests

    def __iter__(self):
        return iter(sorted(self._guests))

    def __enter__(self):
        print(f"{self.name} opens")
        return self

    def __exit__(self, kind, value, trace):
        for guest in list(self):
            self.say(None, guest, "bye")
        print(f"{self.name} closes")
        return False

    def enter(self, guest):
        with self._lock:
            self._guests[guest.name] = guest

    def say(self, sender, receiver, text):
        with self._lock:
            self._guests[receiver].inbox.put((sender, text))

    def shout(self, sender, text):
        with self._lock:
            for name in self:
                if name != sender:
                    self.say(sender, name, text)


class Guest(threading.Thread):
    def __init__(self, name, room):
        super().__init__(name=name)
        self.inbox = queue.Queue()
        self.heard = []
        room.enter(self)

    def run(self):
        while True:
            sender, text = self.inbox.get()
            if sender is None:
                return
            self.heard.append(f"{sender}: {text}")


with Room("The Hive") as room:
    guests = [Guest(n, room) for n in ("ann", "bob", "cid")]
    for g in guests:
        g.start()
    room.shout("ann", "hello all")
    room.say("bob", "ann", "hi, ann")
    print(len(room), "bob" in room, "dan" in room, list(room))
for g in guests:
    g.join()
    print(g.name, g.heard)
