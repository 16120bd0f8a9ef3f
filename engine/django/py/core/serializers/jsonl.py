"""JSON, one object a line."""

import json

from django.core.serializers.base import DeserializationError
from django.core.serializers.base import Serializer as Base
from django.core.serializers.json import DjangoJSONEncoder
from django.core.serializers.python import Deserializer as PythonDeserializer
from django.core.serializers.python import Serializer as PythonSerializer


class Serializer(PythonSerializer):
    internal_use_only = False

    def _init_options(self):
        own = dict(cls=DjangoJSONEncoder, ensure_ascii=False)
        own.update((name, value) for name, value in self.options.items() if name not in ("stream", "fields", "indent"))
        self.json_kwargs = {**own, "separators": (",", ": ")}

    def start_serialization(self):
        self._init_options()

    def end_object(self, obj):
        line = json.dumps(self.get_dump_object(obj), **self.json_kwargs)
        self._current = None
        self.stream.write(f"{line}\n")

    getvalue = Base.getvalue


class Deserializer(PythonDeserializer):
    def __init__(self, stream_or_string, **options):
        if isinstance(stream_or_string, bytes):
            stream_or_string = stream_or_string.decode()
        if isinstance(stream_or_string, str):
            stream_or_string = stream_or_string.splitlines()
        super().__init__(_objects(stream_or_string), **options)

    def _handle_object(self, obj):
        try:
            yield from super()._handle_object(obj)
        except (GeneratorExit, DeserializationError):
            raise
        except Exception as exc:
            raise DeserializationError(f"Error deserializing object: {exc}") from exc


def _objects(lines):
    for line in lines:
        if line.strip():
            try:
                yield json.loads(line)
            except Exception as exc:
                raise DeserializationError() from exc
