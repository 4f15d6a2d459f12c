from concurrent.futures import ThreadPoolExecutor


def fail():
    raise KeyError("kept")


with ThreadPoolExecutor(1) as pool:
    f = pool.submit(fail)
print(repr(f.exception()), f.done())  # expect: KeyError('kept') True
try:
    f.result()
except KeyError as e:
    print("again", e)  # expect: again 'kept'
