# differs: 3.11
w, p = 10, 3
v = 2.718281828
print(f"[{v:{w}.{p}}] [{v:>{w}}] [{'x':{'*'}^{5}}]")
d = {"k": [1, 2]}
print(f"{d['k'][1]} {d["k"][0]} {{literal}} {'nested ' + f'{w}'}")
print(f"{w=} {w = } {v=:.2f} {d['k']=} {w+p=}")
print(f"{'a' if w > 5 else 'b'} {[i for i in range(3)]} {(lambda q: q * 2)(4)}")
print(f"{w!s:>5} {None} {True} {1,2}")
