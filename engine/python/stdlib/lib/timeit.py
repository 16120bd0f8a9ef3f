# Time is virtual here: what computes takes none unless the run says what an instruction costs, and what sleeps takes exactly that.
import gc
import itertools
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_timer, default_number, default_repeat = time.perf_counter, 1_000_000, 5
_globals = globals


class Timer:
    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        names = _globals() if globals is None else globals
        ns = {"_stmt": stmt, "_setup": setup}
        source = ["def inner(_it, _timer):"]
        for kind, what in (("setup", setup), ("stmt", stmt)):
            if isinstance(what, str):
                compile(what, "<timeit-src>", "exec")
                lines = what.splitlines() or ["pass"]
            elif callable(what):
                lines = [f"_{kind}()"]
            else:
                raise ValueError(f"{kind} is neither a string nor callable")
            if kind == "stmt":
                source += ["    _t0 = _timer()", "    for _i in _it:", *("        " + line for line in lines), "        pass", "    _t1 = _timer()"]
            else:
                source += ["    " + line for line in lines]
        source.append("    return _t1 - _t0")
        self.src = "\n".join(source) + "\n"
        scope = dict(names)
        scope.update({f"_{k}": v for k, v in (("stmt", stmt), ("setup", setup)) if callable(v)})
        exec(compile(self.src, "<timeit-src>", "exec"), scope)
        self.inner = scope["inner"]

    def timeit(self, number=default_number):
        return self.inner(itertools.repeat(None, number), self.timer)

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        for number in (step * 10**power for power in itertools.count() for step in (1, 2, 5)):
            taken = self.timeit(number)
            if callback:
                callback(number, taken)
            if taken >= 0.2 or number >= default_number:
                return number, taken

    def print_exc(self, file=None):
        import traceback

        traceback.print_exc(file=file)


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
