"""The converters of path(): what may be in the address, and what the view gets."""

import uuid

from django.urls.base import _registered as REGISTERED_CONVERTERS, register_converter  # noqa: F401 (register_converter lives here in Django)


class _Converter:
    """What is found in an address by a pattern and is made a value by a type, whose str() is the address again."""

    regex, type = "[^/]+", str

    def to_python(self, value):
        return self.type(value)

    def to_url(self, value):
        return str(value)


class StringConverter(_Converter):
    def to_python(self, value):
        return value

    to_url = to_python


class IntConverter(_Converter):
    regex, type = "[0-9]+", int


class UUIDConverter(_Converter):
    regex, type = "-".join("[0-9a-f]{%d}" % n for n in (8, 4, 4, 4, 12)), uuid.UUID


class PathConverter(StringConverter):
    regex = ".+"


class SlugConverter(StringConverter):
    regex = "[-a-zA-Z0-9_]+"


DEFAULT_CONVERTERS = {
    "int": IntConverter(), "path": PathConverter(), "slug": SlugConverter(), "str": StringConverter(), "uuid": UUIDConverter(),
}


def get_converters():
    return {**DEFAULT_CONVERTERS, **REGISTERED_CONVERTERS}
