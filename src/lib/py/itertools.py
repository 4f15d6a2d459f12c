# itertools: each class makes a generator and gives it its own class (_shape),
# so that it is asked for items only when somebody wants one. count, cycle and
# repeat are C, one step an item, since threads share them.

_nothing = object()
_generator = type(x for x in ())


class _Shaped:
    __iter__ = _generator.__iter__
    __next__ = _generator.__next__

    def __repr__(self):
        kind = type(self)
        return (f"<itertools.{kind.__qualname__} object at "
                f"{hex(id(self))}>")


class chain(_Shaped):
    def __new__(cls, *iterables):
        return _shape(_chain(iterables), cls)

    @classmethod
    def from_iterable(cls, iterables):
        return _shape(_chain(iter(iterables)), cls)


def _chain(iterables):
    for it in iterables:
        for x in it:
            yield x


def _place(x, what):
    if x is not None and not (hasattr(x, "__index__") and x >= 0):
        raise ValueError(f"{what} for islice() must be None or an integer: "
                         "0 <= x <= sys.maxsize.")
    return x


class islice(_Shaped):
    def __new__(cls, iterable, *args):
        if not args:
            raise TypeError("islice expected at least 2 arguments, got 1")
        if len(args) > 3:
            raise TypeError("islice expected at most 4 arguments, got "
                            f"{len(args) + 1}")
        start, step = 0, None
        if len(args) == 1:
            stop = _place(args[0], "Stop argument")
        else:
            start = _place(args[0], "Indices") or 0
            stop = _place(args[1], "Stop argument")
            step = args[2] if len(args) == 3 else None
        step = 1 if step is None else step
        if not isinstance(step, int) or step < 1:
            raise ValueError("Step for islice() must be a positive integer "
                             "or None.")
        return _shape(_islice(iter(iterable), start, stop, step), cls)


def _islice(it, start, stop, step):
    at = 0
    wanted = start
    while stop is None or at < stop:
        x = next(it, _nothing)
        if x is _nothing:
            return
        if at == wanted:
            wanted += step
            yield x
        at += 1


class accumulate(_Shaped):
    def __new__(cls, iterable, func=None, *, initial=None):
        return _shape(_accumulate(iter(iterable), func, initial), cls)


def _accumulate(it, func, initial):
    total = initial
    if initial is None:
        total = next(it, _nothing)
        if total is _nothing:
            return
    yield total
    for x in it:
        total = total + x if func is None else func(total, x)
        yield total


class takewhile(_Shaped):
    def __new__(cls, predicate, iterable, /):
        return _shape(_takewhile(predicate, iter(iterable)), cls)


def _takewhile(predicate, it):
    for x in it:
        if not predicate(x):
            return
        yield x


class dropwhile(_Shaped):
    def __new__(cls, predicate, iterable, /):
        return _shape(_dropwhile(predicate, iter(iterable)), cls)


def _dropwhile(predicate, it):
    for x in it:
        if not predicate(x):
            yield x
            break
    for x in it:
        yield x


class filterfalse(_Shaped):
    def __new__(cls, predicate, iterable, /):
        return _shape(_filterfalse(predicate, iter(iterable)), cls)


def _filterfalse(predicate, it):
    for x in it:
        if not (x if predicate is None else predicate(x)):
            yield x


class compress(_Shaped):
    def __new__(cls, data, selectors):
        return _shape(_compress(iter(data), iter(selectors)), cls)


def _compress(data, selectors):
    for x, wanted in zip(data, selectors):
        if wanted:
            yield x


class starmap(_Shaped):
    def __new__(cls, function, iterable, /):
        return _shape(_starmap(function, iter(iterable)), cls)


def _starmap(function, it):
    for args in it:
        args = iter(args)
        yield function(*args)


class pairwise(_Shaped):
    def __new__(cls, iterable, /):
        return _shape(_pairwise(iter(iterable)), cls)


def _pairwise(it):
    a = next(it, _nothing)
    if a is _nothing:
        return
    for b in it:
        yield a, b
        a = b


class batched(_Shaped):
    def __new__(cls, iterable, n):
        if n < 1:
            raise ValueError("n must be at least one")
        return _shape(_batched(iter(iterable), n), cls)


def _batched(it, n):
    while True:
        batch = tuple(islice(it, n))
        if not batch:
            return
        yield batch


class zip_longest(_Shaped):
    def __new__(cls, *iterables, fillvalue=None, **others):
        if others:
            raise TypeError("zip_longest() got an unexpected keyword "
                            "argument")
        its = [iter(it) for it in iterables]
        return _shape(_zip_longest(its, fillvalue), cls)


def _zip_longest(its, fillvalue):
    live = len(its)
    while live:
        row = []
        for i in range(len(its)):
            x = fillvalue if its[i] is None else next(its[i], _nothing)
            if x is _nothing:
                its[i] = None
                x = fillvalue
                live -= 1
                if not live:
                    return
            row.append(x)
        yield tuple(row)


class product(_Shaped):
    def __new__(cls, *iterables, repeat=1, **others):
        for name in others:
            raise TypeError(f"'{name}' is an invalid keyword argument for "
                            "product()")
        pools = [tuple(it) for it in iterables] * repeat
        return _shape(_product(pools), cls)


def _product(pools):
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


class permutations(_Shaped):
    def __new__(cls, iterable, r=None):
        pool = tuple(iterable)
        if r is None:
            r = len(pool)
        elif not isinstance(r, int):
            raise TypeError("Expected int as r")
        _check_r(r)
        rows = _permute(pool, r, (), list(range(len(pool))))
        return _shape(rows, cls)


def _check_r(r):
    if r < 0:
        raise ValueError("r must be non-negative")


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


class combinations(_Shaped):
    def __new__(cls, iterable, r):
        _check_r(r)
        return _shape(_combinations(tuple(iterable), r), cls)


def _combinations(pool, r):
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


class combinations_with_replacement(_Shaped):
    def __new__(cls, iterable, r):
        _check_r(r)
        return _shape(_combinations_again(tuple(iterable), r), cls)


def _combinations_again(pool, r):
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


# A group and the walk over groups read from the same source: the item that
# one of them has read ahead stands in state.item, its key in state.key.
class groupby(_Shaped):
    def __new__(cls, iterable, key=None):
        return _shape(_groups(_Grouping(iter(iterable), key)), cls)


class _Grouping:
    def __init__(self, it, key):
        self.it = it
        self.of = key
        self.item = self.key = _nothing
        self.group = None

    # Reads one item; False at the end.
    def read(self):
        x = next(self.it, _nothing)
        if x is _nothing:
            self.key = _nothing
            return False
        self.key = x if self.of is None else self.of(x)
        self.item = x
        return True


class _grouper(_Shaped):
    def __new__(cls, state, key):
        return _shape(_group(state, key), cls)


def _group(state, key):
    while state.group is key and state.key == key[0]:
        x = state.item
        yield x
        if state.group is not key or not state.read():
            return


def _groups(state):
    more = state.read()
    while more:
        key = state.group = [state.key]
        yield state.key, _grouper(state, key)
        while more and state.key is not _nothing and state.key == key[0]:
            more = state.read()
        more = more and state.key is not _nothing


# Each iterator of a tee walks along the same chain of links [item, next], made
# as the first one comes to its end.
def tee(iterable, n=2, /):
    if n < 0:
        raise ValueError("n must be >= 0")
    it = iter(iterable)
    link = [_nothing, None]
    return tuple([_tee(it, link) for i in range(n)])


class _tee(_Shaped):
    def __new__(cls, it, link):
        return _shape(_walk(it, link), cls)


def _walk(it, link):
    while True:
        if link[1] is None:
            x = next(it, _nothing)
            if x is _nothing:
                return
            link[0] = x
            link[1] = [_nothing, None]
        x, link = link
        yield x
