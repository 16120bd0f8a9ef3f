# Specifications


class _SpecState:
    """An attribute of an autospec that nobody has asked for yet."""

    def __init__(self, spec, spec_set=False, parent=None, name=None, ids=None, instance=False):
        self.spec = spec
        self.ids = ids
        self.spec_set = spec_set
        self.parent = parent
        self.instance = instance
        self.name = name


def _stands_for_function(spec):
    """Whether a native method stands for one that is written in Python elsewhere: what replaces it binds its instance too."""
    owner = getattr(spec, "__objclass__", None)
    return owner is not None and inspect.ismethoddescriptor(spec) and inspect._described(owner, spec.__name__) is not None


def _must_skip(spec, entry, is_type):
    """Whether a method's first parameter is bound: not for static methods, nor for functions in an instance's own dict."""
    if not isinstance(spec, type):
        if entry in getattr(spec, "__dict__", {}):
            return False
        spec = spec.__class__
    for klass in spec.__mro__:
        result = klass.__dict__.get(entry, DEFAULT)
        if result is DEFAULT:
            continue
        if isinstance(result, (staticmethod, classmethod)):
            return False
        if hasattr(result, "__code__"):
            return is_type
        return False
    return is_type


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    if _is_list(spec):
        spec = type(spec)
    is_type = isinstance(spec, type)
    if _is_instance_mock(spec):
        raise InvalidSpecError(f"Cannot autospec a Mock object. [object={spec!r}]")
    is_async_func = _is_async_func(spec) if not is_type else False
    options = {"spec": spec}
    if spec_set:
        options = {"spec_set": spec}
    elif spec is None:
        options = {}
    if options and instance:
        options["instance"] = True
    if not unsafe:
        _check_spec_arg_typos(kwargs)
    options.update(kwargs)
    options["unsafe"] = unsafe
    options.pop("instance", None)
    _name = options.pop("name", _name)
    Klass = MagicMock
    if inspect.isdatadescriptor(spec):
        options = {}
    elif is_type and instance and not _instance_callable(spec):
        Klass = NonCallableMagicMock
    elif not _callable(spec):
        Klass = NonCallableMagicMock
    if is_async_func:
        Klass = AsyncMock
    new_name = _name
    if _parent is None:
        new_name = ""
    mock = Klass(parent=_parent, _new_parent=_parent, _new_name=new_name, name=_name, **options)
    is_function = not is_type and (hasattr(spec, "__code__") or _stands_for_function(spec))
    result = mock
    if is_function:
        result = _set_signature(mock, spec)
    else:
        _check_sig(spec, mock, is_type, instance)
    if _parent is not None and not instance:
        _parent._mock_children[_name] = mock
    if is_type and not instance and "return_value" not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name="()", _parent=mock)
    for entry in dir(spec):
        if _is_magic(entry):
            continue
        try:
            original = getattr(spec, entry)
        except AttributeError:
            continue
        opts = {"spec": original}
        if spec_set:
            opts = {"spec_set": original}
        if not (hasattr(original, "__code__") or hasattr(original, "__func__") and hasattr(original, "__code__")):
            new = _SpecState(original, spec_set, mock, entry, instance)
            mock._mock_children[entry] = new
        else:
            parent = mock.mock if hasattr(spec, "__code__") and not is_type and hasattr(mock, "mock") else mock
            skipfirst = _must_skip(spec, entry, is_type)
            child = AsyncMock if asyncio.iscoroutinefunction(original) else MagicMock
            new = child(parent=parent, name=entry, _new_name=entry, _new_parent=parent, _eat_self=skipfirst, **opts)
            mock._mock_children[entry] = new
            _check_sig(original, new, skipfirst=skipfirst)
        if hasattr(new, "__code__"):
            setattr(mock, entry, new)
    return result


def _set_signature(mock, original):
    """A function with original's name and signature that passes its calls on to the mock and has the mock's attributes."""
    found = (original, inspect.signature(original)) if _stands_for_function(original) else _get_signature_object(original, False, False)
    if found is None:
        return mock
    func, sig = found
    if _is_async_func(original):

        async def funcopy(*args, **kwargs):
            sig.bind(*args, **kwargs)
            return await mock(*args, **kwargs)
    else:

        def funcopy(*args, **kwargs):
            sig.bind(*args, **kwargs)
            return mock(*args, **kwargs)

    name = getattr(original, "__name__", "funcopy")
    funcopy.__name__ = name if name.isidentifier() else "funcopy"
    funcopy.__qualname__ = funcopy.__name__
    funcopy.__module__ = getattr(original, "__module__", None)
    funcopy.__signature__ = sig
    _setup_func(funcopy, mock, sig)
    return funcopy


def _setup_func(funcopy, mock, sig):
    funcopy.mock = mock
    names = [
        "assert_called_with", "assert_not_called", "assert_called_once_with", "assert_has_calls", "assert_any_call",
        "assert_called", "assert_called_once",
    ]
    if isinstance(mock, AsyncMock):
        names += [
            "assert_awaited", "assert_awaited_once", "assert_awaited_with", "assert_awaited_once_with", "assert_any_await",
            "assert_has_awaits", "assert_not_awaited",
        ]
        funcopy.await_count = 0
        funcopy.await_args = None
        funcopy.await_args_list = _CallList()
    for name in names:
        setattr(funcopy, name, getattr(mock, name))

    def reset_mock():
        funcopy.method_calls = _CallList()
        funcopy.mock_calls = _CallList()
        mock.reset_mock()
        ret = funcopy.return_value
        if _is_instance_mock(ret) and ret is not mock:
            ret.reset_mock()

    funcopy.called = False
    funcopy.call_count = 0
    funcopy.call_args = None
    funcopy.call_args_list = _CallList()
    funcopy.method_calls = _CallList()
    funcopy.mock_calls = _CallList()
    funcopy.return_value = mock.return_value
    funcopy.side_effect = mock.side_effect
    funcopy._mock_children = mock._mock_children
    funcopy.reset_mock = reset_mock
    funcopy.__signature__ = sig
    mock._mock_delegate = funcopy


def _to_stream(read_data):
    import io

    return io.BytesIO(read_data) if isinstance(read_data, bytes) else io.StringIO(read_data)


def mock_open(mock=None, read_data=""):
    """A mock in place of open(), for reading read_data."""
    data = _to_stream(read_data)
    state = [data, None]

    def read(*args, **kwargs):
        if handle.read.return_value is not None:
            return handle.read.return_value
        return state[0].read(*args, **kwargs)

    def readlines(*args, **kwargs):
        if handle.readlines.return_value is not None:
            return handle.readlines.return_value
        return state[0].readlines(*args, **kwargs)

    def lines():
        if handle.readline.return_value is not None:
            while True:
                yield handle.readline.return_value
        yield from state[0]

    def readline(*args, **kwargs):
        if handle.readline.return_value is not None:
            return handle.readline.return_value
        return state[0].readline(*args, **kwargs)

    def next_line():
        if handle.readline.return_value is not None:
            return handle.readline.return_value
        return next(state[0])

    if mock is None:
        mock = MagicMock(name="open")
    handle = MagicMock()
    handle.__enter__.return_value = handle
    handle.write.return_value = None
    handle.read.return_value = None
    handle.readline.return_value = None
    handle.readlines.return_value = None
    handle.read.side_effect = read
    handle.readline.side_effect = readline
    handle.readlines.side_effect = readlines
    handle.__iter__.side_effect = lines
    handle.__next__.side_effect = next_line

    def reset_data(*args, **kwargs):
        state[0] = _to_stream(read_data)
        return DEFAULT

    mock.side_effect = reset_data
    mock.return_value = handle
    return mock


def seal(mock):
    """From here on, attributes that the mock and its children do not have yet are errors."""
    mock._mock_sealed = True
    for attr in dir(mock):
        try:
            m = getattr(mock, attr)
        except AttributeError:
            continue
        if not isinstance(m, NonCallableMock):
            continue
        if isinstance(m._mock_children.get(attr), _SpecState):
            continue
        if m._mock_new_parent is mock:
            seal(m)
