e = "before"
try:
    raise ValueError
except ValueError as e:
    print(type(e).__name__)  # expect: ValueError
print("e" in globals())  # expect: False
