"""What serializers of all formats share."""

from io import StringIO

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

# Says that a related object is not there yet.
DEFER_FIELD = object()


class SerializerDoesNotExist(KeyError):
    pass


class SerializationError(Exception):
    pass


class DeserializationError(Exception):
    @classmethod
    def WithData(cls, original_exc, model, fk, field_value):
        return cls(f"{original_exc}: ({model}:pk={fk}) field_value was '{field_value}'")


class M2MDeserializationError(Exception):
    def __init__(self, original_exc, pk):
        self.original_exc, self.pk = original_exc, pk


class ProgressBar:
    """Dots for the share of the objects that is done, drawn anew when there is one more."""

    progress_width = 75
    prev_done = 0

    def __init__(self, output, total_count):
        self.total_count, self.output = total_count, output

    def update(self, count):
        done = self.progress_width * count // self.total_count if self.output else 0
        if done > self.prev_done:
            self.prev_done = done
            dots = ("." * done).ljust(self.progress_width)
            back, end = "\r" * (count != 1), "\n" * (done == self.progress_width)
            self.output.write(f"{back}[{dots}]")
            if end:
                self.output.write(end)
            self.output.flush()


def _must_provide(name):
    def method(self, *args):
        raise NotImplementedError(f"subclasses of Serializer must provide a {name}() method")

    return method


class Serializer:
    internal_use_only = False
    progress_class = ProgressBar
    stream_class = StringIO

    def serialize(
        self, queryset, *, stream=None, fields=None, use_natural_foreign_keys=False, use_natural_primary_keys=False,
        progress_output=None, object_count=0, **options,
    ):
        self.selected_fields, self.options = fields, options
        self.use_natural_primary_keys, self.use_natural_foreign_keys = use_natural_primary_keys, use_natural_foreign_keys
        self.stream = stream if stream is not None else self.stream_class()
        bar = self.progress_class(progress_output, object_count)
        self.first = True
        self.start_serialization()
        for done, obj in enumerate(queryset, 1):
            for part in (self.start_object, self._handle_fields, self.end_object):
                part(obj)
            bar.update(done)
            self.first = False
        self.end_serialization()
        return self.getvalue()

    def _wanted(self, name):
        return self.selected_fields is None or name in self.selected_fields

    def _handle_fields(self, obj):
        # A proxy has no fields of its own.
        meta = obj._meta.concrete_model._meta
        pk_parent = None
        if self.use_natural_primary_keys and meta.pk.remote_field and meta.pk.remote_field.parent_link:
            # The link to the parent says which row is meant, since no key does.
            pk_parent = meta.pk
        for field in meta.local_fields:
            if not (field.serialize or field is pk_parent):
                continue
            if field.remote_field is None:
                if self._wanted(field.attname):
                    self.handle_field(obj, field)
            elif self._wanted(field.attname[:-3]):
                self.handle_fk_field(obj, field)
        for field in meta.local_many_to_many:
            if field.serialize and self._wanted(field.attname):
                self.handle_m2m_field(obj, field)

    start_serialization = _must_provide("start_serialization")
    start_object = _must_provide("start_object")
    handle_field = _must_provide("handle_field")
    handle_fk_field = _must_provide("handle_fk_field")
    handle_m2m_field = _must_provide("handle_m2m_field")

    def end_serialization(self):
        pass

    def end_object(self, obj):
        pass

    def getvalue(self):
        written = getattr(self.stream, "getvalue", None)
        return written() if callable(written) else None


class Deserializer:
    def __init__(self, stream_or_string, **options):
        self.options = options
        self.stream = StringIO(stream_or_string) if isinstance(stream_or_string, str) else stream_or_string

    def __iter__(self):
        return self

    def __next__(self):
        raise NotImplementedError("subclasses of Deserializer must provide a __next__() method")


class DeserializedObject:
    """An instance that is not saved yet, with what its many-to-many relations are to be."""

    def __init__(self, obj, m2m_data=None, deferred_fields=None):
        self.deferred_fields, self.m2m_data = deferred_fields, m2m_data
        self.object = obj

    def __repr__(self):
        row = self.object
        return f"<{type(self).__name__}: {row._meta.label}(pk={row.pk})>"

    def save(self, save_m2m=True, using=None, **kwargs):
        # Not the model's own save(): what was serialized is kept as it is.
        models.Model.save_base(self.object, raw=True, using=using, **kwargs)
        related = self.m2m_data if save_m2m else None
        for name, objects in (related or {}).items():
            getattr(self.object, name).set(objects)
        self.m2m_data = None  # a second save() is one of the row

    def _resolved(self, field, value, using):
        """What a field refers to, which has to be there by now."""
        many = isinstance(field.remote_field, models.ManyToManyRel)
        find = deserialize_m2m_values if many else deserialize_fk_value
        try:
            return find(field, value, using, False)
        except Exception as e:
            if many:
                if not isinstance(e, M2MDeserializationError):
                    raise
                e, value = e.original_exc, e.pk
            meta = self.object._meta
            raise DeserializationError.WithData(e, f"{meta.app_label}.{meta.model_name}", self.object.pk, value)

    def save_deferred_fields(self, using=None):
        self.m2m_data = {}
        for field, value in self.deferred_fields.items():
            kind = type(field.remote_field)
            if issubclass(kind, models.ManyToManyRel):
                self.m2m_data[field.name] = self._resolved(field, value, using)
            elif issubclass(kind, models.ManyToOneRel):
                setattr(self.object, field.attname, self._resolved(field, value, using))
        self.save()


def _is_natural_key(value):
    return hasattr(value, "__iter__") and not isinstance(value, str)


def _by_natural_key(manager, db, key):
    return manager.db_manager(db).get_by_natural_key(*key)


def build_instance(Model, data, db):
    """An instance of the values; without a key, it gets that of the row with the same natural key."""
    key, manager = Model._meta.pk, Model._meta.default_manager
    natural = hasattr(Model, "natural_key") and hasattr(manager, "get_by_natural_key")
    if natural and data.get(key.attname) is None:
        # Its natural key may be told by rows that it refers to.
        asked = Model(**data)
        asked._state.db = db
        natural_key = asked.natural_key()
        try:
            data[key.attname] = key.to_python(_by_natural_key(manager, db, natural_key).pk)
        except Model.DoesNotExist:
            pass  # a new one
    return Model(**data)


def deserialize_m2m_values(field, field_value, using, handle_forward_references):
    model = field.remote_field.model
    manager = model._default_manager
    told_naturally = _is_natural_key if hasattr(manager, "get_by_natural_key") else lambda told: False
    found, told = [], None
    try:
        waiting = iter(field_value)
    except TypeError as e:
        raise M2MDeserializationError(e, field_value)
    try:
        for told in waiting:
            found.append(_by_natural_key(manager, using, told).pk if told_naturally(told) else model._meta.pk.to_python(told))
    except Exception as e:
        if not (handle_forward_references and isinstance(e, ObjectDoesNotExist)):
            raise M2MDeserializationError(e, told)
        return DEFER_FIELD
    return found


def deserialize_fk_value(field, field_value, using, handle_forward_references):
    if field_value is None:
        return
    meta, name = field.remote_field.model._meta, field.remote_field.field_name
    manager = field.remote_field.model._default_manager
    if not _is_natural_key(field_value) or not hasattr(manager, "get_by_natural_key"):
        return meta.get_field(name).to_python(field_value)
    try:
        found = getattr(_by_natural_key(manager, using, field_value), name)
    except ObjectDoesNotExist:
        if not handle_forward_references:
            raise
        return DEFER_FIELD
    # The key may be a relation itself.
    return found.pk if meta.pk.remote_field else found
