"""Enumerations whose members have a label and which a field takes as choices."""

import enum


class ChoicesType(enum.EnumMeta):
    def __new__(metacls, classname, bases, classdict, **kwds):
        labels = []
        for key in list(classdict._member_names):
            value = classdict[key]
            if isinstance(value, (list, tuple)) and len(value) > 1 and isinstance(value[-1], str):
                label = value[-1]
                value = tuple(value[:-1])
            else:
                label = key.replace("_", " ").title()
            labels.append(label)
            # The namespace of an enum refuses a second assignment; dict's own does not.
            dict.__setitem__(classdict, key, value)
        cls = super().__new__(metacls, classname, bases, classdict, **kwds)
        for member, label in zip(cls.__members__.values(), labels):
            member._label_ = label
        return enum.unique(cls)

    def __contains__(cls, member):
        if not isinstance(member, enum.Enum):
            return any(x.value == member for x in cls)
        return super().__contains__(member)

    @property
    def names(cls):
        empty = ["__empty__"] if hasattr(cls, "__empty__") else []
        return empty + [member.name for member in cls]

    @property
    def choices(cls):
        empty = [(None, cls.__empty__)] if hasattr(cls, "__empty__") else []
        return empty + [(member.value, member.label) for member in cls]

    @property
    def labels(cls):
        return [label for _, label in cls.choices]

    @property
    def values(cls):
        return [value for value, _ in cls.choices]


class Choices(enum.Enum, metaclass=ChoicesType):
    @property
    def label(self):
        return self._label_

    do_not_call_in_templates = enum.nonmember(True)

    def __str__(self):
        return str(self.value)

    def __repr__(self):
        return f"{self.__class__.__qualname__}.{self._name_}"


class IntegerChoices(Choices, enum.IntEnum):
    pass


class TextChoices(Choices, enum.StrEnum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name
