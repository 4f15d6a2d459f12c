def outer():
    def inner():
        raise KeyError("deep")
    inner()


outer()
