# Moves of the towers.
moves = []
def hanoi(n, a, b, c):
    if n:
        hanoi(n - 1, a, c, b)
        moves.append((n, a + c))
        hanoi(n - 1, b, a, c)
hanoi(3, "A", "B", "C")
print(len(moves), moves)
# expect: 7 [(1, 'AC'), (2, 'AB'), (1, 'CB'), (3, 'AC'), (1, 'BA'), (2, 'BC'), (1, 'AC')]
