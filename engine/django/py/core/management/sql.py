"""What commands share that empty tables."""

from django.apps import apps
from django.db import models


def sql_flush(style, connection, reset_sequences=True, allow_cascade=False):
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return connection.ops.sql_flush(style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)


def _emit(signal, verbosity, interactive, db, **kwargs):
    for config in apps.get_app_configs():
        if config.models_module is not None:
            signal.send(sender=config, app_config=config, verbosity=verbosity, interactive=interactive, using=db, **kwargs)


def emit_pre_migrate_signal(verbosity, interactive, db, **kwargs):
    _emit(models.signals.pre_migrate, verbosity, interactive, db, **kwargs)


def emit_post_migrate_signal(verbosity, interactive, db, **kwargs):
    _emit(models.signals.post_migrate, verbosity, interactive, db, **kwargs)
