f = lambda v: [1 / (v - i) for i in range(3)]
print(sum(map(f, [1])))
