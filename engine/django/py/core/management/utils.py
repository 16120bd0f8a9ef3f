from django.apps import apps
from django.core.management.base import CommandError


def parse_apps_and_model_labels(labels):
    """The models and the apps that labels such as "books" and "books.Author" name."""
    models, configs = set(), set()
    for label in labels:
        try:
            if "." in label:
                models.add(apps.get_model(label))
            else:
                configs.add(apps.get_app_config(label))
        except LookupError as e:
            raise CommandError("Unknown model: %s" % label if "." in label else str(e))
    return models, configs
