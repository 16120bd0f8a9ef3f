import re
import sys
from urllib.parse import quote

from django.conf import settings
from django.http import Http404
from django.utils.functional import lazy


class Resolver404(Http404):
    pass


class NoReverseMatch(Exception):
    pass


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


def register_converter(converter, type_name):
    if type_name in _converters:
        raise ValueError(f"Converter {type_name!r} is already registered.")
    _converters[type_name] = converter()


class ResolverMatch:
    def __init__(self, func, args, kwargs, url_name=None, app_names=(), namespaces=(), route=None):
        self.func, self.args, self.kwargs, self.url_name, self.route = func, args, kwargs, url_name, route
        self.app_names, self.namespaces = list(app_names), list(namespaces)
        self.namespace = ":".join(namespaces)
        self.view_name = ":".join(list(namespaces) + [url_name or f"{func.__module__}.{func.__name__}"])

    def __getitem__(self, index):
        return (self.func, self.args, self.kwargs)[index]


class _Pattern:
    """One entry of urlpatterns: a route to a view, or a prefix to more entries."""

    def __init__(self, route, is_regex, view=None, kwargs=None, name=None, patterns=None, namespace=None):
        self.route, self.view, self.default_args, self.name = route, view, kwargs or {}, name
        self.patterns, self.namespace = patterns, namespace
        self.converters = {}
        if is_regex:
            self.regex = re.compile(route)
            self.parts = None
        else:
            self.parts, text, pos = [], "^", 0
            for m in re.finditer(r"<(?:(?P<converter>[^>:]+):)?(?P<parameter>[^>]+)>", route):
                name_, kind = m["parameter"], m["converter"] or "str"
                if not name_.isidentifier():
                    raise_improper(f"URL route {route!r} uses parameter name {name_!r} which isn't a valid Python identifier.")
                if name_ in self.converters:
                    raise_improper(f"URL route {route!r} uses parameter name {name_!r} more than once.")
                if kind not in _converters:
                    raise_improper(f"URL route {route!r} uses invalid converter {kind!r}.")
                self.parts += [route[pos:m.start()], name_]
                text += re.escape(route[pos:m.start()]) + f"(?P<{name_}>{_converters[kind].regex})"
                self.converters[name_] = _converters[kind]
                pos = m.end()
            self.parts.append(route[pos:])
            text += re.escape(route[pos:])
            self.regex = re.compile(text + (r"\Z" if patterns is None else ""))

    def match(self, path):
        m = self.regex.search(path)
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
        args = () if kwargs else m.groups()
        return path[m.end():], args, {**kwargs, **self.default_args}

    def fill(self, args, kwargs):
        if self.parts is None:
            raise NoReverseMatch("reverse() of a regular-expression route is not part of the playground; use path()")
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
            text = str(self.converters[part].to_url(value))
            if not re.fullmatch(self.converters[part].regex, text):
                return None
            out += quote(text, safe="/~!@$&'()*+,;=:")
        return out, args, {k: v for k, v in kwargs.items() if k not in used}


def raise_improper(message):
    from django.core.exceptions import ImproperlyConfigured

    raise ImproperlyConfigured(message)


def _make(route, view, kwargs, name, is_regex):
    if isinstance(view, (list, tuple)):
        patterns, app_name, namespace = view
        return _Pattern(route, is_regex, kwargs=kwargs, patterns=patterns, namespace=namespace)
    if callable(view):
        return _Pattern(route, is_regex, view=view, kwargs=kwargs, name=name)
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
        arg, app_name = arg
    if isinstance(arg, str):
        import importlib

        arg = importlib.import_module(arg)
    app_name = getattr(arg, "app_name", app_name)
    return getattr(arg, "urlpatterns", arg), app_name, namespace or app_name


def _patterns(urlconf):
    if urlconf is None:
        for name in (settings.ROOT_URLCONF, "books.urls", "urls", "__main__"):
            module = sys.modules.get(name)
            if module is not None and hasattr(module, "urlpatterns"):
                return module.urlpatterns
        import importlib

        try:
            return importlib.import_module(settings.ROOT_URLCONF).urlpatterns
        except ImportError:
            raise_improper("there is no urlpatterns list: define one in main.py or in urls.py")
    if isinstance(urlconf, str):
        import importlib

        urlconf = importlib.import_module(urlconf)
    return getattr(urlconf, "urlpatterns", urlconf)


def _resolve(patterns, path, args, kwargs, namespaces, route):
    for p in patterns:
        found = p.match(path)
        if found is None:
            continue
        rest, more_args, more_kwargs = found
        all_kwargs = {**kwargs, **more_kwargs}
        if p.patterns is None:
            return ResolverMatch(p.view, args + more_args if not all_kwargs else (), all_kwargs, p.name, (), namespaces, route + p.route)
        inner = _resolve(p.patterns, rest, args + more_args, all_kwargs, namespaces + ([p.namespace] if p.namespace else []), route + p.route)
        if inner is not None:
            return inner
    return None


def resolve(path, urlconf=None):
    match = _resolve(_patterns(urlconf), str(path).removeprefix("/"), (), {}, [], "")
    if match is None:
        raise Resolver404({"path": path})
    return match


def _reverse(patterns, name, args, kwargs, prefix):
    namespace, _, rest = name.partition(":") if isinstance(name, str) else ("", "", name)
    for p in patterns:
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
    url = _reverse(_patterns(urlconf), viewname, args, kwargs, "/")
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
    for p in patterns:
        if p.patterns is not None:
            out += _named(p.patterns, name)
        elif p.name == name or p.view is name:
            out.append(re.sub(r"<(?:[^>:]+:)?([^>]+)>", r"(?P<\1>[^/]+)", p.route) + "\\Z")
    return out


reverse_lazy = lazy(reverse, str)
