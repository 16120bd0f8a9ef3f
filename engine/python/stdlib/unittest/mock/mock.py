# Mocks without magic methods.


def _check_and_set_parent(parent, value, name, new_name):
    value = _extract_mock(value)
    if not _is_instance_mock(value):
        return False
    placed = value._mock_name or value._mock_new_name or value._mock_parent is not None or value._mock_new_parent is not None
    # A mock that is its own ancestor would record calls for ever.
    above = parent
    while not placed and above is not None:
        placed = above is value
        above = above._mock_new_parent
    if placed:
        return False
    if name:
        value._mock_name, value._mock_parent = name, parent
    if new_name:
        value._mock_new_name, value._mock_new_parent = new_name, parent
    return True


def _extract_mock(obj):
    """The mock behind a function that create_autospec made."""
    try:
        return obj.__dict__["mock"] if hasattr(obj, "__code__") and "mock" in obj.__dict__ else obj
    except AttributeError:
        return obj


class _MockIter:
    def __init__(self, obj):
        self.obj = iter(obj)

    def __next__(self):
        return next(self.obj)


class Base:
    _mock_return_value = DEFAULT
    _mock_side_effect = None

    def __init__(self, /, *args, **kwargs):
        pass


_own_state = {
    "return_value", "_mock_return_value", "side_effect", "_mock_side_effect", "_mock_parent", "_mock_new_parent", "_mock_name",
    "_mock_new_name",
}
_all_magic_classes = {}


def _delegating_property(name):
    own = f"_mock_{name}"
    _own_state.add(name)

    def read(mock):
        holder = mock._mock_delegate
        return getattr(mock, own) if holder is None else getattr(holder, name)

    def write(mock, value):
        holder = mock._mock_delegate
        if holder is None:
            vars(mock)[own] = value
        else:
            setattr(holder, name, value)

    return property(read, write)


class NonCallableMock(Base):
    def __new__(
        cls, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name="", _new_parent=None,
        _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs,
    ):
        # Every mock has a class of its own, because magic methods are looked up on the class.
        bases = (cls,)
        if not issubclass(cls, AsyncMockMixin):
            given = spec_set or spec
            if given is not None and _is_async_obj(given):
                bases = (AsyncMockMixin, cls)
        if issubclass(cls, MagicMixin) and spec is None and spec_set is None and len(bases) == 1:
            # The magic methods are the same for all mocks without a specification: they come from a class between.
            full = _all_magic_classes.get(cls)
            if full is None:
                magics = {n: _MagicProxy(n) for n in (_magics if not issubclass(cls, AsyncMock) else _magics | _async_magics)}
                full = _all_magic_classes[cls] = type(cls.__name__, (cls,), {"__doc__": cls.__doc__, "_mock_full": True, **magics})
            bases = (full,)
        new = type(cls.__name__, bases, {"__doc__": cls.__doc__, "_mock_class": cls, "__module__": cls.__module__})
        self = object.__new__(new)
        # For magic methods that are looked up on the class.
        new._mock_self = self
        return self

    def __init__(
        self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name="", _new_parent=None,
        _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs,
    ):
        if spec_set is not None:
            spec, spec_set = spec_set, True
        vars(self).update(
            _mock_parent=parent, _mock_name=name, _mock_new_name=_new_name,
            _mock_new_parent=parent if _new_parent is None else _new_parent, _mock_sealed=False,
        )
        self._mock_add_spec(spec, spec_set, _spec_as_instance, parent is not None if _eat_self is None else _eat_self)
        vars(self).update(
            _mock_children={}, _mock_wraps=wraps, _mock_delegate=None, _mock_called=False, _mock_call_args=None, _mock_call_count=0,
            _mock_call_args_list=_CallList(), _mock_mock_calls=_CallList(), method_calls=_CallList(), _mock_unsafe=unsafe,
        )
        if kwargs:
            self.configure_mock(**kwargs)

    def attach_mock(self, mock, attribute):
        loose = _extract_mock(mock)
        # Without a name and parents it takes those of its new place.
        loose._mock_parent = loose._mock_new_parent = loose._mock_new_name = None
        loose._mock_name = ""
        setattr(self, attribute, mock)

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)

    def _mock_add_spec(self, spec, spec_set, _spec_as_instance=False, _eat_self=False):
        if _is_instance_mock(spec):
            raise InvalidSpecError(f"Cannot spec a Mock object. [object={spec!r}]")
        details = {"_spec_class": None, "_spec_set": spec_set, "_spec_signature": None, "_mock_methods": spec, "_spec_asyncs": []}
        if spec is not None and not _is_list(spec):
            found = _get_signature_object(spec, _spec_as_instance, _eat_self)
            names = dir(spec)
            details.update(
                _spec_class=spec if isinstance(spec, type) else type(spec),
                _spec_signature=found and found[1],
                _mock_methods=names,
                _spec_asyncs=[name for name in names if _is_async_func(inspect.getattr_static(spec, name, None))],
            )
        vars(self).update(details)

    @property
    def return_value(self):
        holder = self._mock_delegate
        value = self._mock_return_value if holder is None else holder.return_value
        if value is DEFAULT:
            self.return_value = value = self._get_child_mock(_new_parent=self, _new_name="()")
        return value

    @return_value.setter
    def return_value(self, value):
        holder = self._mock_delegate
        if holder is None:
            vars(self)["_mock_return_value"] = value
            _check_and_set_parent(self, value, None, "()")
        else:
            holder.return_value = value

    @property
    def __class__(self):
        return type(self) if self._spec_class is None else self._spec_class

    @__class__.setter
    def __class__(self, value):
        self.__dict__["_spec_class"] = value

    called, call_count, call_args, call_args_list, mock_calls = map(
        _delegating_property, ("called", "call_count", "call_args", "call_args_list", "mock_calls")
    )

    @property
    def side_effect(self):
        holder = self._mock_delegate
        if holder is None:
            return self._mock_side_effect
        effect = holder.side_effect
        if not (effect is None or callable(effect) or _is_exception(effect) or isinstance(effect, _MockIter)):
            # One iterator for all calls, however often the attribute is read.
            holder.side_effect = effect = _MockIter(effect)
        return effect

    @side_effect.setter
    def side_effect(self, value):
        effect, holder = _try_iter(value), self._mock_delegate
        if holder is None:
            vars(self)["_mock_side_effect"] = effect
        else:
            holder.side_effect = effect

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        seen = [] if visited is None else visited
        if id(self) in seen:
            return
        seen.append(id(self))
        self.called, self.call_args, self.call_count = False, None, 0
        self.mock_calls, self.call_args_list, self.method_calls = _CallList(), _CallList(), _CallList()
        forgotten = {"_mock_return_value": (return_value, DEFAULT), "_mock_side_effect": (side_effect, None)}
        vars(self).update({name: unset for name, (asked, unset) in forgotten.items() if asked})
        for child in self._mock_children.values():
            if child is not _deleted and not isinstance(child, _SpecState):
                child.reset_mock(seen, return_value=return_value, side_effect=side_effect)
        result = self._mock_return_value
        if result is not self and _is_instance_mock(result):
            result.reset_mock(seen)

    def configure_mock(self, /, **kwargs):
        # Short names first: "a" before "a.b".
        for arg, val in sorted(kwargs.items(), key=lambda entry: entry[0].count(".")):
            *path, final = arg.split(".")
            obj = self
            for entry in path:
                obj = getattr(obj, entry)
            setattr(obj, final, val)

    def __getattr__(self, name):
        if name in {"_mock_methods", "_mock_unsafe", "_mock_children", "_mock_delegate", "_mock_sealed"}:
            raise AttributeError(name)
        if self._mock_methods is not None:
            if name not in self._mock_methods or name in _all_magics:
                raise AttributeError(f"Mock object has no attribute {name!r}")
        elif _is_magic(name):
            raise AttributeError(name)
        if not self._mock_unsafe and (not self._mock_methods or name not in self._mock_methods):
            if name.startswith(("assert", "assret", "asert", "aseert", "assrt")):
                raise AttributeError(
                    f"{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant to be an attribute."
                )
        child = self._mock_children.get(name)
        if child is _deleted:
            raise AttributeError(name)
        if child is None:
            wrapped = self._mock_wraps
            wrapped = wrapped if wrapped is None else getattr(wrapped, name)
            child = self._get_child_mock(parent=self, name=name, wraps=wrapped, _new_name=name, _new_parent=self)
        elif isinstance(child, _SpecState):
            child = self._autospecced(name, child)
        self._mock_children[name] = child
        return child

    def _autospecced(self, name, state):
        try:
            return create_autospec(state.spec, state.spec_set, False, state.parent, state.name)
        except InvalidSpecError:
            target = vars(self)["_mock_name"] or self
            raise InvalidSpecError(
                f"Cannot autospec attr {name!r} from target {target!r} as it has already been mocked out. "
                f"[target={self!r}, attr={state.spec!r}]"
            )

    def _extract_mock_name(self):
        parts, one = [], self
        while one._mock_new_parent is not None:
            parts.append(one._mock_new_name)
            one = one._mock_new_parent
        # From the top; a call goes on without a dot.
        text = one._mock_name or "mock"
        for part in reversed(parts):
            text += part if part == "()" else "." + part
        return text

    def __repr__(self):
        name = self._extract_mock_name()
        name = "" if name in ("mock", "mock.") else f" name={name!r}"
        spec = ""
        if self._spec_class is not None:
            spec = f" {'spec_set' if self._spec_set else 'spec'}={self._spec_class.__name__!r}"
        return f"<{type(self).__name__}{name}{spec} id='{id(self)}'>"

    def __dir__(self):
        if not FILTER_DIR:
            return object.__dir__(self)
        shown = [name for name in (*dir(type(self)), *vars(self)) if _is_magic(name) or not name.startswith("_")]
        children = [name for name, child in self._mock_children.items() if child is not _deleted]
        return sorted({*(self._mock_methods or ()), *shown, *children})

    def __setattr__(self, name, value):
        store = object.__setattr__
        if name in _own_state:
            return store(self, name, value)
        known, cls = self._mock_methods, type(self)
        if known is not None and name not in known and (name in _all_magics or self._spec_set and name not in vars(self)):
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if name in _unsupported_magics:
            raise AttributeError(f"Attempting to set unsupported magic method {name!r}.")
        if name == "_mock_methods" and self._spec_set:
            raise AttributeError
        stored = value
        if name not in _all_magics:
            if _check_and_set_parent(self, value, name, name):
                self._mock_children[name] = value
        elif _is_instance_mock(value):
            # The mock of a magic method is called without self.
            _check_and_set_parent(self, value, None, name)
            setattr(cls, name, _MagicHolder(value))
            self._mock_children[name] = value
            vars(self).pop(name, None)
            return
        else:
            setattr(cls, name, _bound_magic(name, value))
            stored = lambda *args, **kwargs: value(self, *args, **kwargs)
        if self._mock_sealed and not hasattr(self, name):
            raise AttributeError(f"Cannot set {self._extract_mock_name()}.{name}")
        store(self, name, stored)

    def __delattr__(self, name):
        cls, own = type(self), name in vars(self)
        if name in _all_magics and name in cls.__dict__:
            delattr(cls, name)
            self._mock_block(name)
            if not own:
                return
        if own:
            object.__delattr__(self, name)
        elif self._mock_children.get(name) is _deleted:
            raise AttributeError(name)
        self._mock_children[name] = _deleted

    def _mock_block(self, name):
        """Takes away a magic method that comes from the class with all of them."""
        cls = type(self)
        if name not in _always_there and isinstance(cls.__mro__[1].__dict__.get(name), _MagicProxy):
            setattr(cls, name, None)

    def _format_mock_call_signature(self, args, kwargs):
        return _format_call_signature(self._mock_name or "mock", args, kwargs)

    def _format_mock_failure_message(self, args, kwargs, action="call"):
        expected = self._format_mock_call_signature(args, kwargs)
        actual = self._format_mock_call_signature(*self.call_args)
        return f"expected {action} not found.\nExpected: {expected}\n  Actual: {actual}"

    def _get_call_signature_from_name(self, name):
        """The signature of a child, by its dotted name in a call."""
        if not name:
            return self._spec_signature
        sig, children = None, self._mock_children
        for part in name.replace("()", "").split("."):
            child = children.get(part)
            if child is None or child is _deleted or isinstance(child, _SpecState):
                break
            child = _extract_mock(child)
            sig, children = child._spec_signature, child._mock_children
        return sig

    def _call_matcher(self, _call):
        """The call bound to the signature, so that f(1) and f(a=1) compare equal; an exception where it does not fit."""
        named = isinstance(_call, tuple) and len(_call) > 2
        sig = self._get_call_signature_from_name(_call[0]) if named else self._spec_signature
        if sig is None:
            return _call
        name, args, kwargs = ("", *_call) if len(_call) == 2 else _call
        try:
            fit = sig.bind(*args, **kwargs)
        except TypeError as misfit:
            return misfit.with_traceback(None)
        return call(name, fit.args, fit.kwargs)

    def _call_wrong(self, deed):
        raise AssertionError(f"Expected {self._mock_name or 'mock'!r} to {deed}. Called {self.call_count} times.{self._calls_repr()}")

    def assert_called(self):
        if not self.call_count:
            raise AssertionError(f"Expected {self._mock_name or 'mock'!r} to have been called.")

    def assert_not_called(self):
        if self.call_count:
            self._call_wrong("not have been called")

    def assert_called_once(self):
        if self.call_count != 1:
            self._call_wrong("have been called once")

    def assert_called_once_with(self, /, *args, **kwargs):
        if self.call_count != 1:
            self._call_wrong("be called once")
        return self.assert_called_with(*args, **kwargs)

    def assert_called_with(self, /, *args, **kwargs):
        if self.call_args is None:
            wanted = self._format_mock_call_signature(args, kwargs)
            raise AssertionError(f"expected call not found.\nExpected: {wanted}\n  Actual: not called.")
        _assert_last(self, self.call_args, args, kwargs, "call")

    def assert_any_call(self, /, *args, **kwargs):
        _assert_any(self, self.call_args_list, args, kwargs, "call")

    def assert_has_calls(self, calls, any_order=False):
        _assert_all(
            self, self.mock_calls, calls, any_order, "call", lambda: self._calls_repr(prefix="  Actual").rstrip("."),
            lambda missing, others: f"{self._mock_name or 'mock'!r} does not contain all of {missing!r} in its call list, found {others!r} instead",
        )

    def _get_child_mock(self, /, **kw):
        if self._mock_sealed:
            raise AttributeError(self._extract_mock_name() + (f".{kw['name']}" if "name" in kw else "()"))
        return self._child_class(kw.get("_new_name"))(**kw)

    def _child_class(self, name):
        """The class of the mock that an attribute is, or for "()" the result of a call."""
        cls = type(self)
        if name in vars(self)["_spec_asyncs"] or name in _async_method_magics and issubclass(cls, MagicMock):
            return AsyncMock
        if issubclass(cls, AsyncMockMixin):
            plain = name in _all_sync_magics or name in (self._mock_methods or ())
            return MagicMock if plain else AsyncMock
        if issubclass(cls, CallableMixin):
            return cls._mock_class
        # What cannot be called itself may have methods.
        return MagicMock if issubclass(cls, NonCallableMagicMock) else Mock

    def _calls_repr(self, prefix="Calls"):
        if not self.mock_calls:
            return ""
        return f"\n{prefix}: {_CallList(self.mock_calls)}."


class CallableMixin(Base):
    def __init__(
        self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None, parent=None,
        _spec_state=None, _new_name="", _new_parent=None, **kwargs,
    ):
        self.__dict__["_mock_return_value"] = return_value
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent, **kwargs)
        self.side_effect = side_effect

    def _mock_check_sig(self, /, *args, **kwargs):
        pass

    def __call__(self, /, *args, **kwargs):
        self._mock_check_sig(*args, **kwargs)
        self._increment_mock_call(*args, **kwargs)
        return self._mock_call(*args, **kwargs)

    def _mock_call(self, /, *args, **kwargs):
        return self._execute_mock_call(*args, **kwargs)

    def _increment_mock_call(self, /, *args, **kwargs):
        made = _Call((args, kwargs), two=True)
        self.called, self.call_count, self.call_args = True, self.call_count + 1, made
        self.call_args_list.append(made)
        self.mock_calls.append(_Call(("", args, kwargs)))
        for ancestor, name, methods in _listeners(self):
            for method in methods:
                ancestor.method_calls.append(_Call((method, args, kwargs)))
            ancestor.mock_calls.append(_Call((name, args, kwargs)))

    def _execute_mock_call(self, /, *args, **kwargs):
        result = _caused(self.side_effect, args, kwargs)
        if result is not DEFAULT:
            return result
        delegate = self._mock_delegate
        if self._mock_return_value is DEFAULT:
            if delegate is not None and delegate.return_value is not DEFAULT:
                return delegate.return_value
            if self._mock_wraps is not None:
                return self._mock_wraps(*args, **kwargs)
        return self.return_value


def _listeners(mock):
    """The ancestors that a call of the mock is told to, each with the name the mock has from there and, as a list of one or none, with its
    name as a method of there."""
    name, here = mock._mock_new_name, mock
    methods = [mock._mock_name] if mock._mock_parent is not None else []
    while (above := here._mock_new_parent) is not None:
        yield above, name, methods
        methods = [f"{above._mock_name}.{method}" for method in methods if above._mock_parent is not None]
        if above._mock_new_name:
            name = above._mock_new_name + ("" if name.startswith("()") else ".") + name
        here = above


def _caused(effect, args, kwargs):
    """What a side effect gives: a function is called, of an iterator the next taken, and what is an exception raised. DEFAULT if there is none."""
    if effect is None:
        return DEFAULT
    if _is_exception(effect):
        raise effect
    if _callable(effect):
        return effect(*args, **kwargs)
    following = next(effect)
    if _is_exception(following):
        raise following
    return following


class Mock(CallableMixin, NonCallableMock):
    """An object that takes every call and gives a mock for every attribute, and remembers both."""


class PropertyMock(Mock):
    """A mock for a property: called without arguments when it is read, with the value when it is set."""

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, val):
        self(val)
