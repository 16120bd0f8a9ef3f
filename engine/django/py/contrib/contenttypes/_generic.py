"""What GenericForeignKey does that few programs ask of it; the rest is native."""

from itertools import chain

from django.apps import apps
from django.core import checks
from django.core.exceptions import FieldDoesNotExist

KEY_HINT = "GenericForeignKeys must use a ForeignKey to 'contenttypes.ContentType' as the 'content_type' field."


def check(field, **kwargs):
    return [*check_name(field), *check_object_id(field), *check_content_type(field)]


def check_name(field):
    if field.name.endswith("_"):
        yield checks.Error("Field names must not end with an underscore.", obj=field, id="fields.E001")


def check_object_id(field):
    try:
        field.model._meta.get_field(field.fk_field)
    except FieldDoesNotExist:
        yield checks.Error(
            f"The GenericForeignKey object ID references the nonexistent field '{field.fk_field}'.", obj=field, id="contenttypes.E001"
        )


def check_content_type(field):
    from django.contrib.contenttypes.models import ContentType
    from django.db.models import ForeignKey

    name = f"{field.model._meta.object_name}.{field.ct_field}"
    try:
        key = field.model._meta.get_field(field.ct_field)
    except FieldDoesNotExist:
        yield checks.Error(
            f"The GenericForeignKey content type references the nonexistent field '{name}'.", obj=field, id="contenttypes.E002"
        )
        return
    if not isinstance(key, ForeignKey):
        yield checks.Error(f"'{name}' is not a ForeignKey.", hint=KEY_HINT, obj=field, id="contenttypes.E003")
    elif key.remote_field.model != ContentType:
        yield checks.Error(f"'{name}' is not a ForeignKey to 'contenttypes.ContentType'.", hint=KEY_HINT, obj=field, id="contenttypes.E004")


def check_generic_foreign_keys(app_configs=None, **kwargs):
    from django.contrib.contenttypes.fields import GenericForeignKey

    models = apps.get_models() if app_configs is None else chain.from_iterable(config.get_models() for config in app_configs)
    fields = (field for model in models for field in model._meta.private_fields if isinstance(field, GenericForeignKey))
    return list(chain.from_iterable(field.check() for field in fields))


def get_content_type(field, obj=None, id=None, using=None, model=None):
    from django.contrib.contenttypes.models import ContentType

    if obj is not None:
        manager = ContentType.objects.db_manager(obj._state.db)
        return manager.get_for_model(obj, for_concrete_model=field.for_concrete_model)
    if id is not None:
        return ContentType.objects.db_manager(using).get_for_id(id)
    if model is not None:
        return ContentType.objects.db_manager(using).get_for_model(model, for_concrete_model=field.for_concrete_model)
    raise Exception("Impossible arguments to GFK.get_content_type!")


def get_filter_kwargs_for_object(field, obj):
    return {field.fk_field: getattr(obj, field.fk_field), field.ct_field: getattr(obj, field.ct_field)}


def get_forward_related_filter(field, obj):
    return {field.fk_field: obj.pk, field.ct_field: get_content_type(field, obj).pk}


def value_to_string(field, obj):
    return str([instance.pk for instance in getattr(obj, field.name).all()])
