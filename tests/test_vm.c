/* vm: what programs do, in all three ways of stepping: with events, without,
 * many at a time. What is expected was printed by CPython 3.12.1. */
#include "suites.h"

#include "vm_world.h"

#include <stdio.h>
#include <string.h>

typedef struct program {
    const char *text, *out;
} program;

/* Runs the text in one way; the output must be `out`, of the fd. */
static void expect(const char *text, const char *out, int fd, int way)
{
    vm_world v = vm_open(text, NULL);
    ap_str got = {0};
    CU_ASSERT(vm_run(&v, (vm_way)way, 7, 10000000));
    vm_output(&v, fd, &got);
    if (strcmp(ap_str_c(&got), out) != 0)
        fprintf(stderr, "\n--- way %d of\n%s--- got\n%s--- wanted\n%s", way,
                text, ap_str_c(&got), out);
    CU_ASSERT_STRING_EQUAL(ap_str_c(&got), out);
    ap_str_clear(&got);
    vm_close(&v);
}

static void expect_all(const program *p, size_t n, int fd)
{
    for (size_t i = 0; i < n; i++)
        for (int way = 0; way < VM_WAYS; way++)
            expect(p[i].text, p[i].out, fd, way);
}

#define ALL(rows, fd) expect_all(rows, sizeof rows / sizeof *rows, fd)
/* A loop over lambdas that raise, printing what. */
#define COMPLAINTS(lambdas)                                                    \
    "for call in [" lambdas "]:\n"                                             \
    "    try:\n"                                                               \
    "        call()\n"                                                         \
    "    except Exception as e:\n"                                             \
    "        print(type(e).__name__ + ':', e)\n"

static void arguments_are_bound_as_in_cpython(void)
{
    static const program rows[] = {
        {"def f(a, b=2, *c, d, e=5, **g): print(a, b, c, d, e, g)\n"
         "f(1, d=4)\n"
         "f(1, 3, 7, 8, d=4, z=9, e=6)\n"
         "f(*[1, 2], **{'d': 0})\n",
         "1 2 () 4 5 {}\n1 3 (7, 8) 4 6 {'z': 9}\n1 2 () 0 5 {}\n"},
        {"def f(a, b): pass\n"
         "def g(a, b=1): pass\n"
         "def h(*, a, b): pass\n"
         "def i(a, /, b): pass\n"
         COMPLAINTS("lambda: f(), lambda: f(1), lambda: f(1, 2, 3), "
                    "lambda: f(1, 2, c=3), lambda: f(1, a=2), "
                    "lambda: g(), lambda: g(1, 2, 3), lambda: h(), "
                    "lambda: h(a=1), lambda: h(1), lambda: i(a=1, b=2)"),
         "TypeError: f() missing 2 required positional arguments: 'a' and "
         "'b'\n"
         "TypeError: f() missing 1 required positional argument: 'b'\n"
         "TypeError: f() takes 2 positional arguments but 3 were given\n"
         "TypeError: f() got an unexpected keyword argument 'c'\n"
         "TypeError: f() got multiple values for argument 'a'\n"
         "TypeError: g() missing 1 required positional argument: 'a'\n"
         "TypeError: g() takes from 1 to 2 positional arguments but 3 were "
         "given\n"
         "TypeError: h() missing 2 required keyword-only arguments: 'a' and "
         "'b'\n"
         "TypeError: h() missing 1 required keyword-only argument: 'b'\n"
         "TypeError: h() takes 0 positional arguments but 1 was given\n"
         "TypeError: i() got some positional-only arguments passed as "
         "keyword arguments: 'a'\n"},
        {COMPLAINTS("lambda: len(), lambda: [].append(), lambda: 3 .x, "
                    "lambda: None(), lambda: print(*5), "
                    "lambda: print(**5), lambda: dict(a=1, **{'a': 2})"),
         "TypeError: len() takes exactly one argument (0 given)\n"
         "TypeError: list.append() takes exactly one argument (0 given)\n"
         "AttributeError: 'int' object has no attribute 'x'\n"
         "TypeError: 'NoneType' object is not callable\n"
         "TypeError: print() argument after * must be an iterable, not int\n"
         "TypeError: print() argument after ** must be a mapping, not int\n"
         "TypeError: dict() got multiple values for keyword argument 'a'\n"},
        /* A call that failed leaves no keyword names behind. */
        {"def f(): pass\n"
         "try:\n"
         "    f(x=1)\n"
         "except TypeError as e:\n"
         "    print('again', e)\n",
         "again f() got an unexpected keyword argument 'x'\n"},
    };
    ALL(rows, 1);
}

static void classes_work(void)
{
    static const program rows[] = {
        {"class A:\n"
         "    n = 0\n"
         "    def __init__(self, x):\n"
         "        self.x = x\n"
         "        A.n += 1\n"
         "    def get(self): return self.x\n"
         "    @property\n"
         "    def twice(self): return self.x * 2\n"
         "    @twice.setter\n"
         "    def twice(self, v): self.x = v // 2\n"
         "    @staticmethod\n"
         "    def s(a): return a + 1\n"
         "    @classmethod\n"
         "    def make(cls, v): return cls(v)\n"
         "class B(A):\n"
         "    def get(self): return super().get() + 1\n"
         "b = B.make(3)\n"
         "b.twice = 20\n"
         "print(b.get(), b.twice, B.s(1), A.n, isinstance(b, A))\n"
         "print([k.__name__ for k in B.__mro__], type(b).__name__)\n",
         "11 20 2 1 True\n['B', 'A', 'object'] B\n"},
        {"class A: pass\n"
         "class B(A): pass\n"
         "class C(A): pass\n"
         "class D(B, C): pass\n"
         "print([k.__name__ for k in D.__mro__])\n"
         "try:\n"
         "    class E(A, D): pass\n"
         "except TypeError as e: print(str(e).replace('\\n', ' '))\n",
         "['D', 'B', 'C', 'A', 'object']\n"
         "Cannot create a consistent method resolution order (MRO) for bases "
         "A, D\n"},
        {"class A:\n"
         "    def __init__(self): return 5\n"
         "class P:\n"
         "    @property\n"
         "    def x(self): return 1\n"
         COMPLAINTS("lambda: A(), lambda: P(1), lambda: P().y, lambda: P.z, "
                    "lambda: setattr(P(), 'x', 2), "
                    "lambda: setattr(int, 'x', 1), "
                    "lambda: setattr(object(), 'x', 1)"),
         "TypeError: __init__() should return None, not 'int'\n"
         "TypeError: P() takes no arguments\n"
         "AttributeError: 'P' object has no attribute 'y'\n"
         "AttributeError: type object 'P' has no attribute 'z'\n"
         "AttributeError: property 'x' of 'P' object has no setter\n"
         "TypeError: cannot set 'x' attribute of immutable type 'int'\n"
         "AttributeError: 'object' object has no attribute 'x'\n"},
        {"class D:\n"
         "    def __set_name__(self, owner, name): self.name = name\n"
         "    def __get__(self, obj, kind): return (self.name, obj is None)\n"
         "class A:\n"
         "    d = D()\n"
         "    def __getattr__(self, name): return 'no ' + name\n"
         "    def __init_subclass__(cls, **kw): print(cls.__name__, kw)\n"
         "class B(A, tag=1): pass\n"
         "print(A().d, A.d, A().zzz)\n",
         "B {'tag': 1}\n('d', False) ('d', True) no zzz\n"},
        {"class S(list):\n"
         "    def push(self, x): self.append(x)\n"
         "class E(Exception):\n"
         "    def __init__(self, code):\n"
         "        super().__init__('code', code)\n"
         "        self.code = code\n"
         "s = S([1]); s.push(2); s.note = 'n'\n"
         "try: raise E(7)\n"
         "except E as e: print(s, len(s), s.note, e.args, e.code)\n",
         "[1, 2] 2 n ('code', 7) 7\n"},
        {"class A:\n"
         "    made = 0\n"
         "    def __new__(cls, *a):\n"
         "        cls.made += 1\n"
         "        return super().__new__(cls)\n"
         "    def __init__(self, x): self.x = x\n"
         "    def __call__(self, y): return self.x + y\n"
         "print(A(1)(2), A.made)\n",
         "3 1\n"},
    };
    ALL(rows, 1);
}

static void generators_work(void)
{
    static const program rows[] = {
        {"def g():\n"
         "    x = yield 1\n"
         "    print('got', x)\n"
         "    try:\n"
         "        yield 2\n"
         "    except KeyError as e:\n"
         "        yield repr(e)\n"
         "    return 'end'\n"
         "i = g()\n"
         "print(next(i), i.send('a'), i.throw(KeyError('k')))\n"
         "try: next(i)\n"
         "except StopIteration as e: print(e.value)\n",
         "got a\n1 2 KeyError('k')\nend\n"},
        {"def inner():\n"
         "    try:\n"
         "        while True:\n"
         "            print('in', (yield))\n"
         "    except GeneratorExit:\n"
         "        print('closing')\n"
         "        raise\n"
         "    finally:\n"
         "        print('finally')\n"
         "def outer(): yield from inner()\n"
         "o = outer(); next(o); o.send(5); o.close()\n",
         "in 5\nclosing\nfinally\n"},
        {"def a(): yield 1; return 2\n"
         "def b(): print((yield from a())); yield from [3, 4]\n"
         "print(list(b()), sum(x * x for x in range(4)), [*a()], max(a()))\n"
         "print(any(x > 1 for x in [1, 2, 3]), dict((k, k) for k in 'ab'))\n",
         "2\n[1, 3, 4] 14 [1] 1\nTrue {'a': 'a', 'b': 'b'}\n"},
        {"def g():\n"
         "    yield\n"
         "    raise StopIteration\n"
         "i = g(); next(i)\n"
         "try: next(i)\n"
         "except RuntimeError as e: print(e, type(e.__cause__).__name__)\n"
         "def h(): yield next(j)\n"
         "j = h()\n"
         "try: next(j)\n"
         "except ValueError as e: print(e)\n",
         "generator raised StopIteration StopIteration\n"
         "generator already executing\n"},
        /* What a generator handles is its own. */
        {"import sys\n"
         "def g():\n"
         "    try: 1 / 0\n"
         "    except ZeroDivisionError:\n"
         "        yield type(sys.exc_info()[1]).__name__\n"
         "    yield sys.exc_info()[1]\n"
         "i = g()\n"
         "print(next(i), sys.exc_info()[1])\n"
         "try: raise KeyError\n"
         "except KeyError: print(next(i) is None, "
         "type(sys.exc_info()[1]).__name__)\n",
         "ZeroDivisionError None\nFalse KeyError\n"},
    };
    ALL(rows, 1);
}

/* Python code called from C, inside C, inside C. */
static void native_code_calls_python(void)
{
    static const program rows[] = {
        {"class K:\n"
         "    def __init__(self, n): self.n = n\n"
         "    def __lt__(self, o): return self.n < o.n\n"
         "    def __eq__(self, o): return self.n == o.n\n"
         "    def __hash__(self): return hash(self.n)\n"
         "    def __repr__(self): return f'K{self.n}'\n"
         "ks = [K(n) for n in (3, 1, 2)]\n"
         "print(sorted(ks), max(ks), K(2) in ks, {K(1): 'one'}[K(1)])\n"
         "print(len({K(1), K(1), K(2)}), ks.index(K(2)))\n",
         "[K1, K2, K3] K3 True one\n2 2\n"},
        /* A C callable with an effect runs once, whatever follows it. */
        {"pool = [1, 2, 3]\n"
         "def key(x): return -x\n"
         "taken = []\n"
         "def both(x): taken.append(pool.pop()); return len(taken)\n"
         "print(list(map(both, 'abc')), taken, pool)\n"
         "print(sorted([3, 1, 2], key=key), list(map(taken.append, 'x')))\n"
         "print(taken)\n",
         "[1, 2, 3] [3, 2, 1] []\n[3, 2, 1] [None]\n[3, 2, 1, 'x']\n"},
        {"class L:\n"
         "    def __init__(self): self.i = 0\n"
         "    def __iter__(self): return self\n"
         "    def __next__(self):\n"
         "        self.i += 1\n"
         "        if self.i > 3: raise StopIteration\n"
         "        return self.i\n"
         "    def __len__(self): return 3\n"
         "    def __bool__(self): return False\n"
         "    def __getitem__(self, k): return k\n"
         "    def __enter__(self): return 'entered'\n"
         "    def __exit__(self, t, v, b): print(t.__name__, v); return True\n"
         "print(list(L()), [x for x in L()], len(L()), not L(), L()[4:5])\n"
         "a, *b = L()\n"
         "print(a, b, list(zip(L(), L())), list(enumerate(L())))\n"
         "with L() as l: print(l); raise ValueError('v')\n",
         "[1, 2, 3] [1, 2, 3] 3 True slice(4, 5, None)\n"
         "1 [2, 3] [(1, 1), (2, 2), (3, 3)] [(0, 1), (1, 2), (2, 3)]\n"
         "entered\nValueError v\n"},
        {"def f(x):\n"
         "    if x == 2: raise ValueError(x)\n"
         "    return x\n"
         "seen = []\n"
         "try:\n"
         "    for y in map(f, range(5)): seen.append(y)\n"
         "except ValueError as e: print(seen, e)\n"
         "print(str([]), sum(map(f, [1, 3]), 10))\n",
         "[0, 1] 2\n[] 14\n"},
    };
    ALL(rows, 1);
}

static void exceptions_work(void)
{
    static const program rows[] = {
        {"def f():\n"
         "    try:\n"
         "        return 'try'\n"
         "    finally:\n"
         "        print('finally')\n"
         "def g():\n"
         "    for i in range(3):\n"
         "        try:\n"
         "            if i == 1: continue\n"
         "            if i == 2: break\n"
         "        finally: print('f', i)\n"
         "    else: print('else')\n"
         "print(f()); g()\n",
         "finally\ntry\nf 0\nf 1\nf 2\n"},
        {"try:\n"
         "    try: {}['a']\n"
         "    except KeyError as e: raise ValueError('v') from e\n"
         "except (TypeError, ValueError) as e:\n"
         "    print(repr(e), repr(e.__cause__), e.__suppress_context__)\n"
         "try: e\n"
         "except NameError as e: print(e)\n"
         "try: raise\n"
         "except RuntimeError as e: print(e)\n"
         "try: raise 5\n"
         "except TypeError as e: print(e)\n"
         "try:\n"
         "    try: raise KeyError\n"
         "    except 5: pass\n"
         "except TypeError as e: print(e, repr(e.__context__))\n",
         "ValueError('v') KeyError('a') True\n"
         "name 'e' is not defined\n"
         "No active exception to reraise\n"
         "exceptions must derive from BaseException\n"
         "catching classes that do not inherit from BaseException is not "
         "allowed KeyError()\n"},
        {"def f(): return f()\n"
         "try: f()\n"
         "except RecursionError as e: print(e)\n"
         "class A: pass\n"
         "A.__call__ = A()\n"
         "try: A()()\n"
         "except RecursionError as e: print(type(e).__name__)\n"
         "def g():\n"
         "    print(x)\n"
         "    x = 1\n"
         "try: g()\n"
         "except UnboundLocalError as e: print(e)\n"
         "def h():\n"
         "    def i(): return y\n"
         "    try: i()\n"
         "    except NameError as e: print(e)\n"
         "    y = 1\n"
         "h()\n",
         "maximum recursion depth exceeded\n"
         "RecursionError\n"
         "cannot access local variable 'x' where it is not associated with a "
         "value\n"
         "cannot access free variable 'y' where it is not associated with a "
         "value in enclosing scope\n"},
        {"for s in ['a, b = 5', 'a, b = 1, 2, 3', 'a, b = [1]']:\n"
         "    try:\n"
         "        if s[-1] == '5': a, b = 5\n"
         "        elif s[-1] == '3': a, b = 1, 2, 3\n"
         "        else: a, b = [1]\n"
         "    except (TypeError, ValueError) as e: print(e)\n",
         "cannot unpack non-iterable int object\n"
         "too many values to unpack (expected 2)\n"
         "not enough values to unpack (expected 2, got 1)\n"},
        {"import threading\n"
         "lock = threading.Lock()\n"
         "with lock:\n"
         "    print(lock.locked())\n"
         "try:\n"
         "    with 5: pass\n"
         "except TypeError as e: print(e)\n",
         "True\n'int' object does not support the context manager protocol\n"},
    };
    ALL(rows, 1);
}

static void tracebacks_read_as_cpython_prints_them(void)
{
    static const program rows[] = {
        {"def f(x):\n"
         "    return 1 / x\n"
         "def g():\n"
         "    f(0)\n"
         "g()\n",
         "Traceback (most recent call last):\n"
         "  File \"test.py\", line 5, in <module>\n"
         "    g()\n"
         "  File \"test.py\", line 4, in g\n"
         "    f(0)\n"
         "  File \"test.py\", line 2, in f\n"
         "    return 1 / x\n"
         "           ~~^~~\n"
         "ZeroDivisionError: division by zero\n"},
        {"try:\n"
         "    [1][5]\n"
         "except IndexError as e:\n"
         "    raise RuntimeError('no') from e\n",
         "Traceback (most recent call last):\n"
         "  File \"test.py\", line 2, in <module>\n"
         "    [1][5]\n"
         "    ~~~^^^\n"
         "IndexError: list index out of range\n"
         "\n"
         "The above exception was the direct cause of the following "
         "exception:\n"
         "\n"
         "Traceback (most recent call last):\n"
         "  File \"test.py\", line 4, in <module>\n"
         "    raise RuntimeError('no') from e\n"
         "RuntimeError: no\n"},
        {"def r(n): return r(n + 1)\n"
         "r(0)\n",
         "Traceback (most recent call last):\n"
         "  File \"test.py\", line 2, in <module>\n"
         "    r(0)\n"
         "  File \"test.py\", line 1, in r\n"
         "    def r(n): return r(n + 1)\n"
         "                     ^^^^^^^^\n"
         "  File \"test.py\", line 1, in r\n"
         "    def r(n): return r(n + 1)\n"
         "                     ^^^^^^^^\n"
         "  File \"test.py\", line 1, in r\n"
         "    def r(n): return r(n + 1)\n"
         "                     ^^^^^^^^\n"
         "  [Previous line repeated 996 more times]\n"
         "RecursionError: maximum recursion depth exceeded\n"},
        {"import threading\n"
         "def work():\n"
         "    raise ValueError('bad')\n"
         "t = threading.Thread(target=work, name='W')\n"
         "t.start(); t.join()\n",
         "Exception in thread W:\n"
         "Traceback (most recent call last):\n"
         "  File \"test.py\", line 3, in work\n"
         "    raise ValueError('bad')\n"
         "ValueError: bad\n"},
        {"counter = 1\n"
         "conter\n",
         "Traceback (most recent call last):\n"
         "  File \"test.py\", line 2, in <module>\n"
         "    conter\n"
         "NameError: name 'conter' is not defined. Did you mean: "
         "'counter'?\n"},
        {"class Account:\n"
         "    def __init__(self): self.balance = 1\n"
         "    def take(self): return balance\n"
         "try: Account().balanec\n"
         "except AttributeError: Account().take()\n",
         "Traceback (most recent call last):\n"
         "  File \"test.py\", line 4, in <module>\n"
         "    try: Account().balanec\n"
         "         ^^^^^^^^^^^^^^^^^\n"
         "AttributeError: 'Account' object has no attribute 'balanec'. Did "
         "you mean: 'balance'?\n"
         "\n"
         "During handling of the above exception, another exception "
         "occurred:\n"
         "\n"
         "Traceback (most recent call last):\n"
         "  File \"test.py\", line 5, in <module>\n"
         "    except AttributeError: Account().take()\n"
         "                           ^^^^^^^^^^^^^^^^\n"
         "  File \"test.py\", line 3, in take\n"
         "    def take(self): return balance\n"
         "                           ^^^^^^^\n"
         "NameError: name 'balance' is not defined. Did you mean: "
         "'self.balance'?\n"},
        {"time.sleep(1)\n",
         "Traceback (most recent call last):\n"
         "  File \"test.py\", line 1, in <module>\n"
         "    time.sleep(1)\n"
         "    ^^^^\n"
         "NameError: name 'time' is not defined. Did you forget to import "
         "'time'?\n"},
        /* Re-raised, it does not name its line twice. */
        {"def f():\n"
         "    try:\n"
         "        raise KeyError('k')\n"
         "    finally:\n"
         "        pass\n"
         "f()\n",
         "Traceback (most recent call last):\n"
         "  File \"test.py\", line 6, in <module>\n"
         "    f()\n"
         "  File \"test.py\", line 3, in f\n"
         "    raise KeyError('k')\n"
         "KeyError: 'k'\n"},
    };
    ALL(rows, 2);
}

static void ends_are_told_by_the_exit_code(void)
{
    static const struct {
        const char *text;
        int code;
    } rows[] = {
        {"", 0},
        {"import sys\nsys.exit()\n", 0},
        {"import sys\nsys.exit(3)\n", 3},
        {"import sys\nsys.exit('words')\n", 1},
        {"1 / 0\n", 1},
        {"import threading\n"
         "threading.Thread(target=lambda: 1 / 0).start()\n", 0},
        {"import threading, sys\n"
         "threading.Thread(target=sys.exit, args=(5,)).start()\n", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        vm_world v = vm_open(rows[i].text, NULL);
        CU_ASSERT(vm_run(&v, VM_STEPS, 20, 100000));
        CU_ASSERT_EQUAL(ap_world_exit_code(v.w), rows[i].code);
        vm_close(&v);
    }
}

static CU_TestInfo tests[] = {
    {"arguments are bound as in CPython", arguments_are_bound_as_in_cpython},
    {"classes work", classes_work},
    {"generators work", generators_work},
    {"native code calls Python", native_code_calls_python},
    {"exceptions work", exceptions_work},
    {"tracebacks read as CPython prints them",
     tracebacks_read_as_cpython_prints_them},
    {"ends are told by the exit code", ends_are_told_by_the_exit_code},
    CU_TEST_INFO_NULL};
CU_SuiteInfo vm_suite = {.pName = "vm", .pTests = tests};
