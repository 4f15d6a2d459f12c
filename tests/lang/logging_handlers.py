import logging
import sys
log = logging.getLogger("app")
log.setLevel(logging.DEBUG)
h = logging.StreamHandler(sys.stdout)
h.setFormatter(logging.Formatter("%(name)s - %(levelname)s - %(message)s"))
h.setLevel(logging.INFO)
log.addHandler(h)
log.debug("no")
log.info("yes")
child = logging.getLogger("app.child")
child.warning("from child")
child.propagate = False
child.warning("cut off")
log.removeHandler(h)
f = logging.Formatter("{levelname:>8} {message}", style="{")
h.setFormatter(f)
log.addHandler(h)
log.error("braces")
class Filter(logging.Filter):
    def filter(self, record):
        return "secret" not in record.getMessage()
h.addFilter(Filter())
log.info("secret %s", 1)
log.info("public")
logging.disable(logging.ERROR)
log.error("disabled")
log.critical("still")
