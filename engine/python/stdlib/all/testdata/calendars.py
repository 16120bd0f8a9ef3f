"""calendar, graphlib and colorsys."""
import calendar
import colorsys
import graphlib

print(calendar.month(2024, 2))
print(calendar.calendar(2023, m=4))
print(calendar.TextCalendar(6).formatmonth(1999, 12, w=4, l=2))
print(calendar.HTMLCalendar().formatmonth(2024, 2))
print(calendar.HTMLCalendar(firstweekday=6).formatyearpage(2021, css=None)[:400])
print(calendar.monthrange(2024, 2), calendar.isleap(1900), calendar.leapdays(1900, 2001), calendar.weekday(2024, 2, 29))
print(calendar.monthcalendar(2024, 9), list(calendar.day_name), calendar.month_abbr[1:4])
print(list(calendar.Calendar(6).itermonthdays4(2024, 2))[:5], calendar.Calendar().monthdatescalendar(2024, 12)[-1])
print(calendar.timegm((2024, 2, 29, 12, 30, 15)), calendar.SUNDAY)
for call in (lambda: calendar.monthrange(2024, 13), lambda: calendar.setfirstweekday(9)):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)

graph = {"D": {"B"}, "B": ["A"], "C": ["A"], "A": []}
print(*graphlib.TopologicalSorter(graph).static_order())
ts = graphlib.TopologicalSorter()
ts.add("x", "y", "z")
ts.add("z", "y")
for call in (ts.get_ready, ts.is_active, lambda: ts.done("x")):
    try:
        call()
    except ValueError as e:
        print(e)
ts.prepare()
while ts:
    ready = ts.get_ready()
    print(ready)
    ts.done(*ready)
for bad in ("x", "nope"):
    try:
        ts.done(bad)
    except ValueError as e:
        print(e)
try:
    graphlib.TopologicalSorter({1: [2], 2: [3], 3: [1], 4: [1]}).prepare()
except graphlib.CycleError as e:
    print(e, e.args, e.__class__.__mro__[1])

for rgb in ((0.2, 0.4, 0.6), (1, 0, 0), (0.5, 0.5, 0.5), (0.1, 0.9, 0.3)):
    print(colorsys.rgb_to_hsv(*rgb), colorsys.rgb_to_hls(*rgb), colorsys.rgb_to_yiq(*rgb))
    print(colorsys.hsv_to_rgb(*rgb), colorsys.hls_to_rgb(*rgb), colorsys.yiq_to_rgb(*rgb))
