# itertools: generators, where CPython has classes. count and cycle are C, one
# step an item, since threads share them.


def repeat(object, times=None):
    if times is None:
        while True:
            yield object
    for i in range(times):
        yield object


def chain(*iterables):
    for it in iterables:
        for x in it:
            yield x


def _chain_from_iterable(iterables):
    for it in iterables:
        for x in it:
            yield x


chain.from_iterable = _chain_from_iterable


def islice(iterable, *args):
    start, stop, step = 0, None, 1
    if len(args) == 1:
        stop = args[0]
    elif len(args) == 2:
        start, stop = args
    else:
        start, stop, step = args
    start = 0 if start is None else start
    step = 1 if step is None else step
    if start < 0 or stop is not None and stop < 0:
        raise ValueError("Indices for islice() must be None or an integer: "
                         "0 <= x <= sys.maxsize.")
    if step < 1:
        raise ValueError("Step for islice() must be a positive integer or "
                         "None.")
    return _islice(iter(iterable), start, stop, step)


def _islice(it, start, stop, step):
    at = 0
    wanted = start
    while stop is None or at < stop:
        try:
            x = next(it)
        except StopIteration:
            return
        if at == wanted:
            wanted += step
            yield x
            if stop is not None and wanted >= stop:
                while at + 1 < stop:
                    at += 1
                    if next(it, _nothing) is _nothing:
                        return
                return
        at += 1


_nothing = object()


def accumulate(iterable, func=None, *, initial=None):
    it = iter(iterable)
    if initial is None:
        try:
            total = next(it)
        except StopIteration:
            return
    else:
        total = initial
    yield total
    for x in it:
        total = total + x if func is None else func(total, x)
        yield total


def takewhile(predicate, iterable):
    for x in iterable:
        if not predicate(x):
            return
        yield x


def dropwhile(predicate, iterable):
    it = iter(iterable)
    for x in it:
        if not predicate(x):
            yield x
            break
    for x in it:
        yield x


def filterfalse(predicate, iterable):
    for x in iterable:
        if not (x if predicate is None else predicate(x)):
            yield x


def compress(data, selectors):
    for x, wanted in zip(data, selectors):
        if wanted:
            yield x


def starmap(function, iterable):
    for args in iterable:
        yield function(*args)


def pairwise(iterable):
    it = iter(iterable)
    a = next(it, _nothing)
    if a is _nothing:
        return
    for b in it:
        yield a, b
        a = b


def batched(iterable, n):
    if n < 1:
        raise ValueError("n must be at least one")
    batch = []
    for x in iterable:
        batch.append(x)
        if len(batch) == n:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)


def zip_longest(*iterables, fillvalue=None):
    its = [iter(it) for it in iterables]
    while its:
        row = [next(it, _nothing) for it in its]
        if all(x is _nothing for x in row):
            return
        yield tuple([fillvalue if x is _nothing else x for x in row])


def product(*iterables, repeat=1):
    pools = [tuple(it) for it in iterables] * repeat
    if any(not pool for pool in pools):
        return
    at = [0] * len(pools)
    while True:
        yield tuple([pool[i] for pool, i in zip(pools, at)])
        k = len(pools) - 1
        while k >= 0 and at[k] + 1 == len(pools[k]):
            at[k] = 0
            k -= 1
        if k < 0:
            return
        at[k] += 1


def permutations(iterable, r=None):
    pool = tuple(iterable)
    r = len(pool) if r is None else r
    return _permute(pool, r, (), list(range(len(pool))))


def _permute(pool, r, taken, left):
    if r > len(pool):
        return
    if len(taken) == r:
        yield tuple([pool[i] for i in taken])
        return
    for k in range(len(left)):
        rest = left[:k] + left[k + 1:]
        for row in _permute(pool, r, taken + (left[k],), rest):
            yield row


def combinations(iterable, r):
    pool = tuple(iterable)
    at = list(range(r))
    if r > len(pool):
        return
    while True:
        yield tuple([pool[i] for i in at])
        k = r - 1
        while k >= 0 and at[k] == k + len(pool) - r:
            k -= 1
        if k < 0:
            return
        first = at[k] + 1
        for i in range(k, r):
            at[i] = first + i - k


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    at = [0] * r
    if r and not pool:
        return
    while True:
        yield tuple([pool[i] for i in at])
        k = r - 1
        while k >= 0 and at[k] == len(pool) - 1:
            k -= 1
        if k < 0:
            return
        first = at[k] + 1
        for i in range(k, r):
            at[i] = first


def groupby(iterable, key=None):
    # Each group is read to its end before the next one is made.
    group = []
    last = _nothing
    for x in iterable:
        k = x if key is None else key(x)
        if last is not _nothing and k != last:
            yield last, iter(group)
            group = []
        last = k
        group.append(x)
    if last is not _nothing:
        yield last, iter(group)


def tee(iterable, n=2):
    it = iter(iterable)
    queues = [[] for i in range(n)]
    return tuple([_tee(it, queues, mine) for mine in queues])


def _tee(it, queues, mine):
    while True:
        if not mine:
            x = next(it, _nothing)
            if x is _nothing:
                return
            for q in queues:
                q.append(x)
        yield mine.pop(0)
