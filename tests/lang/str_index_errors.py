try:
    "abc".index("z")
except ValueError as e:
    print(e)  # expect: substring not found
try:
    "abc".rindex("z")
except ValueError as e:
    print(e)  # expect: substring not found
try:
    "abc"[3]
except IndexError as e:
    print(e)  # expect: string index out of range
k = "1"
try:
    "abc"[k]
except TypeError as e:
    print(e)  # expect: string indices must be integers, not 'str'
try:
    "abc"[0] = "x"
except TypeError as e:
    print(e)  # expect: 'str' object does not support item assignment
try:
    del "abc"[0]
except TypeError as e:
    print(e)  # expect: 'str' object doesn't support item deletion
