try:
    try:
        [][0]
    except KeyError:
        print("not here")
    finally:
        print("inner finally")  # expect: inner finally
except IndexError as e:
    print("outer", e)  # expect: outer list index out of range
