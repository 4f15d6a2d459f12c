import string
print(string.ascii_lowercase, string.ascii_uppercase, string.ascii_letters, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable))
print(string.capwords("hello  big world"), string.Template("$a and ${b} $$").substitute(a=1, b=2), string.Template("$a $zz").safe_substitute(a=1))
try:
    string.Template("$a").substitute({})
except KeyError as e:
    print(repr(e))
