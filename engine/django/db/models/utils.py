"""Small functions around models."""

import functools
from collections import namedtuple


def make_model_tuple(model):
    """(app label, lower-case name) of a model class, of such a pair, or of "app_label.ModelName"."""
    try:
        if isinstance(model, tuple):
            model_tuple = model
        elif isinstance(model, str):
            app_label, model_name = model.split(".")
            model_tuple = app_label, model_name.lower()
        else:
            model_tuple = model._meta.app_label, model._meta.model_name
        assert len(model_tuple) == 2
        return model_tuple
    except (ValueError, AssertionError):
        raise ValueError("Invalid model reference '%s'. String model references must be of the form 'app_label.ModelName'." % model)


def resolve_callables(mapping):
    for k, v in mapping.items():
        yield k, v() if callable(v) else v


def unpickle_named_row(names, values):
    return create_namedtuple_class(*names)(*values)


@functools.lru_cache
def create_namedtuple_class(*names):
    def __reduce__(self):
        return unpickle_named_row, (names, tuple(self))

    return type("Row", (namedtuple("Row", names),), {"__reduce__": __reduce__, "__slots__": ()})


def list_to_queryset(model, values):
    return model._base_manager.filter(pk__in=[value.pk for value in values])


def subclass_exception(name, bases, module, attached_to):
    return type(name, bases, {"__module__": module, "__qualname__": "%s.%s" % (attached_to.__qualname__, name)})


class AltersData:
    """Methods that override ones with alters_data have it too."""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        for name, fn in vars(cls).copy().items():
            for base in cls.__bases__:
                if not callable(fn) or hasattr(fn, "alters_data"):
                    break
                if alters_data := getattr(getattr(base, name, None), "alters_data", None):
                    fn.alters_data = alters_data
