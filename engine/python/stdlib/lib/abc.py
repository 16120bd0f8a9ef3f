def abstractmethod(funcobj):
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    __isabstractmethod__ = True


class abstractstaticmethod(staticmethod):
    __isabstractmethod__ = True


class abstractproperty(property):
    __isabstractmethod__ = True


_cache_token = 0


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls._abc_registry = []
        return update_abstractmethods(cls)

    def register(cls, subclass):
        global _cache_token
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if not issubclass(subclass, cls):
            if issubclass(cls, subclass):
                raise RuntimeError("Refusing to create an inheritance cycle")
            cls._abc_registry.append(subclass)
            _cache_token += 1
        return subclass

    def __instancecheck__(cls, instance):
        # A proxy may say that it is of another class; its own class counts, too.
        said = instance.__class__
        return cls.__subclasscheck__(said) or said is not type(instance) and cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        answer = cls.__subclasshook__(subclass)
        if answer is not NotImplemented:
            return answer
        if cls in type.__dict__["__mro__"].__get__(subclass):
            return True
        for registered in cls._abc_registry:
            if issubclass(subclass, registered):
                return True
        for sub in type.__subclasses__(cls):
            if issubclass(subclass, sub):
                return True
        return False


def update_abstractmethods(cls):
    if isinstance(cls, ABCMeta):
        names = {name for name, value in cls.__dict__.items() if getattr(value, "__isabstractmethod__", False)}
        for base in cls.__bases__:
            names.update([name for name in getattr(base, "__abstractmethods__", ()) if getattr(getattr(cls, name, None), "__isabstractmethod__", False)])
        cls.__abstractmethods__ = frozenset(names)
    return cls


class ABC(metaclass=ABCMeta):
    __slots__ = ()


def get_cache_token():
    return _cache_token


def _check_methods(C, *methods):
    """True when every method is there along C's MRO, NotImplemented when one is missing or set to None."""
    for method in methods:
        for base in C.__mro__:
            if method in base.__dict__:
                break
        else:
            return NotImplemented
        if base.__dict__[method] is None:
            return NotImplemented
    return True
