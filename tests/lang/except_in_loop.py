for n in (2, 0, 1):
    try:
        print(4 // n)
    except ZeroDivisionError:
        print("skip")
        continue
    finally:
        print("after", n)
