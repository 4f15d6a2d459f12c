# The methods of dict.
d = {"a": 1, "b": 2}
print(d.get("a"), d.get("z"), d.get("z", 0), d.pop("a"), d.pop("z", None), d, d.setdefault("c", []), d.setdefault("b"))
# expect: 1 None 0 1 None {'b': 2, 'c': []} [] 2
d["c"].append(1); print(d); d.update({"b": 20, "e": 5}); d.update(f=6); d.update([("g", 7)]); d.update({"h": 8}, i=9); print(d)
# expect: {'b': 2, 'c': [1]}
# expect: {'b': 20, 'c': [1], 'e': 5, 'f': 6, 'g': 7, 'h': 8, 'i': 9}
print(d.popitem(), d.popitem(), d.keys(), d.values(), d.items(), d.copy() == d, dict.fromkeys("ab"), dict.fromkeys([1, 2], 0))
# expect: ('i', 9) ('h', 8) dict_keys(['b', 'c', 'e', 'f', 'g']) dict_values([20, [1], 5, 6, 7]) dict_items([('b', 20), ('c', [1]), ('e', 5), ('f', 6), ('g', 7)]) True {'a': None, 'b': None} {1: 0, 2: 0}
e = d.copy(); e.clear(); print(e, len(d), d | {"b": 0, "z": 1}, {"z": 1} | d); d |= {"q": 1}; print(d); d |= [("r", 2)]; print(d)
# expect: {} 5 {'b': 0, 'c': [1], 'e': 5, 'f': 6, 'g': 7, 'z': 1} {'z': 1, 'b': 20, 'c': [1], 'e': 5, 'f': 6, 'g': 7}
# expect: {'b': 20, 'c': [1], 'e': 5, 'f': 6, 'g': 7, 'q': 1}
# expect: {'b': 20, 'c': [1], 'e': 5, 'f': 6, 'g': 7, 'q': 1, 'r': 2}
print(list(reversed({"a": 1, "b": 2})), list(reversed({"a": 1, "b": 2}.items())))
# expect: ['b', 'a'] [('b', 2), ('a', 1)]
def try_it(f):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
# expect: KeyError 'a'
# expect: KeyError 1
# expect: KeyError 'x'
# expect: KeyError 'popitem(): dictionary is empty'
# expect: TypeError unhashable type: 'list'
# expect: TypeError unhashable type: 'list'
# expect: TypeError 'int' object is not iterable
# expect: TypeError cannot convert dictionary update sequence element #0 to a sequence
# expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
# expect: TypeError 'int' object is not iterable
# expect: TypeError '<' not supported between instances of 'dict' and 'dict'
# expect: TypeError unsupported operand type(s) for +: 'dict' and 'dict'
# expect: AttributeError 'dict' object has no attribute 'nope'
# expect: TypeError unhashable type: 'dict'
# expect: TypeError dict expected at most 1 argument, got 2
# expect: TypeError get expected at least 1 argument, got 0
try_it(lambda: {}["a"]); try_it(lambda: {}[1]); try_it(lambda: {}.pop("x")); try_it(lambda: {}.popitem()); try_it(lambda: {[]: 1})
try_it(lambda: {}.get([])); try_it(lambda: dict(5)); try_it(lambda: dict([1])); try_it(lambda: dict([(1, 2, 3)])); try_it(lambda: {}.update(5))
try_it(lambda: {} < {}); try_it(lambda: {} + {}); try_it(lambda: {}.nope); try_it(lambda: {{}: 1}); try_it(lambda: dict(1, 2)); try_it(lambda: {}.get())
