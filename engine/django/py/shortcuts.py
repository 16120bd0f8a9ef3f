from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect


def _get_queryset(klass):
    if hasattr(klass, "_default_manager"):
        return klass._default_manager.all()
    return klass


def _check(queryset, klass, method, function):
    if not hasattr(queryset, method):
        name = klass.__name__ if isinstance(klass, type) else klass.__class__.__name__
        raise ValueError(f"First argument to {function}() must be a Model, Manager, or QuerySet, not '{name}'.")


def get_object_or_404(klass, *args, **kwargs):
    queryset = _get_queryset(klass)
    _check(queryset, klass, "get", "get_object_or_404")
    try:
        return queryset.get(*args, **kwargs)
    except queryset.model.DoesNotExist:
        raise Http404("No %s matches the given query." % queryset.model._meta.object_name)


async def aget_object_or_404(klass, *args, **kwargs):
    queryset = _get_queryset(klass)
    _check(queryset, klass, "aget", "aget_object_or_404")
    try:
        return await queryset.aget(*args, **kwargs)
    except queryset.model.DoesNotExist:
        raise Http404(f"No {queryset.model._meta.object_name} matches the given query.")


def get_list_or_404(klass, *args, **kwargs):
    queryset = _get_queryset(klass)
    _check(queryset, klass, "filter", "get_list_or_404")
    obj_list = list(queryset.filter(*args, **kwargs))
    if not obj_list:
        raise Http404("No %s matches the given query." % queryset.model._meta.object_name)
    return obj_list


async def aget_list_or_404(klass, *args, **kwargs):
    queryset = _get_queryset(klass)
    _check(queryset, klass, "filter", "aget_list_or_404")
    obj_list = [obj async for obj in queryset.filter(*args, **kwargs)]
    if not obj_list:
        raise Http404(f"No {queryset.model._meta.object_name} matches the given query.")
    return obj_list


def redirect(to, *args, permanent=False, preserve_request=False, **kwargs):
    redirect_class = HttpResponsePermanentRedirect if permanent else HttpResponseRedirect
    return redirect_class(resolve_url(to, *args, **kwargs), preserve_request=preserve_request)


def resolve_url(to, *args, **kwargs):
    from django.core.exceptions import ImproperlyConfigured
    from django.urls import NoReverseMatch, reverse

    if hasattr(to, "get_absolute_url"):
        return to.get_absolute_url()
    if isinstance(to, str) and to.startswith(("./", "../")):
        return to
    try:
        return reverse(to, args=args, kwargs=kwargs)
    except ImproperlyConfigured:  # a program without urlpatterns can redirect to an address
        if callable(to) or "/" not in to:
            raise
    except NoReverseMatch:
        if callable(to):
            raise
        if "/" not in to and "." not in to:
            raise
    return to


def render(request, template_name, context=None, content_type=None, status=None, using=None):
    raise NotImplementedError("render() is not part of the playground: there are no templates here; return HttpResponse or JsonResponse")
