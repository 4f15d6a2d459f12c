"""Loggers with names, levels, a handler and a format of one's own."""
import logging
import sys
import threading

logger = logging.getLogger("hive")
logger.setLevel(logging.DEBUG)
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter(
    "%(name)s|%(levelname)-8s|%(threadName)-6s|%(message)s"))
logger.addHandler(handler)
logger.propagate = False
child = logging.getLogger("hive.queen")
child.setLevel(logging.WARNING)


def work(n):
    logger.debug("begin %d", n)
    child.info("not seen")
    child.error("%s has %d of %s", "queen", n, ["a", "b"])
    try:
        1 / (n - 1)
    except ZeroDivisionError:
        logger.error("cannot divide by %r", n - 1)
    logger.log(logging.INFO, "end")


for n in (1, 2):
    t = threading.Thread(target=work, args=(n,), name=f"w-{n}")
    t.start()
    t.join()
print(logger.isEnabledFor(logging.DEBUG), child.getEffectiveLevel(),
      logging.getLevelName(30), logging.getLogger("hive") is logger)
logging.basicConfig(level=logging.INFO,
                    format="(%(threadName)-10s) %(message)s")
logging.info("to %s", "stderr")
logging.getLogger("other").warning("root takes it")
