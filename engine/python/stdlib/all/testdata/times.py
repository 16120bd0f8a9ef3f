import struct
import time
import unicodedata


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


# The weekday that is printed is the one that was given.
attempt(time.asctime, (11, 1, 1, 12, 34, 56, 4, 1, 0))
attempt(time.asctime, time.gmtime(0))
attempt(time.ctime, 10**9)
for bad in (1, (1, 2), [2000] * 9, (2000, 13, 1, 0, 0, 0, 0, 1, 0), (2000, 1, 32, 0, 0, 0, 0, 1, 0), (2000, 1, 1, 24, 0, 0, 0, 1, 0), (2000, 1, 1, 0, 60, 0, 0, 1, 0),
            (2000, 1, 1, 0, 0, 62, 0, 1, 0), (2000, 1, 1, 0, 0, 0, -2, 1, 0), (2000, 1, 1, 0, 0, 0, 0, 367, 0), (2000, 1, 1, "a", 0, 0, 0, 1, 0)):
    attempt(time.asctime, bad)
    attempt(time.strftime, "%Y", bad)
attempt(time.mktime, 1)
for f, *args in ((time.asctime, 1, 2), (time.ctime, 1, 2), (time.gmtime, 1, 2), (time.localtime, 1, 2), (time.mktime,), (time.strftime,), (time.strftime, 1, 2, 3),
                 (time.strftime, 1), (time.sleep,), (time.sleep, 1, 2), (time.time, 1), (time.strptime,), (time.strptime, "a", "b", "c")):
    attempt(f, *args)

for order in ("", "@", "=", "<", ">", "!"):
    for code in "bBhHiIlLqQ":
        for value in (10**30, -(10**30), 2**63, 2**64 - 1, -1, 99999, 300, -40000):
            attempt(struct.pack, order + code, value)

for c in "a1\u0660 \u05d0+,\n\u202e(\u0378":
    print(ascii(c), unicodedata.bidirectional(c), unicodedata.mirrored(c))
print(unicodedata.name("\u0bf2"), unicodedata.name("\U0001d400"), unicodedata.lookup("GREEK SMALL LETTER ALPHA WITH PSILI") == "\u1f00")
print("a\u07b4\u4500\U0001d400".encode("ascii", "namereplace"), "\ud800".encode("utf-8", "namereplace"))


def delete(x, key):
    del x[key]


for x in (range(3), (1,), "abc", b"abc", 1, frozenset()):
    attempt(delete, x, 0)
    attempt(delete, x, slice(0, 1))
    attempt(delete, x, "a")
print(isinstance(1, int | list[int]))
attempt(isinstance, "a", int | list[int])
