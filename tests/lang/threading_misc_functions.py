import threading
print(threading.get_ident() == threading.main_thread().ident, threading.get_native_id() > 0, threading.stack_size(), threading.TIMEOUT_MAX > 1e6, threading.gettrace(), threading.getprofile())
try:
    threading.stack_size(5)
except ValueError as e:
    print(e)
print(threading.ThreadError is RuntimeError)
