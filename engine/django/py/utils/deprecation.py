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
        name = getattr(inner, "__qualname__", None) or inner.__class__.__name__
        return f"<{self.__class__.__qualname__} get_response={name}>"

    def __call__(self, request):
        if self.async_mode:
            return self.__acall__(request)
        response = None
        if hasattr(self, "process_request"):
            response = self.process_request(request)
        response = response or self.get_response(request)
        if hasattr(self, "process_response"):
            response = self.process_response(request, response)
        return response

    async def __acall__(self, request):
        response = None
        if hasattr(self, "process_request"):
            response = await sync_to_async(self.process_request, thread_sensitive=True)(request)
        response = response or await self.get_response(request)
        if hasattr(self, "process_response"):
            response = await sync_to_async(self.process_response, thread_sensitive=True)(request, response)
        return response


class warn_about_renamed_method:
    def __init__(self, class_name, old_method_name, new_method_name, deprecation_warning):
        self.class_name, self.old_method_name = class_name, old_method_name
        self.new_method_name, self.deprecation_warning = new_method_name, deprecation_warning

    def __call__(self, f):
        import warnings
        from functools import wraps

        @wraps(f)
        def wrapper(*args, **kwargs):
            warnings.warn(
                f"`{self.class_name}.{self.old_method_name}` is deprecated, use `{self.new_method_name}` instead.", self.deprecation_warning, 2
            )
            return f(*args, **kwargs)

        return wrapper


class RenameMethodsBase(type):
    """Keeps a renamed method reachable by both names, with a warning for the old one."""

    renamed_methods = ()

    def __new__(cls, name, bases, attrs):
        import inspect
        import warnings

        new_class = super().__new__(cls, name, bases, attrs)
        for base in inspect.getmro(new_class):
            for old_name, new_name, deprecation_warning in cls.renamed_methods:
                wrapper = warn_about_renamed_method(base.__name__, old_name, new_name, deprecation_warning)
                old_method, new_method = base.__dict__.get(old_name), base.__dict__.get(new_name)
                if not new_method and old_method:
                    warnings.warn(f"`{base.__name__}.{old_name}` method should be renamed `{new_name}`.", deprecation_warning, 2)
                    setattr(base, new_name, old_method)
                    setattr(base, old_name, wrapper(old_method))
                if not old_method and new_method:
                    setattr(base, old_name, wrapper(new_method))
        return new_class


class DeprecationInstanceCheck(type):
    def __instancecheck__(self, instance):
        import warnings

        warnings.warn("`%s` is deprecated, use `%s` instead." % (self.__name__, self.alternative), self.deprecation_warning, 2)
        return super().__instancecheck__(instance)


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
