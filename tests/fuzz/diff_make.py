"""Makes random single-threaded programs in apiary's subset of Python.

A program is a list of statements that print what they came to, errors with
their text included, so that every line of output checks something. Words:

    template  text with holes: "{i} + {s}" is an int plus a str
    hole      i int, f float, s str, b bool, l list, t tuple, d dict, e set,
              n a small int from 0 on, a anything; one in twelve holes gets
              the wrong kind, for the error messages' sake

The same seed makes the same program under every Python."""
import random

LEAVES = {
    "i": ["0", "1", "-1", "2", "7", "-3", "10", "255", "10**20", "-2**63",
          "2**64 - 1", "123456789", "True", "v_i"],
    "f": ["0.0", "-0.0", "1.5", "-2.25", "1e300", "1e-7", "0.1", "3.0",
          "float('inf')", "float('nan')", "123456.789", "v_f"],
    "s": ["''", "'a'", "'abc'", "'Hello World'", "'x,y,,z'", "'  pad '",
          "'\\n'", "'ß'", "'日本'", "'12'", "'-7'", "'1.5'", "'aXbX'", "v_s"],
    "b": ["True", "False"],
    "l": ["[]", "[1, 2, 3]", "['b', 'a', 'c']", "[3, 1, 2, 1]", "[[1], [2]]",
          "[None, 0, '']", "list(range(5))", "v_l"],
    "t": ["()", "(1,)", "(1, 'a', 2.5)", "('x', 'y')", "v_t"],
    "d": ["{}", "{'a': 1}", "{1: 'x', 2: 'y'}", "{'k': [1], 'b': None}",
          "v_d"],
    "e": ["set()", "{1}", "{1, 2, 3}", "{3, 4}", "v_e"],
    "n": ["0", "1", "2", "3", "4", "5"],
}

TEMPLATES = {
    "i": """{i} + {i} | {i} - {i} | {i} * {i} | {i} // {i} | {i} % {i}
        -{i} | ~{i} | {i} & {i} | {i} | {n} << {n} | {i} >> {n} | {i} ^ {i}
        {i} ** {n} | abs({i}) | len({s}) | len({l}) | len({d}) | sum({l})
        int({f}) | int({s}) | round({f}) | {s}.count({s}) | {s}.find({s})
        {s}.index({s}) | {l}.index({a}) | {l}.count({a}) | max({l}) | min({t})
        ord({s}) | {l}[{n}] | {d}[{s}] | {i} if {b} else {i} | {i} and {i}
        {i} or {i} | divmod({i}, {i})[0] | pow({n}, {n}, {i}) | hash({n})
        {i}.bit_length() | int({s}, {n}) | {s}.rfind({s}, {n}) | len({e})
        int({b}) | sum(x for x in {l}) | f_add({i}, {i}) | {t}.index({a})
        sum([len(x) for x in {l}]) | (lambda x, y={n}: x * y)({i})""",
    "f": """{f} + {f} | {f} - {f} | {f} * {f} | {f} / {f} | {i} / {i}
        {f} // {f} | {f} % {f} | {f} ** {n} | float({i}) | float({s})
        abs({f}) | -{f} | round({f}, {n}) | max({f}, {f}) | sum([{f}, {f}])
        {i} * {f} | {f} if {b} else {f} | divmod({f}, {f})[1]
        float({s}.strip()) | {n} ** -{n}""",
    "s": """{s} + {s} | {s} * {n} | {s}[{n}] | {s}[{n}:{n}] | {s}[::-1]
        {s}.upper() | {s}.lower() | {s}.title() | {s}.swapcase() | {s}.strip()
        {s}.capitalize() | {s}.strip({s}) | {s}.lstrip() | {s}.rstrip({s})
        {s}.replace({s}, {s}) | {s}.replace({s}, {s}, {n}) | {s}.center({n})
        {s}.ljust({n}) | {s}.rjust({n}, {s}) | {s}.zfill({n}) | str({a})
        repr({a}) | {s}.join({l}) | {s}.join([{s}, {s}]) | chr({n} + 64)
        '%d' % {i} | '%5.2f' % {f} | '%s-%r' % ({a}, {a}) | '%x' % {i}
        '%+d|%05d' % ({i}, {i}) | '%-8s|' % {s} | '%e' % {f} | '%g' % {f}
        f'{{ {i} :>8}}' | f'{{ {f} :.3f}}' | f'{{ {s} !r:^9}}' | format({i}, {q})
        format({f}, {q}) | format({s}, {q}) | '{{}}/{{}}'.format({a}, {a})
        '{{0}}{{1}}{{0}}'.format({s}, {i}) | '{{x:>{{w}}}}'.format(x={i}, w={n})
        '{{:{{}}}}'.format({s}, {n}) | hex({i}) | oct({i}) | bin({i})
        ascii({s}) | {s}.expandtabs({n}) | {s} if {b} else {s} | {s} or {s}
        {s}.removeprefix({s}) | {s}.removesuffix({s}) | type({a}).__name__
        ' '.join(sorted({s})) | ''.join(reversed({s})) | {s}.format({a})
        {s} % {a} | {s}.casefold() | '{{!r:>6}}'.format({s}) | f'{{ {a} }}'
        f'{{ {i} :,}}' | f'{{ {f} :10.2e}}' | f'{{ {i} :#x}}' | f'{{ {f} :%}}'""",
    "b": """{i} < {i} | {i} == {f} | {s} < {s} | {l} == {l} | {l} < {l}
        {t} <= {t} | {a} == {a} | {a} != {a} | {a} in {l} | {s} in {s}
        {a} not in {t} | {i} in {d} | not {a} | bool({a}) | {i} < {i} <= {i}
        {s}.isdigit() | {s}.isalpha() | {s}.isupper() | {s}.isspace()
        {s}.startswith({s}) | {s}.endswith({s}) | any({l}) | all({l})
        isinstance({a}, int) | isinstance({a}, (str, list)) | {a} is None
        {e} <= {e} | {e} == {e} | {e}.isdisjoint({e}) | callable({a})
        {s}.isidentifier() | {s}.istitle() | {s}.isalnum() | {b} and {b}
        {b} or {b} | {f} > {f} | {a} is not {a} | hasattr({a}, 'append')
        {f}.is_integer() | {d} == {d} | {i} in {e} | 1 < {f} < 5""",
    "l": """{l} + {l} | {l} * {n} | {l}[{n}:{n}] | {l}[::-1] | {l}[::{n}]
        list({t}) | list({s}) | sorted({l}) | sorted({l}, reverse={b})
        sorted({l}, key=str) | sorted({l}, key=lambda x: -x) | list({d})
        [x for x in {l}] | [x * 2 for x in {l} if x] | list(reversed({l}))
        [(x, y) for x in {l} for y in {t}] | {s}.split() | {s}.split({s})
        {s}.split({s}, {n}) | {s}.rsplit({s}, {n}) | {s}.splitlines()
        list(zip({l}, {l})) | list(map(str, {l})) | list(enumerate({l}, {n}))
        list({d}.items()) | list({d}.values()) | list(filter(None, {l}))
        [*{l}, {a}, *{t}] | [{a}, {a}] | sorted({e}) | list(range({n}, {i} % 9))
        list(range({n}, -{n}, -1)) | list(map(lambda a, b: (b, a), {l}, {l}))
        list(f_gen({n})) | [i for i, c in enumerate({s}) if c in {s}]
        f_app({l}, {a}) | f_ins({l}, {i}, {a}) | f_pop({l}, {i})
        f_set({l}, {i}, {a}) | f_cut({l}, {n}, {n}, {l}) | f_del({l}, {n})
        f_ext({l}, {a}) | f_rem({l}, {a}) | f_sort({l}) | f_kw({a}, z={a})""",
    "t": """{t} + {t} | {t} * {n} | ({a}, {a}) | tuple({l}) | {t}[{n}:]
        tuple({s}) | divmod({i}, {i}) | divmod({f}, {f}) | {s}.partition({s})
        {s}.rpartition({s}) | tuple(sorted({l})) | (*{l}, *{t}) | f_star(*{t})
        tuple(x for x in {l} if x) | f_pair({l}) | (3.5).as_integer_ratio()
        slice({n}, {n}).indices({n}) | f_defs({a}) | f_star(*{l}, k={a})""",
    "d": """{{ {s}: {a} }} | {{**{d}, **{d}}} | {d} | {d} | dict({l})
        {{k: v for k, v in {d}.items()}} | {{x: {n} for x in {l}}}
        dict(zip({s}, {l})) | dict(a={a}, b={a}) | f_upd({d}, {d})
        dict.fromkeys({l}, {n}) | f_dpop({d}, {a}) | f_dset({d}, {a}, {a})
        f_setdef({d}, {a}, {a}) | {d} | {{ {a}: {a}, {a}: {a} }}""",
    # Of ints only: the order of others is nobody's promise.
    "e": """{e} | {e} - {e} | {e} & {e} | {e} ^ {e} | f_ints({t}) | f_ints({l})
        {e}.union({e}) | {e}.difference({t}) | frozenset(f_ints({e}))
        {e}.intersection({l}) | {{ {n}, {n} }} | f_eadd({e}, {n})
        {{x for x in f_ints({l})}} | {e}.symmetric_difference({e})""",
}

SPECS = ["''", "'d'", "'5'", "'<6'", "'>6'", "'^7'", "'*^9'", "'05'", "'+'",
         "' '", "','", "'_'", "'x'", "'#b'", "'.2f'", "'8.3f'", "'e'", "'g'",
         "'%'", "'s'", "'.2'", "'10.4g'", "'+.1e'", "'=+7'", "'z'", "'q'"]

HELPERS = '''
def f_add(a, b=1): return a + b
def f_gen(n):
    for i in range(n):
        got = yield i * i
    return n
def f_app(l, a): l.append(a); return l
def f_ins(l, i, a): l.insert(i, a); return l
def f_pop(l, i): l.pop(i); return l
def f_set(l, i, a): l[i] = a; return l
def f_cut(l, i, j, m): l[i:j] = m; return l
def f_del(l, i): del l[i]; return l
def f_ext(l, a): l += a; return l
def f_rem(l, a): l.remove(a); return l
def f_sort(l): l.sort(); return l
def f_kw(*a, **k): return [a, k]
def f_star(*a, k=None): return (k, len(a), a)
def f_pair(l): a, *b = l; return (a, b)
def f_defs(a, b=2, *c, d=4): return (a, b, c, d)
def f_upd(d, o): d.update(o); return d
def f_dpop(d, k): d.pop(k); return d
def f_dset(d, k, v): d[k] = v; return d
def f_setdef(d, k, v): d.setdefault(k, []).append(v); return d
def f_eadd(e, n): e.add(n); return e
def f_ints(l): return {x for x in l if type(x) is int}
def tidy(x):
    if isinstance(x, (set, frozenset)):
        return (type(x).__name__, sorted(map(tidy, x), key=repr))
    if isinstance(x, (list, tuple)):
        return type(x)(map(tidy, x))
    return x
def show(x): print(repr(tidy(x)))
v_i, v_f, v_s, v_l = 42, 2.5, 'spam', [5, 6]
v_t, v_d, v_e = (7, 8), {'v': 9}, {2, 4}
'''


def split(text):
    """Templates stand apart by lines and by " | "; a lone {x} is joining."""
    out = []
    for line in text.split("\n"):
        out += [part.strip() for part in line.split(" | ") if part.strip()]
    return [t for t in out if t.count("(") == t.count(")")]


TABLE = {kind: split(text) for kind, text in TEMPLATES.items()}
TABLE["i"] += ["{i} | {i}"]
TABLE["d"] += ["{d} | {d}"]
TABLE["e"] += ["{e} | {e}"]
KINDS = "ifsbltde"


class Maker:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.names = 0

    def pick(self, items):
        return items[self.rng.randrange(len(items))]

    # ---- expressions ----

    def expr(self, kind, depth):
        if kind == "q":
            return self.pick(SPECS)
        if self.rng.randrange(12) == 0 and kind != "n":
            kind = self.pick(KINDS)
        if kind == "a":
            kind = "x" if self.rng.randrange(9) == 0 else self.pick(KINDS)
        if kind == "x":
            return "None"
        if depth <= 0 or kind == "n" or self.rng.randrange(4) == 0:
            return self.pick(LEAVES[kind])
        return "(" + self.filled(self.pick(TABLE[kind]), depth) + ")"

    def filled(self, template, depth):
        """str.format's rules: a hole is {x}, a doubled brace is a brace."""
        out, i = [], 0
        while i < len(template):
            two = template[i:i + 2]
            if two in ("{{", "}}"):
                out.append(two[0])
                i += 2
            elif template[i] == "{":
                text = self.expr(template[i + 1], depth - 1)
                i += 3
                # "1.real" is no expression, "(1).real" is.
                out.append("(%s)" % text if template[i:i + 1] == "." else text)
            else:
                out.append(template[i])
                i += 1
        return "".join(out)

    # ---- statements: control flow with a trace ----

    def name(self):
        self.names += 1
        return "x%d" % self.names

    def block(self, depth, in_loop, pad):
        n = 1 + self.rng.randrange(3)
        return "".join(self.stmt(depth, in_loop, pad) for _ in range(n))

    def stmt(self, depth, in_loop, pad):
        kinds = ["say", "assign", "aug"]
        if depth > 0:
            kinds += ["if", "while", "for", "try", "with", "call", "finally"]
        if in_loop:
            kinds += ["break", "continue"]
        if self.rng.randrange(9) == 0:
            kinds = ["raise", "return", "assert"]
        return getattr(self, "s_" + self.pick(kinds))(depth, in_loop, pad)

    def s_say(self, depth, in_loop, pad):
        return f"{pad}log.append({self.rng.randrange(100)})\n"

    def s_assign(self, depth, in_loop, pad):
        return f"{pad}v = {self.expr(self.pick('ilst'), 1)}\n"

    def s_aug(self, depth, in_loop, pad):
        op = self.pick(["+", "-", "*", "//", "%", "|"])
        kind = "n" if op == "*" else self.pick("iisl")
        return f"{pad}v {op}= {self.expr(kind, 0)}\n"

    def s_raise(self, depth, in_loop, pad):
        what = self.pick(["ValueError(n)", "KeyError('k')", "TypeError",
                          "Own(n)", "ZeroDivisionError('z')"])
        cause = self.pick(["", "", " from None", " from Own(9)"])
        return f"{pad}raise {what}{cause}\n"

    def s_return(self, depth, in_loop, pad):
        return f"{pad}return {self.expr('a', 0)}\n"

    def s_assert(self, depth, in_loop, pad):
        return f"{pad}assert {self.expr('b', 1)}, 'claim'\n"

    def s_break(self, depth, in_loop, pad):
        return f"{pad}if n % 2: break\n"

    def s_continue(self, depth, in_loop, pad):
        return f"{pad}if n % 3 == 0: continue\n"

    def s_if(self, depth, in_loop, pad):
        out = f"{pad}if {self.expr('b', 1)}:\n"
        out += self.block(depth - 1, in_loop, pad + "    ")
        if self.rng.randrange(2):
            out += f"{pad}elif {self.expr('b', 1)}:\n"
            out += self.block(depth - 1, in_loop, pad + "    ")
        if self.rng.randrange(2):
            out += f"{pad}else:\n"
            out += self.block(depth - 1, in_loop, pad + "    ")
        return out

    def s_while(self, depth, in_loop, pad):
        x = self.name()
        out = f"{pad}{x} = {self.rng.randrange(4)}\n{pad}while {x} > 0:\n"
        out += f"{pad}    {x} -= 1; n += 1\n"
        return out + self.rest_of_loop(depth, in_loop, pad)

    def s_for(self, depth, in_loop, pad):
        over = self.pick(["range(3)", self.expr("l", 1), "f_gen(2)",
                          self.expr("d", 0), self.expr("s", 0)])
        out = f"{pad}for {self.name()} in {over}:\n{pad}    n += 1\n"
        return out + self.rest_of_loop(depth, in_loop, pad)

    def rest_of_loop(self, depth, in_loop, pad):
        out = self.block(depth - 1, True, pad + "    ")
        if self.rng.randrange(3) == 0:
            out += f"{pad}else:\n{self.block(depth - 1, in_loop, pad + '    ')}"
        return out

    def s_try(self, depth, in_loop, pad):
        out = f"{pad}try:\n{self.block(depth - 1, in_loop, pad + '    ')}"
        caught = self.pick(["ValueError", "Own", "(KeyError, TypeError)",
                            "Exception", "ZeroDivisionError"])
        out += f"{pad}except {caught} as e:\n"
        out += f"{pad}    log.append(told(e))\n"
        out += self.block(depth - 1, in_loop, pad + "    ")
        if self.rng.randrange(3) == 0:
            out += f"{pad}else:\n{self.block(depth - 1, in_loop, pad + '    ')}"
        if self.rng.randrange(3) == 0:
            out += self.final(depth, in_loop, pad)
        return out

    def final(self, depth, in_loop, pad):
        return (f"{pad}finally:\n{pad}    log.append('finally')\n"
                f"{self.block(depth - 1, in_loop, pad + '    ')}")

    def s_finally(self, depth, in_loop, pad):
        return (f"{pad}try:\n{self.block(depth - 1, in_loop, pad + '    ')}"
                f"{self.final(depth, in_loop, pad)}")

    def s_with(self, depth, in_loop, pad):
        return (f"{pad}with Keep(log, {self.pick(['True', 'False'])}) as w:\n"
                f"{self.block(depth - 1, in_loop, pad + '    ')}")

    def s_call(self, depth, in_loop, pad):
        x = self.name()
        return (f"{pad}def {x}(p=n):\n{pad}    nonlocal n\n"
                f"{pad}    v = p\n"
                f"{self.block(depth - 1, False, pad + '    ')}"
                f"{pad}log.append({x}())\n")

    # ---- programs ----

    def of_expressions(self, count):
        out = [HELPERS]
        for _ in range(count):
            text = self.expr(self.pick(KINDS), 3)
            out.append(f"try: show({text})\n"
                       "except Exception as e: print(type(e).__name__, e)\n")
        return "".join(out)

    def of_statements(self, count):
        out = [HELPERS, FLOW]
        for i in range(count):
            self.names = 0
            body = self.block(3, False, "    ")
            out.append(f"def g{i}():\n    n = 0\n    v = 1\n{body}"
                       f"    return n, v\nattempt(g{i})\n")
        return "".join(out)


FLOW = '''
class Own(Exception): pass
class Keep:
    def __init__(self, log, quiet): self.log, self.quiet = log, quiet
    def __enter__(self): self.log.append('in'); return self
    def __exit__(self, kind, e, tb):
        self.log.append(kind and kind.__name__)
        return self.quiet
def told(e):
    if e is None: return None
    return (type(e).__name__, str(e), told(e.__cause__), told(e.__context__),
            e.__suppress_context__)
def attempt(f):
    global log
    log = []
    try: print('->', f())
    except Exception as e: print('!!', told(e))
    print(log)
'''


def make(seed):
    maker = Maker(seed)
    return maker.of_statements(12) if seed % 3 == 0 else \
        maker.of_expressions(40)
