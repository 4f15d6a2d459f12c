for make in (lambda: f"{'a':d}", lambda: f"{1:s}", lambda: f"{1.5:d}", lambda: f"{1:.2d}", lambda: f"{None:5}",
             lambda: f"{[]:5}", lambda: f"{'a':=5}", lambda: f"{1:zz}", lambda: f"{'a':+}", lambda: f"{1.0:c}", lambda: f"{300000000:c}"):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
