# io: StringIO, a file of text in memory.

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class StringIO:
    def __init__(self, initial_value="", newline="\n"):
        self._text = initial_value
        self._at = 0
        self.closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def write(self, s):
        self._check()
        if not isinstance(s, str):
            raise TypeError("string argument expected, got "
                            f"'{type(s).__name__}'")
        gap = " " * 0 if self._at <= len(self._text) else (
            "\0" * (self._at - len(self._text)))
        self._text = (self._text[:self._at] + gap + s
                      + self._text[self._at + len(s):])
        self._at += len(s)
        return len(s)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def getvalue(self):
        self._check()
        return self._text

    def read(self, size=-1):
        self._check()
        end = len(self._text) if size is None or size < 0 else self._at + size
        s = self._text[self._at:end]
        self._at += len(s)
        return s

    def readline(self, size=-1):
        self._check()
        end = self._text.find("\n", self._at) + 1
        return self.read(end - self._at if end else -1)

    def readlines(self):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, pos, whence=SEEK_SET):
        self._check()
        self._at = len(self._text) if whence == SEEK_END else pos
        return self._at

    def tell(self):
        return self._at

    def truncate(self, pos=None):
        self._text = self._text[:self._at if pos is None else pos]
        return len(self._text)

    def flush(self):
        self._check()

    def isatty(self):
        return False

    def close(self):
        self.closed = True

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc_info):
        self.close()
