from enum import Flag, auto, IntFlag, StrEnum
class P(Flag):
    R = auto()
    W = auto()
    X = auto()
print(P.R | P.W, (P.R | P.W) & P.W, P.R in (P.R | P.X), bool(P.R & P.W), [m.value for m in P], ~P.R, P(0), repr(P.R | P.W))
class S(StrEnum):
    A = "a"
    B = auto()
print(S.A, S.B, S.A == "a", repr(S.A), S.B.upper())
