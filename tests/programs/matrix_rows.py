"""A matrix product, a thread for each row."""
import itertools
import threading

A = [[1, 2, 3], [4, 5, 6]]
B = [[7, 8], [9, 10], [11, 12]]
C = [[0] * len(B[0]) for _ in A]


def multiply_row(i):
    for j, k in itertools.product(range(len(B[0])), range(len(B))):
        C[i][j] += A[i][k] * B[k][j]


threads = [threading.Thread(target=multiply_row, args=(i,))
           for i in range(len(A))]
for t in threads:
    t.start()
for t in threads:
    t.join()
for row in C:
    print(" ".join(f"{v:5d}" for v in row))
print([list(column) for column in zip(*C)])
print(list(itertools.chain.from_iterable(C)),
      list(itertools.accumulate(C[0])))
