# functools: what works on functions.
from threading import RLock as _RLock

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS,
                   updated=WRAPPER_UPDATES):
    for name in assigned:
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorate


class partial:
    def __init__(self, /, *args, **keywords):
        if not args:
            raise TypeError("type 'partial' takes at least one argument")
        func, *args = args
        args = tuple(args)
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(self.func)]
        parts.extend(repr(x) for x in self.args)
        parts.extend(f"{k}={v!r}" for k, v in self.keywords.items())
        return f"functools.partial({', '.join(parts)})"


_nothing = object()


def reduce(function, iterable, initial=_nothing):
    it = iter(iterable)
    if initial is _nothing:
        initial = next(it, _nothing)
        if initial is _nothing:
            raise TypeError("reduce() of empty iterable with no initial "
                            "value")
    for x in it:
        initial = function(initial, x)
    return initial


class _CacheInfo(tuple):
    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return (f"CacheInfo(hits={self[0]}, misses={self[1]}, "
                f"maxsize={self[2]}, currsize={self[3]})")


# The results of a function by its arguments, the oldest unused one dropped.
# The function runs outside the lock, as in CPython: two threads may both
# find a result missing and both work it out.
def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return update_wrapper(_lru_cache_wrapper(maxsize, 128, typed),
                              maxsize)
    return lambda function: update_wrapper(
        _lru_cache_wrapper(function, maxsize, typed), function)


def cache(function):
    return lru_cache(None)(function)


class _lru_cache_wrapper:
    __module__ = "functools"

    def __init__(self, function, maxsize, typed):
        if maxsize is not None and not isinstance(maxsize, int):
            raise TypeError("Expected first argument to be an integer, a "
                            "callable, or None")
        self._function = function
        self._maxsize = maxsize if maxsize is None else max(maxsize, 0)
        self._typed = typed
        self._results = {}
        self._hits = self._misses = 0
        self._lock = _RLock()

    def __get__(self, instance, owner=None):
        return self if instance is None else _Bound(self, instance)

    def __call__(self, /, *args, **kwargs):
        results, most = self._results, self._maxsize
        key = self._key(args, kwargs)
        with self._lock:
            if key in results:
                self._hits += 1
                result = results[key]
                if most is not None:
                    del results[key]
                    results[key] = result
                return result
            self._misses += 1
        result = self._function(*args, **kwargs)
        if most is None:
            results[key] = result
        elif most > 0:
            with self._lock:
                while key not in results and len(results) >= most:
                    del results[next(iter(results))]
                results[key] = result
        return result

    def _key(self, args, kwargs):
        key = (args, tuple(kwargs.items())) if kwargs else args
        if self._typed:
            kinds = [type(x) for x in args]
            kinds.extend(type(x) for x in kwargs.values())
            return key, tuple(kinds)
        return key

    def cache_info(self):
        with self._lock:
            return _CacheInfo((self._hits, self._misses, self._maxsize,
                               len(self._results)))

    def cache_clear(self):
        with self._lock:
            self._results.clear()
            self._hits = self._misses = 0

    def cache_parameters(self):
        return {"maxsize": self._maxsize, "typed": self._typed}

    def __repr__(self):
        return (f"<functools._lru_cache_wrapper object at "
                f"{hex(id(self))}>")


# A cached method of one object.
class _Bound:
    def __init__(self, function, instance):
        self.__func__ = function
        self.__self__ = instance

    def __call__(self, /, *args, **kwargs):
        return self.__func__(self.__self__, *args, **kwargs)

    def __getattr__(self, name):
        return getattr(self.__func__, name)


# The function for the class of the first argument, or for the nearest class
# that it inherits from.
def singledispatch(function):
    registry = {object: function}

    def dispatch(cls):
        for c in cls.__mro__:
            if c in registry:
                return registry[c]

    def register(cls, func=None):
        if func is None and isinstance(cls, type):
            return lambda f: register(cls, f)
        if func is None:
            func = cls
            cls = _first_annotation(func)
        registry[cls] = func
        return func

    def wrapper(*args, **kwargs):
        if not args:
            raise TypeError(f"{function.__name__} requires at least 1 "
                            "positional argument")
        return dispatch(type(args[0]))(*args, **kwargs)

    wrapper.dispatch = dispatch
    wrapper.register = register
    wrapper.registry = registry
    return update_wrapper(wrapper, function)


def _first_annotation(func):
    raise TypeError("register() by annotation is not supported: use "
                    "register(TYPE)")


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        instance.__dict__[self.attrname] = value
        return value


def total_ordering(cls):
    if "__lt__" in cls.__dict__:
        cls.__gt__ = lambda a, b: not (a < b or a == b)
        cls.__le__ = lambda a, b: a < b or a == b
        cls.__ge__ = lambda a, b: not a < b
    elif "__le__" in cls.__dict__:
        cls.__lt__ = lambda a, b: a <= b and not a == b
        cls.__gt__ = lambda a, b: not a <= b
        cls.__ge__ = lambda a, b: not a <= b or a == b
    elif "__gt__" in cls.__dict__:
        cls.__lt__ = lambda a, b: not (a > b or a == b)
        cls.__ge__ = lambda a, b: a > b or a == b
        cls.__le__ = lambda a, b: not a > b
    elif "__ge__" in cls.__dict__:
        cls.__lt__ = lambda a, b: not a >= b
        cls.__gt__ = lambda a, b: a >= b and not a == b
        cls.__le__ = lambda a, b: not a >= b or a == b
    else:
        raise ValueError("must define at least one ordering operation: "
                         "< > <= >=")
    return cls


def cmp_to_key(compare):
    class K:
        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return compare(self.obj, other.obj) < 0

        def __gt__(self, other):
            return compare(self.obj, other.obj) > 0

        def __eq__(self, other):
            return compare(self.obj, other.obj) == 0

        def __le__(self, other):
            return compare(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return compare(self.obj, other.obj) >= 0

    return K
