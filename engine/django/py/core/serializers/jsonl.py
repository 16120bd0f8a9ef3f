"""JSON, one object a line."""

import json

from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.serializers.python import Deserializer as PythonDeserializer
from django.core.serializers.python import Serializer as PythonSerializer


class Serializer(PythonSerializer):
    internal_use_only = False

    def getvalue(self):
        options = dict(self.options)
        options.pop("indent", None)
        options.setdefault("cls", DjangoJSONEncoder)
        options.setdefault("ensure_ascii", False)
        text = "".join(json.dumps(o, **options) + "\n" for o in self.objects)
        if self.stream is not None:
            self.stream.write(text)
        return text


def Deserializer(stream_or_string, **options):
    if isinstance(stream_or_string, bytes):
        stream_or_string = stream_or_string.decode()
    lines = stream_or_string.splitlines() if isinstance(stream_or_string, str) else stream_or_string
    for line in lines:
        if not line.strip():
            continue
        try:
            yield from PythonDeserializer([json.loads(line)], **options)
        except DeserializationError:
            raise
        except Exception as exc:
            raise DeserializationError() from exc
