# textwrap: text without its margin, and in lines of a width.


def dedent(text):
    lines = text.split("\n")
    margin = None
    for line in lines:
        if line.strip():
            n = len(line) - len(line.lstrip())
            margin = n if margin is None else min(margin, n)
    return "\n".join([line[margin or 0:] if line.strip() else ""
                      for line in lines])


def indent(text, prefix, predicate=None):
    lines = text.splitlines(True)
    return "".join([prefix + line if (predicate(line) if predicate
                                      else line.strip()) else line
                    for line in lines])


def wrap(text, width=70, **kwargs):
    lines = []
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        lines.append(line)
    return lines


def fill(text, width=70, **kwargs):
    return "\n".join(wrap(text, width, **kwargs))
