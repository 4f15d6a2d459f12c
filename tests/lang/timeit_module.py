import timeit
print(timeit.default_timer() >= 0, timeit.timeit(lambda: None, number=10) >= 0)
