import logging
logging.basicConfig(level=logging.DEBUG, format="%(levelname)s:%(name)s:%(threadName)s:%(message)s")
logging.debug("d %d", 1)
logging.info("i %s %s", "a", "b")
logging.warning("w")
logging.error("e")
logging.critical("c")
log = logging.getLogger("my.mod")
log.setLevel(logging.WARNING)
log.info("hidden")
log.warning("shown")
print(log.name, log.level, log.getEffectiveLevel(), log.isEnabledFor(10), logging.getLevelName(20), logging.getLogger("my.mod") is log, logging.getLogger().name, log.parent.name)
try:
    1 / 0
except ZeroDivisionError:
    logging.exception("with traceback")
log.log(logging.ERROR, "by number %s", 5)
