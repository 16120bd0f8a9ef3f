import re
import sys
from urllib.parse import quote

from django.conf import settings
from django.urls.exceptions import NoReverseMatch, Resolver404
from django.utils.functional import lazy


class _Converter:
    def __init__(self, regex, to_python=str, to_url=str):
        self.regex, self.to_python, self.to_url = regex, to_python, to_url


def _uuid(value):
    import uuid

    return uuid.UUID(value)


_converters = {
    "int": _Converter("[0-9]+", int),
    "str": _Converter("[^/]+"),
    "slug": _Converter("[-a-zA-Z0-9_]+"),
    "path": _Converter(".+"),
    "uuid": _Converter("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", _uuid),
}


_registered = {}  # REGISTERED_CONVERTERS of django.urls.converters


def register_converter(converter, type_name):
    if type_name in _registered or type_name in _converters:
        import warnings

        from django.utils.deprecation import RemovedInDjango60Warning

        warnings.warn(
            f"Converter {type_name!r} is already registered. Support for overriding registered converters is deprecated and will be removed in Django 6.0.",
            RemovedInDjango60Warning,
            stacklevel=2,
        )
    _registered[type_name] = converter()


class ResolverMatch:
    __module__ = "django.urls.resolvers"

    def __repr__(self):
        func = getattr(self.func, "view_class", self.func)
        name = getattr(func, "__qualname__", None) or type(func).__qualname__
        return "ResolverMatch(func=%s.%s, args=%r, kwargs=%r, url_name=%r, app_names=%r, namespaces=%r, route=%r%s%s)" % (
            func.__module__, name, self.args, self.kwargs, self.url_name, self.app_names, self.namespaces, self.route,
            f", captured_kwargs={self.captured_kwargs!r}" if self.captured_kwargs else "",
            f", extra_kwargs={self.extra_kwargs!r}" if self.extra_kwargs else "",
        )

    def __init__(
        self, func, args, kwargs, url_name=None, app_names=(), namespaces=(), route=None, tried=None, captured_kwargs=None, extra_kwargs=None
    ):
        self.func, self.args, self.kwargs, self.url_name, self.route = func, args, kwargs, url_name, route
        self.tried, self.captured_kwargs, self.extra_kwargs = tried, captured_kwargs, extra_kwargs
        self.app_names, self.namespaces = [n for n in app_names or () if n], [n for n in namespaces or () if n]
        self.app_name, self.namespace = ":".join(self.app_names), ":".join(self.namespaces)
        self._func_path = f"{func.__module__}.{getattr(func, '__name__', type(func).__name__)}"
        self.view_name = ":".join(self.namespaces + [url_name or self._func_path])

    def __getitem__(self, index):
        return (self.func, self.args, self.kwargs)[index]


class _Route:
    """What path() and re_path() were given to match: the pattern attribute of an entry."""

    def __init__(self, entry):
        self._route, self._is_endpoint, self.name, self.regex = entry.route, entry.patterns is None, entry.name, entry.regex
        self._regex = entry.route
        self.converters = entry.converters

    def __str__(self):
        return str(self._route)

    def describe(self):
        description = "'%s'" % self
        return description + " [name='%s']" % self.name if self.name else description


class RoutePattern(_Route):
    pass


class RegexPattern(_Route):
    pass


class _Pattern:
    """One entry of urlpatterns: a route to a view, or a prefix to more entries."""

    def __init__(self, route, is_regex, view=None, kwargs=None, name=None, patterns=None, namespace=None, app_name=None, urlconf=None):
        self.route, self.view, self.default_args, self.name = route, view, kwargs or {}, name
        self.app_name, self.urlconf_name = app_name, urlconf
        self.patterns, self.namespace = patterns, namespace
        self.converters = {}
        self.is_regex, self.groups = is_regex, {}
        if is_regex:
            self.regex = re.compile(route)
        else:
            self.parts, text, pos = [], "^", 0
            for m in re.finditer(r"<(?:(?P<converter>[^>:]+):)?(?P<parameter>[^>]+)>", route):
                name_, kind = m["parameter"], m["converter"] or "str"
                if re.search(r"\s", m[0]):
                    raise_improper(f"URL route {route!r} cannot contain whitespace in angle brackets <…>.")
                if not name_.isidentifier():
                    raise_improper(f"URL route {route!r} uses parameter name {name_!r} which isn't a valid Python identifier.")
                if name_ in self.converters:
                    raise_improper(f"URL route {route!r} uses parameter name {name_!r} more than once.")
                converter = _registered.get(kind) or _converters.get(kind)
                if converter is None:
                    raise_improper(f"URL route {route!r} uses invalid converter {kind!r}.")
                self.parts += [route[pos:m.start()], name_]
                text += re.escape(route[pos:m.start()]) + f"(?P<{name_}>{converter.regex})"
                self.converters[name_] = converter
                pos = m.end()
            self.parts.append(route[pos:])
            text += re.escape(route[pos:])
            self.regex = re.compile(text + (r"\Z" if patterns is None else ""))

    @property
    def pattern(self):
        return (RegexPattern if self.is_regex else RoutePattern)(self)

    def match(self, path):
        whole = self.is_regex and self.patterns is None and self.route.endswith("$")
        m = self.regex.fullmatch(path) if whole else self.regex.search(path)
        if not m:
            return None
        kwargs = {}
        for key, value in m.groupdict().items():
            if value is None:
                continue
            if key in self.converters:
                try:
                    value = self.converters[key].to_python(value)
                except ValueError:
                    return None
            kwargs[key] = value
        args = () if m.groupdict() else m.groups()
        return path[m.end():], args, {**kwargs, **self.default_args}

    def fill(self, args, kwargs):
        if self.is_regex and not self.groups and not hasattr(self, "parts"):
            from django.urls._regex import regex_parts

            self.parts, self.groups = regex_parts(self.route)
        out, args, used = "", list(args), set()
        for i, part in enumerate(self.parts):
            if i % 2 == 0:
                out += part
                continue
            if part in kwargs:
                value = kwargs[part]
                used.add(part)
            elif args:
                value = args.pop(0)
            else:
                return None
            if self.is_regex:
                pattern, text = self.groups[part], str(value)
            else:
                converter = self.converters[part]
                try:
                    pattern, text = converter.regex, str(converter.to_url(value))
                except ValueError:
                    return None
            if not re.fullmatch(pattern, text):
                return None
            out += quote(text, safe="/~!@$&'()*+,;=:")
        return out, args, {k: v for k, v in kwargs.items() if k not in used}


class URLPattern(_Pattern):
    @property
    def callback(self):
        return self.view

    @property
    def lookup_str(self):
        view = getattr(self.view, "view_class", self.view)
        return view.__module__ + "." + getattr(view, "__qualname__", type(view).__name__)

    def __repr__(self):
        return "<%s %s>" % (self.__class__.__name__, self.pattern.describe())

    def resolve(self, path):
        return _resolve([self], path, (), {}, [], [], "", [])


class URLResolver(_Pattern):
    def resolve(self, path):
        """The match, or Resolver404 with what was tried."""
        tried, path = [], str(path)
        match = _resolve([self], path, (), {}, [], [], "", tried)
        if match is None:
            found = self.match(path)
            raise Resolver404({"tried": [t[1:] for t in tried], "path": found[0]} if found else {"path": path})
        return match

    @property
    def url_patterns(self):
        return self.patterns

    def __repr__(self):
        if isinstance(self.urlconf_name, list) and self.urlconf_name:
            urlconf = "<%s list>" % self.urlconf_name[0].__class__.__name__
        else:
            urlconf = repr(self.urlconf_name)
        return "<%s %s (%s:%s) %s>" % (self.__class__.__name__, urlconf, self.app_name, self.namespace, self.pattern.describe())


_Pattern.__module__ = URLPattern.__module__ = URLResolver.__module__ = RoutePattern.__module__ = RegexPattern.__module__ = "django.urls.resolvers"


def raise_improper(message):
    from django.core.exceptions import ImproperlyConfigured

    raise ImproperlyConfigured(message)


def _make(route, view, kwargs, name, is_regex):
    if kwargs is not None and not isinstance(kwargs, dict):
        raise TypeError(f"kwargs argument must be a dict, but got {kwargs.__class__.__name__}.")
    if isinstance(view, (list, tuple)):
        urlconf, app_name, namespace = view
        patterns = getattr(urlconf, "urlpatterns", urlconf)
        return URLResolver(route, is_regex, kwargs=kwargs, patterns=patterns, namespace=namespace, app_name=app_name, urlconf=urlconf)
    if callable(view):
        return URLPattern(route, is_regex, view=view, kwargs=kwargs, name=name)
    raise TypeError("view must be a callable or a list/tuple in the case of include().")


def path(route, view, kwargs=None, name=None):
    from django.views import View

    if isinstance(view, View):
        raise TypeError(f"view must be a callable, pass {view.__class__.__name__}.as_view(), not {view.__class__.__name__}().")
    return _make(route, view, kwargs, name, False)


def re_path(route, view, kwargs=None, name=None):
    return _make(route, view, kwargs, name, True)


def include(arg, namespace=None):
    app_name = None
    if isinstance(arg, tuple):
        try:
            arg, app_name = arg
        except ValueError:
            if namespace:
                raise_improper("Cannot override the namespace for a dynamic module that provides a namespace.")
            raise_improper("Passing a %d-tuple to include() is not supported. Pass a 2-tuple containing the list of patterns and app_name, and provide the namespace argument to include() instead." % len(arg))
    if isinstance(arg, str):
        import importlib

        arg = importlib.import_module(arg)
    app_name = getattr(arg, "app_name", app_name)
    if namespace and not app_name:
        raise_improper(
            "Specifying a namespace in include() without providing an app_name is not supported. Set the app_name attribute in the included "
            "module, or pass a 2-tuple containing the list of patterns and app_name instead."
        )
    return arg, app_name, namespace or app_name


_HOMES = ("books.urls", "urls", "__main__")


def _patterns(urlconf):
    if urlconf is None:
        if settings.ROOT_URLCONF not in _HOMES:
            return _patterns(settings.ROOT_URLCONF)
        for name in (settings.ROOT_URLCONF, *_HOMES):
            module = sys.modules.get(name)
            if module is not None and hasattr(module, "urlpatterns"):
                return module.urlpatterns
        import importlib

        try:
            return importlib.import_module(settings.ROOT_URLCONF).urlpatterns
        except ImportError:
            from django.apps import registry

            if registry._testing():
                return []  # a folder of tests without URLs of its own
            raise_improper("there is no urlpatterns list: define one in main.py or in urls.py")
    if isinstance(urlconf, str):
        import importlib

        urlconf = importlib.import_module(urlconf)
    return getattr(urlconf, "urlpatterns", urlconf)


def _resolve(patterns, path, args, kwargs, app_names, namespaces, route, tried, outer=(), extra={}):
    """The match of path; None when there is none. tried gathers what was looked at, each with the resolvers above it."""
    for p in patterns:
        found = p.match(path)
        if found is None:
            tried.append([*outer, p])
            continue
        rest, more_args, more_kwargs = found
        all_kwargs = {**kwargs, **more_kwargs}
        if p.patterns is None:
            more = {**extra, **p.default_args}
            captured = {k: v for k, v in all_kwargs.items() if k not in more}
            tried.append([*outer, p])
            own = str(p.route).removeprefix("^" if route else "")
            return ResolverMatch(
                p.view, args + more_args if not captured else (), all_kwargs, p.name, app_names, namespaces, route + own, tried, captured, more
            )
        inner = _resolve(
            p.patterns, rest, args + more_args, all_kwargs, app_names + [p.app_name], namespaces + [p.namespace],
            route + str(p.route).removeprefix("^" if route else ""), tried, (*outer, p), {**extra, **p.default_args},
        )
        if inner is not None:
            return inner
    return None


def get_resolver(urlconf=None):
    """The resolver of a whole URLconf, which begins at the slash."""
    patterns = _patterns(urlconf or _urlconf)
    return URLResolver(r"^/", True, patterns=patterns, urlconf=urlconf or settings.ROOT_URLCONF)


def resolve(path, urlconf=None):
    tried, path = [], str(path)
    if not path.startswith("/"):
        raise Resolver404({"path": path})
    match = _resolve(_patterns(urlconf or _urlconf), path[1:], (), {}, [], [], "", tried)
    if match is None:
        raise Resolver404({"tried": tried, "path": path[1:]})
    return match


def _reverse(patterns, name, args, kwargs, prefix):
    namespace, _, rest = name.partition(":") if isinstance(name, str) else ("", "", name)
    for p in reversed(patterns):  # of several with the name the last one is tried first
        if p.patterns is None:
            if p.name == name or p.view is name:
                filled = p.fill(args, kwargs)
                if filled is not None and not filled[1] and all(p.default_args.get(k) == v for k, v in filled[2].items()):
                    return prefix + filled[0]
            continue
        if p.namespace and p.namespace != namespace:
            continue
        filled = p.fill(args, kwargs)
        if filled is not None:
            found = _reverse(p.patterns, rest if p.namespace else name, filled[1], filled[2], prefix + filled[0])
            if found is not None:
                return found
    return None


def reverse(viewname, urlconf=None, args=None, kwargs=None, current_app=None, *, query=None, fragment=None):
    if args and kwargs:
        raise ValueError("Don't mix *args and **kwargs in call to reverse()!")
    args, kwargs = args or (), kwargs or {}
    urlconf = urlconf or _urlconf
    url = _reverse(_patterns(urlconf), viewname, args, kwargs, _prefix)
    if url is None:
        shown = getattr(viewname, "__name__", viewname)
        if args:
            described = f"arguments '{tuple(args)}'"
        elif kwargs:
            described = f"keyword arguments '{kwargs}'"
        else:
            described = "no arguments"
        known = _named(_patterns(urlconf), viewname)
        if known:
            raise NoReverseMatch(f"Reverse for '{shown}' with {described} not found. {len(known)} pattern(s) tried: {known}")
        raise NoReverseMatch(f"Reverse for '{shown}' not found. '{shown}' is not a valid view function or pattern name.")
    if query:
        from urllib.parse import urlencode

        url += "?" + urlencode(query, doseq=True)
    return url + (f"#{fragment}" if fragment else "")


def _named(patterns, name):
    out = []
    for p in reversed(patterns):
        if p.patterns is not None:
            rest = name
            if p.namespace:
                namespace, _, rest = name.partition(":") if isinstance(name, str) else ("", "", name)
                if namespace != p.namespace:
                    continue
            out += [p.regex.pattern.removeprefix("^") + inner for inner in _named(p.patterns, rest)]
        elif p.name == name or p.view is name:
            out.append(p.regex.pattern.removeprefix("^"))
    return out


reverse_lazy = lazy(reverse, str)

_prefix = "/"


def set_script_prefix(prefix):
    global _prefix
    _prefix = prefix if prefix.endswith("/") else prefix + "/"


def get_script_prefix():
    return _prefix


def clear_script_prefix():
    set_script_prefix("/")


def set_urlconf(urlconf_name):
    global _urlconf
    _urlconf = urlconf_name


_urlconf = None


def get_urlconf(default=None):
    return _urlconf or default


def clear_url_caches():
    pass


def get_callable(lookup_view):
    if callable(lookup_view):
        return lookup_view
    from django.core.exceptions import ViewDoesNotExist
    from django.utils.module_loading import import_string

    try:
        if isinstance(lookup_view, str):
            return import_string(lookup_view)
    except ImportError as e:
        raise ViewDoesNotExist(f"Could not import '{lookup_view}'. {e}") from e
    raise ViewDoesNotExist(f"'{lookup_view}' is not a callable or a dot-notation path")


def is_valid_path(path, urlconf=None):
    try:
        return resolve(path, urlconf)
    except Resolver404:
        return False
