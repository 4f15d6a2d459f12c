# heapq: a binary heap in a list; heap[i] <= heap[2*i+1], heap[2*i+2]. The
# paths that items take are CPython's, so that equal ones come out alike.


def _check(heap, what):
    if not isinstance(heap, list):
        raise TypeError(f"{what} must be list, not {type(heap).__name__}")


def heappush(heap, item):
    _check(heap, "heappush() argument 1")
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap):
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    least = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return least


def heapreplace(heap, item):
    if not heap:
        raise IndexError("index out of range")
    least = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return least


def heappushpop(heap, item):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(x):
    _check(x, "heapify() argument")
    for i in range(len(x) // 2 - 1, -1, -1):
        _sink(x, i)


# The item at `at` moves up while it is less than its parent.
def _rise(heap, top, at):
    item = heap[at]
    while at > top:
        parent = (at - 1) >> 1
        if not item < heap[parent]:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


# The item at `at` goes all the way down along the lesser children, then
# rises to its place: fewer comparisons than stopping on the way.
def _sink(heap, at):
    end = len(heap)
    start = at
    item = heap[at]
    child = 2 * at + 1
    while child < end:
        if child + 1 < end and not heap[child] < heap[child + 1]:
            child += 1
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    _rise(heap, start, at)


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]


# The heads of the sources in order; equal ones by the sources' order.
def merge(*iterables, key=None, reverse=False):
    heads = []
    for n, it in enumerate(map(iter, iterables)):
        for x in it:
            heads.append((x if key is None else key(x), n, x, it))
            break
    heads.sort(key=lambda row: row[0], reverse=reverse)
    while heads:
        k, n, x, it = heads.pop(0)
        yield x
        for x in it:
            k = x if key is None else key(x)
            heads.insert(_place(heads, k, n, reverse), (k, n, x, it))
            break


# Where the source n with the key k comes among the heads.
def _place(heads, k, n, reverse):
    low, high = 0, len(heads)
    while low < high:
        middle = (low + high) // 2
        other, m = heads[middle][:2]
        if reverse:
            after = k < other or not other < k and m < n
        else:
            after = other < k or not k < other and m < n
        if after:
            low = middle + 1
        else:
            high = middle
    return low
