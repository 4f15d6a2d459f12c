# platform: what this is said to be.


def system():
    return "Linux"


def python_version():
    return "3.12.1"


def python_implementation():
    return "CPython"


def machine():
    return "x86_64"


def node():
    return "apiary"


def platform():
    return "Linux-x86_64"
