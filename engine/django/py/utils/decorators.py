from functools import partial, update_wrapper, wraps


def _capable(sync, asynchronous):
    def decorator(func):
        func.sync_capable, func.async_capable = sync, asynchronous
        return func

    return decorator


sync_and_async_middleware, async_only_middleware, sync_only_middleware = _capable(True, True), _capable(False, True), _capable(True, False)


class classonlymethod(classmethod):
    def __get__(self, instance, cls=None):
        if instance is None:
            return super().__get__(instance, cls)
        raise AttributeError("This method is available only on the class, not on instances.")


def method_decorator(decorator, name=""):
    """A decorator of functions, or several, for a method, or for the method of a class that has that name."""

    several = decorator if hasattr(decorator, "__iter__") else [decorator]

    def decorate(method):
        def with_self(self, *args, **kwargs):
            function = wraps(method)(partial(method.__get__(self, type(self))))
            for each in several[::-1]:
                function = each(function)
            return function(*args, **kwargs)

        # What the decorators mark a function with is on the method too, though they get it only when it is called.
        for each in several:
            update_wrapper(with_self, each(lambda *args, **kwargs: None))
        return update_wrapper(with_self, method)

    def decorator_of(obj):
        if not isinstance(obj, type):
            return decorate(obj)
        if not name or not hasattr(obj, name):
            raise ValueError(f"The keyword argument `name` must be the name of a method of the decorated class: {obj}. Got '{name}' instead.")
        setattr(obj, name, decorate(getattr(obj, name)))
        return obj

    return decorator_of


def decorator_from_middleware_with_args(middleware_class):
    return make_middleware_decorator(middleware_class)


def decorator_from_middleware(middleware_class):
    return make_middleware_decorator(middleware_class)()


def make_middleware_decorator(middleware_class):
    """A decorator, still to be called, that puts one view behind a middleware."""
    from asgiref.sync import iscoroutinefunction

    def with_arguments(*middleware_args, **middleware_kwargs):
        def decorator(view_func):
            middleware = middleware_class(view_func, *middleware_args, **middleware_kwargs)

            def before(request, *args, **kwargs):
                answer = middleware.process_request(request) if hasattr(middleware, "process_request") else None
                if answer is None and hasattr(middleware, "process_view"):
                    answer = middleware.process_view(request, view_func, args, kwargs)
                return answer

            def failed(request, exception):
                result = middleware.process_exception(request, exception) if hasattr(middleware, "process_exception") else None
                if result is None:
                    raise
                return result

            def after(request, response):
                return middleware.process_response(request, response) if hasattr(middleware, "process_response") else response

            if iscoroutinefunction(view_func):
                async def behind(request, *args, **kwargs):
                    if (result := before(request, *args, **kwargs)) is not None:
                        return result
                    try:
                        response = await view_func(request, *args, **kwargs)
                    except Exception as e:
                        return failed(request, e)
                    return after(request, response)
            else:
                def behind(request, *args, **kwargs):
                    if (result := before(request, *args, **kwargs)) is not None:
                        return result
                    try:
                        response = view_func(request, *args, **kwargs)
                    except Exception as e:
                        return failed(request, e)
                    return after(request, response)

            return wraps(view_func)(behind)

        return decorator

    return with_arguments
