# differs: 3.13
# Instances of subclasses of builtins have attributes of their own.
class L(list):
    kind = "list"
a = L("ab")
a.note = "x"
print(a.note, a.kind, vars(a), hasattr(a, "z"), a == ["a", "b"])
# expect: x list {'note': 'x'} False True
try:
    [].note = 1
except AttributeError as e:
    print(e)  # expect: 'list' object has no attribute 'note'
try:
    "a".note = 1
except AttributeError as e:
    print(e)  # expect: 'str' object has no attribute 'note'
try:
    (5).x
except AttributeError as e:
    print(e)  # expect: 'int' object has no attribute 'x'
