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
    progress_width = 75

    def __init__(self, output, total_count):
        self.output, self.total_count = output, total_count
        self.prev_done = 0

    def update(self, count):
        if not self.output:
            return
        done = count * self.progress_width // self.total_count
        if done <= self.prev_done:
            return
        self.prev_done = done
        start = "" if count == 1 else "\r"
        self.output.write(start + "[" + "." * done + " " * (self.progress_width - done) + "]")
        if done == self.progress_width:
            self.output.write("\n")
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
        self.options = options
        self.stream = self.stream_class() if stream is None else stream
        self.selected_fields = fields
        self.use_natural_foreign_keys, self.use_natural_primary_keys = use_natural_foreign_keys, use_natural_primary_keys
        progress_bar = self.progress_class(progress_output, object_count)
        self.start_serialization()
        self.first = True
        for count, obj in enumerate(queryset, start=1):
            self.start_object(obj)
            self._handle_fields(obj)
            self.end_object(obj)
            progress_bar.update(count)
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
        if callable(getattr(self.stream, "getvalue", None)):
            return self.stream.getvalue()


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
        self.object, self.m2m_data, self.deferred_fields = obj, m2m_data, deferred_fields

    def __repr__(self):
        return "<%s: %s(pk=%s)>" % (self.__class__.__name__, self.object._meta.label, self.object.pk)

    def save(self, save_m2m=True, using=None, **kwargs):
        # Not the model's own save(): what was serialized is kept as it is.
        models.Model.save_base(self.object, using=using, raw=True, **kwargs)
        if self.m2m_data and save_m2m:
            for accessor_name, object_list in self.m2m_data.items():
                getattr(self.object, accessor_name).set(object_list)
        self.m2m_data = None

    def save_deferred_fields(self, using=None):
        self.m2m_data = {}
        for field, value in self.deferred_fields.items():
            meta = self.object._meta
            label = meta.app_label + "." + meta.model_name
            if isinstance(field.remote_field, models.ManyToManyRel):
                try:
                    self.m2m_data[field.name] = deserialize_m2m_values(field, value, using, handle_forward_references=False)
                except M2MDeserializationError as e:
                    raise DeserializationError.WithData(e.original_exc, label, self.object.pk, e.pk)
            elif isinstance(field.remote_field, models.ManyToOneRel):
                try:
                    found = deserialize_fk_value(field, value, using, handle_forward_references=False)
                except Exception as e:
                    raise DeserializationError.WithData(e, label, self.object.pk, value)
                setattr(self.object, field.attname, found)
        self.save()


def _is_natural_key(value):
    return hasattr(value, "__iter__") and not isinstance(value, str)


def build_instance(Model, data, db):
    """An instance of the values; without a key, it gets that of the row with the same natural key."""
    pk_attname = Model._meta.pk.attname
    manager = Model._meta.default_manager
    if data.get(pk_attname) is None and hasattr(manager, "get_by_natural_key") and hasattr(Model, "natural_key"):
        obj = Model(**data)
        obj._state.db = db
        natural_key = obj.natural_key()
        try:
            data[pk_attname] = Model._meta.pk.to_python(manager.db_manager(db).get_by_natural_key(*natural_key).pk)
        except Model.DoesNotExist:
            pass
    return Model(**data)


def deserialize_m2m_values(field, field_value, using, handle_forward_references):
    model = field.remote_field.model
    manager = model._default_manager
    by_natural_key = hasattr(manager, "get_by_natural_key")
    try:
        pks = iter(field_value)
    except TypeError as e:
        raise M2MDeserializationError(e, field_value)
    pk = None
    try:
        values = []
        for pk in pks:
            if by_natural_key and _is_natural_key(pk):
                values.append(manager.db_manager(using).get_by_natural_key(*pk).pk)
            else:
                values.append(model._meta.pk.to_python(pk))
        return values
    except Exception as e:
        if isinstance(e, ObjectDoesNotExist) and handle_forward_references:
            return DEFER_FIELD
        raise M2MDeserializationError(e, pk)


def deserialize_fk_value(field, field_value, using, handle_forward_references):
    if field_value is None:
        return None
    model = field.remote_field.model
    manager = model._default_manager
    field_name = field.remote_field.field_name
    if not (hasattr(manager, "get_by_natural_key") and _is_natural_key(field_value)):
        return model._meta.get_field(field_name).to_python(field_value)
    try:
        obj = manager.db_manager(using).get_by_natural_key(*field_value)
    except ObjectDoesNotExist:
        if handle_forward_references:
            return DEFER_FIELD
        raise
    value = getattr(obj, field_name)
    # The key may be a relation itself.
    return value.pk if model._meta.pk.remote_field else value
