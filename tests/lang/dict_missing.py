# __missing__ of a subclass of dict.
class D(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value
d = D(a=1)
print(d["a"], d["b"], d, d.get("c"), "c" in d, type(d).__name__, isinstance(d, dict), len(d))
# expect: 1 bb {'a': 1, 'b': 'bb'} None False D True 2
