from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect


def _ask(klass, method, function):
    """The queryset that a model, a manager or a queryset stands for."""
    asked = klass._default_manager.all() if hasattr(klass, "_default_manager") else klass
    if hasattr(asked, method):
        return asked
    name = (klass if isinstance(klass, type) else type(klass)).__name__
    raise ValueError(f"First argument to {function}() must be a Model, Manager, or QuerySet, not '{name}'.")


def _missing(asked):
    return Http404(f"No {asked.model._meta.object_name} matches the given query.")


def get_object_or_404(klass, *args, **kwargs):
    asked = _ask(klass, "get", "get_object_or_404")
    try:
        return asked.get(*args, **kwargs)
    except asked.model.DoesNotExist:
        raise _missing(asked)


async def aget_object_or_404(klass, *args, **kwargs):
    asked = _ask(klass, "aget", "aget_object_or_404")
    try:
        return await asked.aget(*args, **kwargs)
    except asked.model.DoesNotExist:
        raise _missing(asked)


def get_list_or_404(klass, *args, **kwargs):
    asked = _ask(klass, "filter", "get_list_or_404")
    if found := list(asked.filter(*args, **kwargs)):
        return found
    raise _missing(asked)


async def aget_list_or_404(klass, *args, **kwargs):
    asked = _ask(klass, "filter", "aget_list_or_404")
    if found := [row async for row in asked.filter(*args, **kwargs)]:
        return found
    raise _missing(asked)


def redirect(to, *args, permanent=False, preserve_request=False, **kwargs):
    redirect_class = HttpResponsePermanentRedirect if permanent else HttpResponseRedirect
    return redirect_class(resolve_url(to, *args, **kwargs), preserve_request=preserve_request)


def resolve_url(to, *args, **kwargs):
    """The address of an object that has one, of a view or of the name of one; what is an address already stays as it is."""
    from django.core.exceptions import ImproperlyConfigured
    from django.urls import NoReverseMatch, reverse

    if hasattr(to, "get_absolute_url"):
        return to.get_absolute_url()
    if isinstance(to, str) and to.split("/")[0] in (".", "..") and "/" in to:
        return to
    try:
        return reverse(to, args=args, kwargs=kwargs)
    except (ImproperlyConfigured, NoReverseMatch) as error:
        # A program without urlpatterns can redirect to an address too.
        marks = "/." if isinstance(error, NoReverseMatch) else "/"
        if callable(to) or not any(mark in to for mark in marks):
            raise
        return to


def render(request, template_name, context=None, content_type=None, status=None, using=None):
    raise NotImplementedError("render() is not part of the playground: there are no templates here; return HttpResponse or JsonResponse")
