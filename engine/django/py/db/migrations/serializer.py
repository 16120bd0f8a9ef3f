"""Values as the source text of a migration, with the imports that it needs."""

import builtins
import collections.abc
import datetime
import decimal
import enum
import functools
import math
import re
import types
import uuid

from django.conf import settings
from django.db import models
from django.db.models.manager import BaseManager
from django.db.migrations.operations.base import Operation
from django.utils.functional import LazyObject, Promise


def _path(path):
    """A class by its dotted path: models.X for what django.db.models has, else the whole path, imported."""
    module, name = path.rsplit(".", 1)
    if module == "django.db.models":
        return "models.%s" % name, {"from django.db import models"}
    return path, {"import %s" % module}


def _deconstructed(path, args, kwargs):
    name, imports = _path(path)
    parts = []
    for arg in args:
        text, more = serialize(arg)
        parts.append(text)
        imports |= more
    for kw, arg in sorted(kwargs.items()):
        text, more = serialize(arg)
        parts.append("%s=%s" % (kw, text))
        imports |= more
    return "%s(%s)" % (name, ", ".join(parts)), imports


class _Verbatim:
    """Source text that stands for a value: settings.AUTH_USER_MODEL."""

    def __init__(self, text, imports):
        self.text, self.imports = text, imports


def _field(field):
    _, path, args, kwargs = field.deconstruct()
    to = kwargs.get("to")
    if isinstance(to, str) and to.lower() == settings.AUTH_USER_MODEL.lower():
        kwargs["to"] = _Verbatim("settings.AUTH_USER_MODEL", {"from django.conf import settings"})
    return _deconstructed(path, args, kwargs)


def _sequence(value, form):
    parts, imports = [], set()
    for item in value:
        text, more = serialize(item)
        parts.append(text)
        imports |= more
    return form(parts) % ", ".join(parts), imports


def _dict(value):
    parts, imports = [], set()
    for k, v in sorted(value.items(), key=lambda pair: repr(pair[0])):
        key, more = serialize(k)
        text, rest = serialize(v)
        parts.append("%s: %s" % (key, text))
        imports |= more | rest
    return "{%s}" % ", ".join(parts), imports


def _function(value):
    owner = getattr(value, "__self__", None)
    if owner is not None and isinstance(owner, type):
        return "%s.%s.%s" % (owner.__module__, owner.__qualname__, value.__name__), {"import %s" % owner.__module__}
    if value.__name__ == "<lambda>":
        raise ValueError("Cannot serialize function: lambda")
    module = value.__module__
    if module is None:
        raise ValueError("Cannot serialize function %r: No module" % value)
    if "<" in value.__qualname__:
        raise ValueError("Could not find function %s in %s.\n" % (value.__name__, module))
    return "%s.%s" % (module, value.__qualname__), {"import %s" % module}


def _class(value):
    if value is models.Model:
        return "models.Model", {"from django.db import models"}
    if value is type(None):
        return "types.NoneType", {"import types"}
    if value.__module__ == builtins.__name__:
        return value.__name__, set()
    return "%s.%s" % (value.__module__, value.__qualname__), {"import %s" % value.__module__}


def _datetime(value):
    if value.tzinfo is not None and value.tzinfo != datetime.timezone.utc:
        value = value.astimezone(datetime.timezone.utc)
    return repr(value), {"import datetime"}


def _manager(value):
    as_manager, manager_path, qs_path, args, kwargs = value.deconstruct()
    if as_manager:
        name, imports = _path(qs_path)
        return "%s.as_manager()" % name, imports
    return _deconstructed(manager_path, args, kwargs)


def serialize(value):
    """(text, imports) for a value."""
    if isinstance(value, _Verbatim):
        return value.text, value.imports
    if isinstance(value, Promise):
        value = str(value)
    elif isinstance(value, LazyObject):
        value = value._get()
    if isinstance(value, models.Field):
        return _field(value)
    if isinstance(value, BaseManager):
        return _manager(value)
    if isinstance(value, Operation):
        from django.db.migrations.writer import OperationWriter

        text, imports = OperationWriter(value, indentation=0).serialize()
        return text.rstrip(","), imports
    if isinstance(value, type):
        return _class(value)
    if hasattr(value, "deconstruct"):
        return _deconstructed(*value.deconstruct())
    if isinstance(value, models.Choices):
        return serialize(value.value)
    if isinstance(value, enum.Enum):
        module = value.__class__.__module__
        return "%s.%s[%r]" % (module, value.__class__.__qualname__, value.name), {"import %s" % module}
    if isinstance(value, bool) or value is None or isinstance(value, (int, bytes, str, range, type(...))):
        return repr(value), set()
    if isinstance(value, float):
        return ('float("%s")' % value if math.isnan(value) or math.isinf(value) else repr(value)), set()
    if isinstance(value, decimal.Decimal):
        return repr(value), {"from decimal import Decimal"}
    if isinstance(value, datetime.datetime):
        return _datetime(value)
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta, datetime.timezone)):
        return repr(value), {"import datetime"}
    if isinstance(value, uuid.UUID):
        return "uuid.%s" % repr(value), {"import uuid"}
    if isinstance(value, frozenset):
        return _sequence(sorted(value, key=repr), lambda parts: "frozenset([%s])")
    if isinstance(value, set):
        return _sequence(sorted(value, key=repr), lambda parts: "{%s}" if parts else "set(%s)")
    if isinstance(value, tuple):
        return _sequence(value, lambda parts: "(%s,)" if len(parts) == 1 else "(%s)")
    if isinstance(value, list):
        return _sequence(value, lambda parts: "[%s]")
    if isinstance(value, dict):
        return _dict(value)
    if isinstance(value, functools.partial):
        func, imports = serialize(value.func)
        args, more = serialize(value.args)
        keywords, rest = serialize(value.keywords)
        return f"functools.partial({func}, *{args}, **{keywords})", {"import functools", *imports, *more, *rest}
    if isinstance(value, re.Pattern):
        flags = value.flags & ~re.compile("").flags
        text, imports = serialize(value.pattern)
        args = text + (", %s" % serialize(re.RegexFlag(flags))[0] if flags else "")
        return "re.compile(%s)" % args, {"import re", *imports}
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)) or callable(value) and hasattr(value, "__qualname__"):
        return _function(value)
    if isinstance(value, collections.abc.Iterable):
        return _sequence(value, lambda parts: "(%s)" if len(parts) != 1 else "(%s,)")
    import django

    raise ValueError(
        "Cannot serialize: %r\nThere are some values Django cannot serialize into migration files.\n"
        "For more, see https://docs.djangoproject.com/en/%s/topics/migrations/#migration-serializing" % (value, "%d.%d" % django.VERSION[:2])
    )
