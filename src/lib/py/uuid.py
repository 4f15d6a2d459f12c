# uuid: random ones, from the program's own chance.
from random import getrandbits


class UUID:
    def __init__(self, hex=None, *, int=None):
        if hex is not None:
            digits = hex.replace("urn:", "").replace("uuid:", "")
            digits = digits.strip("{}").replace("-", "")
            if len(digits) != 32:
                raise ValueError("badly formed hexadecimal UUID string")
            int = _number(digits)
        self.int = int

    hex = property(lambda self: f"{self.int:032x}")
    version = property(lambda self: self.int >> 76 & 0xf)

    def __str__(self):
        h = self.hex
        return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"

    def __repr__(self):
        return f"UUID({str(self)!r})"

    def __eq__(self, other):
        return isinstance(other, UUID) and self.int == other.int

    def __lt__(self, other):
        return self.int < other.int

    def __hash__(self):
        return hash(self.int)


def _number(digits):
    return int(digits, 16)


def uuid4():
    n = getrandbits(128)
    n &= ~(0xf << 76 | 0x3 << 62)
    return UUID(int=n | 4 << 76 | 2 << 62)


uuid1 = uuid4
