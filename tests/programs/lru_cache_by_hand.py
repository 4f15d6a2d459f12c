"""A cache for many threads: OrderedDict, generics, __getitem__."""
import threading
from collections import OrderedDict
from typing import Callable, Dict, Generic, Hashable, List, Optional, TypeVar

V = TypeVar("V")


class Cache(Generic[V]):
    """Keeps the latest `size` values."""

    def __init__(self, make: Callable[[Hashable], V], size: int = 3) -> None:
        self.make = make
        self.size: int = size
        self._data: "OrderedDict[Hashable, V]" = OrderedDict()
        self._lock = threading.Lock()
        self.hits: Dict[bool, int] = {True: 0, False: 0}

    def __getitem__(self, key: Hashable) -> V:
        with self._lock:
            found = key in self._data
            self.hits[found] += 1
            if not found:
                self._data[key] = self.make(key)
                if len(self._data) > self.size:
                    self._data.popitem(last=False)
            self._data.move_to_end(key)
            return self._data[key]

    def get(self, key: Hashable) -> Optional[V]:
        return self._data.get(key)


def describe(key: Hashable) -> str:
    return f"{key!s:*^7}"


cache: Cache = Cache(describe)
seen: List[str] = []


def ask(*keys: int) -> None:
    for key in keys:
        seen.append(cache[key])


for keys in ((1, 2, 1), (3, 4), (2, 1)):
    t = threading.Thread(target=ask, args=keys)
    t.start()
    t.join()
print(seen)
print(cache.hits, cache.get(9), list(cache._data), Cache.__doc__)
