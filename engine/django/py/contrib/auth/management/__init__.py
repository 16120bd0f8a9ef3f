"""The permissions of models, as migrate leaves them in the database."""

from django.apps import apps as global_apps
from django.contrib.auth import get_permission_codename
from django.db import DEFAULT_DB_ALIAS


def _get_builtin_permissions(opts):
    return [(get_permission_codename(action, opts), "Can %s %s" % (action, opts.verbose_name_raw)) for action in opts.default_permissions]


def _get_all_permissions(opts):
    return [*_get_builtin_permissions(opts), *opts.permissions]


def create_permissions(app_config, verbosity=2, interactive=True, using=DEFAULT_DB_ALIAS, apps=global_apps, **kwargs):
    """The permissions that models of an app (of all of them, when it is None) don't have yet."""
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType

    models = list(apps.get_models() if app_config is None else app_config.get_models())
    content_types = {m: ContentType.objects.db_manager(using).get_for_model(m, for_concrete_model=False) for m in models}
    there = set(Permission.objects.using(using).values_list("content_type", "codename"))
    missing = [
        Permission(content_type=content_types[m], codename=codename, name=name)
        for m in models
        for codename, name in _get_all_permissions(m._meta)
        if (content_types[m].pk, codename) not in there
    ]
    Permission.objects.using(using).bulk_create(missing)
    if verbosity >= 2:
        for permission in missing:
            print("Adding permission '%s'" % permission)
