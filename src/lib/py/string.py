# string: the sets of characters, capwords, templates.

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join([x.capitalize() for x in s.split(sep)])


class Template:
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def substitute(self, mapping=(), /, **kwargs):
        return self._filled({**dict(mapping), **kwargs}, False)

    def safe_substitute(self, mapping=(), /, **kwargs):
        return self._filled({**dict(mapping), **kwargs}, True)

    def _filled(self, values, safe):
        text, parts, at = self.template, [], 0
        while True:
            found = text.find("$", at)
            if found < 0:
                break
            parts.append(text[at:found])
            name, at = self._name(found + 1)
            if name == "$":
                parts.append("$")
            elif name is None and not safe:
                raise ValueError(self._bad_place(found))
            elif name is not None and (name in values or not safe):
                parts.append(str(values[name]))
            else:
                parts.append(text[found:at])
        return "".join(parts) + text[at:]

    # The name that begins at a place (None: there is none) and what follows.
    def _name(self, at):
        text, start = self.template, at
        if text[at:at + 1] == "$":
            return "$", at + 1
        braced = text[at:at + 1] == "{"
        end = at = at + braced
        while end < len(text) and text[at:end + 1].isascii() and (
                text[at:end + 1].isidentifier()):
            end += 1
        if end == at or braced and text[end:end + 1] != "}":
            return None, start
        return text[at:end], end + braced

    def _bad_place(self, at):
        lines = self.template[:at].splitlines(True)
        line = len(lines) or 1
        column = at - sum(map(len, lines[:-1])) + 1
        return f"Invalid placeholder in string: line {line}, col {column}"
