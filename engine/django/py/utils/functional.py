import operator
from functools import wraps


class cached_property:
    name = None

    def __init__(self, func):
        self.func = self._unnamed
        self.real_func, self.__doc__ = func, func.__doc__

    @staticmethod
    def _unnamed(instance):
        raise TypeError("Cannot use cached_property instance without calling __set_name__() on it.")

    def __set_name__(self, owner, name):
        if self.name not in (None, name):
            raise TypeError(f"Cannot assign the same cached_property to two different names ({self.name!r} and {name!r}).")
        self.name, self.func = name, self.real_func

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        # In the instance's own dict it is found before this descriptor the next time.
        vars(instance)[self.name] = value = self.func(instance)
        return value


class classproperty:
    def __init__(self, method=None):
        self.getter(method)

    def getter(self, method):
        self.fget = method
        return self

    def __get__(self, instance, cls=None):
        return self.fget(cls)


def new_method_proxy(func):
    # A method that does something with what a lazy object stands for.

    def method(self, *args):
        return func(self._get(), *args)

    return method


class _Lazy:
    # Stands for the object that _get() gives.

    __str__, __bool__, __hash__, __len__, __iter__, __dir__ = map(new_method_proxy, (str, bool, hash, len, iter, dir))
    __getitem__, __contains__, __add__ = map(new_method_proxy, (operator.getitem, operator.contains, operator.add))
    # Where both sides are lazy the other one is asked in turn.
    __eq__, __lt__, __le__ = map(new_method_proxy, (operator.eq, operator.lt, operator.le))
    __ne__, __gt__, __ge__ = map(new_method_proxy, (operator.ne, operator.gt, operator.ge))

    def __getattr__(self, name):
        return getattr(self._get(), name)


class Promise:
    pass


class __proxy__(_Lazy, Promise):
    # A call that is made, each time anew, when its result is needed.

    def __init__(self, func, args, kw):
        self._func, self._args, self._kw = func, args, kw

    def _get(self):
        return self._func(*self._args, **self._kw)

    _proxy____cast = _get
    __repr__, __mod__, __mul__, __format__ = map(new_method_proxy, (repr, operator.mod, operator.mul, format))
    __radd__ = new_method_proxy(lambda value, other: other + value)

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return __proxy__, (self._func, self._args, self._kw)


def lazy(func, *resultclasses):
    @wraps(func)
    def later(*args, **kw):
        return __proxy__(func, args, kw)

    return later


def lazystr(text):
    return __proxy__(str, (text,), {})


def keep_lazy(*resultclasses):
    if not resultclasses:
        raise TypeError("You must pass at least one argument to keep_lazy().")

    def decorator(func):
        @wraps(func)
        def unless_lazy(*args, **kwargs):
            if any(isinstance(given, Promise) for given in (*args, *kwargs.values())):
                return __proxy__(func, args, kwargs)
            return func(*args, **kwargs)

        return unless_lazy

    return decorator


keep_lazy_text = keep_lazy(str)

empty = object()


class SimpleLazyObject(_Lazy):
    def __init__(self, func):
        vars(self).update(_setupfunc=func, _wrapped=empty)

    def _get(self):
        own = self.__dict__
        if own["_wrapped"] is empty:
            own["_wrapped"] = own["_setupfunc"]()
        return own["_wrapped"]

    # isinstance() takes it for what it stands for.
    __class__ = property(lambda self: self._get().__class__)

    __setattr__, __delattr__ = map(new_method_proxy, (setattr, delattr))
    __setitem__, __delitem__ = map(new_method_proxy, (operator.setitem, operator.delitem))

    def __repr__(self):
        wrapped = self.__dict__["_wrapped"]
        return f"<{type(self).__name__}: {self.__dict__['_setupfunc'] if wrapped is empty else wrapped!r}>"

    # A copy is one of the object, or as lazy as this is.

    def __copy__(self):
        return self._copied("copy")

    def __deepcopy__(self, memo):
        return self._copied("deepcopy", memo)

    def _copied(self, how, *memo):
        import copy

        if self.__dict__["_wrapped"] is empty:
            return type(self)(self.__dict__["_setupfunc"])
        return getattr(copy, how)(self._get(), *memo)

    def __reduce__(self):
        return unpickle_lazyobject, (self._get(),)


LazyObject = SimpleLazyObject


def unpickle_lazyobject(wrapped):
    """What a pickled lazy object comes back as: the object that it stood for."""
    return wrapped


def partition(predicate, values):
    # Those that a predicate is not true of, and those that it is true of.
    halves = [], []
    for value in values:
        halves[bool(predicate(value))].append(value)
    return halves
