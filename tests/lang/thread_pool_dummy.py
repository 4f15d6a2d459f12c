from multiprocessing.dummy import Pool
import multiprocessing.dummy as d
with Pool(2) as p:
    print(p.map(len, ["a", "bb"]), type(p).__name__)
t = d.Process(target=print, args=("in dummy",))
t.start()
t.join()
print(t.exitcode)
