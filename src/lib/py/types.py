# types: SimpleNamespace and the classes that have no other name.

FunctionType = type(lambda: None)
LambdaType = FunctionType
BuiltinFunctionType = type(len)
NoneType = type(None)


def _generator():
    yield


GeneratorType = type(_generator())


class SimpleNamespace:
    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        parts = [f"{k}={v!r}" for k, v in self.__dict__.items()]
        return f"namespace({', '.join(parts)})"

    def __eq__(self, other):
        return (isinstance(other, SimpleNamespace)
                and self.__dict__ == other.__dict__)
