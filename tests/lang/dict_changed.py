# Changing a dict's size while going through it.
d = {"a": 1, "b": 2, "c": 3}
def grow():
    for k in d:
        d[k + "x"] = 1
def shrink():
    for k in d:
        del d[k]
for f in [grow, shrink]:
    try:
        f()
    except RuntimeError as e:
        print(e)
# expect: dictionary changed size during iteration
# expect: dictionary changed size during iteration
for k in d:
    d[k] = 0
print(d)  # expect: {'b': 0, 'c': 0, 'ax': 0}
for k in list(d):
    del d[k]
print(d)  # expect: {}
