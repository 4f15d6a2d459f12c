# Logging goes to stderr; here to stdout, so that it is compared.
import logging
import sys
import threading

logging.basicConfig(stream=sys.stdout, level=logging.DEBUG,
                    format="%(levelname)-8s|%(threadName)s|%(name)s|"
                           "%(message)s")


def work(n):
    logging.info("working on %d", n)


t = threading.Thread(target=work, args=(7,), name="worker")
t.start()
t.join()
log = logging.getLogger("app.db")
log.warning("slow: %s took %.1f s", "query", 2.345)
log.setLevel(logging.ERROR)
log.info("not shown")
log.error("shown")
logging.getLogger("app").debug("parent %(a)s", {"a": 1})
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("x").error("failed: %s", sys.exc_info()[1])
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("{levelname}:{message}", style="{"))
own = logging.getLogger("own")
own.propagate = False
own.addHandler(handler)
own.critical("styled")
print(log.getEffectiveLevel(), logging.getLevelName(30), own.name,
      log.parent.name, own.isEnabledFor(logging.DEBUG), log)
logging.disable(logging.CRITICAL)
logging.critical("not shown")
