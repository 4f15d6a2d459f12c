#!/usr/bin/env python3
"""Compares apiary's compiler with CPython 3.12's, which must run this.

    python3.12 tests/dis_oracle.py build/apiary-test FILE...
    python3.12 tests/dis_oracle.py --store tests/dis/*.py

Both compile each file; constants, names, instructions, jump targets,
positions and exception tables must agree. Annotations are taken out first,
since apiary does not evaluate them; those of a class's attributes become
texts, which is what apiary makes of them. Exit 1 where anything differs.
--store writes what CPython makes of X.py as X.dis, for the suite "lang".
"""
import ast
import dis
import opcode
import subprocess
import sys
import types

MARK = '<code object '


class Strip(ast.NodeTransformer):
    """Drops annotations."""

    def __init__(self, source):
        self.source = source
        self.in_class = False

    def visit_in(self, node, in_class):
        before, self.in_class = self.in_class, in_class
        self.generic_visit(node)
        self.in_class = before

    def visit_ClassDef(self, node):
        self.visit_in(node, True)
        return node

    def visit_arg(self, node):
        node.annotation = None
        return node

    def visit_AnnAssign(self, node):
        if self.in_class and node.simple:
            text = ast.get_source_segment(self.source, node.annotation)
            node.annotation = ast.copy_location(
                ast.Constant(text.replace('\n', '')), node.annotation)
            self.generic_visit(node)
            return node
        self.generic_visit(node)
        if node.value is None:
            return None if isinstance(node.target, ast.Name) else node
        return ast.copy_location(
            ast.Assign([node.target], node.value), node)

    def visit_FunctionDef(self, node):
        self.visit_in(node, False)
        node.returns = None
        return node

    def generic_visit(self, node):
        first = node.body[0] if isinstance(getattr(node, 'body', 0), list) \
            and node.body else None
        super().generic_visit(node)
        if first and not node.body and not isinstance(node, ast.Module):
            node.body = [ast.copy_location(ast.Global(['_']), first)]
        return node


def const(k):
    if isinstance(k, types.CodeType):
        return '<code object %s, file "%s", line %d>' % (
            k.co_name, k.co_filename, k.co_firstlineno)
    return repr(k)


def instructions(co):
    """(opname, arg, position) without caches and EXTENDED_ARG."""
    raw, place, extended = [], {}, 0
    positions = list(co.co_positions())
    for off, op, arg in dis._unpack_opargs(co.co_code):
        place[off] = len(raw)
        name = opcode.opname[op]
        if name in ('CACHE', 'EXTENDED_ARG'):
            continue
        raw.append([off, op, name, arg, positions[off // 2]])
    place[len(co.co_code)] = len(raw)
    for one in raw:
        off, op, name, arg, _ = one
        if op in opcode.hasjrel:
            end = off + 2 + 2 * dis._inline_cache_entries[op]
            target = end - 2 * arg if 'BACKWARD' in name else end + 2 * arg
            one[3] = place[target]
    return raw, place


def spots(p):
    line, end, col, endcol = p
    return '@%d-%d:%d-%d' % (line or 0, end or 0, col or 0, endcol or 0)


def lines(co):
    yield 'code %s %s flags=%d args=%d,%d,%d locals=%d stack=%d line=%d' % (
        co.co_name, co.co_qualname, co.co_flags & 0x3f, co.co_argcount,
        co.co_posonlyargcount, co.co_kwonlyargcount, co.co_nlocals,
        co.co_stacksize, co.co_firstlineno)
    for name, kind in zip(co._varname_from_oparg_all, co._kinds):
        yield 'slot %s %d' % (name, kind)
    for name in co.co_names:
        yield 'name ' + name
    for k in co.co_consts:
        yield 'const ' + const(k)
    raw, place = instructions(co.co)
    for i, (off, op, name, arg, pos) in enumerate(raw):
        yield '%d %s %d %s' % (i, name, arg or 0, spots(pos))
    for e in dis._parse_exception_table(co.co):
        yield 'handler %d %d %d %d %d' % (
            place[e.start], place[e.end], place[e.target], e.depth, e.lasti)
    for k in co.co_consts:
        if isinstance(k, types.CodeType):
            yield from lines(Code(k))


class Code:
    """A code object with its localsplus spelled out."""

    def __init__(self, co):
        self.co = co
        names, kinds = [], []
        for i, name in enumerate(co.co_varnames):
            names.append(name)
            kinds.append(1 | (2 if name in co.co_cellvars else 0)
                         | self.hidden(co, name))
        for name in co.co_cellvars:
            if name not in co.co_varnames:
                names.append(name)
                kinds.append(2)
        for name in co.co_freevars:
            names.append(name)
            kinds.append(4)
        self._varname_from_oparg_all, self._kinds = names, kinds

    @staticmethod
    def hidden(co, name):
        return 0 if co.co_flags & 2 else 8

    def __getattr__(self, name):
        return getattr(self.co, name)


def ours(tool, path):
    run = subprocess.run([tool, '--dis', path], capture_output=True,
                         timeout=60, encoding='utf-8',
                         errors='surrogateescape')
    return run.stdout.splitlines()[1:], run.returncode


def theirs(path):
    with open(path, 'rb') as f:
        source = f.read()
    tree = Strip(source.decode()).visit(ast.parse(source, path))
    return list(lines(Code(compile(tree, path, 'exec'))))


def normal(line):
    """The order of a frozenset's items means nothing."""
    head = 'const frozenset({'
    if not line.startswith(head):
        return line
    items = ast.literal_eval(line[len(head) - 1:-1])
    return head + ', '.join(sorted(map(repr, items)))


def differs(tool, path, verbose):
    try:
        want = theirs(path)
    except SyntaxError as e:
        got, code = ours(tool, path)
        if code == 0:
            print(f'{path}: accepted, but: {e}')
        return code == 0
    got, code = ours(tool, path)
    got, want = list(map(normal, got)), list(map(normal, want))
    if got == want:
        return False
    told = [x for x in got if x.startswith(path + ':')]
    if code and told and all('not supported' in x for x in told):
        return None
    if code:
        print(f'{path}: {code}\n  ' + '\n  '.join(got[:6]))
        return True
    at = next((i for i, (a, b) in enumerate(zip(got, want)) if a != b),
              min(len(got), len(want)))
    head = next((x for x in reversed(want[:at + 1])
                 if x.startswith('code ')), '')
    print(f'{path}: {head}')
    for i in range(max(0, at - 3), at + verbose):
        a = got[i] if i < len(got) else ''
        b = want[i] if i < len(want) else ''
        print('  %s %-46s %s' % (' ' if a == b else '!', a, b))
    return True


def store(files):
    for path in files:
        with open(path[:-3] + '.dis', 'w', encoding='utf-8') as f:
            f.writelines(line + '\n' for line in theirs(path))


def main():
    if sys.argv[1] == '--store':
        return store(sys.argv[2:])
    tool, files = sys.argv[1], sys.argv[2:]
    results = [differs(tool, path, 6) for path in files]
    bad = results.count(True)
    print(f'{len(files)} files, {results.count(None)} refused, {bad} differ')
    return bad != 0


if __name__ == '__main__':
    sys.exit(main())
