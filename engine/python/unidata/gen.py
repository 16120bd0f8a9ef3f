"""Writes the tables from CPython's unicodedata: python3 gen.py

Not all of Unicode: the names and the decompositions of the scripts and symbols that turn up in small programs.
"""

import pathlib
import sys
import unicodedata as u

assert sys.version_info[:2] == (3, 11)
here = pathlib.Path(__file__).parent

NAMED = [
    (0x20, 0x24F), (0x2B0, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x531, 0x58F), (0x591, 0x5F4), (0x600, 0x6FF), (0x900, 0x97F), (0xB82, 0xBFA), (0xE01, 0xE5B), (0x10A0, 0x10FF),
    (0x1D00, 0x1DBF), (0x1E00, 0x1FFE), (0x2000, 0x20C0), (0x20D0, 0x20F0), (0x2100, 0x218B), (0x2190, 0x23FF), (0x2460, 0x27FF), (0x2900, 0x2B5F),
    (0x3000, 0x30FF), (0xFB00, 0xFB06), (0xFE0E, 0xFE0F), (0xFEFF, 0xFF5E), (0xFFFC, 0xFFFD), (0x1D400, 0x1D7FF), (0x1F0A0, 0x1F0F5), (0x1F1E6, 0x1F1FF), (0x1F300, 0x1F6FF), (0x1F900, 0x1F9FF), (0x1FA70, 0x1FAF6),
]
DECOMPOSED = [(0xA0, 0x1FFF), (0x2000, 0x2FFF), (0x3000, 0x31FF), (0xFB00, 0xFB4F), (0xFF00, 0xFFEF), (0x1F100, 0x1F202)]
NUMERIC = [(0xB2, 0x0FFF), (0x1000, 0x2FFF), (0x3007, 0x3029), (0x3192, 0x3195), (0x3220, 0x32BF), (0xFF10, 0xFF19), (0x1F100, 0x1F10C)]


def runs(values):
    """Runs of code points with the same value: (first, last, value)."""
    out = []
    for c, v in values:
        if out and out[-1][1] == c - 1 and out[-1][2] == v:
            out[-1][1] = c
        else:
            out.append([c, c, v])
    return out


def write(name, lines):
    here.joinpath(name).write_text("\n".join(lines) + "\n", encoding="ascii")


names = []
for first, last in NAMED:
    names.append(f"={first:X}")
    names += [u.name(chr(c), "") for c in range(first, last + 1)]
write("names.txt", names)

write("decompositions.txt", [f"{c:X} {u.decomposition(chr(c))}" for a, b in DECOMPOSED for c in range(a, b + 1) if u.decomposition(chr(c))])
every = range(0x110000)
write("combining.txt", [f"{a:X} {b:X} {v}" for a, b, v in runs((c, u.combining(chr(c))) for c in every if u.combining(chr(c)))])
write("widths.txt", [f"{a:X} {b:X} {v}" for a, b, v in runs((c, u.east_asian_width(chr(c))) for c in every if u.east_asian_width(chr(c)) != "N")])
write("bidirectional.txt", [f"{a:X} {b:X} {v}" for a, b, v in runs((c, u.bidirectional(chr(c))) for c in every if u.bidirectional(chr(c)) not in ("", "L"))])
write("mirrored.txt", [f"{a:X} {b:X} 1" for a, b, v in runs((c, 1) for c in every if u.mirrored(chr(c)))])
composed = []
for a, b in DECOMPOSED:
    for c in range(a, b + 1):
        d = u.decomposition(chr(c))
        if d and d[0] != "<" and u.normalize("NFC", chr(c)) != chr(c):
            composed.append(f"{c:X}")
write("exclusions.txt", composed)
write("numbers.txt", [f"{c:X} {u.numeric(chr(c))!r}" for a, b in NUMERIC for c in range(a, b + 1) if u.numeric(chr(c), None) is not None and u.category(chr(c)) != "Nd"])
