"""Daemon threads, is_alive, join with a timeout, enumerate."""
import threading
import time


def background():
    while True:
        time.sleep(0.5)


def short_job(seconds):
    time.sleep(seconds)
    print(f"{threading.current_thread().name} done after {seconds}")


daemon = threading.Thread(target=background, daemon=True, name="Watcher")
job = threading.Thread(target=short_job, args=(0.1,), name="Job")
print("before start:", job.is_alive(), job.daemon, daemon.daemon)
daemon.start()
job.start()
job.join(timeout=0.03)
print("still alive:", job.is_alive())
print(sorted(t.name for t in threading.enumerate()))
print("count:", threading.active_count())
job.join()
print("alive now:", job.is_alive(), daemon.is_alive())
try:
    job.start()
except RuntimeError as error:
    print("RuntimeError:", error)
print("main thread:", threading.main_thread().name,
      threading.current_thread() is threading.main_thread())
