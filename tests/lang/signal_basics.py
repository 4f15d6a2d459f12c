import signal
import os
print(signal.SIGINT, int(signal.SIGTERM), signal.SIGINT.name, signal.Signals(2), signal.SIG_DFL, signal.getsignal(signal.SIGTERM))
def handler(n, frame):
    print("got", n, frame is not None)
print(signal.signal(signal.SIGUSR1, handler))
os.kill(os.getpid(), signal.SIGUSR1)
print("after", signal.getsignal(signal.SIGUSR1) is handler)
signal.raise_signal(signal.SIGUSR1)
print(signal.signal(signal.SIGUSR1, signal.SIG_IGN) is handler)
os.kill(os.getpid(), signal.SIGUSR1)
try:
    signal.signal(signal.SIGINT, 5)
except TypeError as e:
    print(e)
