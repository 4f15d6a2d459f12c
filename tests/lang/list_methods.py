# The methods of list.
a = [3, 1, 2]
a.append(5); a.extend([7, 8]); a.extend("xy"); a.insert(0, 0); a.insert(-1, "m"); a.insert(100, "end"); a.insert(-100, "begin")
print(a)  # expect: ['begin', 0, 3, 1, 2, 5, 7, 8, 'x', 'm', 'y', 'end']
print(a.pop(), a.pop(0), a.pop(-2), a)
# expect: end begin m [0, 3, 1, 2, 5, 7, 8, 'x', 'y']
a.remove(7); print(a, a.index(5), a.count(1), a.index(2, 2), a.index(1, -9, -2))
# expect: [0, 3, 1, 2, 5, 8, 'x', 'y'] 4 1 3 2
a.reverse(); print(a); b = a.copy(); a.clear(); print(a, b)
# expect: ['y', 'x', 8, 5, 2, 1, 3, 0]
# expect: [] ['y', 'x', 8, 5, 2, 1, 3, 0]
a += [1]; a *= 3; print(a); a += (2, 3); a += "z"; print(a)
# expect: [1, 1, 1]
# expect: [1, 1, 1, 2, 3, 'z']
c = d = [1]; c += [2]; print(d); c = c + [3]; print(c, d)
# expect: [1, 2]
# expect: [1, 2, 3] [1, 2]
for f in [lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1][3], lambda: [1]["a"],
          lambda: [1] + (2,), lambda: [1] * 1.5, lambda: [1] < 1, lambda: [1].append(), lambda: [1].extend(5), lambda: [1].nope,
          lambda: [1].insert(1), lambda: (1, 2).index(9), lambda: [1].pop("a"), lambda: list(5)]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: IndexError pop from empty list
# expect: IndexError pop index out of range
# expect: ValueError list.remove(x): x not in list
# expect: ValueError 2 is not in list
# expect: IndexError list index out of range
# expect: TypeError list indices must be integers or slices, not str
# expect: TypeError can only concatenate list (not "tuple") to list
# expect: TypeError can't multiply sequence by non-int of type 'float'
# expect: TypeError '<' not supported between instances of 'list' and 'int'
# expect: TypeError list.append() takes exactly one argument (0 given)
# expect: TypeError 'int' object is not iterable
# expect: AttributeError 'list' object has no attribute 'nope'
# expect: TypeError insert expected 2 arguments, got 1
# expect: ValueError tuple.index(x): x not in tuple
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError 'int' object is not iterable
