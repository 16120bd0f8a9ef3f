from functools import wraps


def sensitive_variables(*variables):
    """Marks variables that error reports hide; the playground has no such reports, so only the mark is left."""

    def decorator(func):
        @wraps(func)
        def wrapper(*func_args, **func_kwargs):
            wrapper.sensitive_variables = variables or "__ALL__"
            return func(*func_args, **func_kwargs)

        return wrapper

    return decorator


def sensitive_post_parameters(*parameters):
    def decorator(view):
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            request.sensitive_post_parameters = parameters or "__ALL__"
            return view(request, *args, **kwargs)

        return wrapper

    return decorator
