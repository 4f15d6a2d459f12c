print("{a}-{b}".format_map({"a": 1, "b": 2}))  # expect: 1-2
class D(dict):
    def __missing__(self, key):
        return "<" + key + ">"
print("{a} {c}".format_map(D(a=1)))  # expect: 1 <c>
try:
    "{z}".format_map({})
except KeyError as e:
    print(repr(e))  # expect: KeyError('z')
