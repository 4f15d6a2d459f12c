import datetime
import time
from datetime import timedelta

print(time.ctime(0), time.gmtime(86400 * 365))
print(time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(1700000000)))
t = time.gmtime(1700000000)
print(t.tm_year, t.tm_mon, t.tm_mday, t[3], t.tm_wday, t.tm_yday)
print(time.asctime(t))
d = datetime.datetime(2024, 2, 28, 23, 59, 30)
print(d, repr(d), d.isoformat(), d + timedelta(seconds=45), d.weekday())
print(d.strftime("%d/%m/%Y %H:%M:%S.%f"), d - timedelta(days=1, hours=2))
e = datetime.datetime(2024, 3, 1)
print(e - d, (e - d).total_seconds(), e > d, repr(e - d))
print(timedelta(days=1, seconds=3661), timedelta(milliseconds=1500),
      timedelta(hours=1) * 3, timedelta(1) / timedelta(hours=6))
print(datetime.date(2024, 2, 29), datetime.date(2024, 12, 31)
      - datetime.date(2024, 1, 1), datetime.date(2023, 5, 6).strftime("%A"))
print(f"{d:%H:%M}", datetime.datetime(2024, 1, 1, 1, 1, 1, 5).isoformat())
try:
    datetime.date(2023, 2, 29)
except ValueError as x:
    print(x)
