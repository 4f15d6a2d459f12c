count = 0
def bump():
    global count, made
    count += 1
    made = "here"
bump()
bump()
print(count, made)
def reads():
    return count
print(reads())
def bad():
    count += 1
try:
    bad()
except UnboundLocalError as e:
    print(e)
try:
    print(nowhere)
except NameError as e:
    print(e, e.name)
del made
try:
    made
except NameError as e:
    print(e)
