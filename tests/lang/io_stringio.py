import io
s = io.StringIO()
print("a", "b", sep="-", file=s)
s.write("more\n")
print(repr(s.getvalue()), s.tell())
s = io.StringIO("line one\nline two\nlast")
print(repr(s.readline()), s.read(4), s.readlines(), repr(s.read()))
s.seek(0)
print([l.strip() for l in s])
s.close()
try:
    s.read()
except ValueError as e:
    print(e)
