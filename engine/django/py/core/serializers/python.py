"""Instances as lists and dicts: what the other formats are made of."""

from django.apps import apps
from django.core.serializers import base
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import CompositePrimaryKey
from django.utils.encoding import is_protected_type


class Serializer(base.Serializer):
    internal_use_only = True
    _current = None  # the values of the object that is being written

    def start_serialization(self):
        self.objects, self._current = [], None

    def start_object(self, obj):
        self._current = {}

    def get_dump_object(self, obj):
        told_naturally = self.use_natural_primary_keys and hasattr(obj, "natural_key")
        key = {} if told_naturally else {"pk": self._value_from_field(obj, obj._meta.pk)}
        return {"model": str(obj._meta), **key, "fields": self._current}

    def end_object(self, obj):
        written = self.get_dump_object(obj)
        self._current = None
        self.objects.append(written)

    def getvalue(self):
        return self.objects

    def _value_from_field(self, obj, field):
        if isinstance(field, CompositePrimaryKey):
            return [self._value_from_field(obj, part) for part in field]
        own = field.value_from_object(obj)
        # What JSON and the like have a form of stays as it is.
        return own if is_protected_type(own) else field.value_to_string(obj)

    def _by_natural_key(self, field):
        return hasattr(field.remote_field.model, "natural_key") and self.use_natural_foreign_keys

    def handle_field(self, obj, field):
        self._current[field.name] = self._value_from_field(obj, field)

    def handle_fk_field(self, obj, field):
        if not self._by_natural_key(field):
            return self.handle_field(obj, field)
        other = getattr(obj, field.name)
        self._current[field.name] = other.natural_key() if other else None

    def handle_m2m_field(self, obj, field):
        if not field.remote_field.through._meta.auto_created:
            return  # the rows between are written for themselves
        natural = self._by_natural_key(field)
        others = getattr(obj, "_prefetched_objects_cache", {}).get(field.name)
        if others is None:
            others = getattr(obj, field.name)
            others = (others if natural else others.select_related(None).only("pk")).iterator(chunk_size=2000)
        self._current[field.name] = [other.natural_key() if natural else self._value_from_field(other, other._meta.pk) for other in others]


class Deserializer(base.Deserializer):
    def __init__(self, object_list, *, using=DEFAULT_DB_ALIAS, ignorenonexistent=False, **options):
        super().__init__(object_list, **options)
        self.handle_forward_references = options.pop("handle_forward_references", False)
        self.using, self.ignorenonexistent = using, ignorenonexistent
        self.field_names_cache = {}
        self._iterator = None

    def __iter__(self):
        for obj in self.stream:
            yield from self._handle_object(obj)

    def __next__(self):
        if self._iterator is None:
            self._iterator = iter(self)
        return next(self._iterator)

    def _handle_object(self, obj):
        try:
            Model = self._get_model_from_node(obj["model"])
        except base.DeserializationError:
            if self.ignorenonexistent:
                return
            raise
        pk = obj.get("pk")

        def failure(exc, value):
            return base.DeserializationError.WithData(exc, obj["model"], pk, value)

        data, m2m_data, deferred_fields = {}, {}, {}
        if "pk" in obj:
            try:
                data[Model._meta.pk.attname] = Model._meta.pk.to_python(pk)
            except Exception as e:
                raise failure(e, None)
        if Model not in self.field_names_cache:
            self.field_names_cache[Model] = {f.name for f in Model._meta.get_fields()}
        for name, value in obj["fields"].items():
            if self.ignorenonexistent and name not in self.field_names_cache[Model]:
                continue
            field = Model._meta.get_field(name)
            if field.remote_field and isinstance(field.remote_field, models.ManyToManyRel):
                try:
                    found = self._handle_m2m_field_node(field, value)
                except base.M2MDeserializationError as e:
                    raise failure(e.original_exc, e.pk)
                if found == base.DEFER_FIELD:
                    deferred_fields[field] = value
                else:
                    m2m_data[field.name] = found
                continue
            try:
                if field.remote_field and isinstance(field.remote_field, models.ManyToOneRel):
                    found = self._handle_fk_field_node(field, value)
                    if found == base.DEFER_FIELD:
                        deferred_fields[field] = value
                    else:
                        data[field.attname] = found
                else:
                    data[field.name] = field.to_python(value)
            except Exception as e:
                raise failure(e, value)
        yield base.DeserializedObject(base.build_instance(Model, data, self.using), m2m_data, deferred_fields)

    def _handle_m2m_field_node(self, field, field_value):
        return base.deserialize_m2m_values(field, field_value, self.using, self.handle_forward_references)

    def _handle_fk_field_node(self, field, field_value):
        return base.deserialize_fk_value(field, field_value, self.using, self.handle_forward_references)

    @staticmethod
    def _get_model_from_node(model_identifier):
        try:
            return apps.get_model(model_identifier)
        except (LookupError, TypeError):
            raise base.DeserializationError(f"Invalid model identifier: {model_identifier}")
