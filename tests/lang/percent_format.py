# The % operator.
print("%s %d %f" % ("a", 5, 1.5), "%5d|%-5d|%05d|%+d|% d" % (1, 2, 3, 4, 5), "%x %X %o %#x %#o" % (255, 255, 8, 255, 8))
# expect: a 5 1.500000     1|2    |00003|+4| 5 ff FF 10 0xff 0o10
print("%.2f %8.3f|%-8.1f|%e %g %G" % (3.14159, 2.5, 1.25, 12345.678, 0.0001, 1e20), "%r %s" % ("a", [1]), "100%%" % ())
# expect: 3.14    2.500|1.2     |1.234568e+04 0.0001 1E+20 'a' [1] 100%
print("%(a)s and %(b)03d" % {"a": 1, "b": 2}, "%s" % "x", "%s" % (1,), "%s" % [1, 2], "%5s|%-5s|%.2s" % ("a", "b", "cde"))
# expect: 1 and 002 x 1 [1, 2]     a|b    |cd
print("%c%c" % ("a", 98), "%*d|%.*f" % (5, 3, 1, 2.55), "%d" % 3.99, "%i" % True, "%s %s" % ((1, 2), None), "%5.1f%%" % 99.5)
# expect: ab     3|2.5 3 1 (1, 2) None  99.5%
print("%d" % 10 ** 25, "%x" % 2 ** 70, "%+.1e" % 12345.0, "%010.2f" % -3.14159, "%-6d|" % -5, "%06d" % -42, "%s" % None)
# expect: 10000000000000000000000000 400000000000000000 +1.2e+04 -000003.14 -5    | -00042 None
for f, a in [("%d", "a"), ("%s %s", (1,)), ("%s", (1, 2)), ("%q", 1), ("%", 1), ("%(a)s", {"b": 1}), ("%(a)s", 5), ("%f", "a"),
             ("%x", 1.5), ("abc", 1), ("%c", "ab"), ("%d", None), ("%(a", {"a": 1}), ("%c", 1.5)]:
    try:
        print(f % a)
    except Exception as e:
        print(type(e).__name__, e)
# expect: TypeError %d format: a real number is required, not str
# expect: TypeError not enough arguments for format string
# expect: TypeError not all arguments converted during string formatting
# expect: ValueError unsupported format character 'q' (0x71) at index 1
# expect: ValueError incomplete format
# expect: KeyError 'a'
# expect: TypeError format requires a mapping
# expect: TypeError must be real number, not str
# expect: TypeError %x format: an integer is required, not float
# expect: TypeError not all arguments converted during string formatting
# expect: TypeError %c requires int or char
# expect: TypeError %d format: a real number is required, not NoneType
# expect: ValueError incomplete format key
# expect: TypeError %c requires int or char
