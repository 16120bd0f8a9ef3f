"""What the operations and the autodetector ask of fields: which models and fields they point at."""

import datetime
import re
from collections import namedtuple

from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT

FieldReference = namedtuple("FieldReference", "to through")

COMPILED_REGEX_TYPE = type(re.compile(""))


class RegexObject:
    """A pattern that compares by what it says."""

    def __init__(self, obj):
        self.pattern, self.flags = obj.pattern, obj.flags

    def __eq__(self, other):
        if not isinstance(other, RegexObject):
            return NotImplemented
        return (self.pattern, self.flags) == (other.pattern, other.flags)


def get_migration_name_timestamp():
    return datetime.datetime.now().strftime("%Y%m%d_%H%M")


def resolve_relation(model, app_label=None, model_name=None):
    """(app label, lower-case name) of a model given as class, "app.Model", "Model" or "self"."""
    if not isinstance(model, str):
        return model._meta.app_label, model._meta.model_name
    if model == RECURSIVE_RELATIONSHIP_CONSTANT:
        if app_label is None or model_name is None:
            raise TypeError("app_label and model_name must be provided to resolve recursive relationships.")
        return app_label, model_name
    if "." in model:
        label, name = model.split(".", 1)
        return label, name.lower()
    if app_label is None:
        raise TypeError("app_label must be provided to resolve unscoped model relationships.")
    return app_label, model.lower()


def field_references(model_tuple, field, reference_model_tuple, reference_field_name=None, reference_field=None):
    """How a field of a model points at another model, or at a field of it: a FieldReference, or False.

    Its `to` is the field's own to_field names, its `through` the two ends of an intermediate model; either is None where it has nothing to do with it."""
    remote = field.remote_field
    if not remote:
        return False
    to = through = None
    if resolve_relation(remote.model, *model_tuple) == reference_model_tuple:
        to_fields = getattr(field, "to_fields", None)
        if (
            reference_field_name is None
            or to_fields is None  # it has none: it points at the model
            or (None in to_fields and (reference_field is None or reference_field.primary_key))  # the primary key, by no name
            or reference_field_name in to_fields
        ):
            to = (remote, to_fields)
    model = getattr(remote, "through", None)
    if model and resolve_relation(model, *model_tuple) == reference_model_tuple:
        through_fields = remote.through_fields
        if (
            reference_field_name is None
            or through_fields is None  # both ends are found by what they point at
            or reference_field_name in through_fields
        ):
            through = (remote, through_fields)
    return FieldReference(to, through) if to or through else False


def get_references(state, model_tuple, field_tuple=()):
    """(model state, field name, field, reference) of each field that points at a model, or at a field of it."""
    for key, model_state in state.models.items():
        for name, field in model_state.fields.items():
            reference = field_references(key, field, model_tuple, *field_tuple)
            if reference:
                yield model_state, name, field, reference


def field_is_referenced(state, model_tuple, field_tuple):
    return next(get_references(state, model_tuple, field_tuple), None) is not None
