# The runner itself: comments beside lines, a traceback's last line.
print("hello")  # expect: hello
for i in range(2):
    print("round", i)
# expect: round 0
# expect: round 1
print()  # expect:
raise ValueError("done")  # expect error: ValueError: done
