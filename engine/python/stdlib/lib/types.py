import sys

from _types import SimpleNamespace


def _function(): yield


FunctionType = LambdaType = type(_function)
CodeType = type(_function.__code__)
GeneratorType = type(_function())
CellType = type((lambda cell: lambda: cell)(1).__closure__[0])
GetSetDescriptorType = type(FunctionType.__code__)


async def _function(): yield


AsyncGeneratorType = type(_function())


async def _function(): pass


_coroutine = _function()
CoroutineType = type(_coroutine)
_coroutine.close()


class _Class:
    __slots__ = ("slot",)

    def method(self): pass


MemberDescriptorType = type(_Class.slot)
MethodType = type(_Class().method)
BuiltinMethodType = BuiltinFunctionType = type(len)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(vars(dict)["fromkeys"])
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MappingProxyType = type(vars(type))
ModuleType = type(sys)
FrameType = type(sys._getframe())
try:
    raise KeyError
except KeyError as _error:
    TracebackType = type(_error.__traceback__)
UnionType, GenericAlias = type(int | str), type(list[int])
NoneType, EllipsisType, NotImplementedType = map(type, (None, ..., NotImplemented))
del sys, _function, _coroutine, _Class


class DynamicClassAttribute:
    """A property of instances; asked of the class, it leaves the answer to the metaclass's __getattr__."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget, self.fset, self.fdel = fget, fset, fdel
        self.overwrite_doc = doc is None
        self.__doc__ = fget.__doc__ if doc is None and fget is not None else doc
        self.__isabstractmethod__ = bool(getattr(fget, "__isabstractmethod__", False))

    def __get__(self, instance, ownerclass=None):
        if instance is not None:
            return _there(self.fget, "unreadable attribute")(instance)
        if not self.__isabstractmethod__:
            raise AttributeError()
        return self

    def __set__(self, instance, value):
        _there(self.fset, "can't set attribute")(instance, value)

    def __delete__(self, instance):
        _there(self.fdel, "can't delete attribute")(instance)

    def _changed(self, fget, fset, fdel, doc):
        new = type(self)(fget, fset, fdel, doc)
        new.overwrite_doc = self.overwrite_doc
        return new

    def getter(self, fget):
        return self._changed(fget, self.fset, self.fdel, self.overwrite_doc and fget.__doc__ or self.__doc__)

    def setter(self, fset):
        return self._changed(self.fget, fset, self.fdel, self.__doc__)

    def deleter(self, fdel):
        return self._changed(self.fget, self.fset, fdel, self.__doc__)


def _there(function, problem):
    if function is None:
        raise AttributeError(problem)
    return function


def new_class(name, bases=(), kwds=None, exec_body=None):
    found = resolve_bases(bases)
    meta, namespace, options = prepare_class(name, found, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if found is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, found, namespace, **options)


def resolve_bases(bases):
    """The bases with what stands for others, such as List[int], replaced; the same tuple if there are none."""
    entries = [None if isinstance(base, type) or not hasattr(base, "__mro_entries__") else base.__mro_entries__(bases) for base in bases]
    if entries.count(None) == len(bases):
        return bases
    return tuple([found for base, given in zip(bases, entries) for found in ((base,) if given is None else given)])


def prepare_class(name, bases=(), kwds=None):
    options = dict(kwds or ())
    meta = options.pop("metaclass", None) or type(bases[0] if bases else object)
    if isinstance(meta, type):
        # The most derived one of all, if there is one.
        for other in map(type, bases):
            if issubclass(other, meta):
                meta = other
            elif not issubclass(meta, other):
                raise TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
    namespace = meta.__prepare__(name, bases, **options) if hasattr(meta, "__prepare__") else {}
    return meta, namespace, options


class _GeneratorWrapper:
    def __init__(self, gen):
        self._gen = gen

    def send(self, value):
        return self._gen.send(value)

    def throw(self, *args):
        return self._gen.throw(*args)

    def close(self):
        return self._gen.close()

    def __next__(self):
        return next(self._gen)

    def __iter__(self):
        return self

    __await__ = __iter__


def coroutine(func):
    """Marks a generator function as one whose generators may be awaited."""
    import functools

    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")
    flags = func.__code__.co_flags if type(func) is FunctionType else 0
    if flags & 0x20 and not flags & 0x180:
        # A generator function that is not marked yet, nor a coroutine function.
        func.__code__ = func.__code__.replace(co_flags=flags | 0x100)
    if flags & 0x1A0:
        return func

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        result = func(*args, **kwargs)
        if isinstance(result, GeneratorType) and not result.gi_code.co_flags & 0x100:
            return _GeneratorWrapper(result)
        return result

    return wrapped
