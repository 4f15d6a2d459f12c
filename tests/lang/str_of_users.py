# str(), repr() and format() call the methods of nested objects.
class P:
    def __init__(self, x):
        self.x = x
    def __repr__(self):
        return f"P({self.x!r})"
print([P(1), P("a")], {P: 1}[P], (P([P(2)]),), {"k": P(None)}, {1: [P(P(3))]})
# expect: [P(1), P('a')] 1 (P([P(2)]),) {'k': P(None)} {1: [P(P(3))]}
print("%s %r" % (P(1), P(2)), "{} {!r:>8}".format(P(3), P(4)), f"{P(5)} {P(6)!s:>6}|")
# expect: P(1) P(2) P(3)     P(4) P(5)   P(6)|
print(str(P(7)) + "!", "-".join(map(str, [P(8), P(9)])), repr([[P(0)] * 2]))
# expect: P(7)! P(8)-P(9) [[P(0), P(0)]]
class Node:
    def __init__(self, v, next=None):
        self.v = v
        self.next = next
    def __repr__(self):
        return f"{self.v} -> {self.next!r}"
print(Node(1, Node(2, Node(3))))  # expect: 1 -> 2 -> 3 -> None
