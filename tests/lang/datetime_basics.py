from datetime import datetime, timedelta, date, time, timezone
d = datetime(2024, 2, 28, 13, 5, 9)
print(d, repr(d), d + timedelta(days=2), d - datetime(2024, 1, 1), d.strftime("%Y/%m/%d %H:%M:%S.%f %a"), d.isoformat(), d.date(), d.time(), d.weekday(), d.replace(year=2020), d.timetuple().tm_yday)
print(date(2024, 12, 31) - date(2024, 1, 1), date(2020, 1, 1).isoweekday(), timedelta(seconds=90061), timedelta(hours=1.5), repr(timedelta(1, 2, 3)), timedelta(days=-1), timedelta(1).total_seconds(), timedelta(2) * 3, timedelta(3) / 2, timedelta(3) // timedelta(2), -timedelta(1), abs(timedelta(-1)))
print(datetime.fromisoformat("2020-01-02T03:04:05"), datetime.strptime("01/02/2020", "%d/%m/%Y"), d < datetime(2025, 1, 1), d == datetime(2024, 2, 28, 13, 5, 9), time(1, 2, 3), date(2020, 5, 1), repr(date(2020, 5, 1)), f"{d:%H:%M}", max(date(2020, 1, 1), date(2021, 1, 1)), datetime(2020, 1, 1, tzinfo=timezone.utc))
for make in (lambda: datetime(2024, 13, 1), lambda: date(2023, 2, 29), lambda: datetime(2024, 1, 1, 25), lambda: datetime.strptime("x", "%Y"), lambda: datetime(2024)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
