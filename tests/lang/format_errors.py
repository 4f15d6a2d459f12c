# Format specs that are refused.
for value, spec in [("a", "d"), (1, "s"), (1.5, "d"), (1, ".2d"), ("a", "+"), ("a", "=5"), ("a", ","),
                    (1, "Q"), ([], "5"), (None, ">5"), (1, ",x"), ("a", "#"), (1.0, ",n"), (1, "5.5"),
                    (1, "yy"), (1.5, "5z5"), (-1, "c"), (1, ",_"), ("a", "zz"), (1, "+c"), ("a", " ")]:
    try:
        print(format(value, spec))
    except Exception as e:
        print(type(e).__name__, e)
# expect: ValueError Unknown format code 'd' for object of type 'str'
# expect: ValueError Unknown format code 's' for object of type 'int'
# expect: ValueError Unknown format code 'd' for object of type 'float'
# expect: ValueError Precision not allowed in integer format specifier
# expect: ValueError Sign not allowed in string format specifier
# expect: ValueError '=' alignment not allowed in string format specifier
# expect: ValueError Cannot specify ',' with 's'.
# expect: ValueError Unknown format code 'Q' for object of type 'int'
# expect: TypeError unsupported format string passed to list.__format__
# expect: TypeError unsupported format string passed to NoneType.__format__
# expect: ValueError Cannot specify ',' with 'x'.
# expect: ValueError Alternate form (#) not allowed in string format specifier
# expect: ValueError Cannot specify ',' with 'n'.
# expect: ValueError Precision not allowed in integer format specifier
# expect: ValueError Invalid format specifier 'yy' for object of type 'int'
# expect: ValueError Invalid format specifier '5z5' for object of type 'float'
# expect: OverflowError %c arg not in range(0x110000)
# expect: ValueError Cannot specify both ',' and '_'.
# expect: ValueError Unknown format code 'z' for object of type 'str'
# expect: ValueError Sign not allowed with integer format specifier 'c'
# expect: ValueError Space not allowed in string format specifier
