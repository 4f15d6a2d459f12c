"""sys.exit in main, while other threads still work."""
import atexit
import sys
import threading
import time


def cleanup():
    print("cleaned up")


def late():
    time.sleep(0.05)
    print("a thread ends after main")


def quits():
    sys.exit("only this thread")


atexit.register(cleanup)
threading.Thread(target=late).start()
t = threading.Thread(target=quits)
t.start()
t.join()
print("main leaves", flush=True)
print("to stderr", file=sys.stderr)
sys.exit(3)
