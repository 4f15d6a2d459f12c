import logging
import sys

root = logging.getLogger()
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("%(name)s:%(message)s"))
root.addHandler(handler)
root.setLevel(logging.INFO)
logging.getLogger("a.b").info("one")
logging.getLogger("a").setLevel(logging.ERROR)
logging.getLogger("a.b").info("two")
logging.getLogger("a.b").error("three")
