"""Lists of lists: the product of two matrices."""


def matrix(n, seed):
    return [[(i * seed + j * 7) % 11 + 0.5 for j in range(n)]
            for i in range(n)]


def product(a, b):
    n, m, k = len(a), len(b[0]), len(b)
    out = []
    for i in range(n):
        row = a[i]
        line = [0.0] * m
        for j in range(m):
            total = 0.0
            for x in range(k):
                total += row[x] * b[x][j]
            line[j] = total
        out.append(line)
    return out


c = product(matrix(190, 3), matrix(190, 5))
print(sum(c[i][i] for i in range(len(c))))
