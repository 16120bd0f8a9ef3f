from functools import wraps

from asgiref.sync import iscoroutinefunction


def _answering(change):
    """A decorator of views that changes their responses."""

    def decorator(view_func):
        if iscoroutinefunction(view_func):

            async def _view_wrapper(*args, **kwargs):
                response = await view_func(*args, **kwargs)
                change(response)
                return response

        else:

            def _view_wrapper(*args, **kwargs):
                response = view_func(*args, **kwargs)
                change(response)
                return response

        return wraps(view_func)(_view_wrapper)

    return decorator


def _option(value):
    def change(response):
        if response.get("X-Frame-Options") is None:
            response["X-Frame-Options"] = value

    return change


xframe_options_deny = _answering(_option("DENY"))
xframe_options_sameorigin = _answering(_option("SAMEORIGIN"))
xframe_options_exempt = _answering(lambda response: setattr(response, "xframe_options_exempt", True))
