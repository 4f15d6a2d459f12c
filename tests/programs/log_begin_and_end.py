"""A thread that sleeps; the main thread joins it; both say so in a log."""
import logging
import threading
import time


def thread_function(name):
    logging.info("Thread %s: starting", name)
    time.sleep(0.05)
    logging.info("Thread %s: finishing", name)


if __name__ == "__main__":
    format = "%(levelname)s:%(threadName)s: %(message)s"
    logging.basicConfig(format=format, level=logging.INFO, datefmt="%H:%M:%S")
    logging.info("Main    : before creating thread")
    x = threading.Thread(target=thread_function, args=(1,))
    logging.info("Main    : before running thread")
    x.start()
    time.sleep(0.02)
    logging.info("Main    : wait for the thread to finish")
    logging.debug("nobody reads this")
    x.join()
    logging.warning("Main    : all done")
