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
import zoneinfo

from django.conf import settings
from django.db import models
from django.db.migrations.operations.base import Operation
from django.db.migrations.utils import COMPILED_REGEX_TYPE
from django.db.models.manager import BaseManager
from django.utils.functional import LazyObject, Promise


class SettingsReference(str):
    """A string that stands for what a setting says: it is written as the setting."""

    def __new__(self, value, setting_name):
        return str.__new__(self, value)

    def __init__(self, value, setting_name):
        self.setting_name = setting_name


class BaseSerializer:
    """Writes values of some types: serialize() gives the text and the set of its imports."""

    def __init__(self, value):
        self.value = value

    def serialize(self):
        raise NotImplementedError("Subclasses of BaseSerializer must implement the serialize() method.")


class BaseSequenceSerializer(BaseSerializer):
    def _format(self):
        raise NotImplementedError("Subclasses of BaseSequenceSerializer must implement the _format() method.")

    def serialize(self):
        texts, imports = [], set()
        for item in self.value:
            text, more = serializer_factory(item).serialize()
            imports.update(more)
            texts.append(text)
        return self._format() % ", ".join(texts), imports


class BaseUnorderedSequenceSerializer(BaseSequenceSerializer):
    def __init__(self, value):
        super().__init__(value)
        self.value = sorted(self.value, key=repr)


class BaseSimpleSerializer(BaseSerializer):
    def serialize(self):
        return repr(self.value), set()


class ChoicesSerializer(BaseSerializer):
    def serialize(self):
        return serializer_factory(self.value.value).serialize()


class DateTimeSerializer(BaseSerializer):
    def serialize(self):
        return repr(self.value), {"import datetime"}


class DatetimeDatetimeSerializer(BaseSerializer):
    def serialize(self):
        if self.value.tzinfo is not None and self.value.tzinfo != datetime.timezone.utc:
            self.value = self.value.astimezone(datetime.timezone.utc)
        return repr(self.value), {"import datetime"}


class DecimalSerializer(BaseSerializer):
    def serialize(self):
        return repr(self.value), {"from decimal import Decimal"}


class DeconstructableSerializer(BaseSerializer):
    @staticmethod
    def serialize_deconstructed(path, args, kwargs):
        name, imports = DeconstructableSerializer._serialize_path(path)
        parts = []
        for arg in args:
            text, more = serializer_factory(arg).serialize()
            parts.append(text)
            imports.update(more)
        for kw, arg in sorted(kwargs.items()):
            text, more = serializer_factory(arg).serialize()
            # What is no name, as a look-up of Q may not be, goes by a dictionary.
            parts.append("%s=%s" % (kw, text) if kw.isidentifier() else "**{%r: %s}" % (kw, text))
            imports.update(more)
        return "%s(%s)" % (name, ", ".join(parts)), imports

    @staticmethod
    def _serialize_path(path):
        """A class by its dotted path: models.X for what django.db.models has, else the whole path, imported."""
        module, name = path.rsplit(".", 1)
        if module == "django.db.models":
            return "models.%s" % name, {"from django.db import models"}
        return path, {"import %s" % module}

    def serialize(self):
        return self.serialize_deconstructed(*self.value.deconstruct())


class DictionarySerializer(BaseSerializer):
    def serialize(self):
        parts, imports = [], set()
        for k, v in sorted(self.value.items(), key=lambda pair: repr(pair[0])):
            key, more = serializer_factory(k).serialize()
            text, rest = serializer_factory(v).serialize()
            parts.append("%s: %s" % (key, text))
            imports.update(more, rest)
        return "{%s}" % ", ".join(parts), imports


class EnumSerializer(BaseSerializer):
    def serialize(self):
        cls = self.value.__class__
        names = [self.value.name]
        if isinstance(self.value, enum.Flag):
            names = [member.name for member in cls if member.value and member in self.value] or names
        return " | ".join("%s.%s[%r]" % (cls.__module__, cls.__qualname__, name) for name in names), {"import %s" % cls.__module__}


class FloatSerializer(BaseSimpleSerializer):
    def serialize(self):
        if math.isnan(self.value) or math.isinf(self.value):
            return 'float("%s")' % self.value, set()
        return super().serialize()


class FrozensetSerializer(BaseUnorderedSequenceSerializer):
    def _format(self):
        return "frozenset([%s])"


class FunctionTypeSerializer(BaseSerializer):
    def serialize(self):
        value = self.value
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


class FunctoolsPartialSerializer(BaseSerializer):
    def serialize(self):
        func, imports = serializer_factory(self.value.func).serialize()
        args, more = serializer_factory(self.value.args).serialize()
        keywords, rest = serializer_factory(self.value.keywords).serialize()
        return f"functools.{self.value.__class__.__name__}({func}, *{args}, **{keywords})", {"import functools", *imports, *more, *rest}


class GenericAliasSerializer(BaseSerializer):
    def serialize(self):
        origin, imports = serializer_factory(self.value.__origin__).serialize()
        imports, args = set(imports), []
        for arg in self.value.__args__:
            text, more = serializer_factory(arg).serialize()
            args.append(text)
            imports.update(more)
        return "%s[%s]" % (origin, ", ".join(args)), imports


class IterableSerializer(BaseSerializer):
    def serialize(self):
        texts, imports = [], set()
        for item in self.value:
            text, more = serializer_factory(item).serialize()
            imports.update(more)
            texts.append(text)
        return ("(%s)" if len(texts) != 1 else "(%s,)") % ", ".join(texts), imports


class ModelFieldSerializer(DeconstructableSerializer):
    def serialize(self):
        _, path, args, kwargs = self.value.deconstruct()
        to = kwargs.get("to")
        if isinstance(to, str) and not isinstance(to, SettingsReference) and to.lower() == settings.AUTH_USER_MODEL.lower():
            kwargs["to"] = SettingsReference(to, "AUTH_USER_MODEL")
        return self.serialize_deconstructed(path, args, kwargs)


class ModelManagerSerializer(DeconstructableSerializer):
    def serialize(self):
        as_manager, manager_path, qs_path, args, kwargs = self.value.deconstruct()
        if as_manager:
            name, imports = self._serialize_path(qs_path)
            return "%s.as_manager()" % name, imports
        return self.serialize_deconstructed(manager_path, args, kwargs)


class OperationSerializer(BaseSerializer):
    def serialize(self):
        from django.db.migrations.writer import OperationWriter

        text, imports = OperationWriter(self.value, indentation=0).serialize()
        return text.rstrip(","), imports


class PathLikeSerializer(BaseSerializer):
    def serialize(self):
        return repr(self.value.__fspath__()), {}


class PathSerializer(BaseSerializer):
    def serialize(self):
        # As one that does not ask the file system, so that it is the same elsewhere.
        name = self.value.__class__.__name__
        pure = name if name.startswith("Pure") else "PureWindowsPath" if "Windows" in name else "PurePosixPath"
        return "pathlib.%s(%r)" % (pure, self.value.as_posix()), {"import pathlib"}


class RegexSerializer(BaseSerializer):
    def serialize(self):
        pattern, imports = serializer_factory(self.value.pattern).serialize()
        # Those that every pattern has need not be said.
        flags = self.value.flags ^ re.compile("").flags
        text, more = serializer_factory(re.RegexFlag(flags)).serialize()
        args = [pattern] + ([text] if flags else [])
        return "re.compile(%s)" % ", ".join(args), {"import re", *imports, *(more if flags else ())}


class SequenceSerializer(BaseSequenceSerializer):
    def _format(self):
        return "[%s]"


class SetSerializer(BaseUnorderedSequenceSerializer):
    def _format(self):
        return "{%s}" if self.value else "set(%s)"


class SettingsReferenceSerializer(BaseSerializer):
    def serialize(self):
        return "settings.%s" % self.value.setting_name, {"from django.conf import settings"}


class TupleSerializer(BaseSequenceSerializer):
    def _format(self):
        return "(%s)" if len(self.value) != 1 else "(%s,)"


class TypeSerializer(BaseSerializer):
    special_cases = [(models.Model, "models.Model", ["from django.db import models"]), (types.NoneType, "types.NoneType", ["import types"])]

    def serialize(self):
        for case, text, imports in self.special_cases:
            if case is self.value:
                return text, set(imports)
        module = getattr(self.value, "__module__", None)
        if module == builtins.__name__:
            return self.value.__name__, set()
        return "%s.%s" % (module, self.value.__qualname__), {"import %s" % module}


class UUIDSerializer(BaseSerializer):
    def serialize(self):
        return "uuid.%s" % repr(self.value), {"import uuid"}


class ZoneInfoSerializer(BaseSerializer):
    def serialize(self):
        return repr(self.value), {"import zoneinfo"}


class Serializer:
    """Which serializer a value of which types has, in this order."""

    _registry = {
        frozenset: FrozensetSerializer,
        list: SequenceSerializer,
        set: SetSerializer,
        tuple: TupleSerializer,
        dict: DictionarySerializer,
        models.Choices: ChoicesSerializer,
        enum.Enum: EnumSerializer,
        datetime.datetime: DatetimeDatetimeSerializer,
        (datetime.date, datetime.timedelta, datetime.time, datetime.timezone): DateTimeSerializer,
        SettingsReference: SettingsReferenceSerializer,
        float: FloatSerializer,
        (bool, int, types.NoneType, bytes, str, range): BaseSimpleSerializer,
        decimal.Decimal: DecimalSerializer,
        functools.partial: FunctoolsPartialSerializer,
        (types.FunctionType, types.BuiltinFunctionType, types.MethodType): FunctionTypeSerializer,
        types.GenericAlias: GenericAliasSerializer,
        collections.abc.Iterable: IterableSerializer,
        COMPILED_REGEX_TYPE: RegexSerializer,
        uuid.UUID: UUIDSerializer,
        zoneinfo.ZoneInfo: ZoneInfoSerializer,
    }

    @classmethod
    def register(cls, type_, serializer):
        if not issubclass(serializer, BaseSerializer):
            raise ValueError("'%s' must inherit from 'BaseSerializer'." % serializer.__name__)
        cls._registry[type_] = serializer

    @classmethod
    def unregister(cls, type_):
        cls._registry.pop(type_)


def _pathlib():
    """The classes of paths, if the program has any."""
    import sys

    return sys.modules.get("pathlib")


def serializer_factory(value):
    if isinstance(value, Promise):
        value = str(value)
    elif isinstance(value, LazyObject):
        value = value._get()
    if isinstance(value, models.Field):
        return ModelFieldSerializer(value)
    if isinstance(value, BaseManager):
        return ModelManagerSerializer(value)
    if isinstance(value, Operation):
        return OperationSerializer(value)
    if isinstance(value, type) and not isinstance(value, types.GenericAlias):
        return TypeSerializer(value)
    if hasattr(value, "deconstruct"):
        return DeconstructableSerializer(value)
    pathlib = _pathlib()
    if pathlib and isinstance(value, pathlib.PurePath):
        return PathSerializer(value)
    if hasattr(value, "__fspath__"):
        return PathLikeSerializer(value)
    for type_, serializer in Serializer._registry.items():
        if isinstance(value, type_):
            return serializer(value)
    if callable(value) and hasattr(value, "__qualname__"):
        return FunctionTypeSerializer(value)
    import django

    raise ValueError(
        "Cannot serialize: %r\nThere are some values Django cannot serialize into migration files.\n"
        "For more, see https://docs.djangoproject.com/en/%s/topics/migrations/#migration-serializing" % (value, "%d.%d" % django.VERSION[:2])
    )


def serialize(value):
    """(text, imports) for a value."""
    return serializer_factory(value).serialize()
