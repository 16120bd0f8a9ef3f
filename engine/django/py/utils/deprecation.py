"""Warnings of Django's deprecations, and the base of class-based middleware."""

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async


class RemovedInDjango60Warning(DeprecationWarning):
    pass


class RemovedInDjango61Warning(PendingDeprecationWarning):
    pass


RemovedInNextVersionWarning = RemovedInDjango60Warning
RemovedAfterNextVersionWarning = RemovedInDjango61Warning


class MiddlewareMixin:
    sync_capable = True
    async_capable = True

    def __init__(self, get_response):
        if get_response is None:
            raise ValueError("get_response must be provided.")
        self.get_response = get_response
        self.async_mode = iscoroutinefunction(get_response)
        if self.async_mode:
            markcoroutinefunction(self)
        super().__init__()

    def __repr__(self):
        inner = self.get_response
        return f"<{type(self).__qualname__} get_response={getattr(inner, '__qualname__', None) or type(inner).__name__}>"

    def _hooks(self):
        """The two methods that a middleware may have."""
        return getattr(self, "process_request", None), getattr(self, "process_response", None)

    def __call__(self, request):
        if self.async_mode:
            return self.__acall__(request)
        before, after = self._hooks()
        response = before and before(request) or self.get_response(request)
        return after(request, response) if after else response

    async def __acall__(self, request):
        before, after = self._hooks()
        response = await sync_to_async(before, thread_sensitive=True)(request) if before else None
        response = response or await self.get_response(request)
        return await sync_to_async(after, thread_sensitive=True)(request, response) if after else response


def positional_asave(*args, rest):
    """The arguments of an asave() that was given some by position, with a warning to whoever did so."""
    import warnings

    warnings.warn("Passing positional arguments to asave() is deprecated", RemovedInDjango60Warning, stacklevel=3)
    if len(args) > len(rest):
        raise TypeError("Model.asave() takes from 1 to 5 positional arguments but %d were given" % (len(args) + 1))
    named = zip(("force_insert", "force_update", "using", "update_fields"), (False, False, None, None), rest)
    for (name, default, value), _ in zip(named, args):
        if value is not default:
            raise TypeError("Model.asave() got multiple values for argument '%s'" % name)
    return (*args, *rest[len(args):])
