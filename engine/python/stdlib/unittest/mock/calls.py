# Calls, and lists of them.


def _format_call_signature(name, args, kwargs):
    parts = [repr(arg) for arg in args]
    parts += [f"{key}={value!r}" for key, value in kwargs.items()]
    return f"{name}({', '.join(parts)})"


def _parts(value, name=""):
    """The name, the arguments and the keywords of a call in any of its forms, of which all may leave some out; None of what is too long for one."""
    args, kwargs = (), {}
    n = len(value)
    if n == 3:
        name, args, kwargs = value
    elif n == 2:
        first, second = value
        if not isinstance(first, str):
            args, kwargs = first, second
        elif isinstance(second, tuple):
            name, args = first, second
        else:
            name, kwargs = first, second
    elif n == 1:
        (value,) = value
        if isinstance(value, str):
            name = value
        elif isinstance(value, tuple):
            args = value
        else:
            kwargs = value
    elif n:
        return None
    return name, args, kwargs


class _Call(tuple):
    """A call: (name, args, kwargs), or (args, kwargs). It compares equal to shorter forms of itself."""

    def __new__(cls, value=(), name="", parent=None, two=False, from_kall=True):
        parts = _parts(value, name) or (name, (), {})
        return tuple.__new__(cls, parts[1:] if two else parts)

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name = name
        self._mock_parent = parent
        self._mock_from_kall = from_kall

    def __eq__(self, other):
        if not hasattr(type(other), "__len__"):
            return NotImplemented
        parents = [getattr(one, "_mock_parent", None) for one in (self, other)]
        if all(parents) and parents[0] != parents[1]:
            return False
        name, *given = self if len(self) == 3 else ("", *self)
        parts = _parts(other)
        # The other side comes first, so that ANY works wherever it stands.
        return parts is not None and (not name or parts[0] == name) and parts[1:] == tuple(given)

    __ne__ = object.__ne__

    def __call__(self, /, *args, **kwargs):
        name = self._mock_name
        if name is None:
            return _Call(("", args, kwargs), name="()")
        return _Call((name, args, kwargs), name=name + "()", parent=self)

    def __getattr__(self, attr):
        above = self._mock_name
        options = {"name": attr} if above is None else {"name": f"{above}.{attr}", "parent": self}
        return _Call(from_kall=False, **options)

    def __getattribute__(self, attr):
        if attr in tuple.__dict__:
            raise AttributeError
        return tuple.__getattribute__(self, attr)

    @property
    def args(self):
        return self[0] if len(self) == 2 else self[1]

    @property
    def kwargs(self):
        return self[1] if len(self) == 2 else self[2]

    def __repr__(self):
        if not self._mock_from_kall:
            name = self._mock_name or "call"
            return "call" + name if name.startswith("()") else name
        name, args, kwargs = self if len(self) == 3 else ("", *self)
        # Calls of calls go on without a dot.
        dot = "." if name and not name.startswith("()") else ""
        return _format_call_signature(f"call{dot}{name}", args, kwargs)

    def call_list(self):
        chain, one = [], self
        while one is not None:
            chain += [one] if one._mock_from_kall else []
            one = one._mock_parent
        return _CallList(chain[::-1])


call = _Call(from_kall=False)


class _CallList(list):
    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        n = len(value)
        return any(self[i : i + n] == value for i in range(len(self) - n + 1))

    def __repr__(self):
        return pprint.pformat(list(self))


class _AnyComparer(list):
    """Contains what one of its items equals, with the expected item on the left, so that ANY works."""

    def __contains__(self, item):
        return any(_same_call(item, made) for made in self)


def _same_call(expected, made):
    try:
        return len(expected) == len(made) and all(e == m for e, m in zip(expected, made))
    except TypeError:
        # One of them did not fit the signature.
        return expected == made


# What assertions about calls and about awaits have in common.


def _bound(mock, calls):
    """The calls as the mock's signature has them, and the first error among those that do not fit it."""
    bound = [mock._call_matcher(one) for one in calls]
    return bound, next((one for one in bound if isinstance(one, Exception)), None)


def _assert_last(mock, last, args, kwargs, what):
    [expected], misfit = _bound(mock, [_Call((args, kwargs), two=True)])
    if mock._call_matcher(last) != expected:
        raise AssertionError(mock._format_mock_failure_message(args, kwargs, action=what)) from misfit


def _assert_any(mock, made, args, kwargs, what):
    [expected], misfit = _bound(mock, [_Call((args, kwargs), two=True)])
    if misfit or expected not in _AnyComparer(_bound(mock, made)[0]):
        raise AssertionError(f"{mock._format_mock_call_signature(args, kwargs)} {what} not found") from misfit


def _assert_all(mock, made, calls, any_order, what, actual, incomplete):
    """All of the calls were made, in a row or in any order. actual() and incomplete() are the message's parts for the two."""
    expected, misfit = _bound(mock, calls)
    found = _CallList(_bound(mock, made)[0])
    if any_order:
        others, missing = list(found), []
        for one in expected:
            if one in others:
                others.remove(one)
            else:
                missing.append(one)
        if missing:
            raise AssertionError(incomplete(tuple(missing), others)) from misfit
    elif expected not in found:
        problem = f"{what.capitalize()}s not found."
        if misfit is not None:
            errors = [one if isinstance(one, Exception) else None for one in expected]
            problem = f"Error processing expected {what}s.\nErrors: {errors}"
        raise AssertionError(f"{problem}\nExpected: {_CallList(calls)}{actual()}") from misfit
