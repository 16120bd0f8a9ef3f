from django.views.generic.base import RedirectView, View

__all__ = ["View", "RedirectView"]


def __getattr__(name):
    if name.endswith("View"):
        raise AttributeError(f"django.views.generic.{name} is not part of the playground: there are no templates here; subclass View and return a JsonResponse")
    raise AttributeError(f"module 'django.views.generic' has no attribute '{name}'")
