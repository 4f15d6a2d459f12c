try:
    int("x")
except ValueError:
    raise TypeError("shown alone") from None
