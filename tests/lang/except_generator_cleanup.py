def g():
    try:
        yield 1
        yield 2
    finally:
        print("cleaned")


for x in g():
    print(x)
it = g()
print(next(it))
it.close()
print(list(it))
