import heapq
import bisect
h = [5, 1, 4, 2]
heapq.heapify(h)
heapq.heappush(h, 0)
print(h, heapq.heappop(h), heapq.heappushpop(h, 3), heapq.heapreplace(h, 9), h, heapq.nlargest(2, [3, 1, 2]), heapq.nsmallest(2, [3, 1, 2], key=lambda n: -n))
print(list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge([3, 1], [2], reverse=True)), type(heapq.merge([1])).__name__)
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 0), bisect.bisect([1, 5], 3, key=lambda n: -n))
bisect.insort(a, 4)
print(a)
for make in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heapify(5), lambda: heapq.heappush((), 1), lambda: heapq.heappush([1, "a"], 0)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
