import logging

logging.basicConfig(level=logging.WARNING, format="%(levelno)s %(message)s")
for level in ("debug", "info", "warning", "error", "critical"):
    getattr(logging, level)("text of %s", level)
print(logging.getLogger().isEnabledFor(logging.INFO))
