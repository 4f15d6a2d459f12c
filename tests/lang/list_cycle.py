# A container within itself prints as dots.
a = [1]
a.append(a)
print(a)  # expect: [1, [...]]
d = {}
d["me"] = d
print(d)  # expect: {'me': {...}}
t = ([],)
t[0].append(t)
print(t)  # expect: ([(...)],)
print([a, a])  # expect: [[1, [...]], [1, [...]]]
