"""Enumerations whose members have a label and which a field takes as choices."""

from enum import Enum, EnumMeta, IntEnum, StrEnum, nonmember, unique


def _split(name, assigned):
    """The value and the label of a member. Of several things the last is the label if it is a text; otherwise the name speaks for itself."""
    if isinstance(assigned, (list, tuple)) and len(assigned) > 1 and isinstance(assigned[-1], str):
        *value, label = assigned
        return tuple(value), label
    return assigned, name.replace("_", " ").title()


class ChoicesType(EnumMeta):
    def __new__(metacls, classname, bases, classdict, **kwds):
        labels = {}
        for name in classdict._member_names:
            value, labels[name] = _split(name, classdict[name])
            # The namespace of an enum refuses a second assignment; dict's own does not.
            dict.__setitem__(classdict, name, value)
        made = super().__new__(metacls, classname, bases, classdict, **kwds)
        for name in labels:
            made.__members__[name]._label_ = labels[name]
        return unique(made)

    def __contains__(cls, what):
        return super().__contains__(what) if isinstance(what, Enum) else what in [member.value for member in cls]

    def _entries(cls):
        """(name, value, label) of what a form would offer: nothing first, if that has a label."""
        if hasattr(cls, "__empty__"):
            yield "__empty__", None, cls.__empty__
        for member in cls:
            yield member.name, member.value, member.label

    names = property(lambda cls: [name for name, _, _ in cls._entries()])
    values = property(lambda cls: [value for _, value, _ in cls._entries()])
    labels = property(lambda cls: [label for _, _, label in cls._entries()])
    choices = property(lambda cls: [entry[1:] for entry in cls._entries()])


class Choices(Enum, metaclass=ChoicesType):
    do_not_call_in_templates = nonmember(True)
    label = property(lambda self: self._label_)

    def __repr__(self):
        return f"{type(self).__qualname__}.{self.name}"

    def __str__(self):
        return str(self.value)


class IntegerChoices(Choices, IntEnum):
    pass


class TextChoices(Choices, StrEnum):
    @staticmethod
    def _generate_next_value_(name, *_):
        return name
