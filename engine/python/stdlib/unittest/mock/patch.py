# Patching


def _importer(target):
    """What a dotted name means: modules as far as there are any, attributes from there."""
    from importlib import import_module

    path, *rest = target.split(".")
    thing, is_module = import_module(path), True
    for name in rest:
        path = f"{path}.{name}"
        if is_module:
            try:
                thing = import_module(path)
                continue
            except ImportError:
                is_module = False
        thing = getattr(thing, name)
    return thing


def _get_target(target):
    """Where a patch goes, as something to call for it, and the attribute."""
    where, dot, attribute = target.rpartition(".") if isinstance(target, str) else ("", "", "")
    if not dot:
        raise TypeError(f"Need a valid target to patch. You supplied: {target!r}")
    return partial(_importer, where), attribute


def _is_started(patcher):
    return hasattr(patcher, "is_local")


def _check_spec_arg_typos(kwargs):
    for typo in ("autospect", "auto_spec", "set_spec"):
        if typo in kwargs:
            raise RuntimeError(f"{typo!r} might be a typo; use unsafe=True if this is intended")


def _tests_of(klass):
    """The methods of a class that a patch of the class is for, by name."""
    for name in dir(klass):
        if name.startswith(patch.TEST_PREFIX):
            method = getattr(klass, name)
            if hasattr(method, "__call__"):
                yield name, method


class _Startable:
    """A patch that is begun and ended by hand."""

    _active_patches = []

    def start(self):
        entered = self.__enter__()
        self._active_patches.append(self)
        return entered

    def stop(self):
        if self not in self._active_patches:
            return None
        self._active_patches.remove(self)
        return self.__exit__(None, None, None)


class _patch(_Startable):
    # The keyword under which patch.multiple hands a mock over.
    attribute_name = None

    def __init__(self, getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, *, unsafe=False):
        if new_callable is not None:
            for option, unset in {"new": new is DEFAULT, "autospec": autospec is None}.items():
                if not unset:
                    raise ValueError(f"Cannot use {option!r} and 'new_callable' together")
        if not unsafe:
            _check_spec_arg_typos(kwargs)
        self.getter, self.attribute, self.new, self.create = getter, attribute, new, create
        self.spec, self.spec_set, self.autospec, self.new_callable, self.kwargs = spec, spec_set, autospec, new_callable, kwargs
        self.additional_patchers = []

    def copy(self):
        twin = object.__new__(type(self))
        vars(twin).update(vars(self), additional_patchers=[patcher.copy() for patcher in self.additional_patchers])
        return twin

    def __call__(self, func):
        if isinstance(func, type):
            for name, method in _tests_of(func):
                setattr(func, name, self.copy()(method))
            return func
        if hasattr(func, "patchings"):
            # Patches of one function are one wrapper.
            func.patchings.append(self)
            return func
        patched = _patched_coroutine(func) if inspect.iscoroutinefunction(func) else _patched_function(func)
        patched.patchings = [self]
        return patched

    def get_original(self):
        """What is patched, DEFAULT if there is nothing, and whether it is the target's own."""
        target, name = self.getter(), self.attribute
        own = getattr(target, "__dict__", {})
        local = name in own
        original = own[name] if local else getattr(target, name, DEFAULT)
        # A module may get a name that hides a builtin one.
        self.create = self.create or isinstance(target, ModuleType) and name in _builtin_names
        if original is DEFAULT and not self.create:
            raise AttributeError(f"{target} does not have the attribute {name!r}")
        return original, local

    def __enter__(self):
        self.target = self.getter()
        spec, spec_set, autospec = (None if option is False else option for option in (self.spec, self.spec_set, self.autospec))
        if autospec is not None and spec is not None:
            raise TypeError("Can't specify spec and autospec")
        if spec_set not in (None, True) and not spec is autospec is None:
            raise TypeError("Can't provide explicit spec_set *and* spec or autospec")
        original, local = self.get_original()
        new = self.new
        if autospec is not None:
            new = self._autospecced(original, original if autospec is True else autospec, spec_set)
        elif new is DEFAULT:
            new = self._made(original, *_specifications(original, spec, spec_set))
        elif self.kwargs:
            raise TypeError("Can't pass kwargs to a mock we aren't creating")
        self.temp_original, self.is_local = original, local
        self._exit_stack = contextlib.ExitStack()
        try:
            setattr(self.target, self.attribute, new)
            return new if self.attribute_name is None else self._all_new(new)
        except BaseException:
            if self.__exit__(*sys.exc_info()):
                return None
            raise

    def _all_new(self, new):
        """The new mocks of patch.multiple by keyword: this one's and the further patchers'."""
        mocks = {self.attribute_name: new} if self.new is DEFAULT else {}
        for patcher in self.additional_patchers:
            entered = self._exit_stack.enter_context(patcher)
            if patcher.new is DEFAULT:
                mocks.update(entered)
        return mocks

    def _made(self, original, spec, spec_set):
        """A new mock in place of the original, with at most one of the two specifications."""
        given = spec if spec is not None else spec_set
        if given is not None and original is DEFAULT:
            raise TypeError("Can't use 'spec' with create=True")
        make = self.new_callable or _class_for(original, spec, given)
        options = {option: value for option, value in (("spec", spec), ("spec_set", spec_set)) if value is not None}
        if self.attribute and isinstance(make, type) and issubclass(make, NonCallableMock):
            options["name"] = self.attribute
        options.update(self.kwargs)
        new = make(**options)
        if given is not None and isinstance(original, type) and _is_instance_mock(new):
            # The mock of a class gives mocks of its instances.
            if not (_is_list(given) or _instance_callable(given)):
                make = NonCallableMagicMock
            del options["name"]
            new.return_value = make(_new_parent=new, _new_name="()", **options)
        return new

    def _autospecced(self, original, autospec, spec_set):
        if self.new is not DEFAULT:
            raise TypeError("autospec creates the mock for you. Can't specify autospec and new.")
        if original is DEFAULT:
            raise TypeError("Can't use 'autospec' with create=True")
        mocked = None
        if _is_instance_mock(self.target):
            mocked = "as the patch target"
        elif _is_instance_mock(autospec):
            mocked = f"from target {getattr(self.target, '__name__', self.target)!r} as it"
        if mocked:
            raise InvalidSpecError(
                f"Cannot autospec attr {self.attribute!r} {mocked} has already been mocked out. [target={self.target!r}, attr={autospec!r}]"
            )
        return create_autospec(autospec, spec_set=bool(spec_set), _name=self.attribute, **self.kwargs)

    def __exit__(self, *exc_info):
        target, name, original = self.target, self.attribute, self.temp_original
        put_back = self.is_local and original is not DEFAULT
        if not put_back:
            delattr(target, name)
            # What was inherited is there again, unless the target made it up or forgot it.
            put_back = not (self.create or hasattr(target, name))
        if put_back:
            setattr(target, name, original)
        stack = self._exit_stack
        del self.temp_original, self.is_local, self.target, self._exit_stack
        return stack.__exit__(*exc_info)


def _specifications(original, spec, spec_set):
    """spec and spec_set with True resolved: both mean the original then, and spec_set=True makes a spec strict."""
    if spec is True:
        spec = original
    if spec_set is not True:
        return spec, spec_set
    return None, original if spec is None else spec


def _class_for(original, spec, given):
    """The class of mocks that suits what is replaced."""
    if given is not None:
        if _is_async_obj(given):
            return AsyncMock
        if not ("__call__" in given if _is_list(given) else callable(given)):
            return NonCallableMagicMock
    return AsyncMock if spec is None and _is_async_obj(original) else MagicMock


@contextlib.contextmanager
def _all_entered(patchers, args, keywargs):
    """Enters patches and adds the mocks they make to a call's arguments."""
    with contextlib.ExitStack() as stack:
        for patcher in patchers:
            entered = stack.enter_context(patcher)
            if patcher.attribute_name is not None:
                keywargs.update(entered)
            elif patcher.new is DEFAULT:
                args += (entered,)
        yield args, keywargs


def _patched_function(func):
    @wraps(func)
    def patched(*args, **keywargs):
        with _all_entered(patched.patchings, args, keywargs) as (positional, named):
            return func(*positional, **named)

    return patched


def _patched_coroutine(func):
    @wraps(func)
    async def patched(*args, **keywargs):
        with _all_entered(patched.patchings, args, keywargs) as (positional, named):
            return await func(*positional, **named)

    return patched


_builtin_names = {n for n in dir(__builtins__)} if isinstance(__builtins__, ModuleType) else set(__builtins__)


def _patch_object(
    target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *, unsafe=False,
    **kwargs,
):
    if type(target) is str:
        raise TypeError(f"{target!r} must be the actual object to be patched, not a str")
    return _patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    getter = partial(_importer, target) if type(target) is str else lambda: target
    patchers = []
    for attribute, new in kwargs.items():
        one = _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, {})
        one.attribute_name = attribute
        patchers.append(one)
    if not patchers:
        raise ValueError("Must supply at least one keyword argument with patch.multiple")
    first, *first.additional_patchers = patchers
    return first


def patch(
    target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *, unsafe=False, **kwargs
):
    getter, attribute = _get_target(target)
    return _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, unsafe=unsafe)


class _patch_dict(_Startable):
    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict, self.clear = in_dict, clear
        self.values = {**dict(values), **kwargs}
        self._original = None

    def __call__(self, f):
        if isinstance(f, type):
            for name, method in _tests_of(f):
                setattr(f, name, _patch_dict(self.in_dict, self.values, self.clear)(method))
            return f
        if inspect.iscoroutinefunction(f):

            async def inner(*args, **kw):
                with self:
                    return await f(*args, **kw)
        else:

            def inner(*args, **kw):
                with self:
                    return f(*args, **kw)

        return wraps(f)(inner)

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _importer(self.in_dict)
        patched = self.in_dict
        # Anything with keys and items serves as a dict.
        self._original = patched.copy() if hasattr(patched, "copy") else {key: patched[key] for key in patched}
        if self.clear:
            _empty(patched)
        _fill(patched, self.values)
        return patched

    def __exit__(self, *args):
        if self._original is not None:
            _empty(self.in_dict)
            _fill(self.in_dict, self._original)
            self._original = None
        return False


def _empty(mapping):
    if hasattr(mapping, "clear"):
        mapping.clear()
        return
    for key in [*mapping]:
        del mapping[key]


def _fill(mapping, values):
    if hasattr(mapping, "update"):
        mapping.update(values)
        return
    for key in values:
        mapping[key] = values[key]


def _patch_stopall():
    # The last begun is the first to end.
    for patcher in _patch._active_patches[::-1]:
        patcher.stop()


patch.object = _patch_object
patch.dict = _patch_dict
patch.multiple = _patch_multiple
patch.stopall = _patch_stopall
patch.TEST_PREFIX = "test"
