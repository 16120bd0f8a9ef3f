# Specifications


class _SpecState:
    """An attribute of an autospec that nobody has asked for yet."""

    def __init__(self, *spec):
        self.spec, self.spec_set, self.parent, self.name = spec


def _stands_for_function(spec):
    """Whether a native method stands for one that is written in Python elsewhere: what replaces it binds its instance too."""
    owner = getattr(spec, "__objclass__", None)
    return owner is not None and inspect.ismethoddescriptor(spec) and inspect._described(owner, spec.__name__) is not None


def _must_skip(spec, entry, is_type):
    """Whether a method's first parameter is bound: not for static methods, nor for functions in an instance's own dict."""
    if not is_type and entry in getattr(spec, "__dict__", ()):
        return False
    mro = (spec if is_type else spec.__class__).__mro__
    for method in [klass.__dict__[entry] for klass in mro if entry in klass.__dict__][:1]:
        return is_type and hasattr(method, "__code__") and not isinstance(method, (staticmethod, classmethod))
    return is_type


def _autospec_class(spec, is_type, instance):
    if not is_type and _is_async_func(spec):
        return AsyncMock
    if inspect.isdatadescriptor(spec) or _callable(spec) and not (is_type and instance and not _instance_callable(spec)):
        return MagicMock
    return NonCallableMagicMock


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    spec = type(spec) if _is_list(spec) else spec
    if _is_instance_mock(spec):
        raise InvalidSpecError(f"Cannot autospec a Mock object. [object={spec!r}]")
    if not unsafe:
        _check_spec_arg_typos(kwargs)
    is_type, key = isinstance(spec, type), "spec_set" if spec_set else "spec"
    options = {"name": _name, **kwargs}
    name = options.pop("name")
    if inspect.isdatadescriptor(spec):
        options = {}  # what it gives is not known
    elif spec is not None or spec_set:
        options = {key: spec, "unsafe": unsafe, **options}
    mock = _autospec_class(spec, is_type, instance)(
        parent=_parent, _new_parent=_parent, _new_name="" if _parent is None else name, name=name, **options
    )
    face = mock
    if not is_type and (hasattr(spec, "__code__") or _stands_for_function(spec)):
        face = _set_signature(mock, spec)
    else:
        _check_sig(spec, mock, is_type, instance)
    if not (instance or _parent is None):
        _parent._mock_children[name] = mock
    if is_type and not instance and "return_value" not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, True, mock, "()")
    for entry in dir(spec):
        original = DEFAULT if _is_magic(entry) else getattr(spec, entry, DEFAULT)
        if original is DEFAULT:
            continue
        if not hasattr(original, "__code__"):
            # Made when it is asked for: an object may lead to many others, and back.
            mock._mock_children[entry] = _SpecState(original, spec_set, mock, entry)
            continue
        bound = _must_skip(spec, entry, is_type)
        kind = AsyncMock if asyncio.iscoroutinefunction(original) else MagicMock
        child = kind(parent=mock, name=entry, _new_name=entry, _new_parent=mock, _eat_self=bound, **{key: original})
        mock._mock_children[entry] = child
        _check_sig(original, child, bound)
        setattr(face, entry, child)
    return face


def _set_signature(mock, original):
    """A function with original's name and signature that passes its calls on to the mock and has the mock's attributes."""
    found = (original, inspect.signature(original)) if _stands_for_function(original) else _get_signature_object(original, False, False)
    if found is None:
        return mock
    sig = found[1]
    if _is_async_func(original):

        async def face(*args, **kwargs):
            sig.bind(*args, **kwargs)
            return await mock(*args, **kwargs)
    else:

        def face(*args, **kwargs):
            sig.bind(*args, **kwargs)
            return mock(*args, **kwargs)

    name = getattr(original, "__name__", "")
    face.__name__ = face.__qualname__ = name if name.isidentifier() else "funcopy"
    face.__module__ = getattr(original, "__module__", None)
    _setup_func(face, mock, sig)
    return face


def _setup_func(face, mock, sig):
    def reset_mock():
        face.method_calls, face.mock_calls = _CallList(), _CallList()
        mock.reset_mock()
        result = face.return_value
        if result is not mock and _is_instance_mock(result):
            result.reset_mock()

    state = {name: getattr(mock, name) for name in dir(type(mock)) if name.startswith("assert_")}
    state.update(
        mock=mock, called=False, call_count=0, call_args=None, call_args_list=_CallList(), method_calls=_CallList(), mock_calls=_CallList(),
        return_value=mock.return_value, side_effect=mock.side_effect, _mock_children=mock._mock_children, reset_mock=reset_mock, __signature__=sig,
    )
    if isinstance(mock, AsyncMock):
        state.update(await_count=0, await_args=None, await_args_list=_CallList())
    for name, value in state.items():
        setattr(face, name, value)
    mock._mock_delegate = face


def _to_stream(read_data):
    import io

    return io.BytesIO(read_data) if isinstance(read_data, bytes) else io.StringIO(read_data)


def mock_open(mock=None, read_data=""):
    """A mock in place of open(), for reading read_data."""
    stream = _to_stream(read_data)
    handle = MagicMock()
    mock = MagicMock(name="open") if mock is None else mock

    # Each way to read gives what the test set for it, or else goes on in the data.
    def reading(name):
        method = getattr(handle, name)

        def read(*args, **kwargs):
            fixed = method.return_value
            return getattr(stream, name)(*args, **kwargs) if fixed is None else fixed

        method.return_value, method.side_effect = None, read

    def lines():
        while (fixed := handle.readline.return_value) is not None:
            yield fixed
        yield from stream

    def next_line():
        fixed = handle.readline.return_value
        return next(stream) if fixed is None else fixed

    def opened(*args, **kwargs):
        nonlocal stream
        stream = _to_stream(read_data)
        return DEFAULT

    for name in ("read", "readline", "readlines"):
        reading(name)
    handle.write.return_value = None
    handle.__enter__.return_value = handle
    handle.__iter__.side_effect, handle.__next__.side_effect = lines, next_line
    mock.side_effect, mock.return_value = opened, handle
    return mock


def seal(mock):
    """From here on, attributes that the mock and its children do not have yet are errors."""
    mock._mock_sealed = True
    for name in dir(mock):
        child = getattr(mock, name, None)
        if isinstance(child, NonCallableMock) and child._mock_new_parent is mock:
            if not isinstance(child._mock_children.get(name), _SpecState):
                seal(child)
