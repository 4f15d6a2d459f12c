import queue

q = queue.PriorityQueue()
for item in ((2, "b"), (1, "z"), (1, "a"), (3, "c")):
    q.put(item)
while not q.empty():
    print(q.get())
