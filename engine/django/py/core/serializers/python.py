from django.core.serializers import base
from django.utils.encoding import is_protected_type


class Serializer:
    internal_use_only = True

    def serialize(self, queryset, *, stream=None, fields=None, use_natural_foreign_keys=False, use_natural_primary_keys=False, **options):
        self.options, self.stream = options, stream
        self.selected_fields = fields
        self.use_natural_foreign_keys, self.use_natural_primary_keys = use_natural_foreign_keys, use_natural_primary_keys
        self.objects = []
        for obj in queryset:
            self.objects.append(self.get_dump_object(obj))
        return self.getvalue()

    def _wanted(self, field):
        if self.selected_fields is None:
            return True
        name = field.attname[:-3] if field.remote_field and field.attname.endswith("_id") else field.attname
        return name in self.selected_fields or field.name in self.selected_fields

    def _value(self, obj, field):
        value = field.value_from_object(obj)
        return value if is_protected_type(value) else field.value_to_string(obj)

    def get_dump_object(self, obj):
        meta = obj._meta.concrete_model._meta
        data = {}
        for field in meta.local_fields:
            if not (field.serialize or field.primary_key and meta.pk.remote_field):
                continue
            if field.primary_key and field is meta.pk:
                continue
            if not self._wanted(field):
                continue
            if field.remote_field is None:
                data[field.name] = self._value(obj, field)
            elif self.use_natural_foreign_keys and hasattr(field.remote_field.model, "natural_key"):
                related = getattr(obj, field.name)
                data[field.name] = related.natural_key() if related else None
            else:
                data[field.name] = self._value(obj, field)
        for field in meta.local_many_to_many:
            if field.serialize and (self.selected_fields is None or field.name in self.selected_fields) and field.remote_field.through._meta.auto_created:
                data[field.name] = [rel.pk for rel in getattr(obj, field.name).all()]
        out = {"model": str(obj._meta)}
        if not self.use_natural_primary_keys or not hasattr(obj, "natural_key"):
            out["pk"] = self._value(obj, meta.pk)
        out["fields"] = data
        return out

    def getvalue(self):
        return self.objects


def Deserializer(object_list, *, using="default", ignorenonexistent=False, **options):
    from django.apps import apps

    for d in object_list:
        try:
            model = apps.get_model(d["model"])
        except (LookupError, ValueError, TypeError):
            if ignorenonexistent:
                continue
            raise base.DeserializationError(f"Invalid model identifier: '{d['model']}'")
        data, m2m = {}, {}
        if "pk" in d:
            try:
                data[model._meta.pk.attname] = model._meta.pk.to_python(d.get("pk"))
            except Exception as e:
                raise base.DeserializationError(f"{e}: ({d['model']}:pk={d.get('pk')}) field_value was '{d.get('pk')}'") from e
        for name, value in d["fields"].items():
            field = model._meta.get_field(name)
            if field.many_to_many:
                m2m[field.name] = value
            elif field.remote_field is not None:
                data[field.attname] = None if value is None else field.remote_field.model._meta.pk.to_python(value)
            else:
                data[field.name] = field.to_python(value)
        yield base.DeserializedObject(model(**data), m2m)
