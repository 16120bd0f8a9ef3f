"""The rows that say of each model which one it is."""

from django.apps import apps as global_apps
from django.db import DEFAULT_DB_ALIAS


def get_contenttypes_and_models(app_config, using, ContentType):
    manager = ContentType.objects
    manager.clear_cache()
    rows = manager.using(using).filter(app_label=app_config.label)
    models = {model._meta.model_name: model for model in app_config.get_models()}
    return {row.model: row for row in rows}, models


def create_contenttypes(app_config, verbosity=2, interactive=True, using=DEFAULT_DB_ALIAS, apps=global_apps, **kwargs):
    """A row for every model of the app that has none."""
    if not app_config.models_module:
        return
    try:
        app_config = apps.get_app_config(app_config.label)
        ContentType = apps.get_model("contenttypes", "ContentType")
    except LookupError:
        return
    known, models = get_contenttypes_and_models(app_config, using, ContentType)
    new = [ContentType(app_label=app_config.label, model=name) for name in models if name not in known]
    ContentType.objects.using(using).bulk_create(new)
    if verbosity >= 2:
        for ct in new:
            print("Adding content type '%s | %s'" % (ct.app_label, ct.model))
