import json
import sys

from django.utils.functional import Promise


def _is(o, module, name):
    """isinstance() that does not import the module: without it there can be no such object."""
    module = sys.modules.get(module)
    return module is not None and isinstance(o, getattr(module, name))


class DjangoJSONEncoder(json.JSONEncoder):
    def default(self, o):
        if _is(o, "datetime", "datetime"):
            r = o.isoformat()
            if o.microsecond:
                r = r[:23] + r[26:]
            return r.removesuffix("+00:00") + "Z" if r.endswith("+00:00") else r
        if _is(o, "datetime", "date"):
            return o.isoformat()
        if _is(o, "datetime", "time"):
            if o.utcoffset() is not None:
                raise ValueError("JSON can't represent timezone-aware times.")
            r = o.isoformat()
            return r[:12] if o.microsecond else r
        if _is(o, "datetime", "timedelta"):
            from django.utils.duration import duration_iso_string

            return duration_iso_string(o)
        if isinstance(o, Promise) or _is(o, "decimal", "Decimal") or _is(o, "uuid", "UUID"):
            return str(o)
        return super().default(o)


from django.core.serializers.base import DeserializationError
from django.core.serializers.python import Deserializer as PythonDeserializer
from django.core.serializers.python import Serializer as PythonSerializer


class Serializer(PythonSerializer):
    internal_use_only = False

    def _init_options(self):
        self._current = None
        self.json_kwargs = {k: v for k, v in self.options.items() if k not in ("stream", "fields")}
        if self.options.get("indent"):
            self.json_kwargs["separators"] = (",", ": ")
        self.json_kwargs.setdefault("cls", DjangoJSONEncoder)
        self.json_kwargs.setdefault("ensure_ascii", False)

    def start_serialization(self):
        self._init_options()
        self.stream.write("[")

    def end_serialization(self):
        if self.options.get("indent"):
            self.stream.write("\n]\n")
        else:
            self.stream.write("]")

    def end_object(self, obj):
        indent = self.options.get("indent")
        if not self.first:
            self.stream.write("," if indent else ", ")
        if indent:
            self.stream.write("\n")
        json.dump(self.get_dump_object(obj), self.stream, **self.json_kwargs)
        self._current = None

    def getvalue(self):
        return super(PythonSerializer, self).getvalue()


class Deserializer(PythonDeserializer):
    def __init__(self, stream_or_string, **options):
        if not isinstance(stream_or_string, (bytes, str)):
            stream_or_string = stream_or_string.read()
        if isinstance(stream_or_string, bytes):
            stream_or_string = stream_or_string.decode()
        try:
            objects = json.loads(stream_or_string)
        except Exception as exc:
            raise DeserializationError() from exc
        super().__init__(objects, **options)

    def _handle_object(self, obj):
        try:
            yield from super()._handle_object(obj)
        except (GeneratorExit, DeserializationError):
            raise
        except Exception as exc:
            raise DeserializationError(f"Error deserializing object: {exc}") from exc
