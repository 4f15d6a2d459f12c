class AppError(Exception):
    pass
class CodeError(AppError):
    def __init__(self, code, msg):
        super().__init__(msg)
        self.code = code
    def __str__(self):
        return f"[{self.code}] {super().__str__()}"
try:
    raise CodeError(5, "bad")
except AppError as e:
    print(e, repr(e), e.args, e.code, isinstance(e, AppError))
try:
    raise AppError
except AppError as e:
    print(repr(e), str(e) == "", e.args)
try:
    raise AppError("a", 1)
except AppError as e:
    print(e, repr(e))
e = ValueError("x")
print(e == ValueError("x"), e == e, type(e).__mro__, str(KeyError("k")), str(KeyError()), str(ValueError()), repr(OSError(2, "no")))
e.extra = 1
e.add_note("a note")
print(e.extra, e.__notes__)
raise CodeError(7, "uncaught")
