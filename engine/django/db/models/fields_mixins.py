"""What classes that programs make themselves take from Django's mixins. The fields' own methods are native."""

import warnings

from django.utils.deprecation import RemovedInDjango60Warning
from django.utils.functional import cached_property

NOT_PROVIDED = object()


class FieldCacheMixin:
    """Keeps what a relation has fetched in the state of the instance."""

    def get_cache_name(self):
        raise NotImplementedError

    @cached_property
    def cache_name(self):
        name = self.get_cache_name()
        cls = type(self).__qualname__
        warnings.warn(f"Override {cls}.cache_name instead of get_cache_name().", category=RemovedInDjango60Warning, stacklevel=3)
        return name

    def get_cached_value(self, instance, default=NOT_PROVIDED):
        try:
            return instance._state.fields_cache[self.cache_name]
        except KeyError:
            if default is NOT_PROVIDED:
                raise
            return default

    def is_cached(self, instance):
        return self.cache_name in instance._state.fields_cache

    def set_cached_value(self, instance, value):
        instance._state.fields_cache[self.cache_name] = value

    def delete_cached_value(self, instance):
        del instance._state.fields_cache[self.cache_name]


class CheckFieldDefaultMixin:
    _default_hint = ("<valid default>", "<invalid default>")
