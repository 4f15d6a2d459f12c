import os
print(os.getpid() == os.getpid(), os.cpu_count() > 0, os.environ.get("NOT_SET_HERE"), os.environ.get("NOT_SET_HERE", "d"), os.path.join("a", "b", "/c", "d"), os.path.basename("/x/y.py"), os.path.dirname("/x/y.py"), os.path.splitext("a.tar.gz"), os.path.split("/a/b"), os.sep, os.linesep == "\n", os.name, os.getenv("NOT_SET_HERE", 5), os.path.exists("/nonexistent-file"), os.path.normpath("a//b/../c"), os.path.isabs("/a"))
try:
    os.environ["NOT_SET_HERE"]
except KeyError as e:
    print(repr(e))
