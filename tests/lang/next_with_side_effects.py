# __next__ of Python runs once an item, whoever asks.
class It:
    def __init__(self):
        self.n = 0
    def __iter__(self):
        print("iter")
        return self
    def __next__(self):
        self.n += 1
        print("next", self.n)
        if self.n > 3:
            raise StopIteration
        return self.n
print(list(It()))
print(sum(It()))
print(2 in It())
print(list(zip(It(), "ab")))
# expect: iter
# expect: next 1
# expect: next 2
# expect: next 3
# expect: next 4
# expect: [1, 2, 3]
# expect: iter
# expect: next 1
# expect: next 2
# expect: next 3
# expect: next 4
# expect: 6
# expect: iter
# expect: next 1
# expect: next 2
# expect: True
# expect: iter
# expect: next 1
# expect: next 2
# expect: next 3
# expect: [(1, 'a'), (2, 'b')]
