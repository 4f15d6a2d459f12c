# Iterators and views show as the types they are.
d = {"a": 1}
for x in [iter([]), iter(()), iter({}), iter(d.items()), iter(d.values()), iter(set()), iter(range(3)), enumerate([]), zip(), map(str, []), filter(None, []), reversed([]), d.keys(), d.values(), d.items(), (i for i in [])]:
    print(type(x).__name__, end=" ")
print()
for f in [lambda: len(map(str, [])), lambda: zip()[0], lambda: d.keys()[0], lambda: len(enumerate([])), lambda: map(str, []) + [1], lambda: {d.keys(): 1}, lambda: filter(None, []).nope, lambda: len(x for x in [])]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(repr(iter([]))[:25], repr(zip())[:15], type(d.keys()), iter(d) is not iter(d))
