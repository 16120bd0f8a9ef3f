from django._absent import names_of
from django.views.generic.base import RedirectView, View

__all__ = ["View", "RedirectView"]

_absent = names_of(__name__)  # those that render templates


def __getattr__(name):
    if name.endswith("View"):
        return _absent(name)
    raise AttributeError(f"module 'django.views.generic' has no attribute '{name}'")
