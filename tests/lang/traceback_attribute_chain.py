class A:
    b = None


A.b.c.d = 5
