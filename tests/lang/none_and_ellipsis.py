# None and its like.
print(None, [None], None == None, None == 0, None is None, bool(None), str(None), {None: 1}[None], ..., Ellipsis is ..., type(...).__name__)
# expect: None [None] True False True False None 1 Ellipsis True ellipsis
for f in [lambda: None + 1, lambda: None(), lambda: None[0], lambda: len(None), lambda: None.x, lambda: -None, lambda: None < None, lambda: int(None), lambda: [None] + None, lambda: "a" + None, lambda: sum([None])]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: TypeError unsupported operand type(s) for +: 'NoneType' and 'int'
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not subscriptable
# expect: TypeError object of type 'NoneType' has no len()
# expect: AttributeError 'NoneType' object has no attribute 'x'
# expect: TypeError bad operand type for unary -: 'NoneType'
# expect: TypeError '<' not supported between instances of 'NoneType' and 'NoneType'
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
# expect: TypeError can only concatenate list (not "NoneType") to list
# expect: TypeError can only concatenate str (not "NoneType") to str
# expect: TypeError unsupported operand type(s) for +: 'int' and 'NoneType'
