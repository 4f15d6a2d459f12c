def f():
    raise ValueError(
        "spread over"
        " lines")
f()
