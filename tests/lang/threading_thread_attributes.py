import threading
def f():
    me = threading.current_thread()
    print(me.name, me.is_alive(), me.ident == threading.get_ident(), me.daemon, me is t)
t = threading.Thread(target=f)
print(t.name, t.ident, t.is_alive(), t.daemon, t.native_id)
t.start()
t.join()
print(t.is_alive(), t.ident is not None, repr(t)[:28])
n = threading.Thread(target=f, name="Named", daemon=True)
print(n, n.name, n.daemon)
n.name = 5
print(n.name, threading.Thread().name, threading.Thread(target=print).name, threading.Thread(target=lambda: 0).name, threading.Thread(target=t.join).name)
m = threading.main_thread()
print(m.name, m is threading.current_thread(), m.daemon, threading.active_count(), len(threading.enumerate()), threading.enumerate() == [m], repr(m)[:28])
class S(threading.Thread):
    def run(self):
        print("run of", self.name)
s = S(name="sub")
s.start()
s.join()
print(repr(s)[:16])
s = S()
print(s.name, repr(s))
