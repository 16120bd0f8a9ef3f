"""Small functions around models."""

from collections import namedtuple
from functools import cache


def make_model_tuple(model):
    """(app label, lower-case name) of a model class, of such a pair, or of "app_label.ModelName"."""
    if isinstance(model, str):
        app, dot, name = model.partition(".")
        pair = (app, name.lower()) if dot and "." not in name else ()
    elif isinstance(model, tuple):
        pair = model
    else:
        pair = model._meta.app_label, model._meta.model_name
    if len(pair) != 2:
        raise ValueError("Invalid model reference '%s'. String model references must be of the form 'app_label.ModelName'." % model)
    return pair


def resolve_callables(mapping):
    return ((key, value() if callable(value) else value) for key, value in mapping.items())


@cache
def create_namedtuple_class(*names):
    """The class Row of values_list(named=True), the same for the same names. It is no name of a module, so its rows are pickled by what makes them anew."""

    class Row(namedtuple("Row", names)):
        __slots__ = ()

        def __reduce__(self):
            return unpickle_named_row, (names, tuple(self))

    Row.__qualname__ = "Row"
    return Row


def unpickle_named_row(names, values):
    return create_namedtuple_class(*names)._make(values)


def list_to_queryset(model, values):
    keys = [value.pk for value in values]
    return model._base_manager.filter(pk__in=keys)


def subclass_exception(name, bases, module, attached_to):
    """An exception of a model's own: Book.DoesNotExist is a class in the class."""
    return type(name, bases, dict(__module__=module, __qualname__=f"{attached_to.__qualname__}.{name}"))


class AltersData:
    """Methods that override ones with alters_data have it too."""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        for name, method in list(vars(cls).items()):
            if not callable(method) or hasattr(method, "alters_data"):
                continue
            for base in cls.__bases__:
                if alters := getattr(getattr(base, name, None), "alters_data", None):
                    method.alters_data = alters
                    break
