from django.core.serializers.base import DeserializationError, DeserializedObject, SerializationError, SerializerDoesNotExist


def _module(format):
    if format not in ("json", "python", "jsonl"):
        raise SerializerDoesNotExist(format)
    import importlib

    return importlib.import_module(f"django.core.serializers.{format}")


def get_serializer(format):
    return _module(format).Serializer


def get_serializer_formats():
    return ["python", "json", "jsonl"]


get_public_serializer_formats = lambda: ["json", "jsonl"]


def get_deserializer(format):
    return _module(format).Deserializer


def serialize(format, queryset, **options):
    s = get_serializer(format)()
    s.serialize(queryset, **options)
    return s.getvalue()


def deserialize(format, stream_or_string, **options):
    return get_deserializer(format)(stream_or_string, **options)
