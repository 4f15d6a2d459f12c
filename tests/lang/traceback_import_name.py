def late():
    return undefined_thing


print("start")
late()
