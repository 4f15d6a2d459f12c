# os.path: the functions on names. Scenarios have no disk: nothing exists.

sep = "/"
curdir = "."
pardir = ".."


def join(a, *parts):
    for part in parts:
        if part.startswith("/"):
            a = part
        elif not a or a.endswith("/"):
            a += part
        else:
            a += "/" + part
    return a


def split(path):
    at = path.rfind("/") + 1
    head, tail = path[:at], path[at:]
    if head and head != "/" * len(head):
        head = head.rstrip("/")
    return head, tail


def basename(path):
    return split(path)[1]


def dirname(path):
    return split(path)[0]


def splitext(path):
    slash = path.rfind("/")
    dot = path.rfind(".")
    start = slash + 1
    while start < dot and path[start] == ".":
        start += 1
    if dot > slash and dot > start:
        return path[:dot], path[dot:]
    return path, ""


def isabs(path):
    return path.startswith("/")


def normpath(path):
    if not path:
        return "."
    slashes = "/" if path.startswith("/") else ""
    kept = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part == ".." and kept and kept[-1] != "..":
            kept.pop()
        elif part != ".." or not slashes:
            kept.append(part)
    return slashes + "/".join(kept) or "."


def abspath(path):
    return normpath(path if isabs(path) else join("/", path))


def exists(path):
    return False


def isfile(path):
    return False


def isdir(path):
    return False


def expanduser(path):
    return path


def commonprefix(m):
    if not m:
        return ""
    low, high = min(m), max(m)
    n = 0
    while n < len(low) and low[n] == high[n]:
        n += 1
    return low[:n]
