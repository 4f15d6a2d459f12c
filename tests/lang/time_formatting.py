import time
t = time.gmtime(86400 * 365)
print(t, t.tm_year, t[1], time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %B %p %I %y %w %%", t), time.asctime(t), time.ctime(0), time.mktime(time.localtime(1000000)))
print(time.strptime("2020-02-29 12:34", "%Y-%m-%d %H:%M").tm_yday, time.strftime("%d/%m", time.struct_time((2021, 3, 4, 0, 0, 0, 0, 0, 0))), len(t), type(t).__name__)
for make in (lambda: time.sleep(-1), lambda: time.sleep("a"), lambda: time.strptime("x", "%Y"), lambda: time.ctime("a"), lambda: time.sleep(), lambda: time.sleep(None)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
print(time.time() > 1e9, time.monotonic() <= time.monotonic(), time.perf_counter() >= 0, type(time.time_ns()).__name__, time.process_time() >= 0)
