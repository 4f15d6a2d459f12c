import operator as op
print(op.add(1, 2), op.itemgetter(1)([5, 6]), op.itemgetter("a", "b")({"a": 1, "b": 2}), op.attrgetter("real")(5), op.methodcaller("upper")("a"), op.neg(1), op.contains([1], 1), op.lt(1, 2), op.not_(0), op.truth([]), op.getitem([1], 0), op.floordiv(7, 2), op.xor(5, 1), op.concat("a", "b"), op.countOf([1, 1], 1), op.indexOf([1, 2], 2), op.is_(None, None), op.index(True))
print(sorted([(1, "b"), (2, "a")], key=op.itemgetter(1)), max([{"v": 1}, {"v": 5}], key=op.itemgetter("v")), op.attrgetter("a.b"), op.itemgetter(1))
l = [1, 2]
op.setitem(l, 0, 9)
op.delitem(l, 1)
l = op.iadd(l, [3])
print(l)
