"""What `choices` may be, made one thing: a list of (value, label) pairs, labels of groups included."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice, tee, zip_longest

from django.utils.functional import Promise


class BaseChoiceIterator:
    """Base class for lazy iterators for choices."""

    def __eq__(self, other):
        if isinstance(other, Iterable):
            return all(a == b for a, b in zip_longest(self, other, fillvalue=object()))
        return super().__eq__(other)

    def __getitem__(self, index):
        if isinstance(index, slice) or index < 0:
            return list(self)[index]
        try:
            return next(islice(self, index, index + 1))
        except StopIteration:
            raise IndexError("index out of range") from None

    def __iter__(self):
        raise NotImplementedError("BaseChoiceIterator subclasses must implement __iter__().")


class BlankChoiceIterator(BaseChoiceIterator):
    """Puts a blank choice in front, unless there is one."""

    def __init__(self, choices, blank_choice):
        self.choices, self.blank_choice = choices, blank_choice

    def __iter__(self):
        choices, other = tee(self.choices)
        if not any(value in ("", None) for value, _ in flatten_choices(other)):
            yield from self.blank_choice
        yield from choices


class CallableChoiceIterator(BaseChoiceIterator):
    """Asks a function for the choices, each time."""

    def __init__(self, func):
        self.func = func

    def __iter__(self):
        yield from normalize_choices(self.func())


def flatten_choices(choices):
    for value_or_group, label_or_nested in choices or ():
        if isinstance(label_or_nested, (list, tuple)):
            yield from label_or_nested
        else:
            yield value_or_group, label_or_nested


def normalize_choices(value, *, depth=0):
    from django.db.models.enums import ChoicesType

    match value:
        case BaseChoiceIterator() | Promise() | bytes() | str():
            return value
        case ChoicesType():
            return value.choices
        case Mapping() if depth < 2:
            pairs = value.items()
        case Iterator() if depth < 2:
            pairs = list(value)
        case Iterable() if depth < 2:
            pairs = value
            try:
                if not all(isinstance(x, (list, tuple)) and len(x) == 2 for x in value):
                    return value
            except TypeError:
                return value
        case Callable() if depth == 0:
            return CallableChoiceIterator(value)
        case Callable() if depth < 2:
            pairs = value()
        case _:
            return value
    try:
        return [(k, normalize_choices(v, depth=depth + 1)) for k, v in pairs]
    except (TypeError, ValueError):
        return value
