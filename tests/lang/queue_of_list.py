# A list as a queue and as a stack.
q = []
for job in "abc":
    q.append(job)
q.insert(0, "first")
while q:
    print(q.pop(0), len(q))
# expect: first 3
# expect: a 2
# expect: b 1
# expect: c 0
stack = [1]
stack.append(2)
stack.extend([3, 4])
print(stack.pop(), stack[-1], stack, not stack)  # expect: 4 3 [1, 2, 3] False
