from django.core.signals import setting_changed
from django.dispatch import Signal

template_rendered = Signal()

__all__ = ["setting_changed", "template_rendered"]
