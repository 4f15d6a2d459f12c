# Dates, times and differences compare with their own kind only; a datetime is
# a date, but does not compare with one.
from datetime import date, datetime, time, timedelta

day = date(2020, 1, 2)
noon = datetime(2020, 1, 2, 12)
print(day == noon, noon == day, day != noon)  # expect: False False True
print(day < date(2021, 1, 1), noon >= noon)  # expect: True True
print(hash(day) == hash(date(2020, 1, 2)))  # expect: True
print(time(1) <= time(2), time(3) > time(3))  # expect: True False
print(timedelta(1) < timedelta(2), timedelta(3) >= timedelta(3))
# expect: True True
print(sorted([time(3), time(1)])[0], max(day, date(2019, 1, 1)))
# expect: 01:00:00 2020-01-02
print(day == 3, time(1) == 1, timedelta(0) == 0)  # expect: False False False


class Feast(date):
    pass


print(Feast(2020, 1, 2) == day, day <= Feast(2020, 1, 2))  # expect: True True
for compare in (lambda: day < noon, lambda: noon < day, lambda: noon >= day):
    try:
        compare()
    except TypeError as e:
        print(e)
# expect: can't compare datetime.datetime to datetime.date
# expect: can't compare datetime.datetime to datetime.date
# expect: can't compare datetime.datetime to datetime.date
