import logging
import sys
import threading

logging.basicConfig(stream=sys.stdout, level=logging.INFO,
                    format="[%(threadName)s] %(message)s")


def work():
    logging.info("working")


t = threading.Thread(target=work, name="W-1")
t.start()
t.join()
logging.info("done")
