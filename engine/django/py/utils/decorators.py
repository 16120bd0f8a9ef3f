from functools import partial, update_wrapper, wraps


class classonlymethod(classmethod):
    def __get__(self, instance, cls=None):
        if instance is not None:
            raise AttributeError("This method is available only on the class, not on instances.")
        return super().__get__(instance, cls)


def method_decorator(decorator, name=""):
    def dec(obj):
        def decorate(method):
            def wrapper(self, *args, **kwargs):
                bound = wraps(method)(partial(method.__get__(self, type(self))))
                for d in (decorator if hasattr(decorator, "__iter__") else [decorator])[::-1]:
                    bound = d(bound)
                return bound(*args, **kwargs)

            return update_wrapper(wrapper, method)

        if not isinstance(obj, type):
            return decorate(obj)
        if not (name and hasattr(obj, name)):
            raise ValueError(
                "The keyword argument `name` must be the name of a method of the decorated class: %s. Got '%s' instead." % (obj, name)
            )
        setattr(obj, name, decorate(getattr(obj, name)))
        return obj

    return dec


def sync_and_async_middleware(func):
    func.sync_capable = func.async_capable = True
    return func


def async_only_middleware(func):
    func.sync_capable, func.async_capable = False, True
    return func


def sync_only_middleware(func):
    func.sync_capable, func.async_capable = True, False
    return func
