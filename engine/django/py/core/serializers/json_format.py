"""The serializer and deserializer of django.core.serializers.json, which are loaded when they are asked for."""

import json

from django.core.serializers.base import DeserializationError
from django.core.serializers.base import Serializer as Base
from django.core.serializers.json import DjangoJSONEncoder
from django.core.serializers.python import Deserializer as PythonDeserializer
from django.core.serializers.python import Serializer as PythonSerializer


class Serializer(PythonSerializer):
    __module__ = "django.core.serializers.json"
    internal_use_only = False

    def _init_options(self):
        # With an indentation each object begins a line.
        self._begin, self._between, self._end = ("\n", ",\n", "\n]\n") if self.options.get("indent") else ("", ", ", "]")
        own = dict(cls=DjangoJSONEncoder, ensure_ascii=False)
        own.update((name, value) for name, value in self.options.items() if name not in ("stream", "fields"))
        if self.options.get("indent"):
            own["separators"] = ",", ": "
        self.json_kwargs = own

    def start_serialization(self):
        self._init_options()
        self.stream.write("[")

    def end_object(self, obj):
        text = json.dumps(self.get_dump_object(obj), **self.json_kwargs)
        self._current = None
        self.stream.write(self._begin if self.first else self._between)
        self.stream.write(text)

    def end_serialization(self):
        self.stream.write(self._end)

    getvalue = Base.getvalue


class Deserializer(PythonDeserializer):
    __module__ = "django.core.serializers.json"

    def __init__(self, stream_or_string, **options):
        text = stream_or_string if isinstance(stream_or_string, (str, bytes)) else stream_or_string.read()
        text = str(text, "utf-8") if isinstance(text, bytes) else text
        try:
            objects = json.loads(text)
        except Exception as unreadable:
            raise DeserializationError() from unreadable
        super().__init__(objects, **options)

    def _handle_object(self, obj):
        try:
            yield from super()._handle_object(obj)
        except (GeneratorExit, DeserializationError):
            raise
        except Exception as exc:
            raise DeserializationError(f"Error deserializing object: {exc}") from exc
