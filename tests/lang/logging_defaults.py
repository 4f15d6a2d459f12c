import logging
logging.info("not shown")
logging.warning("shown by default")
logging.getLogger("other").error("named %s", "x")
print(logging.getLogger("q"), logging.root, logging.getLogger("q").handlers, logging.root.handlers)
