"""The system check framework: what `manage.py check` runs."""

from django.core.checks.messages import CRITICAL, DEBUG, ERROR, INFO, WARNING, CheckMessage, Critical, Debug, Error, Info, Warning
from django.core.checks.registry import Tags, register, run_checks, tag_exists
from django.core.checks import model_checks

register(Tags.models)(model_checks.check_all_models)
register(Tags.models)(model_checks.check_lazy_references)

__all__ = [
    "CheckMessage", "Debug", "Info", "Warning", "Error", "Critical", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL",
    "register", "run_checks", "tag_exists", "Tags",
]


@register("contenttypes")
def check_generic_foreign_keys(app_configs=None, **kwargs):
    import sys

    if "django.contrib.contenttypes.fields" not in sys.modules:
        return []  # then no model has any
    from django.contrib.contenttypes import _generic

    return _generic.check_generic_foreign_keys(app_configs, **kwargs)
