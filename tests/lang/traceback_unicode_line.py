names = {"é": 1}
print("ü" + "ö" + names["ñ"] + "long")
