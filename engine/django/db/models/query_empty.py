class InstanceCheckMeta(type):
    def __instancecheck__(self, instance):
        return isinstance(instance, QuerySet) and _is_empty(instance)


class EmptyQuerySet(metaclass=InstanceCheckMeta):
    """What isinstance() calls a queryset that none() has emptied."""

    def __init__(self, *args, **kwargs):
        raise TypeError("EmptyQuerySet can't be instantiated")
