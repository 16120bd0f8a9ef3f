import builtins
import functools
import itertools

__all__ = ["Repr", "repr", "recursive_repr"]


def recursive_repr(fillvalue="..."):
    """Makes a __repr__ give fillvalue where an object contains itself."""

    def decorate(function):
        running = set()

        @functools.wraps(function)
        def wrapper(self):
            from _thread import get_ident

            key = id(self), get_ident()
            if key in running:
                return fillvalue
            running.add(key)
            try:
                return function(self)
            finally:
                running.discard(key)

        return wrapper

    return decorate


def _possibly_sorted(x):
    try:
        return sorted(x)
    except Exception:
        return list(x)


def _of_items(kind, left, right, *, empty=None, arrange=None, trail=""):
    """The method for a kind of container, whose items stand between left and right."""

    limit = "max" + kind

    def method(self, x, level):
        if empty and not x:
            return empty
        return self._repr_iterable(arrange(x) if arrange else x, level, left, right, getattr(self, limit), trail)

    method.__name__ = f"repr_{kind}"
    method.__qualname__ = f"Repr.repr_{kind}"
    return method


class Repr:
    """Representations of bounded size: long containers, strings and numbers are cut short."""

    def __init__(self):
        self.maxlevel, self.maxdict, self.maxarray = 6, 4, 5
        for kind in ("tuple", "list", "set", "frozenset", "deque"):
            setattr(self, "max" + kind, 6)
        self.maxstring = self.maxother = 30
        self.maxlong = 40
        self.fillvalue = "..."

    def repr(self, x):
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        method = getattr(self, "repr_" + type(x).__name__.replace(" ", "_"), None)
        return self.repr_instance(x, level) if method is None else method(x, level)

    def _joined(self, shown, x, limit):
        """What is shown of a container, with the sign that there is more."""
        return ", ".join([*shown, self.fillvalue] if len(x) > limit else shown)

    def _repr_iterable(self, x, level, left, right, maxiter, trail=""):
        if x and level <= 0:
            return left + self.fillvalue + right
        inside = self._joined([self.repr1(item, level - 1) for item in itertools.islice(x, maxiter)], x, maxiter)
        return left + inside + (trail if len(x) == 1 else "") + right

    repr_tuple = _of_items("tuple", "(", ")", trail=",")
    repr_list = _of_items("list", "[", "]")
    repr_deque = _of_items("deque", "deque([", "])")
    repr_set = _of_items("set", "{", "}", empty="set()", arrange=_possibly_sorted)
    repr_frozenset = _of_items("frozenset", "frozenset({", "})", empty="frozenset()", arrange=_possibly_sorted)

    def repr_array(self, x, level):
        begin = f"array('{x.typecode}'"
        return self._repr_iterable(x, level, begin + ", [", "])", self.maxarray) if x else begin + ")"

    def repr_dict(self, x, level):
        if x and level <= 0:
            return f"{{{self.fillvalue}}}"
        keys = itertools.islice(_possibly_sorted(x), self.maxdict)
        shown = [f"{self.repr1(key, level - 1)}: {self.repr1(x[key], level - 1)}" for key in keys]
        return f"{{{self._joined(shown, x, self.maxdict)}}}"

    def _ends(self, s, limit):
        """The first and the last characters that may stay of what is cut to a length."""
        room = max(0, limit - len("..."))
        return s[: room // 2], s[len(s) - (room - room // 2) :]

    def _cut(self, s, limit):
        return s if len(s) <= limit else self.fillvalue.join(self._ends(s, limit))

    def repr_str(self, x, level):
        limit = self.maxstring
        shown = builtins.repr(x[:limit])
        # What stays of a long text is cut again, as quotes and escapes make it longer.
        return shown if len(shown) <= limit else self.fillvalue.join(self._ends(builtins.repr("".join(self._ends(x, limit))), limit))

    def repr_int(self, x, level):
        return self._cut(builtins.repr(x), self.maxlong)

    def repr_instance(self, x, level):
        try:
            shown = builtins.repr(x)
        except Exception:
            return f"<{x.__class__.__name__} instance at {id(x):#x}>"
        return self._cut(shown, self.maxother)


aRepr = Repr()
repr = aRepr.repr
