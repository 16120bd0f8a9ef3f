"""Model instances to text and back: serialize() and deserialize()."""

import importlib

# XML and YAML are left out; their names are known, and whoever uses one is told.
BUILTIN_SERIALIZERS = {
    format: f"django.core.serializers.{module}"
    for format, module in dict(xml="xml_serializer", python="python", json="json", yaml="pyyaml", jsonl="jsonl").items()
}

# The registered formats: the module, or its name until the format is used.
_serializers = {}


class BadSerializer:
    """Stands for a serializer whose module cannot be imported."""

    internal_use_only = False

    def __init__(self, exception):
        self.exception = exception

    def __call__(self, *args, **kwargs):
        raise self.exception

    # What a module has.
    Serializer = Deserializer = property(lambda self: self)


def _registry():
    from django.conf import settings

    if not _serializers:
        _serializers.update(BUILTIN_SERIALIZERS)
        _serializers.update(getattr(settings, "SERIALIZATION_MODULES", {}))
    return _serializers


def _module(format):
    registry = _registry()
    if format not in registry:
        from django.core.serializers.base import SerializerDoesNotExist

        raise SerializerDoesNotExist(format)
    found = registry[format]
    if isinstance(found, str):
        try:
            found = importlib.import_module(found)
        except ImportError as exc:
            found = BadSerializer(exc)
        registry[format] = found
    return found


def register_serializer(format, serializer_module, serializers=None):
    (_registry() if serializers is None else serializers)[format] = serializer_module


def unregister_serializer(format):
    if format not in _registry():
        from django.core.serializers.base import SerializerDoesNotExist

        raise SerializerDoesNotExist(format)
    del _serializers[format]


def get_serializer(format):
    return _module(format).Serializer


def get_serializer_formats():
    return list(_registry())


def get_public_serializer_formats():
    return [format for format in list(_registry()) if format in ("xml", "yaml") or not get_serializer(format).internal_use_only]


def get_deserializer(format):
    return _module(format).Deserializer


def serialize(format, queryset, **options):
    made = get_serializer(format)()
    made.serialize(queryset, **options)
    return made.getvalue()


def deserialize(format, stream_or_string, **options):
    return get_deserializer(format)(stream_or_string, **options)


def _dependencies(model):
    """The models that must come before a model: those whose natural keys its own rows are told by."""
    from django.apps import apps

    if hasattr(model, "natural_key"):
        yield from map(apps.get_model, getattr(model.natural_key, "dependencies", []))
    related = [f for f in model._meta.fields if f.remote_field]
    related += [f for f in model._meta.many_to_many if f.remote_field.through._meta.auto_created]
    for field in related:
        other = field.remote_field.model
        if other is not model and hasattr(other, "natural_key"):
            yield other


def sort_dependencies(app_list, allow_cycles=False):
    """The models of (app_config, models) pairs, those with natural keys before the ones that refer to them."""
    waiting = []
    for app_config, model_list in app_list:
        for model in app_config.get_models() if model_list is None else model_list:
            waiting.append((model, list(_dependencies(model))))
    all_models = {model for model, _ in waiting}
    done = []
    while waiting:
        skipped = []
        for model, dependencies in waiting:
            if all(d not in all_models or d in done for d in dependencies):
                done.append(model)
            else:
                skipped.append((model, dependencies))
        if len(skipped) == len(waiting):
            if not allow_cycles:
                names = sorted((model for model, _ in skipped), key=lambda model: model.__name__)
                raise RuntimeError("Can't resolve dependencies for %s in serialized app list." % ", ".join(m._meta.label for m in names))
            done.append(skipped.pop()[0])
        # Those put off are looked at from the last one backwards.
        waiting = skipped[::-1]
    return done


def __getattr__(name):
    # Nobody needs them who only wants the JSON encoder.
    if name in ("DeserializationError", "DeserializedObject", "SerializationError", "SerializerDoesNotExist"):
        from django.core.serializers import base

        return getattr(base, name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
