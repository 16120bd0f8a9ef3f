"""The pickles of models, querysets and what they are made of."""

import copy
import warnings

import django
from django.db import DJANGO_VERSION_PICKLE_KEY

# Copies of the Go values that were pickled, by the numbers in their pickles. A playground's pickles do not outlive its run.
_kept = []


def keep(obj):
    _kept.append(copy.deepcopy(obj))
    return revive, (len(_kept) - 1,)


def revive(number):
    return copy.deepcopy(_kept[number])


def reduce_field(field):
    if not hasattr(field, "model"):
        return keep(field)
    return load_field, (field.model._meta.app_label, field.model._meta.object_name, field.name)


def load_field(app_label, model_name, field_name):
    from django.apps import apps

    return apps.get_model(app_label, model_name)._meta.get_field(field_name)


def reduce_field_file(file):
    return type(file).__new__, (type(file),), file.__getstate__()


def reduce_rel(rel):
    return load_rel, (rel.field.model._meta.app_label, rel.field.model._meta.object_name, rel.field.name)


def load_rel(app_label, model_name, field_name):
    return load_field(app_label, model_name, field_name).remote_field


def reduce_model(instance):
    data = instance.__getstate__()
    data[DJANGO_VERSION_PICKLE_KEY] = django.__version__
    return model_unpickle, ((instance._meta.app_label, instance._meta.object_name),), data


def model_unpickle(model_id):
    from django.apps import apps

    model = apps.get_model(*model_id) if isinstance(model_id, tuple) else model_id
    return model.__new__(model)


def set_model_state(instance, state):
    _check_version(state, "model")
    instance.__dict__.update(state)


def reduce_manager(manager):
    meta = getattr(manager.model, "_meta", None)
    if meta is None or meta.managers_map.get(manager.name) is None:
        raise TypeError(f"cannot pickle {type(manager).__name__!r} object")
    return load_manager, (meta.app_label, meta.object_name, manager.name)


def load_manager(app_label, model_name, name):
    from django.apps import apps

    return getattr(apps.get_model(app_label, model_name), name)


def reduce_state(state):
    return load_state, (state.db, state.adding, state.fields_cache)


def load_state(db, adding, fields_cache):
    from django.db.models.base import ModelState

    state = ModelState()
    state.db, state.adding, state.fields_cache = db, adding, fields_cache
    return state


def reduce_queryset(qs):
    list(qs)  # A queryset is pickled with its rows.
    return load_queryset, (type(qs),), qs.__getstate__()


def queryset_state(qs):
    state = dict(getattr(qs, "__dict__", {}))
    state["_clone"] = keep(qs._chain())
    state["_rows"] = list(qs)
    state["_prefetch_done"] = qs._prefetch_done
    state[DJANGO_VERSION_PICKLE_KEY] = django.__version__
    return state


def load_queryset(cls):
    return cls()


def set_queryset_state(qs, state):
    _check_version(state, "queryset")
    state = dict(state)
    state.pop(DJANGO_VERSION_PICKLE_KEY, None)
    func, args = state.pop("_clone")
    qs._take(func(*args), state.pop("_rows"))
    qs._prefetch_done = state.pop("_prefetch_done")
    for name, value in state.items():
        setattr(qs, name, value)


def _check_version(state, what):
    pickled_version = state.get(DJANGO_VERSION_PICKLE_KEY)
    if not pickled_version:
        message = f"Pickled {what} instance's Django version is not specified."
    elif pickled_version != django.__version__:
        message = f"Pickled {what} instance's Django version {pickled_version} does not match the current version {django.__version__}."
    else:
        return
    warnings.warn(message, RuntimeWarning, stacklevel=3)
