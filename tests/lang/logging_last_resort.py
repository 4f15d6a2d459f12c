import logging
log = logging.getLogger("a")
log.warning("last resort")
log.info("nothing")
log.error("error %d", 5)
