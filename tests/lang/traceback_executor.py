from concurrent.futures import ThreadPoolExecutor


def work(n):
    return 10 // n


with ThreadPoolExecutor(2) as pool:
    f = pool.submit(work, 0)
print(f.result())
