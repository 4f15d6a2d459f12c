print("hello world".title(), "they're bill's".title(), "x1y2".title(), "HELLO".capitalize())
print("hELLO wORLD".swapcase(), "ß".upper(), "ǆ".title(), "ﬁ".capitalize(), "ÀÉ".lower())
print("Straße".casefold(), "ΑΣ".lower(), "İ".lower(), len("İ".lower()), "ŉ".upper())
