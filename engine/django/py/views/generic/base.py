from asgiref.sync import iscoroutinefunction, markcoroutinefunction

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse, HttpResponseGone, HttpResponseNotAllowed, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import classonlymethod
from django.utils.functional import classproperty


class View:
    """A class whose methods are called after the methods of HTTP that they answer."""

    http_method_names = ["get", "post", "put", "patch", "delete", "head", "options", "trace"]

    def __init__(self, **kwargs):
        for attribute in kwargs.items():
            setattr(self, *attribute)

    @classonlymethod
    def as_view(cls, **initkwargs):
        """The function that a path calls: each request has an instance of its own."""
        name = cls.__name__
        for key in initkwargs:
            if key in cls.http_method_names:
                raise TypeError(f"The method name {key} is not accepted as a keyword argument to {name}().")
            if not hasattr(cls, key):
                raise TypeError(
                    f"{name}() received an invalid keyword {key!r}. as_view only accepts arguments that are already attributes of the class."
                )

        def view(request, *args, **kwargs):
            instance = cls(**initkwargs)
            instance.setup(request, *args, **kwargs)
            if hasattr(instance, "request"):
                return instance.dispatch(request, *args, **kwargs)
            raise AttributeError(f"{name} instance has no 'request' attribute. Did you override setup() and forget to call super()?")

        # What decorators have said about dispatch() is true of the view.
        dispatch = cls.dispatch
        view.__doc__, view.__module__, view.__annotations__ = cls.__doc__, cls.__module__, dispatch.__annotations__
        view.__dict__.update({"view_class": cls, "view_initkwargs": initkwargs, **dispatch.__dict__})
        return markcoroutinefunction(view) if cls.view_is_async else view

    @classproperty
    def view_is_async(cls):
        methods = {name: getattr(cls, name) for name in cls.http_method_names if name != "options" and hasattr(cls, name)}
        kinds = set(map(iscoroutinefunction, methods.values()))
        if len(kinds) == 2:
            raise ImproperlyConfigured(f"{cls.__qualname__} HTTP handlers must either be all sync or all async.")
        return True in kinds

    def setup(self, request, *args, **kwargs):
        self.request, self.args, self.kwargs = request, args, kwargs
        if not hasattr(self, "head") and hasattr(self, "get"):
            self.head = self.get

    def dispatch(self, request, *args, **kwargs):
        name = request.method.lower()
        refuse = self.http_method_not_allowed
        answer = getattr(self, name, refuse) if name in self.http_method_names else refuse
        return answer(request, *args, **kwargs)

    def _allowed_methods(self):
        return [name.upper() for name in self.http_method_names if hasattr(self, name)]

    def _answer(self, response):
        """The response as handlers of this class give it, which may have to be awaited."""
        if not self.view_is_async:
            return response

        async def func():
            return response

        return func()

    def options(self, request, *args, **kwargs):
        response = HttpResponse()
        response["Allow"], response["Content-Length"] = ", ".join(self._allowed_methods()), "0"
        return self._answer(response)

    def http_method_not_allowed(self, request, *args, **kwargs):
        response = HttpResponseNotAllowed(self._allowed_methods())
        _log(response, request, "Method Not Allowed (%s): %s", request.method)
        return self._answer(response)


def _log(response, request, message, *args):
    from django.utils.log import log_response

    log_response(message, *args, request.path, response=response, request=request)


class RedirectView(View):
    """Leads to `url`, or to the path that is named `pattern_name`."""

    url = pattern_name = None
    query_string = permanent = False

    def get_redirect_url(self, *args, **kwargs):
        if self.url:
            target = self.url % kwargs
        elif self.pattern_name:
            target = reverse(self.pattern_name, args=args, kwargs=kwargs)
        else:
            return None
        query = self.query_string and self.request.META.get("QUERY_STRING")
        return f"{target}?{query}" if query else target

    def get(self, request, *args, **kwargs):
        if target := self.get_redirect_url(*args, **kwargs):
            return (HttpResponsePermanentRedirect if self.permanent else HttpResponseRedirect)(target)
        response = HttpResponseGone()
        _log(response, request, "Gone: %s")
        return response

    def head(self, request, *args, **kwargs):
        return self.get(request, *args, **kwargs)

    post = options = delete = put = patch = head
