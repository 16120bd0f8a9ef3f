import copy
import operator
from functools import total_ordering, wraps


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
        self.fget = method

    def __get__(self, instance, cls=None):
        return self.fget(cls)

    def getter(self, method):
        self.fget = method
        return self


class Promise:
    pass


def lazy(func, *resultclasses):
    class __proxy__(Promise):
        def __init__(self, args, kw):
            self._args, self._kw = args, kw

        def _value(self):
            return func(*self._args, **self._kw)

        _proxy____cast = _value

        def __getattr__(self, name):
            return getattr(self._value(), name)

        def __str__(self):
            return str(self._value())

        def __repr__(self):
            return repr(self._value())

        def __eq__(self, other):
            if isinstance(other, Promise):
                other = other._value()
            return self._value() == other

        def __lt__(self, other):
            return self._value() < (other._value() if isinstance(other, Promise) else other)

        def __hash__(self):
            return hash(self._value())

        def __mod__(self, other):
            return self._value() % other

        def __add__(self, other):
            return self._value() + (other._value() if isinstance(other, Promise) else other)

        def __radd__(self, other):
            return other + self._value()

        def __format__(self, spec):
            return format(self._value(), spec)

        def __len__(self):
            return len(self._value())

        def __iter__(self):
            return iter(self._value())

        def __contains__(self, item):
            return item in self._value()

        def __getitem__(self, key):
            return self._value()[key]

    @wraps(func)
    def __wrapper__(*args, **kw):
        return __proxy__(args, kw)

    return __wrapper__


def lazystr(text):
    return lazy(str, str)(text)


def keep_lazy(*resultclasses):
    def decorator(func):
        lazy_func = lazy(func, *resultclasses)

        @wraps(func)
        def wrapper(*args, **kwargs):
            if any(isinstance(arg, Promise) for arg in list(args) + list(kwargs.values())):
                return lazy_func(*args, **kwargs)
            return func(*args, **kwargs)

        return wrapper

    return decorator


def keep_lazy_text(func):
    return keep_lazy(str)(func)


empty = object()


class SimpleLazyObject:
    def __init__(self, func):
        self.__dict__["_setupfunc"] = func
        self.__dict__["_wrapped"] = empty

    # isinstance() takes it for what it stands for.
    __class__ = property(lambda self: self._get().__class__)

    def _get(self):
        if self.__dict__["_wrapped"] is empty:
            self.__dict__["_wrapped"] = self.__dict__["_setupfunc"]()
        return self.__dict__["_wrapped"]

    def __getattr__(self, name):
        return getattr(self._get(), name)

    def __setattr__(self, name, value):
        setattr(self._get(), name, value)

    def __delattr__(self, name):
        delattr(self._get(), name)

    def __repr__(self):
        wrapped = self.__dict__["_wrapped"]
        return f"<{type(self).__name__}: {self.__dict__['_setupfunc'] if wrapped is empty else wrapped!r}>"

    def __str__(self):
        return str(self._get())

    def __bool__(self):
        return bool(self._get())

    def __eq__(self, other):
        return self._get() == other

    def __hash__(self):
        return hash(self._get())

    def __lt__(self, other):
        return self._get() < other

    def __gt__(self, other):
        return self._get() > other

    def __dir__(self):
        return dir(self._get())

    def __getitem__(self, key):
        return self._get()[key]

    def __setitem__(self, key, value):
        self._get()[key] = value

    def __delitem__(self, key):
        del self._get()[key]

    def __iter__(self):
        return iter(self._get())

    def __len__(self):
        return len(self._get())

    def __contains__(self, item):
        return item in self._get()


LazyObject = SimpleLazyObject


def new_method_proxy(func):
    def inner(self, *args):
        return func(self._get(), *args)

    return inner


def unpickle_lazyobject(wrapped):
    """What a pickled lazy object comes back as: the object that it stood for."""
    return wrapped


def partition(predicate, values):
    results = ([], [])
    for item in values:
        results[predicate(item)].append(item)
    return results
