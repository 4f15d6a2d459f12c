class G:
    def __class_getitem__(cls, item):
        return (cls.__name__, item)


print(G[int], G["x"])


def f(a: list[int], b: "dict[str, int]" = None) -> tuple[int, ...]:
    return a


x: int = 5
print(f([1]), x)


class A:
    n: int = 1
    m: str


print(A.n, list(A.__annotations__), hasattr(A, "m"))
