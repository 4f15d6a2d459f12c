class A:
    pass
class B(A):
    pass
print(isinstance(B(), (int, A)), isinstance(5, (str, (int, float))), issubclass(B, (int, A)), isinstance(True, int), issubclass(bool, int), isinstance(None, type(None)), isinstance(A, type))
for make in (lambda: isinstance(5, "int"), lambda: issubclass(5, int), lambda: issubclass(B, 5), lambda: isinstance(5, (int, "x")), lambda: isinstance(5, ("x", int))):
    try:
        print(make())
    except TypeError as e:
        print(e)
