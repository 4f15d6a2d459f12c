from typing import List, Dict, Optional, Any, Callable, Union, Tuple, NamedTuple, TypeVar, Generic, Iterable, Protocol, ClassVar, Final, Literal
T = TypeVar("T")
def f(a: List[int], b: Optional[str] = None, *c: Any, **d: Union[int, str]) -> Dict[str, Tuple[int, ...]]:
    return {}
class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: List[T] = []
    def push(self, x: T) -> None:
        self.items.append(x)
s: Stack[int] = Stack()
s.push(1)
print(s.items, f([1]))  # expect: [1] {}
class P(NamedTuple):
    x: int
    y: int = 5
print(P(1), P(1, 2).y)  # expect: P(x=1, y=5) 2
MAX: Final = 3
def g(cb: Callable[[int], str], n: "Literal[1, 2]" = 1) -> Iterable[int]:
    yield n
print(list(g(str)), MAX)  # expect: [1] 3
