"""How tutorials print: every way to format a table of results."""
import threading
import time

results = {}


def measure(name, n):
    results[name] = {"n": n, "sum": sum(range(n)), "mean": (n - 1) / 2}


for args in (("small", 10), ("medium", 1000), ("large", 123456)):
    t = threading.Thread(target=measure, args=args)
    t.start()
    t.join()
print("{:<10}|{:^8}|{:>15}|{:>12}".format("name", "n", "sum", "mean"))
for name, r in results.items():
    print(f"{name:<10}|{r['n']:^8,}|{r['sum']:>15,}|{r['mean']:>12.2e}")
    print("%-10s|%8d|%15x|%12.3f" % (name, r["n"], r["sum"], r["mean"]))
    print("{0} {1[n]:06d} {1[sum]:+.1f} {2!r:>12}".format(name, r, name[:3]))
width = 20
print(f"{'centred':=^{width}}", f"{255:#x} {255:08b} {255:o} {0.125:%}")
print(f"{1e100} {1/3} {2**70} {-7 // 2} {-7 % 3} {round(2.5)} {round(-0.5)}")
print(f"{results['small']=}")
print("a\tb".expandtabs(4), "x".join("abc"), "Title Case".swapcase(), sep="|")
print(*sorted(results, key=len, reverse=True), sep=" > ", end=".\n")
print(time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(0)))
print(str(threading.current_thread().name).ljust(12, ".") + "end")
