"""Writes values.txt: function, arguments and what this Python's C library gives for them."""
import math
import os
import random

r = random.Random(5)
ONE = {
    "exp": lambda: r.uniform(-20, 20), "exp2": lambda: r.uniform(-20, 20), "log": lambda: 10 ** r.uniform(-5, 8), "log10": lambda: 10 ** r.uniform(-5, 8),
    "log2": lambda: 10 ** r.uniform(-5, 8), "sin": lambda: r.uniform(-20, 20), "cos": lambda: r.uniform(-20, 20), "tan": lambda: r.uniform(-20, 20),
    "asin": lambda: r.uniform(-1, 1), "acos": lambda: r.uniform(-1, 1), "atan": lambda: r.uniform(-10, 10), "sinh": lambda: r.uniform(-30, 30),
    "cosh": lambda: r.uniform(-30, 30), "tanh": lambda: r.uniform(-3, 3), "asinh": lambda: r.uniform(-9, 9), "acosh": lambda: r.uniform(1, 9),
    "gamma": lambda: r.uniform(-20, 100), "lgamma": lambda: r.uniform(0.1, 200),
    "erf": lambda: r.uniform(-6.5, 6.5), "erfc": lambda: r.uniform(-7, 29),
}
EXTREME = [0.0, -0.0, 1.0, -1.0, 0.5, 1e-300, 1e300, 5e-324, 700.0, -700.0, 709.78, -745.0, 1e22, 123456789.0, 2.0, 10.0, 1000.0, 3.0, 1e-8, -1e-8]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "values.txt"), "w") as f:
    def put(name, *args):
        try:
            f.write("%s %s %r\n" % (name, " ".join(map(repr, args)), getattr(math, name)(*args)))
        except (ValueError, OverflowError):
            pass

    for name, draw in ONE.items():
        for _ in range(60):
            put(name, draw())
        for x in EXTREME:
            put(name, x)
    for _ in range(250):
        put("pow", *r.choice([(r.uniform(0, 50), r.uniform(-10, 10)), (1 + r.uniform(0, 0.2), r.randint(1, 400)), (r.uniform(-20, 20), r.choice([3, 4, 5, -2, -3])), (r.uniform(0, 9), r.choice([1.5, 1 / 3, 0.25, 0.5]))]))
        put("atan2", r.uniform(-9, 9), r.uniform(-9, 9))
        put("hypot", r.uniform(-9, 9), r.uniform(-9, 9))
    for x in EXTREME:
        for y in EXTREME:
            put("pow", x, y)
            put("atan2", x, y)
