import logging
logging.basicConfig(format="%(message)s")
try:
    logging.getLogger("x").setLevel("NOPE")
except ValueError as e:
    print(e)
try:
    logging.basicConfig(foo=1, force=True)
except ValueError as e:
    print(e)
logging.getLogger("x").setLevel("ERROR")
print(logging.getLogger("x").level, logging.getLevelName("DEBUG"), logging.getLevelName(15), logging.addLevelName(15, "FINE"), logging.getLevelName(15))
logging.warning("%(a)s and %(b)d", {"a": 1, "b": 2})
logging.warning("no args 100%")
logging.warning(ValueError("obj"))
logging.warning("extra %s", (1, 2))
