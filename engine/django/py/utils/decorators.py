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


def decorator_from_middleware_with_args(middleware_class):
    return make_middleware_decorator(middleware_class)


def decorator_from_middleware(middleware_class):
    return make_middleware_decorator(middleware_class)()


def make_middleware_decorator(middleware_class):
    """A decorator, still to be called, that puts one view behind a middleware."""
    from asgiref.sync import iscoroutinefunction

    def _make_decorator(*m_args, **m_kwargs):
        def _decorator(view_func):
            middleware = middleware_class(view_func, *m_args, **m_kwargs)

            def before(request, *args, **kwargs):
                if hasattr(middleware, "process_request"):
                    result = middleware.process_request(request)
                    if result is not None:
                        return result
                if hasattr(middleware, "process_view"):
                    return middleware.process_view(request, view_func, args, kwargs)

            def failed(request, exception):
                result = middleware.process_exception(request, exception) if hasattr(middleware, "process_exception") else None
                if result is None:
                    raise
                return result

            def after(request, response):
                return middleware.process_response(request, response) if hasattr(middleware, "process_response") else response

            if iscoroutinefunction(view_func):
                async def _view_wrapper(request, *args, **kwargs):
                    if (result := before(request, *args, **kwargs)) is not None:
                        return result
                    try:
                        response = await view_func(request, *args, **kwargs)
                    except Exception as e:
                        return failed(request, e)
                    return after(request, response)
            else:
                def _view_wrapper(request, *args, **kwargs):
                    if (result := before(request, *args, **kwargs)) is not None:
                        return result
                    try:
                        response = view_func(request, *args, **kwargs)
                    except Exception as e:
                        return failed(request, e)
                    return after(request, response)

            return wraps(view_func)(_view_wrapper)

        return _decorator

    return _make_decorator
